"""The picture beside a table: one shape a unit, marked by how it stands; tiles, or the province's own boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.targets.grids import CellView
from thidua.targets.tiles import HEIGHT, WIDTH, lay_out


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit of the picture: a square with its name and figure. `says` is the whole of it in words."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    figure: str
    url: str
    tone: str
    sign: str
    says: str

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def figure_y(self) -> int:
        return self.y + HEIGHT - 14


@dataclass(frozen=True, slots=True)
class Picture:
    """A labelled map; `remark` says how to read where things are."""

    title: str
    width: int
    height: int
    tiles: tuple[Tile, ...]
    remark: str
    wide: int = WIDTH
    high: int = HEIGHT


def picture(units: Sequence[tuple[int, str, str, str]], now: Mapping[int, CellView], title: str) -> Picture:
    """The tiles of (id, code, name, url) units with their cells."""
    layout = lay_out([(code, name) for _, code, name, _ in units])
    tiles = []
    for (pk, _, _, url), place in zip(units, layout.places, strict=True):
        view = now[pk]
        lines = tuple((place.y + 24 + 19 * at, words) for at, words in enumerate(place.lines))
        figure = view.result or (f"KH {view.plan}" if view.plan else "")
        tiles.append(
            Tile(
                place.x,
                place.y,
                lines,
                figure,
                url,
                view.tone,
                view.sign,
                says_of(" ".join(place.lines), figure, view),
            )
        )
    remark = (
        "Mỗi ô là một đơn vị, đặt gần đúng vị trí."
        if layout.by_place
        else "Các ô xếp theo tên, không theo vị trí."
    )
    return Picture(title, layout.width, layout.height, tuple(tiles), remark)


def says_of(name: str, figure: str, view: CellView) -> str:
    """A unit's cell for those who hear it: what is seen on the tile, then how it stands."""
    seen = " ".join(part for part in (name, view.sign, figure) if part)
    plan = f"kế hoạch {view.plan}" if view.plan and view.result else ""
    return ", ".join(part for part in (seen, plan, view.standing.label.lower()) if part)
