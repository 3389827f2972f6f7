"""What the pages of the road ahead show: the overview of a recipient, and the plan of one award."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.access.types import Actor
from thidua.achievements.queries import facts_for
from thidua.eligibility.road_forms import RoadForm
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.cites import cite_url, cite_words
from thidua.lawbook import LawBook, Record, load_book, parse_questions
from thidua.lawbook.errors import RecordError
from thidua.lawbook.roadmap import ground, moved, plan, roadmap, told
from thidua.lawbook.roadmap.reach import MERIT, Moved, Reach, Roadmap, State
from thidua.lawbook.roadmap.supposing import supposition_vi
from thidua.lawbook.roadmap.telling import Kept, Told
from thidua.lawbook.roadmap.wording import (
    STATE_VI,
    assumptions_vi,
    others_vi,
    pointless_vi,
    reach_vi,
    short_vi,
)
from thidua.lawbook.verdict import OUTCOME_VI

TONES: dict[State, str] = {"now": "good", "by": "act", "judged": "wait", "unknown": "wait", "far": "neutral"}
LEFT, RIGHT = 6, 154


@dataclass(frozen=True, slots=True)
class Row:
    """One award of the overview; `mark` is where its year stands in the picture, None where it has none."""

    code: str
    name: str
    state: str
    tone: str
    when: str
    says: str
    others: str
    present: str
    received: str
    mark: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """An award that a supposition moves."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The road ahead of a recipient. `refused` says why the record cannot be read; everything else is then empty."""

    rows: tuple[Row, ...] = ()
    unread: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    assumptions: tuple[str, ...] = ()
    pointless: str = ""
    refused: str = ""
    until: int = 0


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A sentence with the awards it serves and its articles, each in words with the page that shows it."""

    says: str
    serves: str
    cites: tuple[tuple[str, str], ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """The needs of one year."""

    year: int
    past: bool
    lines: tuple[CitedLine, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan, ready to be shown."""

    name: str
    year: int
    judged: bool
    years: tuple[YearRow, ...]
    keeps: tuple[CitedLine, ...]
    counting: tuple[CitedLine, ...]
    certify: tuple[CitedLine, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardPage:
    """The plans of one award beside what is supposed and taken for granted."""

    row: Row
    plans: tuple[PlanView, ...]
    overview: Overview


def overview(actor: Actor, recipient_id: int, form: RoadForm) -> Overview:
    """The overview of a recipient whose scope the caller has judged. Ten queries."""
    try:
        road, shifts = _road(actor, recipient_id, form)
    except RecordError as error:
        return Overview(refused=_refusal(error))
    return _overview(road, shifts, form)


def award_page(actor: Actor, recipient_id: int, code: str, form: RoadForm) -> AwardPage | None:
    """The plans of one award; None when the record cannot be read. Raises NotThere for an award that is not asked."""
    try:
        road, shifts = _road(actor, recipient_id, form, code)
    except RecordError:
        return None
    reach = road.reach(code)
    if reach is None:
        raise NotThere
    return AwardPage(_row(road, reach), tuple(_plans(road, reach)), _overview(road, shifts, form))


def _road(
    actor: Actor, recipient_id: int, form: RoadForm, only: str | None = None
) -> tuple[Roadmap, list[Moved]]:
    """The road (of one award only) with what is supposed, and what that moved.

    Raises RecordError for facts that the format refuses.
    """
    book = load_book()
    record = _record(book, actor, recipient_id)
    suppositions = form.suppositions
    road = roadmap(ground(book, record, form.ahead, form.law_day, suppositions), only)
    if not suppositions:
        return road, []
    return road, moved(roadmap(ground(book, record, form.ahead, form.law_day), only), road)


def _record(book: LawBook, actor: Actor, recipient_id: int) -> Record:
    """The recipient's facts up to today, as a record. Which award its question names plays no part."""
    known = facts_for([recipient_id], until_year=actor.today.year).get(recipient_id)
    if known is None:
        raise NotThere
    question: dict[str, Any] = {
        "award": next(iter(book.awards)),
        "year": actor.today.year,
        "decided_on": actor.today.isoformat(),
    }
    name = f"recipient:{recipient_id}"
    (record,) = parse_questions({"id": name, **known, "question": question}, name, book)
    return record


def _refusal(error: RecordError) -> str:
    where = f"Dữ liệu “{error.field}” không hợp lệ: " if error.field else ""
    return f"{where}{error.reason}."


def _overview(road: Roadmap, shifts: Iterable[Moved], form: RoadForm) -> Overview:
    return Overview(
        rows=tuple(_row(road, each) for each in road.nearest),
        unread=road.unread,
        supposed=tuple(supposition_vi(each) for each in form.suppositions),
        shifts=tuple(Shift(each.after.name, _short(each.before), _short(each.after)) for each in shifts),
        assumptions=tuple(assumptions_vi(road.ground)),
        pointless=pointless_vi(road),
        until=road.ground.last_year,
    )


def _short(reach: Reach) -> str:
    text = short_vi(reach)
    return STATE_VI[reach.state].lower() if text == "–" else text


def _row(road: Roadmap, reach: Reach) -> Row:
    at = road.ground
    year = reach.year if reach.year is not None else reach.judged_year
    return Row(
        code=reach.code,
        name=reach.name,
        state=STATE_VI[reach.state],
        tone=TONES[reach.state],
        when=short_vi(reach),
        says=reach_vi(at, reach),
        others=others_vi(reach.others),
        present=""
        if reach.state == "now"
        else f"{OUTCOME_VI[reach.present]} (thành tích đến năm {reach.present_year})",
        received=", ".join(map(str, reach.received)),
        mark=None
        if year is None
        else _mark(max(year, at.today.year) - at.today.year, at.last_year - at.today.year),
    )


def _mark(years: int, span: int) -> int:
    return LEFT + (RIGHT - LEFT) * years // max(span, 1)


def _plans(road: Roadmap, reach: Reach) -> Iterable[PlanView]:
    if reach.state == "by" and reach.route == MERIT:
        found = plan(road.plain, reach.code)
        if found is not None:
            yield _plan(told(road.ground, found))
    if reach.judged_year is not None:
        found = plan(road.judged, reach.code, reach.judged_year)
        if found is not None:
            yield _plan(told(road.ground, found))


def _plan(shown: Told) -> PlanView:
    return PlanView(
        name=shown.name,
        year=shown.year,
        judged=shown.judged,
        years=tuple(
            YearRow(
                each.year,
                each.past,
                tuple(
                    CitedLine(line.says, _serves(line.serves, shown.name), _cites(line.cites), line.checked)
                    for line in each.lines
                ),
            )
            for each in shown.years
        ),
        keeps=_kept(shown.keeps),
        counting=_kept(shown.counting),
        certify=tuple(CitedLine(each.text, "", _cites(each.cites), each.checked) for each in shown.certify),
        unread=shown.unread,
    )


def _kept(kept: Iterable[Kept]) -> tuple[CitedLine, ...]:
    return tuple(CitedLine(each.title, "", _cites(each.cites), each.checked) for each in kept)


def _serves(names: Sequence[str], own: str) -> str:
    return ", ".join(f"“{name}”" for name in names if name != own)


def _cites(cites: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((cite_words(each), cite_url(each)) for each in cites)
