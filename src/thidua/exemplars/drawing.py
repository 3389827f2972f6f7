"""The pictures of spread: the tree of who learnt from whom, and the labelled map of where. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.targets.tiles import HEIGHT as TILE_HEIGHT
from thidua.targets.tiles import WIDTH as TILE_WIDTH
from thidua.targets.tiles import lay_out

BOX, LINE, INDENT, GAP = 280, 44, 44, 10
LETTERS = 28
"""As many letters of a unit's name fit into a box; the whole name stands in the table beside it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree: where its box stands, its name cut to fit, whether it told a result."""

    x: int
    y: int
    name: str
    whole: str
    tone: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The picture's size, its boxes from the exemplar downward, and the lines between them."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    box: int = BOX
    line: int = LINE - GAP


def draw_tree(home: str, copies: Sequence[tuple[int, str, bool]]) -> Tree:
    """The tree of (depth, unit, whether a result was told), each right after whatever it was copied from.

    `home` has the model; copies of depth 0 are of the exemplar itself.
    """
    nodes = [Node(0, 0, _cut(home), home, "honour")]
    lines = []
    above = [0]  # for each depth the row of the last unit there, beginning with the home of the model
    for row, (depth, name, told) in enumerate(copies, 1):
        x, y = (depth + 1) * INDENT, row * LINE
        nodes.append(Node(x, y, _cut(name), name, "good" if told else "neutral"))
        parent = nodes[above[depth]]
        middle = y + (LINE - GAP) // 2
        lines.append(f"M{parent.x + INDENT // 2} {parent.y + LINE - GAP}V{middle}H{x}")
        above[depth + 1 :] = [row]
    width = max(node.x for node in nodes) + BOX
    return Tree(width, len(nodes) * LINE - GAP, tuple(nodes), tuple(lines))


def _cut(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the province: where its square stands, its name on lines, how many units copied the model there."""

    x: int
    y: int
    middle: int
    lines: tuple[tuple[int, str], ...]
    figure: str
    figure_y: int
    tone: str


@dataclass(frozen=True, slots=True)
class Map:
    """The labelled map; `remark` says how to read where things are."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    remark: str
    wide: int = TILE_WIDTH
    high: int = TILE_HEIGHT


def draw_map(areas: Sequence[tuple[str, str, int, bool]]) -> Map:
    """The map of (code, name, how many units copied, whether the model comes from there)."""
    layout = lay_out([(code, name) for code, name, _, _ in areas])
    tiles = []
    for (_, _, count, home), place in zip(areas, layout.places, strict=True):
        lines = tuple((place.y + 24 + 19 * at, words) for at, words in enumerate(place.lines))
        figure = f"{'★ ' if home else ''}{count}"
        tone = "good" if count else "neutral" if home else "done"
        tiles.append(
            Tile(place.x, place.y, place.x + TILE_WIDTH // 2, lines, figure, place.y + TILE_HEIGHT - 14, tone)
        )
    near = (
        "Mỗi ô là một địa bàn, đặt gần đúng vị trí."
        if layout.by_place
        else "Các ô xếp theo tên, không theo vị trí."
    )
    return Map(layout.width, layout.height, tuple(tiles), near)
