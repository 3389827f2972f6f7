"""Other rooms put recipients forward; the room of nominations makes the drafts, in the same transaction.

Movements, clusters and others know who deserves a commendation, but not how a nomination is made. What became of
what they put forward they ask here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.dispatch import Signal

from thidua.access.types import Actor

put_forward = Signal()
"""Sent with `actor` and `items` (a tuple of `PutForward`); its one receiver answers the ids of the drafts, in order."""


@dataclass(frozen=True, slots=True)
class PutForward:
    """One recipient put forward by `unit_id` for an award, and what it came from (a movement, a round of a cluster…).

    `year` is that of a title or the last of the achievements; the period is in years, both ends or none.
    `origin_url` is a path of this site. For a sudden feat `feat_on` is its day and `reported_on` the day the unit
    learned of it, from which the limit runs.
    """

    unit_id: int
    recipient_id: int
    award: str
    route: str
    year: int
    origin_kind: str
    origin_id: int
    origin_title: str
    origin_url: str
    period_from: int | None = None
    period_to: int | None = None
    achievement: str = ""
    summary: str = ""
    feat_on: date | None = None
    reported_on: date | None = None


def ask(*, actor: Actor, items: Iterable[PutForward]) -> list[int]:
    """Have drafts of nominations made, all or none; answers their ids in the order given.

    Must run inside the transaction of the act that asks. Raises Refused and NotThere as drafting itself does.
    """
    wanted = tuple(items)
    if not connection.in_atomic_block:
        raise RuntimeError("putting forward belongs to the transaction of its act")
    if not wanted:
        return []
    answers = put_forward.send(sender=PutForward, actor=actor, items=wanted)
    if len(answers) != 1:
        raise RuntimeError("exactly one room makes nominations")
    ids: list[int] = answers[0][1]
    return ids


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one nomination: `state` in words, `ended` for good, without an award unless `awarded`.

    `paths` are the units that see it.
    """

    nomination_id: int
    recipient: str
    award: str
    state: str
    tone: str
    url: str
    paths: tuple[str, ...]
    ended: bool
    awarded: bool


Outcomes = Callable[[str, Collection[int]], dict[int, list[Became]]]
_outcomes: list[Outcomes] = []


def give_outcomes(source: Outcomes) -> None:
    """The room of nominations says what became of them; the last to speak is asked."""
    _outcomes[:] = [source]


def what_became(origin_kind: str, origin_ids: Collection[int]) -> dict[int, list[Became]]:
    """The nominations that came from these, the oldest first, by what they came from. One query."""
    if not origin_ids or not _outcomes:
        return {}
    return _outcomes[0](origin_kind, origin_ids)
