"""Who works with exemplars: the officers of the unit and of those above; tips belong to the very unit told."""

from __future__ import annotations

from thidua.access.logic import Need
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision

_DESK = (Role.EMULATION_OFFICER, Role.SPECIALIST)
FOLLOWERS = Need(_DESK, exactly=False)
REVIEWERS = Need((Role.HEAD, *_DESK), exactly=False)
COPIERS = Need(_DESK)
MODERATORS = Need(_DESK)


def may_follow(actor: Actor, unit_id: int, path: str) -> Decision:
    """To plan models, find exemplars, note their steps, write their stories."""
    return FOLLOWERS.judge(actor, unit_id, path)


def may_review(actor: Actor, unit_id: int, path: str) -> Decision:
    """To review, schedule, publish and withdraw stories."""
    return REVIEWERS.judge(actor, unit_id, path)


def may_copy(actor: Actor, unit_id: int, path: str) -> Decision:
    """To say for a unit that it copied a model: its own officers."""
    return COPIERS.judge(actor, unit_id, path)


def may_moderate(actor: Actor, unit_id: int, path: str) -> Decision:
    """To read who told a tip, and to follow it: the officers of the very unit it was told to."""
    return MODERATORS.judge(actor, unit_id, path)


def units_of(actor: Actor, need: Need) -> list[tuple[int, str]]:
    """The units at which the actor holds one of the roles, by name."""
    return need.units(actor)
