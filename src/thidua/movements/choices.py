"""What the forms of movements offer: forms of commendation, documents, units, recipients."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from thidua.access.types import Actor
from thidua.directives.queries import documents, received
from thidua.foundation.search import Found
from thidua.lawbook import load_book
from thidua.organisation.models import Recipient
from thidua.organisation.queries import recipients_in_scope, subtree, unit_refs
from thidua.organisation.types import Authority, RecipientKind

MOST = 20
_FLAGS = ("provincial_emulation_flag", "government_emulation_flag")


class Hit(NamedTuple):
    """A recipient as a choice."""

    id: int
    name: str
    about: str


def awards_foreseen(on: date, also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Forms of commendation and flags in force on the day that the province, a unit below or the Premier confers.

    `also` are codes that stay on offer, because they were chosen before.
    """
    book = load_book()
    heads = {*(a.value for a in Authority if a), "prime_minister"}
    found = [
        (code, award.name)
        for code, award in book.awards.items()
        if code in set(also)
        or (
            book.in_force(code, on)
            and (code not in book.titles or code in _FLAGS)
            and heads & set(book.deciders(code, on))
        )
    ]
    return sorted(found, key=lambda choice: (book.awards[choice[0]].rank, choice[1]))


def document_choices(actor: Actor) -> list[tuple[str, str]]:
    """The newest hundred incoming documents in scope, and of those that units in scope were sent. Two queries."""
    own = documents(actor).order_by("-dated", "-pk").values_list("id", "number", "subject")[:100]
    sent = received(actor).order_by("-sent_on", "-pk").values_list("document_id", "number", "subject")[:100]
    return [
        (str(pk), " ".join(filter(None, (number, subject))) or f"Văn bản {pk}")
        for pk, number, subject in dict.fromkeys([*own, *sent])
    ]


def paths_of(unit_ids: Iterable[int], today: date) -> list[str]:
    """The paths of those units that exist today. One query."""
    return [unit.path for unit in unit_refs(unit_ids).values() if unit.valid_on(today)]


def units_for_task(paths: Iterable[str], today: date) -> list[tuple[str, str]]:
    """The movement's units of today and all below, parents first, as choices. One query for each."""
    return [(str(unit.id), unit.name) for path in paths for unit in subtree(path, today)]


def find(actor: Actor, text: str, paths: Iterable[str], chosen: Iterable[int] = ()) -> tuple[list[Hit], bool]:
    """Recipients of these units and below by a typed name, at most twenty, and those chosen before.

    The flag says whether a slip was mended. Three queries at most.
    """
    ids, mended, rows = set(chosen), False, []
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(unit__path__startswith=path)
    if ids:
        rows = list(recipients_in_scope(actor).rows.filter(below, pk__in=ids)[:MOST])
    if text:
        found: Found[Recipient] = recipients_in_scope(actor, text)
        rows += found.rows.filter(below, ended_on=None).exclude(pk__in=ids)[:MOST]
        mended = found.corrected
    return [_hit(row) for row in rows], mended


def _hit(row: Recipient) -> Hit:
    kind = RecipientKind(row.kind)
    about = kind.label if kind is RecipientKind.COLLECTIVE else f"{kind.label} · {row.unit.name}"
    return Hit(row.pk, row.name, about)
