"""Reads of documents, within the actor's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.directives.models import Clause, Document
from thidua.foundation.errors import NotThere


def documents(actor: Actor, state: str = "") -> QuerySet[Document, dict[str, Any]]:
    """The documents of the units in scope, each with how many clauses order something. One query."""
    rows = Document.objects.filter(in_scope(actor))
    if state:
        rows = rows.filter(state=state)
    return rows.annotate(ordered=Count("clauses"), unit_name=F("unit__name")).values(
        "id", "subject", "number", "issuer", "dated", "arrived", "arrival_number", "arrival_year", "state", "ordered",
        "unit_name", "sample",
    )  # fmt: skip


def document(actor: Actor, document_id: int) -> Document:
    """One document with its unit. Raises NotThere outside the scope. One query."""
    found = Document.objects.select_related("unit").filter(in_scope(actor), pk=document_id).first()
    if found is None:
        raise NotThere
    return found


def clauses(actor: Actor, document_id: int) -> list[Clause]:
    """The clauses of a document in scope, in the order of its text. One query."""
    rows = Clause.objects.filter(in_scope(actor, "document__unit__"), document_id=document_id)
    return list(rows.order_by("order"))
