"""One act under way: who does what where, and each nomination it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.access.types import Actor
from thidua.nominations import logic
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import Event, Item, Transition
from thidua.nominations.ways import Stand

CHUNK = 500
"""How many nominations are taken in hand at once."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One act as it is carried out on every nomination of a batch."""

    actor: Actor
    unit_id: int
    event: Event
    reason: str = ""
    text: str = ""
    paper: str = ""
    url: str = ""
    session_id: int | None = None
    confirmed: bool = False


@dataclass(slots=True)
class Case:
    """A locked nomination with what was gathered and judged about it."""

    item: Item
    nomination: Nomination
    review: Review | None
    stand: Stand
    transition: Transition | None = None
    rule: logic.Rule | None = None
