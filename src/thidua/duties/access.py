"""Who gives duties and who works on them: officers and heads, each at the very unit concerned."""

from __future__ import annotations

from thidua.access.logic import Need
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision

WORKERS = Need((Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD))
OFFICERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
"""Who is told of what happens to duties."""


def may_give(actor: Actor, unit_id: int, path: str) -> Decision:
    """To issue duties in a unit's name, judge their results, rule on requests, urge on, report back."""
    return WORKERS.judge(actor, unit_id, path)


def may_work(actor: Actor, unit_id: int, path: str) -> Decision:
    """To take a unit's duty in hand: acknowledge, report, ask for time, pass it down."""
    return WORKERS.judge(actor, unit_id, path)


def working_units(actor: Actor) -> dict[int, str]:
    """The units whose duties the actor works on, and in whose name gives them."""
    return {post.unit_id: post.unit_name for post in actor.posts if post.role in WORKERS.roles}
