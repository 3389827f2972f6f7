"""Who keeps score sheets: the officers of the body that issues them. All below it read what was adopted."""

from __future__ import annotations

from django.db.models import Q

from thidua.access.logic import Need
from thidua.access.scope import in_scope
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision
from thidua.organisation.logic import chain_ids

KEEPERS = Need((Role.EMULATION_OFFICER, Role.SPECIALIST))
ADOPTERS = Need((Role.SPECIALIST, Role.HEAD))
TRIERS = Need((Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD))


def may_keep(actor: Actor, unit_id: int, path: str) -> Decision:
    """To draft, copy and change sheets of a unit."""
    return KEEPERS.judge(actor, unit_id, path)


def may_adopt(actor: Actor, unit_id: int, path: str) -> Decision:
    """To put a sheet in force, once the body that issues it has done so on paper."""
    return ADOPTERS.judge(actor, unit_id, path)


def may_try(actor: Actor, unit_id: int, path: str) -> Decision:
    """To see what a sheet would have given: those who write it, and those who put it in force."""
    return TRIERS.judge(actor, unit_id, path)


def sees_sheets(actor: Actor) -> Q:
    """Sheets of units in scope; of units above also, once adopted."""
    above = {pk for post in actor.posts for pk in chain_ids(post.unit_path)}
    return in_scope(actor) | (Q(unit_id__in=sorted(above)) & ~Q(state="draft"))


def copying_units(actor: Actor, unit: tuple[int, str], path: str, draft: bool) -> list[tuple[int, str]]:
    """To which units the actor may copy a sheet of `unit`, itself first; what is still a draft stays at its unit."""
    own = [unit] if may_keep(actor, unit[0], path) else []
    return own if draft else [*own, *(each for each in keeping_units(actor) if each[0] != unit[0])]


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """The units whose sheets the actor keeps, by name."""
    return KEEPERS.units(actor)
