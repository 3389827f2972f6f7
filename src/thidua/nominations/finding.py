"""Whom a typed name may mean, and where someone new may belong: the reads of the form by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from thidua.access.types import Actor, HeldPost
from thidua.organisation.queries import recipients_in_scope, subtree
from thidua.organisation.types import RecipientKind


def units_below(posts: Iterable[HeldPost], today: date) -> list[tuple[int, str]]:
    """The units of these posts with all below, parents first. One query for each post."""
    found: dict[int, str] = {}
    for post in posts:
        found |= {unit.id: unit.name for unit in subtree(post.unit_path, today)}
    return list(found.items())


class Hit(NamedTuple):
    """A recipient that a typed name may mean, with the words that tell namesakes apart."""

    id: int
    name: str
    about: str


MOST_HITS = 12


def find_recipients(actor: Actor, text: str, chosen: int | None = None) -> tuple[list[Hit], bool]:
    """Recipients in scope by name, the chosen one always among them; whether a slip was mended."""
    mended = False
    rows: list[Any] = []
    if text:
        found = recipients_in_scope(actor, text)
        rows, mended = _hits(found.rows)[:MOST_HITS], found.corrected
    if chosen is not None and chosen not in {row.pk for row in rows}:
        rows = [*_hits(recipients_in_scope(actor).rows.filter(pk=chosen)), *rows]
    return [_hit(row) for row in rows], mended


def _hits(rows: QuerySet[Any]) -> list[Any]:
    found = rows.filter(ended_on=None).select_related("unit", "person", "household")
    return list(found.order_by("sort_key", "pk")[:MOST_HITS])


def _hit(row: Any) -> Hit:
    person, household = getattr(row, "person", None), getattr(row, "household", None)
    about = [RecipientKind(row.kind).label]
    if person:
        about += [person.position, f"sinh {person.birth_date:%d/%m/%Y}" if person.birth_date else ""]
    if household:
        about.append(household.village)
    if row.kind != RecipientKind.COLLECTIVE:
        about.append(row.unit.name)
    return Hit(row.pk, row.name, " · ".join(part for part in about if part))
