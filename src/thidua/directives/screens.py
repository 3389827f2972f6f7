"""What the pages of documents and clauses show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from thidua.access.types import Actor
from thidua.directives import queries
from thidua.directives.access import may_keep
from thidua.directives.addressees import Places, places
from thidua.directives.models import Clause, Document
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseState, Direction, DocumentState, Particulars
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


def initial(document: Document) -> dict[str, Any]:
    """The form's first values: what the reading found, and the version it was read at."""
    return {each.name: getattr(document, each.name) for each in fields(Particulars)} | {
        "version": document.version
    }


def page(actor: Actor, document_id: int, form: Any) -> dict[str, Any]:
    """The page's context. Four queries."""
    document = queries.document(actor, document_id)
    lines = clause_lines(queries.clauses(actor, document_id), document, actor.today)
    return {
        "title": document.subject or "Văn bản chưa rõ trích yếu",
        "d": document,
        "out": document.direction == Direction.OUTGOING,
        "state": DocumentState(document.state),
        "form": form,
        "clauses": lines,
        "waiting": sum(line.open for line in lines),
        "keeps": bool(may_keep(actor, document.unit_id, document.unit.path)),
        "recipients": [line for line in document.recipients.splitlines() if line.strip()],
        "paragraphs": [line for line in document.text.splitlines() if line.strip()],
    }


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
