"""The numbered points of a document's body."""

from __future__ import annotations

import re

from thidua.directives.reading.types import Point

_RECIPIENTS = re.compile(r"^[ \t]*Nơi nhận[ \t]*:", re.MULTILINE | re.IGNORECASE)
_NUMBER = re.compile(r"^[ \t]*(?:(\d{1,2})[.)]|\.{1,2})[ \t]+(?=\S)", re.MULTILINE)


def body_end(text: str) -> int:
    """Where the body ends: at the last “Nơi nhận:”, or with the text."""
    starts = [found.start() for found in _RECIPIENTS.finditer(text)]
    return starts[-1] if starts else len(text)


def points_of(text: str, until: int) -> tuple[Point, ...]:
    """Points numbered 1, 2, 3, … in order; a number out of order belongs to the point it stands in.

    A scan may lose the digit and keep its dot: after the first point such a line begins the next one (`lost`).
    """
    starts: list[tuple[int, bool]] = []
    for found in _NUMBER.finditer(text, 0, until):
        lost = found[1] is None
        if (lost and starts and text[found.end()].isupper()) or (
            not lost and int(found[1]) == len(starts) + 1
        ):
            starts.append((found.start(), lost))
    ends = [*(start for start, _ in starts[1:]), until][: len(starts)]
    points = []
    for number, ((start, lost), end) in enumerate(zip(starts, ends, strict=True), start=1):
        kept = text[start:end].rstrip()
        points.append(Point(str(number), kept, start, start + len(kept), lost))
    return tuple(points)
