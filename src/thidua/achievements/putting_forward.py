"""Other rooms put recipients forward; the room of nominations makes the drafts, in the same transaction.

Movements, clusters and others know who deserves a commendation, but not how a nomination is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.dispatch import Signal

from thidua.access.types import Actor

put_forward = Signal()
"""Sent with `actor` and `items` (a tuple of `PutForward`); its one receiver answers the ids of the drafts, in order."""


@dataclass(frozen=True, slots=True)
class PutForward:
    """One recipient put forward by `unit_id` for an award, and what it came from (a movement, a round of a cluster…).

    `year` is that of a title or the last of the achievements; the period is in years, both ends or none.
    `origin_url` is a path of this site.
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
