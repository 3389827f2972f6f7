"""Who registers, who judges, who signs. A unit writes its own; the level right above or further up judges it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from thidua.access.logic import Need, held
from thidua.access.scope import in_scope
from thidua.access.standing import acting_for
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision
from thidua.organisation.logic import chain_ids, parent_path
from thidua.organisation.types import UnitRef

OFFICERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
KEEPERS = Need(OFFICERS)
WRITERS = Need((*OFFICERS, Role.HEAD))
SIGNERS = Need((Role.HEAD, Role.SIGNER))
READERS = WRITERS.roles
"""Who is told what becomes of a unit's registration."""


def may_open(actor: Actor, unit_id: int, path: str) -> Decision:
    """To open, extend and close a season of a unit: its own officers."""
    return KEEPERS.judge(actor, unit_id, path)


def may_write(actor: Actor, unit_id: int, path: str) -> Decision:
    """To write and send the registration of a unit: its own officers and head."""
    return WRITERS.judge(actor, unit_id, path)


def may_judge(actor: Actor, path: str) -> Decision:
    """To approve, return and remind: officers of any unit above."""
    return held(actor, parent_path(path), *OFFICERS)


def may_sign(actor: Actor, units: Sequence[UnitRef]) -> Decision:
    """To sign a covenant for a unit, given with those that took its place: head or signer of one of them."""
    decision = SIGNERS.judge(actor, units[0].id, units[0].path)
    for unit in units[1:]:
        decision |= SIGNERS.judge(actor, unit.id, unit.path)
    return decision


def signing_units(actor: Actor) -> set[int]:
    """The units the actor may sign for, those merged into them too."""
    return acting_for(actor, SIGNERS.roles)


def sees_seasons(actor: Actor) -> Q:
    """Seasons of units in scope and of units above the actor's."""
    over = {pk for post in actor.posts for pk in chain_ids(post.unit_path)}
    return in_scope(actor) | Q(unit_id__in=sorted(over))


def own_units(actor: Actor) -> list[tuple[int, str]]:
    """The units the actor registers for, by name."""
    return WRITERS.units(actor)


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """The units whose seasons the actor opens, by name."""
    return KEEPERS.units(actor)
