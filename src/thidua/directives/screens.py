"""What the pages of documents and clauses show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from thidua.access.types import Actor
from thidua.directives import queries
from thidua.directives.access import OFFICERS, may_keep
from thidua.directives.addressees import Places, places
from thidua.directives.logic import recipient_lines
from thidua.directives.models import Clause, Document
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseState, Direction, DocumentState, Particulars, Plan
from thidua.foundation.files import files_of
from thidua.foundation.ui.beside import sections
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as the page tells it: `units` are those its words mean, `unplaced` the words that mean none."""

    id: int
    order: int
    point: str
    text: str
    kind: str
    addressees: str
    when: str
    doubts: tuple[str, ...]
    state: ClauseState
    reason: str
    units: tuple[UnitRef, ...]
    unplaced: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it still waits for the officer."""
        return self.state == ClauseState.PROPOSED


@dataclass(frozen=True, slots=True)
class SentLine:
    """One recipient: `heir` is the unit that acknowledged in its place.

    `to_acknowledge` is the actor's to say; `to_enter` waits for the register of the actor's unit.
    """

    id: int
    name: str
    outside: bool
    sent_on: date
    acknowledged_on: date | None
    acknowledged_by: str
    heir: str
    to_acknowledge: bool
    to_enter: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a document was sent, to how many units, and which of them have not acknowledged."""

    lines: tuple[SentLine, ...]
    units: int
    waiting: tuple[str, ...]
    own: tuple[Document, ...] = ()

    @property
    def to_enter(self) -> tuple[SentLine, ...]:
        """What the actor's unit acknowledged and has not entered in its register."""
        return tuple(line for line in self.lines if line.to_enter)

    @property
    def to_acknowledge(self) -> tuple[SentLine, ...]:
        """What the actor may acknowledge."""
        return tuple(line for line in self.lines if line.to_acknowledge)


def initial(document: Document) -> dict[str, Any]:
    """The form's first values: what the reading found, and the version it was read at."""
    return {each.name: getattr(document, each.name) for each in fields(Particulars)} | {
        "version": document.version
    }


def page(actor: Actor, document: Document, form: Any) -> dict[str, Any]:
    """The page's context; a unit that it was sent to sees the text and its own line. Seven queries."""
    mine = actor.is_system or bool(actor.posts_over(document.unit.path))
    lines = clause_lines(queries.clauses(actor, document.pk), document, actor.today) if mine else []
    sent = sending(actor, document, mine)
    return {
        "mine": mine,
        "sent": sent,
        "files": files_of("document", document.pk),
        "sections": sections(actor, "document", document.pk),
        "title": document.subject or "Văn bản chưa rõ trích yếu",
        "d": document,
        "out": document.direction == Direction.OUTGOING,
        "state": DocumentState(document.state),
        "form": form,
        "clauses": lines,
        "waiting": sum(line.open for line in lines),
        "accepted": sum(line.state == ClauseState.ACCEPTED for line in lines),
        "keeps": bool(may_keep(actor, document.unit_id, document.unit.path)),
        "recipients": [line for line in document.recipients.splitlines() if line.strip()],
        "paragraphs": [line for line in document.text.splitlines() if line.strip()],
    }


def sending(actor: Actor, document: Document, mine: bool) -> Sending:
    """Where the document was sent; whoever only received it sees the lines of its own units. Three queries."""
    rows = queries.dispatches(document.pk)
    held = [post for post in actor.posts if post.role in OFFICERS.roles]
    theirs = {row.pk for row in queries.awaiting(actor, [post.unit_id for post in held])} if held else set()
    keeping = {post.unit_id for post in held} & {row.received_at_id for row in rows}
    own = queries.own_copies(document.pk, keeping) if keeping else {}
    lines = [
        SentLine(
            row.pk,
            row.unit.name if row.unit else row.outside,
            row.unit is None,
            row.sent_on,
            row.acknowledged_on,
            row.acknowledged_by,
            row.received_at.name if row.received_at and row.received_at_id != row.unit_id else "",
            row.pk in theirs,
            row.received_at_id in keeping and row.received_at_id not in own,
        )
        for row in rows
        if mine
        or row.pk in theirs
        or (row.unit and actor.posts_over(row.unit.path))
        or row.received_at_id in {post.unit_id for post in actor.posts}
    ]
    units = [line for line in lines if not line.outside]
    waiting = tuple(line.name for line in units if line.acknowledged_on is None)
    return Sending(tuple(lines), len(units), waiting, tuple(own.values()))


def plan(document: Document, tree: Places) -> Plan:
    """To whom the recipients list says it goes, without whom it was sent to already. One query."""
    known = {(row.unit_id, row.outside) for row in queries.dispatches(document.pk)}
    units: dict[int, UnitRef] = {}
    outside: dict[str, None] = {}
    for line in recipient_lines(document.recipients):
        placed = tree.place(line)
        units |= {unit.id: unit for unit in placed.units if unit.id != document.unit_id}
        outside |= dict.fromkeys(placed.unplaced if placed.units else (line,))
    return Plan(
        tuple(unit for unit in units.values() if (unit.id, "") not in known),
        tuple(words for words in outside if (None, words) not in known),
    )


def clause_lines(rows: Sequence[Clause], document: Document, on: date) -> list[ClauseLine]:
    """The clauses with the units of that day which their words mean. Two queries, none without clauses."""
    if not rows:
        return []
    found = places(unit_refs([document.unit_id])[document.unit_id], on)
    return [_line(clause, found) for clause in rows]


def clause_initial(clause: Clause) -> dict[str, Any]:
    """The first values of the form of a clause."""
    return {
        "text": clause.text,
        "kind": clause.kind,
        "addressees": "\n".join(clause.addressees),
        "deadline": clause.deadline,
        "rhythm": clause.rhythm,
        "version": clause.version,
    }


def clause_page(clause: Clause, on: date) -> dict[str, Any]:
    """What the page of one clause shows beside its form. Two queries."""
    own = "" if clause.start is None else clause.document.text[clause.start : clause.end]
    return {
        "title": f"Nội dung giao việc {clause.order}",
        "d": clause.document,
        "c": clause_lines([clause], clause.document, on)[0],
        "own": own if clause.reworded else "",
        "added": clause.start is None,
        "whole": clause.start is not None and not clause.reworded,
        "version": clause.version,
    }


def _line(clause: Clause, tree: Places) -> ClauseLine:
    when = [f"trước hoặc trong ngày {date_vi(clause.deadline)}"] if clause.deadline else []
    placed = [tree.place(words) for words in clause.addressees]
    units = {unit.id: unit for each in placed for unit in each.units}
    return ClauseLine(
        clause.pk,
        clause.order,
        clause.point,
        clause.text,
        DutyKind(clause.kind).label,
        "; ".join(clause.addressees) or "chưa rõ",
        ", ".join([*when, *([clause.rhythm] if clause.rhythm else [])]) or "không nêu",
        tuple(clause.doubts),
        ClauseState(clause.state),
        clause.reason,
        tuple(units.values()),
        tuple(words for each in placed for words in each.unplaced),
    )
