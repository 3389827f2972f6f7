"""Boundaries from the province's own GeoJSON: checked, put on a plane, simplified, written as SVG paths. Pure.

Positions are degrees of longitude and latitude. Outlines are pictures, nothing is counted from them, so binary
floats will do here as nowhere else in the room.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.kernel.text import fold, nfc

MAX_BYTES = 20 * 1024 * 1024
MAX_FEATURES = 500
MAX_POINTS = 600_000
SIZE = 2000
"""Length of the longer side of the plane that outlines are put on."""
TOLERANCE = 1.5
"""How far, on that plane, a simplified line may lie from the true one."""
_NAMES = ("name", "ten", "ten_dvhc", "name_2", "name_3", "tenxa", "tenhuyen", "ten_huyen", "ten_xa")
_CODES = ("code", "ma", "ma_dvhc", "maxa", "mahuyen", "ma_huyen", "ma_xa")
_KINDS = ("thanh pho", "thi xa", "thi tran", "huyen", "phuong", "xa")

Point = tuple[float, float]


class BadOutlines(ValueError):
    """The file cannot be used; the message says in Vietnamese why."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape of the file: the name and code it bears, its rings in degrees."""

    number: int
    name: str
    code: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit's outline on the plane: an SVG path and its box (left, top, right, bottom)."""

    unit_id: int
    path: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outline as stored: its SVG path and box (left, top, right, bottom)."""

    path: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which shape is which unit; `unknown` shapes and `twice` named ones are told, `lacking` units have no shape."""

    outlines: tuple[Outline, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    lacking: tuple[str, ...]


def read(data: bytes) -> list[Feature]:
    """The shapes of a GeoJSON FeatureCollection of polygons. Raises BadOutlines.

    Refuses what is too large, not JSON, of another kind of geometry, or not in degrees (as with VN-2000 metres).
    """
    if len(data) > MAX_BYTES:
        raise BadOutlines(
            f"Tệp nặng quá {MAX_BYTES // 1024 // 1024} MB; hãy đơn giản hóa đường biên rồi gửi lại."
        )
    try:
        body = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadOutlines("Tệp không phải GeoJSON (JSON, bảng mã UTF-8).") from error
    features = (
        body.get("features") if isinstance(body, dict) and body.get("type") == "FeatureCollection" else None
    )
    if not isinstance(features, list) or not features:
        raise BadOutlines("Tệp không phải FeatureCollection hoặc không có hình nào.")
    if len(features) > MAX_FEATURES:
        raise BadOutlines(f"Tệp có {len(features)} hình; nhận nhiều nhất {MAX_FEATURES} hình.")
    found, points = [], 0
    for number, feature in enumerate(features, start=1):
        read_one = _feature(number, feature)
        points += sum(map(len, read_one.rings))
        if points > MAX_POINTS:
            raise BadOutlines(f"Tệp có quá {MAX_POINTS} điểm; hãy đơn giản hóa đường biên rồi gửi lại.")
        found.append(read_one)
    return found


def _feature(number: int, feature: Any) -> Feature:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise BadOutlines(f"Hình số {number} không có geometry.")
    geometry, properties = feature["geometry"], feature.get("properties") or {}
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadOutlines(f"Hình số {number} thuộc loại {kind}; chỉ nhận Polygon và MultiPolygon.")
    if not isinstance(properties, dict):
        properties = {}
    polygons = [parts] if kind == "Polygon" else parts
    if not isinstance(polygons, list) or not polygons:
        raise BadOutlines(f"Hình số {number} không có tọa độ.")
    rings = tuple(_ring(number, ring) for polygon in polygons for ring in _listed(number, polygon))
    said = {
        fold(str(key)).replace(" ", "_"): str(value) for key, value in properties.items() if value is not None
    }
    name, code = _first(said, _NAMES), _first(said, _CODES)
    if not name and not code:
        raise BadOutlines(f"Hình số {number} không có tên hoặc mã đơn vị (thuộc tính name hoặc code).")
    return Feature(number, nfc(name), code.strip(), rings)


def _listed(number: int, polygon: Any) -> list[Any]:
    if not isinstance(polygon, list) or not polygon:
        raise BadOutlines(f"Hình số {number} có tọa độ không đúng dạng.")
    return polygon


def _ring(number: int, ring: Any) -> tuple[Point, ...]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise BadOutlines(f"Hình số {number} có đường biên dưới 4 điểm.")
    points = []
    for point in ring:
        numbers = (
            isinstance(point, list) and len(point) >= 2 and all(type(x) in (int, float) for x in point[:2])
        )
        if not numbers or not (math.isfinite(point[0]) and math.isfinite(point[1])):
            raise BadOutlines(f"Hình số {number} có tọa độ không phải số.")
        if not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
            raise BadOutlines(
                f"Hình số {number} có tọa độ ngoài kinh độ, vĩ độ; hãy chuyển từ VN-2000 sang WGS 84 rồi gửi lại."
            )
        points.append((float(point[0]), float(point[1])))
    if points[0] != points[-1]:
        raise BadOutlines(f"Hình số {number} có đường biên không khép kín.")
    return tuple(points)


def _first(said: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((said[key] for key in keys if said.get(key, "").strip()), "")


def match(features: Sequence[Feature], units: Sequence[tuple[int, str, str]]) -> Matched:
    """Shapes to units, given as (id, code, name): by code, else by a name that only one unit bears.

    The kind before a name ("Huyện", "Xã"…) may be left out. Outlines of all shapes share one plane.
    """
    by_code = {code: pk for pk, code, _ in units}
    by_name: dict[str, set[int]] = {}
    for pk, _, name in units:
        for key in {_key(name), _bare(name)}:
            by_name.setdefault(key, set()).add(pk)
    plane = _Plane([point for feature in features for ring in feature.rings for point in ring])
    made: dict[int, Outline] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for feature in features:
        unit_id = by_code.get(feature.code)
        for key in (_key(feature.name), _bare(feature.name)):
            if unit_id is None and len(by_name.get(key, ())) == 1:
                [unit_id] = by_name[key]
        called = feature.name or feature.code
        if unit_id is None:
            unknown.append(called)
        elif unit_id in made:
            twice.append(called)
        elif outline := plane.outline(unit_id, feature):
            made[unit_id] = outline
    lacking = tuple(name for pk, _, name in units if pk not in made)
    return Matched(tuple(made.values()), tuple(unknown), tuple(twice), lacking)


def _key(name: str) -> str:
    return fold(name)


def _bare(name: str) -> str:
    folded = fold(name)
    kind = next((kind for kind in _KINDS if folded.startswith(f"{kind} ")), "")
    return folded[len(kind) :].strip()


class _Plane:
    """Longitude and latitude on a plane whose longer side is SIZE, north up, true to shape in the middle."""

    def __init__(self, points: Sequence[Point]) -> None:
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        self._squeeze = math.cos(math.radians((south + north) / 2))
        self._west, self._north = west, north
        self._scale = SIZE / (max((east - west) * self._squeeze, north - south) or 1)

    def _at(self, point: Point) -> Point:
        return (point[0] - self._west) * self._squeeze * self._scale, (self._north - point[1]) * self._scale

    def outline(self, unit_id: int, feature: Feature) -> Outline | None:
        """The shape on the plane; rings too small to be seen are left out, None when nothing is left."""
        rings = []
        for ring in feature.rings:
            line = simplified([self._at(point) for point in ring], TOLERANCE)
            whole = list(dict.fromkeys((round(x), round(y)) for x, y in line))
            if len(whole) >= 3:
                rings.append(whole)
        if not rings:
            return None
        xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
        box = (min(xs), min(ys), max(xs), max(ys))
        if box[0] == box[2] or box[1] == box[3]:
            return None
        path = "".join(f"M{' '.join(f'{x},{y}' for x, y in ring)}Z" for ring in rings)
        return Outline(unit_id, path, box)


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with fewer points, none of those left out farther than `tolerance` from it (Douglas–Peucker)."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, at = tolerance, 0
        for index in range(first + 1, last):
            off = _distance(line[index], line[first], line[last])
            if off > farthest:
                farthest, at = off, index
        if at:
            keep[at] = True
            waiting += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    part = 0.0 if not length else ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
    part = min(1.0, max(0.0, part))
    return math.hypot(point[0] - start[0] - part * across, point[1] - start[1] - part * down)
