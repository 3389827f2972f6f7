"""The list of movements."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, F, OuterRef, Subquery, When

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.kernel.text import fold
from thidua.movements import logic
from thidua.movements.access import visible
from thidua.movements.models import Movement, Review
from thidua.movements.types import Kind, Level, MovementRow, ReviewKind, State


def movements(
    actor: Actor, *, q: str = "", state: str = "", kind: str = "", level: str = ""
) -> list[MovementRow]:
    """The movements the actor sees, running ones first, then the newest. Three queries."""
    owed = Review.objects.filter(movement=OuterRef("pk"), held_on=None).order_by("due", "pk")
    rows = Movement.objects.filter(visible(actor, inherited(actor)))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    found = rows.annotate(
        joined=Count("joinings"),
        next_due=Subquery(owed.values("due")[:1]),
        next_review=Subquery(owed.values("kind")[:1]),
        turn=Case(When(state=State.LAUNCHED, then=0), When(state=State.DRAFT, then=1), default=2),
    ).order_by("turn", F("launched_on").desc(nulls_first=True), "-pk")
    fields = (
        "pk", "title", "unit_id", "unit__name", "kind", "unit__kind", "state", "since", "until", "joined", "next_due",
        "next_review", "sample",
    )  # fmt: skip
    words = fold(q).split()
    made = [_row(*row) for row in found.values_list(*fields)]
    return [
        row
        for row in made
        if (not level or row.level == level)
        and all(word in fold(f"{row.title} {row.unit}") for word in words)
    ]


def _row(
    pk: int, title: str, unit_id: int, unit: str, kind: str, unit_kind: str, state: str, since: date,
    until: date | None, joined: int,
 next_due: date | None, next_review: str | None, sample: bool,
) -> MovementRow:  # fmt: skip
    running = state == State.LAUNCHED
    return MovementRow(
        id=pk,
        title=title,
        unit_id=unit_id,
        unit=unit,
        kind=Kind(kind),
        level=logic.level_of(unit_kind),
        state=State(state),
        since=since,
        until=until,
        joined=joined,
        next_due=next_due if running else None,
        next_review=ReviewKind(next_review).label if running and next_review else "",
        sample=sample,
    )


def level_choices() -> list[tuple[str, str]]:
    """Levels as choices of a filter."""
    return [(level.value, level.label) for level in Level]
