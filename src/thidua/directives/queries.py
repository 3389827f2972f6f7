"""Reads of documents, within the actor's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.directives.models import Clause, Document
from thidua.directives.types import ClauseState, Direction
from thidua.foundation.errors import NotThere


def documents(
    actor: Actor, direction: Direction = Direction.INCOMING, state: str = "", kind: str = ""
) -> QuerySet[Document, dict[str, Any]]:
    """The documents of the units in scope, each with how many clauses order something. One query."""
    rows = Document.objects.filter(in_scope(actor), direction=direction)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(outgoing_kind=kind)
    live = Q(clauses__state__in=[ClauseState.PROPOSED, ClauseState.ACCEPTED])
    return rows.annotate(ordered=Count("clauses", filter=live), unit_name=F("unit__name")).values(
        "id", "subject", "number", "issuer", "dated", "arrived", "arrival_number", "arrival_year", "state", "ordered",
        "unit_name", "sample", "kind", "signer", "outgoing_kind", "outgoing_number",
    )  # fmt: skip


def document(actor: Actor, document_id: int) -> Document:
    """One document with its unit. Raises NotThere outside the scope. One query."""
    found = Document.objects.select_related("unit").filter(in_scope(actor), pk=document_id).first()
    if found is None:
        raise NotThere
    return found


def clauses(actor: Actor, document_id: int) -> list[Clause]:
    """The clauses of a document in scope, in the order of its text; merged ones live on in another. One query."""
    rows = Clause.objects.filter(in_scope(actor, "document__unit__"), document_id=document_id)
    return list(rows.exclude(state=ClauseState.MERGED).order_by("order"))


def accepted_clauses(actor: Actor, document_id: int) -> list[Clause]:
    """The clauses that an officer accepted: those that may become duties. One query."""
    return [each for each in clauses(actor, document_id) if each.state == ClauseState.ACCEPTED]


def clause(actor: Actor, document_id: int, clause_id: int) -> Clause:
    """One clause with its document and unit. Raises NotThere outside the scope. One query."""
    rows = Clause.objects.filter(in_scope(actor, "document__unit__"), document_id=document_id, pk=clause_id)
    found = rows.select_related("document__unit").first()
    if found is None:
        raise NotThere
    return found
