"""The picture beside a table: one shape a unit, marked by how it stands; tiles, or the province's own boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.targets.grids import CellView
from thidua.targets.outlines import Drawn
from thidua.targets.tiles import HEIGHT, WIDTH, lay_out, short_lines

DRAWN_WIDTH = 420
LABELLED = 14
"""Up to so many outlines bear their figure too; more only their name, in small letters."""

Unit = tuple[int, str, str, str]
"""Id, code, name and the address of its cell."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit of the picture, a square or (with `path`) an outline. `says` is what those who hear it are told."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    middle: int
    figure: str
    figure_y: int
    url: str
    tone: str
    sign: str
    says: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A labelled map; `remark` says how to read where things are. `placed` puts outlines on the picture."""

    title: str
    width: int
    height: int
    tiles: tuple[Tile, ...]
    remark: str
    placed: str = ""
    small: bool = False
    wide: int = WIDTH
    high: int = HEIGHT


def picture(
    units: Sequence[Unit], now: Mapping[int, CellView], title: str, drawn: Mapping[int, Drawn], source: str
) -> Picture:
    """The map of the units with their cells: by outlines where any of them has one, else by tiles."""
    shown = [unit for unit in units if unit[0] in drawn]
    return _outlined(units, shown, now, title, drawn, source) if shown else _tiled(units, now, title)


def _tiled(units: Sequence[Unit], now: Mapping[int, CellView], title: str) -> Picture:
    layout = lay_out([(code, name) for _, code, name, _ in units])
    tiles = []
    for (pk, _, _, url), place in zip(units, layout.places, strict=True):
        lines = tuple((place.y + 24 + 19 * at, words) for at, words in enumerate(place.lines))
        middle, below = place.x + WIDTH // 2, place.y + HEIGHT - 14
        tiles.append(_tile(now[pk], url, place.x, place.y, lines, middle, below))
    near, listed = "Mỗi ô là một đơn vị, đặt gần đúng vị trí.", "Các ô xếp theo tên, không theo vị trí."
    remark = near if layout.by_place else listed
    return Picture(title, layout.width, layout.height, tuple(tiles), remark)


def _outlined(
    units: Sequence[Unit], shown: Sequence[Unit], now: Mapping[int, CellView], title: str,
    drawn: Mapping[int, Drawn], source: str,
) -> Picture:  # fmt: skip
    boxes = [drawn[unit[0]].box for unit in shown]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    few = len(shown) <= LABELLED
    # Whole numbers: a path is scaled by the picture, its labels are placed by us.
    permille = DRAWN_WIDTH * 1000 // (right - left)
    tiles = []
    for pk, _, name, url in shown:
        outline = drawn[pk]
        middle = ((outline.box[0] + outline.box[2]) // 2 - left) * permille // 1000
        y = ((outline.box[1] + outline.box[3]) // 2 - top) * permille // 1000
        lines = ((y, " ".join(short_lines(name))),)
        tiles.append(_tile(now[pk], url, 0, 0, lines, middle, y + 18, outline.path, few))
    without = [name for pk, _, name, _ in units if pk not in drawn]
    remark = f"Đường biên do tỉnh cung cấp: {source}."
    if without:
        remark += f" Chưa có đường biên: {', '.join(without)}."
    height = (bottom - top) * permille // 1000 + 1
    placed = f"scale({permille / 1000:.3f}) translate({-left} {-top})"
    return Picture(title, DRAWN_WIDTH, height, tuple(tiles), remark, placed, not few)


def _tile(
    view: CellView, url: str, x: int, y: int, lines: tuple[tuple[int, str], ...], middle: int, below: int,
    path: str = "", labelled: bool = True,
) -> Tile:  # fmt: skip
    figure = (view.result or (f"KH {view.plan}" if view.plan else "")) if labelled else ""
    name = " ".join(words for _, words in lines)
    return Tile(
        x, y, lines, middle, figure, below, url, view.tone, view.sign, says_of(name, figure, view), path
    )  # fmt: skip


def says_of(name: str, figure: str, view: CellView) -> str:
    """A unit's cell for those who hear it: what is seen on the map, then how it stands."""
    seen = " ".join(part for part in (name, view.sign, figure) if part)
    told = "" if figure or not view.result else f"kết quả {view.result}"
    plan = f"kế hoạch {view.plan}" if view.plan and view.result else ""
    return ", ".join(part for part in (seen, told, plan, view.standing.label.lower()) if part)
