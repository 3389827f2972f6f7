"""From stored rows to values."""

from __future__ import annotations

from thidua.movements.models import Movement
from thidua.movements.types import Criterion, Plan


def plan_of(movement: Movement) -> Plan:
    """What is written about the movement, as a value."""
    return Plan(
        title=movement.title,
        kind=movement.kind,
        since=movement.since,
        until=movement.until,
        theme=movement.theme,
        goal=movement.goal,
        content=movement.content,
        criteria=tuple(Criterion(**row) for row in movement.criteria),
        awards=tuple(movement.awards),
        commendation=movement.commendation,
        budget=movement.budget,
        budget_paper=movement.budget_paper,
        document_id=movement.document_id,
    )
