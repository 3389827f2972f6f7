"""Scope in queries: what an actor may see is a condition on unit paths, never a filter in a template."""

from __future__ import annotations

from django.db.models import Q

from thidua.access.types import Actor, Role


def in_scope(actor: Actor, prefix: str = "unit__", *roles: Role) -> Q:
    """Rows whose unit lies in the subtree of one of the actor's posts (in `roles`, any when none is given).

    `prefix` leads to the unit, e.g. `nomination__unit__`. The system sees all; an actor without a post nothing.
    """
    if actor.is_system:
        return ~Q(pk__in=[])  # not Q(), which vanishes when or-ed with another condition
    paths = {p.unit_path for p in actor.posts if not roles or p.role in roles}
    condition = Q(pk__in=[])
    for path in sorted(paths):
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition
