"""Who keeps the catalogue, sets plans, reports and confirms; and whose figures an actor sees."""

from __future__ import annotations

from django.db.models import Q

from thidua.access.logic import Need, held
from thidua.access.scope import in_scope
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision
from thidua.organisation.logic import chain_ids, parent_path
from thidua.organisation.models import Unit
from thidua.targets.models import Target
from thidua.targets.types import Kind

OFFICERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
KEEPERS = Need(OFFICERS)


def may_keep(actor: Actor, unit_id: int, path: str) -> Decision:
    """To create, change and retire targets of a unit: its own officers."""
    return KEEPERS.judge(actor, unit_id, path)


def may_enter(
    actor: Actor, kind: Kind, *, path: str, owner_path: str, agency_id: int | None, agency_path: str
) -> Decision:
    """To enter or correct an amount of that kind for the unit with `path`.

    A plan is set from above, by the target's owner at its own unit too; results are estimated and reported by
    the unit or one above; confirmed by the owner agency or by the unit (or one above) that owns the target.
    """
    if kind is Kind.PLAN:
        return held(actor, path if path == owner_path else parent_path(path), *OFFICERS)
    if kind is Kind.CONFIRMED:
        decision = held(actor, owner_path, *OFFICERS)
        return decision | KEEPERS.judge(actor, agency_id, agency_path) if agency_id else decision
    return held(actor, path, *OFFICERS)


def may_set_plans(actor: Actor, path: str) -> Decision:
    """To set plans of a unit that does not own the target: officers above it."""
    return held(actor, parent_path(path), *OFFICERS)


def may_take_over(actor: Actor, path: str) -> Decision:
    """To take over plans of former units unchanged: officers of the unit in their place or of one above."""
    return held(actor, path, *OFFICERS)


def sees_targets(actor: Actor, prefix: str = "") -> Q:
    """Targets owned in the actor's scope, by a unit above the actor's, or by whose agency the actor works."""
    condition = in_scope(actor, f"{prefix}unit__") | in_scope(actor, f"{prefix}agency__")
    above = {pk for post in actor.posts for pk in chain_ids(post.unit_path)}
    return condition | Q(**{f"{prefix}unit_id__in": sorted(above)}) if above else condition


def sees_values(actor: Actor) -> Q:
    """Amounts of units in scope, and all amounts of targets whose figures the actor's unit owns.

    Asked by lists of ids, which the databases work out once, and not row by row through joins.
    """
    if actor.is_system:
        return ~Q(pk__in=[])
    units = Unit.objects.filter(in_scope(actor, ""))
    owned = Target.objects.filter(in_scope(actor, "agency__"))
    return Q(unit__in=units.values("pk")) | Q(target__in=owned.values("pk"))


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """The units whose catalogue the actor keeps, by name."""
    return KEEPERS.units(actor)
