"""Tiles of a labelled map: squares where units roughly lie, drawn by us; no boundary is copied. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 132, 92, 6
_PLACES = {
    "663": (1, 0), "662": (2, 0), "667": (0, 1), "665": (1, 1), "664": (2, 1), "666": (0, 2), "660": (1, 2),
    "661": (2, 2),
}  # fmt: skip
"""Column and row of each district of Đắk Nông by its code: who lies north, south, east, west of whom."""
_PREFIX = re.compile(r"(?:thành phố|thị xã|thị trấn|huyện|phường|xã|ủy ban nhân dân|ubnd)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tile stands, in the picture's own units; `lines` is the name, cut to fit."""

    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture's size and its tiles in the order of the units; `by_place` is false where order says nothing."""

    width: int
    height: int
    places: tuple[Place, ...]
    by_place: bool


def lay_out(units: Sequence[tuple[str, str]]) -> Layout:
    """Tiles for (code, name) pairs: where they lie when all are known, else row by row in the order given."""
    by_place = bool(units) and all(code in _PLACES for code, _ in units)
    across = 3 if by_place or len(units) <= 9 else 4
    spots = [_PLACES[code] if by_place else (at % across, at // across) for at, (code, _) in enumerate(units)]
    down = max((row for _, row in spots), default=0) + 1
    places = tuple(
        Place(column * (WIDTH + GAP), row * (HEIGHT + GAP), short_lines(name))
        for (column, row), (_, name) in zip(spots, units, strict=True)
    )
    return Layout(across * (WIDTH + GAP) - GAP, down * (HEIGHT + GAP) - GAP, places, by_place)


def short_lines(name: str, width: int = 14) -> tuple[str, ...]:
    """A unit's name without its kind, on at most two lines of about `width` letters."""
    words = _PREFIX.sub("", name, count=1).split() or [name]
    first: list[str] = []
    while words and (not first or len(" ".join([*first, words[0]])) <= width):
        first.append(words.pop(0))
    rest = " ".join(words)
    if len(rest) > width:
        rest = rest[: width - 1].rstrip() + "…"
    return (" ".join(first), *([rest] if rest else []))
