"""What every act on a movement begins and ends with: the locked movement, and its line in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, Stale
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.movements.access import posts_for, standing_at, visible
from thidua.movements.models import Movement


def take(actor: Actor, movement_id: int, version: int | None = None) -> tuple[Movement, tuple[int, ...]]:
    """The movement, locked, with the units that carry it today. Raises NotThere outside the scope, Stale."""
    after = {} if actor.is_system else inherited(actor)
    if not Movement.objects.filter(visible(actor, after), pk=movement_id).exists():
        raise NotThere
    movement = lock_one(Movement, movement_id)
    if version is not None and movement.version != version:
        raise Stale("Người khác vừa sửa phong trào này; xin xem lại rồi làm tiếp.")
    return movement, standing_at(actor, movement.unit_id)


def capacity(actor: Actor, units: tuple[int, ...]) -> str:
    """In which capacity the actor acts at one of the units, in words."""
    posts = posts_for(actor, units)
    return f"{posts[0].title or posts[0].role.label}, {posts[0].unit_name}" if posts else ""


def enter(
    actor: Actor,
    movement: Movement,
    units: tuple[int, ...],
    act: str,
    summary: str,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """One line of the ledger for an act on the movement."""
    record(
        actor,
        Act(
            act=f"movements.{act}",
            object_type="movement",
            object_id=movement.pk,
            summary=summary,
            unit_id=movement.unit_id,
            post=capacity(actor, units),
            changes=changes,
        ),
    )


def plain(value: Any) -> Any:
    """A stored value as the ledger keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [each._asdict() if hasattr(each, "_asdict") else each for each in value]
    return value
