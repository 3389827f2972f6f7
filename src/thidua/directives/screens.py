"""What the page of one document shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from thidua.access.types import Actor
from thidua.directives import queries
from thidua.directives.models import Clause, Document
from thidua.directives.reading import DutyKind
from thidua.directives.types import DocumentState, Particulars
from thidua.kernel.formats import date_vi


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as the page tells it."""

    order: int
    point: str
    text: str
    kind: str
    addressees: str
    when: str
    doubts: tuple[str, ...]


def initial(document: Document) -> dict[str, Any]:
    """The form's first values: what the reading found, and the version it was read at."""
    return {each.name: getattr(document, each.name) for each in fields(Particulars)} | {
        "version": document.version
    }


def page(actor: Actor, document_id: int, form: Any) -> dict[str, Any]:
    """The page's context. Two queries."""
    document = queries.document(actor, document_id)
    lines = [_line(clause) for clause in queries.clauses(actor, document_id)]
    return {
        "title": document.subject or "Văn bản chưa rõ trích yếu",
        "d": document,
        "state": DocumentState(document.state),
        "form": form,
        "clauses": lines,
        "recipients": [line for line in document.recipients.splitlines() if line.strip()],
        "paragraphs": [line for line in document.text.splitlines() if line.strip()],
    }


def _line(clause: Clause) -> ClauseLine:
    when = [f"trước hoặc trong ngày {date_vi(clause.deadline)}"] if clause.deadline else []
    return ClauseLine(
        clause.order,
        clause.point,
        clause.text,
        DutyKind(clause.kind).label,
        "; ".join(clause.addressees) or "chưa rõ",
        ", ".join([*when, *([clause.rhythm] if clause.rhythm else [])]) or "không nêu",
        tuple(clause.doubts),
    )
