"""Ranks of a round: by total, then by the sheet's own order for equal totals, then shared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal

from thidua.scoring.engine.types import Placed, Score, Sheet


def rank(sheet: Sheet, scores: tuple[Score, ...]) -> tuple[Placed, ...]:
    """All members, best first; equal ones share a rank and stand by name. Independent of the order given."""

    def key(score: Score) -> tuple[Decimal, ...]:
        return (score.total, *(score.parts[code] for code in sheet.ties))

    keys = sorted(key(score) for score in scores)
    able = sorted(key(score) for score in scores if not score.blocked)
    placed = []
    for score in sorted(scores, key=lambda each: (tuple(-part for part in key(each)), each.name)):
        own = key(score)
        place, last = _places(keys, own)
        flag: bool | None = False
        certificate: bool | None = False
        if not score.blocked:
            turn, until = _places(able, own)
            flag = _within(turn, until, sheet.quota)
            if flag is not True:
                certificate = _within(turn, until, sheet.quota + sheet.certificates)
        placed.append(Placed(rank=place, tied=last > place, flag=flag, certificate=certificate, score=score))
    return tuple(placed)


def _places(keys: list[tuple[Decimal, ...]], own: tuple[Decimal, ...]) -> tuple[int, int]:
    """The first and the last place of those who are equal to `own`, among keys in rising order."""
    return 1 + len(keys) - bisect_right(keys, own), len(keys) - bisect_left(keys, own)


def _within(place: int, last: int, quota: int) -> bool | None:
    """Whether places up to `last` fit into the quota; None when only some of those who share the place do."""
    return True if last <= quota else False if place > quota else None
