"""Other movements that a movement meets: same time, same subjects, much the same content."""

from __future__ import annotations

from django.db.models import Q

from thidua.movements import logic
from thidua.movements.models import Movement
from thidua.movements.types import Overlap, State, Subject
from thidua.organisation.logic import chain_ids

MOST = 2000
"""Movements running at one time that a draft is compared with; a province runs some hundreds."""


def meeting(movement: Movement) -> tuple[Overlap, ...]:
    """Launched movements of the units above, at and below that this one meets; not those of its own cascade.

    Compared with at most `MOST`, those of the highest units first. Two queries.
    """
    above = chain_ids(movement.unit.path)
    root = movement.root_id or movement.pk
    rows = (
        Movement.objects.filter(Q(unit__in=above) | Q(unit__path__startswith=movement.unit.path))
        .filter(state=State.LAUNCHED)
        .exclude(Q(pk=root) | Q(root=root) | Q(pk=movement.pk))
        .select_related("unit")
        .order_by("unit__depth", "-pk")
    )
    if movement.until is not None:
        rows = rows.filter(since__lte=movement.until)
    rows = rows.filter(Q(until=None) | Q(until__gte=movement.since))
    return logic.overlaps(_subject(movement), map(_subject, rows[:MOST]))


def _subject(movement: Movement) -> Subject:
    return Subject(
        id=movement.pk,
        title=movement.title,
        unit=movement.unit.name,
        path=movement.unit.path,
        groups=frozenset(row["group"] for row in movement.criteria),
        since=movement.since,
        until=movement.until,
        words=f"{movement.title}. {movement.theme}. {movement.content}",
    )
