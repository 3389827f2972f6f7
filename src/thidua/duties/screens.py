"""What the pages of a duty, of a document's duties and of a report back show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives.access import may_keep
from thidua.directives.models import Document
from thidua.directives.queries import clauses, document, lineage_system
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseState, DocumentState
from thidua.duties import logic, queries, reporting
from thidua.duties.access import may_give, may_work
from thidua.duties.forms import TermsForm
from thidua.duties.gather import document_words, rows_of
from thidua.duties.models import Duty, Report
from thidua.duties.planning import Planned, plan, terms_of
from thidua.duties.reporting import FIGURES, PointOf
from thidua.duties.types import DutyState, Move, Rhythm, Ruling, Standing
from thidua.foundation.files import StoredFile, files_of_many
from thidua.foundation.ui.parts import TimelineStep
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import children, successors, unit_refs


@dataclass(frozen=True, slots=True)
class Branch:
    """A duty that was passed down, at its depth below the one shown."""

    id: int
    unit: str
    state: DutyState
    percent: int
    due_on: date | None
    late: bool
    depth: int


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause of the document with what was given by it, and to whom it can be given now."""

    id: int
    point: str
    text: str
    kind: str
    addressees: str
    state: ClauseState
    given: int
    accepted: int
    overdue: int
    mean: int | None
    ready: tuple[str, ...]
    unplaced: str
    passed: date | None

    @property
    def usable(self) -> bool:
        """Whether it may become a duty."""
        return self.state is ClauseState.ACCEPTED


def duty_page(actor: Actor, duty_id: int) -> dict[str, Any]:
    """The page of one duty. At most ten queries, one more for each change of unit behind it."""
    duty = queries.duty(actor, duty_id)
    state = DutyState(duty.state)
    ids = queries.history(duty)
    below = [row for row in queries.passed_down(duty) if DutyState(row.state).live]
    extensions = queries.extensions(ids)
    reports = queries.reports(ids)
    letters = queries.letters(ids)
    waiting = [row for row in extensions if row.ruling == Ruling.WAITING and row.duty_id == duty.pk]
    direct = [row for row in below if row.parent_id == duty.pk]
    return {
        "title": duty.text if len(duty.text) <= 120 else f"{duty.text[:117]}…",
        "d": duty,
        "state": state,
        "kind": DutyKind(duty.kind).label,
        "rhythm": Rhythm(duty.rhythm).label,
        "late": logic.overdue(state, duty.due_on, actor.today),
        "reminding": _reminding(duty, state),
        "today": actor.today,
        "paper": document_words(duty.document),
        "sees_document": sees(actor, duty.document.unit.path),
        "below": [_branch(row, duty, actor.today) for row in below],
        "tally": logic.tally([_standing(row) for row in direct], actor.today),
        "waiting": waiting[0] if waiting else None,
        "steps": _steps(duty, reports, extensions, letters),
        "proofs": _proofs(reports),
        "may": _may(actor, duty, bool(waiting)),
        "sees_parent": duty.parent is not None and sees(actor, duty.parent.unit.path),
        "heirs": _heirs(actor, duty),
        "answers": duty.unit_id != duty.given_by_id
        and state.live
        and bool(may_give(actor, duty.unit_id, duty.unit.path)),
    }


def _reminding(duty: Duty, state: DutyState) -> logic.Reminding | None:
    own = duty.unit_id == duty.given_by_id
    return logic.reminding(duty.reminded, duty.due_on, own=own) if state.open else None


def sees(actor: Actor, path: str) -> bool:
    """Whether a unit with that path lies in the actor's scope."""
    return actor.is_system or bool(actor.posts_over(path))


def _may(actor: Actor, duty: Duty, waiting: bool) -> dict[str, bool]:
    """What this actor may do now, so that no button leads to a refusal."""
    state = DutyState(duty.state)
    gives = bool(may_give(actor, duty.given_by_id, duty.given_by.path))
    works = bool(may_work(actor, duty.unit_id, duty.unit.path))
    by_unit = (Move.ACKNOWLEDGE, Move.REPORT, Move.PASS_DOWN, Move.ASK_EXTENSION)
    found = {
        move.value: bool(logic.possible(state, move)) and (works if move in by_unit else gives)
        for move in Move
    }
    found["ask_extension"] = found["ask_extension"] and duty.due_on is not None and not waiting
    found["urge"] = (
        found["urge"] and duty.unit_id != duty.given_by_id and logic.overdue(state, duty.due_on, actor.today)
    )
    found["any_of_unit"] = any(found[move.value] for move in by_unit)
    return found


def _heirs(actor: Actor, duty: Duty) -> list[Any]:
    """The successors of a unit that ended, where the giver must choose among them."""
    ended = duty.unit.valid_to is not None and duty.unit.valid_to < actor.today
    if not ended or not logic.possible(DutyState(duty.state), Move.HAND_OVER):
        return []
    if not may_give(actor, duty.given_by_id, duty.given_by.path):
        return []
    return successors([duty.unit_id], actor.today).get(duty.unit_id, [])


def _branch(row: Duty, top: Duty, today: date) -> Branch:
    state = DutyState(row.state)
    depth = row.path.count("/") - top.path.count("/")
    late = logic.overdue(state, row.due_on, today)
    return Branch(row.pk, row.unit.name, state, row.percent, row.due_on, late, depth)


def _standing(row: Duty) -> Standing:
    return Standing(DutyState(row.state), row.percent, row.due_on)


def _proofs(reports: Sequence[Any]) -> list[tuple[StoredFile, int]]:
    """The proofs with the duty under which each was reported."""
    owner = {row.pk: row.duty_id for row in reports}
    files = files_of_many(queries.PROOF, list(owner))
    return [(file, owner[pk]) for pk in owner for file in files.get(pk, ())]


def _steps(duty: Duty, reports: Any, extensions: Any, letters: Any) -> list[TimelineStep]:
    """What happened, in order; of one day in the order giving, reporting, asking, urging, closing."""
    state = DutyState(duty.state)
    found: list[tuple[date, int, TimelineStep]] = [
        (duty.issued_on, 0, TimelineStep("Giao nhiệm vụ", unit=duty.given_by.name, at=duty.issued_on))
    ]
    for row in reports:
        found.append((row.on, 1, _said(row)))
    for row in extensions:
        found.append((row.asked_on, 2, _asked(row)))
        if row.ruled_on:
            found.append((row.ruled_on, 3, _ruled(row, duty)))
    for row in letters:
        step = TimelineStep(
            "Đôn đốc bằng công văn",
            row.by_name,
            at=row.on,
            tone="wait",
            url=reverse("duties:letter", args=[row.pk]),
        )
        found.append((row.on, 4, step))
    found.sort(key=lambda each: each[:2])
    steps = [step for _, _, step in found]
    if duty.predecessor is not None:
        text = f"Nhận từ {duty.predecessor.unit.name}, đơn vị đã kết thúc."
        steps.insert(1, TimelineStep("Kế thừa nhiệm vụ", unit=duty.unit.name, text=text))
    if state.open:
        text = duty.words if state is DutyState.RETURNED else ""
        steps.append(TimelineStep(state.label, unit=duty.unit.name, tone="now", due=duty.due_on, text=text))
    elif state is DutyState.REPORTED_DONE:
        steps.append(TimelineStep("Chờ chấp nhận kết quả", unit=duty.given_by.name, tone="now"))
    else:
        tone = "good" if state is DutyState.ACCEPTED else "wait"
        steps.append(
            TimelineStep(state.label, unit=duty.given_by.name, at=duty.closed_on, tone=tone, text=duty.words)
        )
    return steps


def _said(row: Any) -> TimelineStep:
    title = "Báo cáo đã làm xong" if row.done else f"Báo cáo tiến độ {row.percent} %"
    if row.for_due:
        title += f" (kỳ đến {date_vi(row.for_due)})"
    at: datetime | date = row.on
    return TimelineStep(title, row.by_name, row.duty.unit.name, at, row.words)


def _asked(row: Any) -> TimelineStep:
    title = f"Xin gia hạn đến {date_vi(row.asked_until)}"
    return TimelineStep(title, row.asked_by, row.duty.unit.name, row.asked_on, row.reason, "wait")


def _ruled(row: Any, duty: Duty) -> TimelineStep:
    ruling = Ruling(row.ruling)
    title = ruling.label + (f" đến {date_vi(row.granted_until)}" if row.granted_until else "")
    tone = "good" if ruling is Ruling.GRANTED else "wait"
    return TimelineStep(title, row.ruled_by, duty.given_by.name, row.ruled_on, row.words, tone)


# A document's duties and its reports back ---------------------------------------------------------------------


def document_page(actor: Actor, document_id: int) -> dict[str, Any]:
    """What was given by a document, clause by clause, what was received by it, and the reports back.

    Ten queries; two more, and one for each unit that handed the paper on, where it was taken over.
    """
    paper = document(actor, document_id)
    given: dict[int | None, list[Duty]] = {}
    duties = [row for row in queries.of_document(actor, document_id) if DutyState(row.state).live]
    for duty in duties:
        given.setdefault(duty.clause_id, []).append(duty)
    gives = bool(may_give(actor, paper.unit_id, paper.unit.path))
    received = []
    if paper.source_id is not None:
        found = queries.ordered(actor, paper.unit_id, lineage_system(document_id))
        received = [row for row in rows_of(found, paper.unit_id) if row.received and row.state.live]
    registered = paper.state != DocumentState.READ
    planned = {each.clause.pk: each for each in plan(actor, paper)} if gives and registered else {}
    lines = [
        _clause(row, given.get(row.pk, []), planned.get(row.pk), actor.today)
        for row in clauses(actor, document_id)
    ]
    return {
        "title": paper.subject or paper.number or "Văn bản chưa rõ trích yếu",
        "doc": paper,
        "registered": registered,
        "clauses": lines,
        "proposed": sum(line.state is ClauseState.PROPOSED for line in lines),
        "ready": sum(len(line.ready) for line in lines),
        "by_hand": given.get(None, []),
        "tally": logic.tally([_standing(duty) for duty in duties], actor.today),
        "received": received,
        "reports": queries.reports_of(actor, document_id, paper.unit_id),
        "from_below": queries.reports_from_below(actor, paper),
        "today": actor.today,
        "gives": gives,
        "list_url": f"{reverse('duties:list')}?document={paper.pk}",
    }


def _clause(row: Any, duties: Sequence[Duty], planned: Planned | None, today: date) -> ClauseLine:
    found = logic.tally([_standing(duty) for duty in duties], today)
    return ClauseLine(
        row.pk,
        row.point,
        row.text,
        DutyKind(row.kind).label,
        "; ".join(row.addressees) or "chưa rõ",
        ClauseState(row.state),
        found.given,
        found.accepted,
        found.overdue,
        found.mean_percent,
        tuple(unit.name for unit in planned.units) if planned else (),
        "; ".join(planned.unplaced) if planned else "",
        planned.passed if planned else None,
    )


def issue_form(actor: Actor, paper: Document, clause: Any, data: Any) -> TermsForm:
    """The form of a new duty: a clause's own words, the units they mean picked already where they lack the duty."""
    units = [*children(paper.unit_id, actor.today), unit_refs([paper.unit_id])[paper.unit_id]]
    if clause is None:
        return TermsForm(data, units=units, initial={"kind": DutyKind.OTHER})
    meant = next((each.units for each in plan(actor, paper) if each.clause.pk == clause.pk), ())
    known = {unit.id for unit in units}
    terms = terms_of(clause, actor.today)
    return TermsForm(
        data,
        units=[*units, *(unit for unit in meant if unit.id not in known)],
        initial={**asdict(terms), "units": [str(unit.id) for unit in meant]},
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report with the page of its rows."""

    name: str
    label: str
    count: int
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of the report with its figures."""

    key: str
    title: str
    words: str
    figures: tuple[Figure, ...]
    mean: int | None
    told: tuple[reporting.Row, ...]
    best: tuple[reporting.Row, ...]
    worst: tuple[reporting.Row, ...]


_TONES = {"accepted": "good", "waiting": "wait", "not_begun": "act", "overdue": "bad"}


def report_page(actor: Actor, report_id: int) -> dict[str, Any]:
    """One version of the report back; every number opens its rows. Two queries."""
    report = queries.report(actor, report_id)
    content = reporting.thawed(report.content)
    linked = sees(actor, report.unit.path)
    rows = {row.id: row for row in content.rows}
    return {
        "title": f"Báo cáo kết quả, bản {report.version}",
        "r": report,
        "paper": document_words(report.document),
        "whole": _line(report, content.whole, rows),
        "points": [_line(report, point, rows) for point in content.points],
        "units": [_line(report, unit, rows) for unit in content.units],
        "versions": queries.reports_of(actor, report.document_id, report.unit_id),
        "remarks": [line for line in report.remarks.splitlines() if line.strip()],
        "labels": [label for name, label in FIGURES.items() if name in content.whole.figures],
        "linked": linked,
        "own_paper": linked and report.document.unit_id == report.unit_id,
        "again": _again(report),
        "keeps": bool(may_keep(actor, report.organ_id, report.organ.path)) and not report.number,
        "gives": bool(may_give(actor, report.unit_id, report.unit.path)),
    }


def _again(report: Report) -> str:
    """Where the next version is drafted: from the document, or from a duty that the unit was given by it."""
    if report.document.unit_id == report.unit_id:
        return reverse("duties:draft-report", args=[report.document_id])
    received = report.content["whole"]["figures"]["received"]
    return reverse("duties:report-back", args=[received[0]])


def _line(report: Report, point: PointOf, rows: dict[int, reporting.Row]) -> PointLine:
    told = sorted(
        (rows[pk] for pk in point.rows if rows[pk].words), key=lambda r: (not r.received, -r.percent)
    )
    return PointLine(
        point.key,
        point.title,
        point.words,
        tuple(
            Figure(
                name,
                label,
                len(point.figures[name]),
                reverse("duties:figure", args=[report.pk, point.key, name]) if point.figures[name] else "",
                _TONES.get(name, "") if point.figures[name] else "",
            )
            for name, label in FIGURES.items()
            if name in point.figures
        ),
        point.mean_percent,
        tuple(told),
        tuple(rows[pk] for pk in point.best),
        tuple(rows[pk] for pk in point.worst),
    )


def default_organ(actor: Actor, paper: Document) -> int | None:
    """The unit below that was given the document's reporting, if there is just one: it writes the report back."""
    duties = queries.of_document(actor, paper.pk)
    found = {
        duty.unit_id for duty in duties if duty.kind == DutyKind.REPORT and duty.unit_id != paper.unit_id
    }
    return found.pop() if len(found) == 1 else None
