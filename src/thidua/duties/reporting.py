"""The report back: from the duties of a document to what it says point by point. Pure.

A figure is the list of the rows it counts, so a number and the rows it opens cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from thidua.duties.logic import Tally, overdue, tally
from thidua.duties.types import DutyState, Standing

NAMED = 3
"""How many best and worst are named under a point."""
FIGURES = {
    "received": "Được giao",
    "given": "Đã giao",
    "accepted": "Hoàn thành, được chấp nhận",
    "waiting": "Báo cáo xong, chờ chấp nhận",
    "under_way": "Đang thực hiện",
    "not_begun": "Chưa thực hiện",
    "overdue": "Quá hạn",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as it stood on the day of the report; `below` of those passed down from it `below_done` are done.

    `received` are those that the reporting unit was given by another; the others it gave.
    """

    id: int
    point: str
    unit_id: int
    unit: str
    text: str
    state: DutyState
    percent: int
    due_on: date | None
    done_on: date | None
    words: str
    said_on: date | None
    proofs: int
    below: int
    below_done: int
    received: bool = False


@dataclass(frozen=True, slots=True)
class PointOf:
    """One point of the document with what became of it; the figures hold ids of rows.

    There is a figure `received` only in the report of a unit that was given duties; with `given` it makes all rows.
    `mean_percent` is then of those received: how far the unit itself is with what it was told to do.
    """

    key: str
    title: str
    words: str
    figures: dict[str, list[int]]
    mean_percent: int | None
    best: list[int] = field(default_factory=list)
    worst: list[int] = field(default_factory=list)

    @property
    def rows(self) -> list[int]:
        """All that the point counts: what the unit was given, then what it gave."""
        return [*self.figures.get("received", ()), *self.figures["given"]]


@dataclass(frozen=True, slots=True)
class Content:
    """All that a version of the report says, frozen: the whole, each point, each unit (who is furthest first)."""

    on: date
    whole: PointOf
    points: tuple[PointOf, ...]
    rows: tuple[Row, ...]
    units: tuple[PointOf, ...] = ()

    @property
    def parts(self) -> tuple[PointOf, ...]:
        """Everything that has figures."""
        return (self.whole, *self.points, *self.units)


def compose(rows: Sequence[Row], points: Iterable[tuple[str, str]], on: date) -> Content:
    """The report on a day: `points` are (number, words) in the order of the document.

    Points without a duty are named all the same; duties of no point stand at the end.
    """
    live = tuple(row for row in rows if row.state.live)
    ordered = any(row.received for row in live)
    numbers = dict(points)
    found = [
        _point(number, f"Điểm {number}" if number else "Ngoài các điểm", words, live, on, ordered)
        for number, words in numbers.items()
    ]
    rest = sorted({row.point for row in live} - set(numbers))
    found += [
        _point(number, f"Điểm {number}" if number else "Nhiệm vụ khác", "", live, on, ordered)
        for number in rest
    ]
    whole = _tallied("all", "Toàn văn bản", "", live, on, ordered)
    return Content(on, whole, tuple(found), live, _by_unit(live, on, ordered))


def _by_unit(rows: Sequence[Row], on: date, ordered: bool) -> tuple[PointOf, ...]:
    """Each unit with its figures, who has done most and is least late first."""
    found = [
        _tallied(f"u{unit_id}", name, "", [row for row in rows if row.unit_id == unit_id], on, ordered)
        for unit_id, name in dict.fromkeys((row.unit_id, row.unit) for row in rows)
    ]
    found.sort(key=lambda each: (-(each.mean_percent or 0), len(each.figures["overdue"]), each.title))
    return tuple(found)


def _point(number: str, title: str, words: str, rows: Sequence[Row], on: date, ordered: bool) -> PointOf:
    key, own = f"d{number}" if number else "d0", [row for row in rows if row.point == number]
    return _tallied(key, title, words, own, on, ordered)


def _tallied(
    key: str, title: str, words: str, rows: Sequence[Row], on: date, ordered: bool = False
) -> PointOf:
    def ids(*states: DutyState) -> list[int]:
        return [row.id for row in rows if row.state in states]

    received = {"received": [row.id for row in rows if row.received]} if ordered else {}
    figures = received | {
        "given": [row.id for row in rows if not row.received],
        "accepted": ids(DutyState.ACCEPTED),
        "waiting": ids(DutyState.REPORTED_DONE),
        "under_way": ids(DutyState.IN_PROGRESS, DutyState.RETURNED),
        "not_begun": ids(DutyState.ISSUED),
        "overdue": [row.id for row in rows if overdue(row.state, row.due_on, on)],
    }
    told = [row for row in rows if row.received] or rows
    return PointOf(
        key, title, words, figures, counted(told, on).mean_percent, _best(rows, on), _worst(rows, on)
    )


def counted(rows: Sequence[Row], on: date) -> Tally:
    """The rows' tally."""
    return tally([Standing(row.state, row.percent, row.due_on) for row in rows], on)


def _best(rows: Sequence[Row], on: date) -> list[int]:
    """Those whose result stands, the earliest first; only where not all did as well."""
    done = [row for row in rows if row.state is DutyState.ACCEPTED and _in_time(row)]
    if len(done) == len(rows):
        return []
    done.sort(key=lambda row: (row.done_on or on, row.unit))
    return [row.id for row in done[:NAMED]]


def _in_time(row: Row) -> bool:
    return row.due_on is None or row.done_on is None or row.done_on <= row.due_on


def _worst(rows: Sequence[Row], on: date) -> list[int]:
    """The overdue, the longest late and the least done first."""
    late = [row for row in rows if overdue(row.state, row.due_on, on)]
    late.sort(key=lambda row: (row.due_on or on, row.percent, row.unit))
    return [row.id for row in late[:NAMED]]


# To and from what is stored -----------------------------------------------------------------------------------


def frozen(content: Content) -> dict[str, Any]:
    """The content as plain JSON values."""
    made = asdict(content)
    made["on"] = content.on.isoformat()
    for row in made["rows"]:
        for name in ("due_on", "done_on", "said_on"):
            row[name] = row[name].isoformat() if row[name] else None
        row["state"] = str(row["state"])
    made |= {name: list(made[name]) for name in ("points", "rows", "units")}
    return made


def thawed(stored: dict[str, Any]) -> Content:
    """The inverse of `frozen`."""
    rows = [
        Row(
            **{
                **row,
                "state": DutyState(row["state"]),
                **{name: _day(row[name]) for name in ("due_on", "done_on", "said_on")},
            }
        )
        for row in stored["rows"]
    ]
    return Content(
        date.fromisoformat(stored["on"]),
        PointOf(**stored["whole"]),
        tuple(PointOf(**point) for point in stored["points"]),
        tuple(rows),
        tuple(PointOf(**unit) for unit in stored.get("units", ())),  # none in versions before there were any
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
