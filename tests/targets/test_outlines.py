"""The province's own boundaries: what is taken, what is refused and why, and the picture they make."""

from __future__ import annotations

import json
import math
from decimal import Decimal as D
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import SYSTEM, Province
from tests.pages import as_user, text
from tests.targets.conftest import YEAR, officer
from thidua.foundation.errors import Refused
from thidua.targets import commands
from thidua.targets.models import Boundary, BoundarySet
from thidua.targets.outlines import SIZE, TOLERANCE, BadOutlines, match, read, simplified
from thidua.targets.tiles import lay_out, short_lines
from thidua.targets.types import Amount

UNITS = [(1, "662", "Huyện Cư Jút"), (2, "663", "Huyện Đắk Mil"), (3, "24649", "Xã Nam Dong")]


def square(west: float, south: float, **properties: Any) -> dict[str, Any]:
    ring = [[west, south], [west + 0.2, south], [west + 0.2, south + 0.1], [west, south + 0.1], [west, south]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def file(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_shapes_are_matched_by_code_or_by_a_name_without_its_kind() -> None:
    shapes = read(
        file(
            square(107.8, 12.6, ma="662"), square(107.6, 12.5, NAME="dak mil"), square(107.7, 12.4, name="Lạ"),
            square(107.7, 12.6, name="Huyện Cư Jút"),
        )
    )  # fmt: skip
    found = match(shapes, UNITS)
    assert [each.unit_id for each in found.outlines] == [1, 2]
    assert (found.unknown, found.twice, found.lacking) == (("Lạ",), ("Huyện Cư Jút",), ("Xã Nam Dong",))
    cu_jut, dak_mil = found.outlines
    assert cu_jut.path.startswith("M")
    assert cu_jut.path.endswith("Z")
    # Cư Jút lies north-east of Đắk Mil: more to the right and, as y grows downward, higher.
    assert cu_jut.box[0] > dak_mil.box[0]
    assert cu_jut.box[1] < dak_mil.box[1]
    assert max(cu_jut.box[2], dak_mil.box[3]) <= SIZE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe{", "không phải GeoJSON"),
        (b"[" * 100_000, "không phải GeoJSON"),
        (b"{}", "FeatureCollection"),
        (file({"type": "Feature", "properties": {}}), "không có geometry"),
        (file({**square(1, 1, name="a"), "geometry": {"type": "Point", "coordinates": [1, 1]}}), "thuộc loại Point"),
        (file(square(1, 1)), "không có tên hoặc mã"),
        (file(square(400_000, 1_300_000, name="a")), "VN-2000"),
        (file({**square(1, 1, name="a"), "geometry": {"type": "Polygon", "coordinates": [[[1, 1]] * 3]}}), "4 điểm"),
        (
            file({**square(1, 1, name="a"), "geometry": {"type": "Polygon", "coordinates": [[[1, "x"]] * 4]}}),
            "không phải số",
        ),
        (
            file({**square(1, 1, name="a"), "geometry": {"type": "Polygon", "coordinates": [[[1, 1]] * 4 + [[2, 2]]]}}),
            "không khép kín",
        ),
        (json.dumps({"type": "FeatureCollection", "features": [1]}).encode(), "không có geometry"),
        (file(*[square(1, 1, name="a")] * 501), "501 hình"),
    ],
)  # fmt: skip
def test_what_is_no_boundary_is_told(data: bytes, words: str) -> None:
    with pytest.raises(BadOutlines, match=words):
        read(data)


COORDINATE = st.integers(-900, 900).map(float)
LINES = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=25)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_a_simplified_line_keeps_its_ends_and_stays_near(line: list[tuple[float, float]]) -> None:
    kept = simplified(line, TOLERANCE)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    for point in line:
        assert min(_off(point, *pair) for pair in pairwise(kept)) <= TOLERANCE


def _off(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """From a point to a stretch, at least: by walking along it in small steps."""
    steps = 200
    walked = (
        math.hypot(point[0] - a[0] - (b[0] - a[0]) * n / steps, point[1] - a[1] - (b[1] - a[1]) * n / steps)
        for n in range(steps + 1)
    )
    return min(walked) - math.hypot(b[0] - a[0], b[1] - a[1]) / steps


def test_tiles_lie_as_the_districts_do() -> None:
    districts = [("662", "Huyện Cư Jút"), ("663", "Huyện Đắk Mil"), ("661", "Huyện Đăk Glong")]
    layout = lay_out(districts)
    north_east, north, south_east = layout.places
    assert layout.by_place
    assert north_east.x > north.x
    assert north_east.y < south_east.y
    assert north_east.lines == ("Cư Jút",)
    others = lay_out([("x", f"Xã {n}") for n in range(71)])
    assert not others.by_place
    assert len({(place.x, place.y) for place in others.places}) == 71
    assert short_lines("Thị trấn Đắk Mâm") == ("Đắk Mâm",)
    assert all(len(line) <= 15 for line in short_lines("Xã Quảng Trực Đăk Buk So Bù Gia Mập Xa Lắm"))


@pytest.mark.django_db
def test_from_the_file_to_the_map(province: Province, revenue: int) -> None:
    who = officer(province.province)
    client, path = as_user(who), reverse("targets:boundaries")
    for unit in (province.district, province.other_district):
        commands.report(actor=SYSTEM, target_id=revenue, unit_id=unit.pk, period=YEAR, amount=Amount(D(77)))
    page = reverse("targets:target", args=[revenue])
    assert "<rect" in text(client.get(page))

    def send(*features: Any, **more: str) -> Any:
        upload = SimpleUploadedFile("bien.geojson", file(*features))
        data = {"unit": province.province.pk, "file": upload, "source": "Sở Tài nguyên và Môi trường", **more}
        return client.post(path, data)

    lost = square(107, 12, name="Lạ")
    assert "không khớp với đơn vị nào" in text(send(square(107.8, 12.6, code="662"), lost))
    assert not Boundary.objects.exists()
    assert send(square(107.8, 12.6, code="662"), lost, skip_unknown="on").status_code == 302
    body = text(client.get(page))
    assert "<rect class" not in body
    assert body.count("<path class") == 1
    assert "Chưa có đường biên: Huyện Đắk Mil" in body
    send(square(107.8, 12.6, code="662"), square(107.6, 12.5, code="663"))
    assert text(client.get(page)).count("<path class") == 2
    assert [row.current for row in BoundarySet.objects.order_by("pk")] == [False, True]
    with pytest.raises(Refused, match="hai lần"):
        twice = file(square(107, 12, code="662"), square(107, 12, code="662"))
        commands.import_boundaries(
            actor=who, unit_id=province.province.pk, name="a.geojson", data=twice, source="Sở"
        )
