"""The numbered points of a document's body."""

from __future__ import annotations

import re

from thidua.directives.reading.types import Point

_RECIPIENTS = re.compile(r"^[ \t]*Nơi nhận[ \t]*:", re.MULTILINE | re.IGNORECASE)
_NUMBER = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+(?=\S)", re.MULTILINE)


def body_end(text: str) -> int:
    """Where the body ends: at the last “Nơi nhận:”, or with the text."""
    starts = [found.start() for found in _RECIPIENTS.finditer(text)]
    return starts[-1] if starts else len(text)


def points_of(text: str, until: int) -> tuple[Point, ...]:
    """Points numbered 1, 2, 3, … in order; a number out of order belongs to the point it stands in."""
    starts: list[tuple[str, int]] = []
    for found in _NUMBER.finditer(text, 0, until):
        if int(found[1]) == len(starts) + 1:
            starts.append((found[1], found.start()))
    ends = [*(start for _, start in starts[1:]), until][: len(starts)]
    points = []
    for (number, start), end in zip(starts, ends, strict=True):
        kept = text[start:end].rstrip()
        points.append(Point(number, kept, start, start + len(kept)))
    return tuple(points)
