"""Reading a document: its header, its numbered points, and the clauses in which it orders something. Pure.

Nothing is decided here. What could not be made out is empty, with a doubt in words for the officer who checks it.
"""

from __future__ import annotations

from thidua.directives.reading.clauses import propose, read_clause
from thidua.directives.reading.header import read_header
from thidua.directives.reading.points import body_end, points_of
from thidua.directives.reading.types import DutyKind, Field, Header, Point, Proposal, Reading

__all__ = ["DutyKind", "Field", "Header", "Point", "Proposal", "Reading", "read", "read_clause"]

NO_POINTS = "Không thấy điểm nào được đánh số; nội dung giao việc phải do người đọc xác định."


def read(text: str) -> Reading:
    """What the text says, with positions that count in this very text. Never raises."""
    until = body_end(text)
    points = points_of(text, until)
    return Reading(
        header=read_header(text, points[0].start if points else until, until),
        points=points,
        proposals=propose(text, points),
        doubts=() if points else (NO_POINTS,),
    )
