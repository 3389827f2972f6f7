"""Ranks of a round: by total, then by the sheet's own order for equal totals, then shared."""

from __future__ import annotations

from decimal import Decimal

from thidua.scoring.engine.types import Placed, Score, Sheet


def rank(sheet: Sheet, scores: tuple[Score, ...]) -> tuple[Placed, ...]:
    """All members, best first; equal ones share a rank and stand by name. Independent of the order given."""

    def key(score: Score) -> tuple[Decimal, ...]:
        return (score.total, *(score.parts[code] for code in sheet.ties))

    keys = [key(score) for score in scores]
    placed = []
    for score in sorted(scores, key=lambda each: (tuple(-part for part in key(each)), each.name)):
        own = key(score)
        place, alike = 1 + sum(other > own for other in keys), keys.count(own)
        last = place + alike - 1
        flag = True if last <= sheet.quota else False if place > sheet.quota else None
        placed.append(Placed(rank=place, tied=alike > 1, flag=flag, score=score))
    return tuple(placed)
