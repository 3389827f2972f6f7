"""Who keeps documents: the officers of the very unit whose register it is."""

from __future__ import annotations

from thidua.access.logic import Need
from thidua.access.types import Actor, Role
from thidua.kernel.decision import Decision

OFFICERS = Need((Role.EMULATION_OFFICER, Role.SPECIALIST))


def may_keep(actor: Actor, unit_id: int, path: str) -> Decision:
    """To take a document in, correct and register it, judge what it orders, send it on, issue one of the unit's own."""
    return OFFICERS.judge(actor, unit_id, path)


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """The units whose register the actor keeps, by name."""
    return OFFICERS.units(actor)


def may_acknowledge(actor: Actor, units: list[tuple[int, str]]) -> Decision:
    """To acknowledge a document sent to one of these units (id, path): the unit itself, or those in its place."""
    answers = [OFFICERS.judge(actor, unit_id, path) for unit_id, path in units]
    return next((each for each in answers if each), answers[0])
