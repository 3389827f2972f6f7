"""What rooms above know about award records, for this room's pages: they give a source when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor


@dataclass(frozen=True, slots=True)
class Later:
    """A check that counted an award: whose, for which award, with what verdict, and where it is shown."""

    who: str
    award: str
    verdict: str
    tone: str
    day: date
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`rested_on` is the address of the check that an award itself rested on, "" when there is none; `later`
    are the checks of others and of later years that counted it."""

    rested_on: str = ""
    later: tuple[Later, ...] = ()


Source = Callable[[Actor, Collection[int], int | None, date | None], Beside]
"""(actor, record ids, nomination id, day of the decision) → what is known; a constant number of queries."""
_sources: list[Source] = []


def give(source: Source) -> None:
    """A room above says what it knows; the last to speak is asked."""
    _sources[:] = [source]


def beside(
    actor: Actor, record_ids: Collection[int], nomination_id: int | None = None, day: date | None = None
) -> Beside:
    """What stands beside these records; nothing while no room above has spoken."""
    for source in _sources:
        return source(actor, record_ids, nomination_id, day)
    return Beside()
