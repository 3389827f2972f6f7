"""Reads of documents, within the actor's scope: what its units keep, and what was sent to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.directives.models import Clause, Dispatch, Document, Scan
from thidua.directives.types import ClauseState, Direction
from thidua.foundation.errors import NotThere
from thidua.organisation.queries import successors


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


def scans(actor: Actor) -> list[Scan]:
    """Scans of the units in scope that are not documents yet, the newest first. One query."""
    rows = Scan.objects.filter(in_scope(actor), document=None).select_related("unit")
    return list(rows.order_by("-pk")[:20])


def scan(actor: Actor, scan_id: int) -> Scan:
    """One scan with its unit. Raises NotThere outside the scope. One query."""
    found = Scan.objects.select_related("unit").filter(in_scope(actor), pk=scan_id).first()
    if found is None:
        raise NotThere
    return found


def document(actor: Actor, document_id: int) -> Document:
    """One document with its unit. Raises NotThere outside the scope. One query."""
    rows = Document.objects.select_related("unit", "source__unit")
    found = rows.filter(in_scope(actor), pk=document_id).first()
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


def readable(actor: Actor, document_id: int) -> Document:
    """One document that a unit in scope keeps or was sent, also in the place of a unit that ended. One query.

    Raises NotThere.
    """
    found = all_readable(actor).select_related("unit", "source__unit").filter(pk=document_id).first()
    if found is None:
        raise NotThere
    return found


def all_readable(actor: Actor) -> QuerySet[Document]:
    """The documents that units in scope keep or were sent, also in the place of units that ended."""
    sent = Dispatch.objects.filter(received_in_scope(actor))
    return Document.objects.filter(in_scope(actor) | Q(pk__in=sent.values("document_id")))


def received_in_scope(actor: Actor) -> Q:
    """Dispatches to units in scope, and to units that those succeeded, through two changes."""
    heir = "unit__successors__after__"
    return in_scope(actor, "unit__") | in_scope(actor, heir) | in_scope(actor, f"{heir}successors__after__")


def dispatches(document_id: int) -> list[Dispatch]:
    """Where a document was sent, units that have not acknowledged first; for who may see the document. One query."""
    rows = Dispatch.objects.filter(document_id=document_id).select_related("unit", "received_at")
    return list(
        rows.order_by(
            F("acknowledged_on").asc(nulls_first=True), F("unit__sort_key").asc(nulls_last=True), "pk"
        )
    )


def own_copies(document_id: int, unit_ids: Collection[int]) -> dict[int, Document]:
    """{unit: its own document that it took over from this one}, for those of the units that did. One query."""
    rows = Document.objects.filter(source=document_id, unit__in=unit_ids).defer("text")
    return {row.unit_id: row for row in rows}


def own_copy(document_id: int, unit_id: int) -> Document | None:
    """The document of a unit that was taken over from this one, be it by way of other units. One query."""
    at, way = Q(), "source"
    for _ in range(4):
        at, way = at | Q(**{way: document_id}), f"{way}__source"
    return Document.objects.filter(at, unit=unit_id).order_by("pk").first()


def lineage_system(document_id: int) -> list[int]:
    """The document and those it was taken over from, one after the other up to the first. A query a step."""
    ids: list[int] = []
    at: int | None = document_id
    while at is not None:
        ids.append(at)
        at = Document.objects.values_list("source_id", flat=True).get(pk=at)
    return ids


def received(actor: Actor, waiting: bool = False) -> QuerySet[Dispatch, dict[str, Any]]:
    """What was sent to units in scope. One query."""
    rows = Dispatch.objects.filter(
        pk__in=Dispatch.objects.filter(received_in_scope(actor)).values("pk"), unit__isnull=False
    )
    if waiting:
        rows = rows.filter(acknowledged_on=None)
    return rows.annotate(
        subject=F("document__subject"), number=F("document__number"), issuer=F("document__unit__name"),
        kind=F("document__kind"), unit_name=F("unit__name"),
    ).values(
        "id", "document_id", "subject", "number", "issuer", "kind", "unit_name", "sent_on", "acknowledged_on",
        "acknowledged_by",
    )  # fmt: skip


def awaiting(actor: Actor, unit_ids: Collection[int]) -> list[Dispatch]:
    """What these units, or units in whose place they stand, have not acknowledged. A constant number of queries."""
    rows = Dispatch.objects.filter(acknowledged_on=None, unit__isnull=False).select_related(
        "document__unit", "unit"
    )
    ended = rows.filter(unit__valid_to__lt=actor.today).values_list("unit_id", flat=True).distinct()
    heirs = successors(ended, actor.today)
    replaced = [pk for pk, units in heirs.items() if any(unit.id in unit_ids for unit in units)]
    return list(rows.filter(unit_id__in=[*unit_ids, *replaced]).order_by("sent_on", "pk")[:50])
