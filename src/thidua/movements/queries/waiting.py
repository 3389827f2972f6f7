"""What waits at a unit: reviews owed, open tasks, movements above that it has not joined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from thidua.movements.models import Movement, Review, Task
from thidua.movements.types import ReviewKind, State
from thidua.organisation.queries import unit_refs


class Owed(NamedTuple):
    """A review or a task with its last day, at the unit whose it is (`task_id` or `review_id` says which)."""

    kind: str
    id: int
    unit_id: int
    unit: str
    movement_id: int
    movement: str
    what: str
    due: date
    done: bool


def owed(
    unit_ids: Iterable[int] | None, *, since: date | None = None, until: date, open_only: bool = True
) -> list[Owed]:
    """Reviews and tasks of running movements at these units (at all, when None) with a last day up to `until`.

    Two queries.
    """
    due = Q(due__lte=until) & (Q(due__gte=since) if since else Q())
    reviews = Review.objects.filter(due).exclude(movement__state=State.DRAFT)
    tasks = Task.objects.filter(due).exclude(movement__state=State.DRAFT)
    if open_only:
        reviews = reviews.filter(held_on=None, movement__state=State.LAUNCHED)
        tasks = tasks.filter(done_on=None, movement__state=State.LAUNCHED)
    if unit_ids is not None:
        units = set(unit_ids)
        reviews, tasks = reviews.filter(movement__unit__in=units), tasks.filter(unit__in=units)
    of_review = (
        "pk", "movement__unit", "movement__unit__name", "movement", "movement__title", "kind", "due", "held_on",
    )  # fmt: skip
    of_task = ("pk", "unit", "unit__name", "movement", "movement__title", "what", "due", "done_on")
    found = [
        Owed("review", *row, ReviewKind(kind).label, day, held is not None)
        for *row, kind, day, held in reviews.order_by("due", "pk").values_list(*of_review)
    ]
    found += [
        Owed("task", *row, day, done is not None)
        for *row, day, done in tasks.order_by("due", "pk").values_list(*of_task)
    ]
    return found


def unjoined(unit_ids: Iterable[int], today: date) -> dict[int, list[tuple[int, str]]]:
    """For each unit the running movements of the unit right above that it has not joined, as (id, title).

    Three queries.
    """
    units = unit_refs(unit_ids)
    parents = {unit.parent_id for unit in units.values() if unit.parent_id}
    if not parents:
        return {}
    rows = list(
        Movement.objects.filter(unit__in=parents, state=State.LAUNCHED)
        .filter(Q(until=None) | Q(until__gte=today))
        .order_by("-launched_on", "pk")
        .values_list("pk", "title", "unit")
    )
    joined = set(
        Movement.objects.filter(pk__in=[row[0] for row in rows], joinings__unit__in=units)
        .values_list("pk", "joinings__unit")
    )  # fmt: skip
    return {
        pk: [
            (movement, title)
            for movement, title, at in rows
            if at == unit.parent_id and (movement, pk) not in joined
        ]
        for pk, unit in units.items()
    }
