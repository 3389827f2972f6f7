"""Leaves whose points depend on the other members of the round: ranks, and the distance to the leader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine.types import Entry, Kind, Leaf, Member

ZERO, ONE = Decimal(0), Decimal(1)


class Field:
    """What all members brought on one leaf: results for ranks and leaders, shares of plan for leaders over plan.

    `values` are held in order, so that a place among a thousand is found without comparing each with each.
    """

    __slots__ = ("best", "values")

    def __init__(self, values: Iterable[Decimal]) -> None:
        self.values = sorted(values)
        self.best = self.values[-1] if self.values else ZERO

    def rank(self, own: Decimal, lower: bool) -> int:
        """One more than the number of those who are better, so equal results share the better rank."""
        better = bisect_left(self.values, own) if lower else len(self.values) - bisect_right(self.values, own)
        return 1 + better


def field_of(leaf: Leaf, members: tuple[Member, ...]) -> Field:
    """The field of a relative leaf; members to whom it does not apply are not in it."""
    entries = [member.entries[leaf.code] for member in members]
    return Field(_brought(leaf, entry) for entry in entries if not entry.na)


def relative(leaf: Leaf, entry: Entry, field: Field) -> tuple[Decimal, str]:
    """Points before caps and rounding, and how they came about."""
    own = _brought(leaf, entry)
    if leaf.kind is Kind.RANK:
        rank = field.rank(own, leaf.lower)
        points = max(leaf.standard - leaf.per * (rank - 1), leaf.floor)
        return points, f"xếp thứ {rank} trong {len(field.values)}"
    if leaf.kind is Kind.LEADER:
        if not field.best:
            return ZERO, "chưa đơn vị nào có kết quả"
        return (
            own / field.best * leaf.standard,
            f"{decimal_vi(own)} ÷ {decimal_vi(field.best)} (dẫn đầu) × {decimal_vi(leaf.standard)}",
        )
    return _over_plan(leaf, own, field.best)


def _over_plan(leaf: Leaf, own: Decimal, best: Decimal) -> tuple[Decimal, str]:
    """Up to the plan in proportion, beyond it in proportion to the distance to the leader, who takes all."""
    met = leaf.standard * leaf.share
    if own < ONE:
        return met * own, f"chưa đạt kế hoạch: {_percent(own)} × {decimal_vi(met)}"
    if own == best:
        return leaf.standard, "đạt kế hoạch và dẫn đầu"
    rest = (leaf.standard - met) * (own - ONE) / (best - ONE)
    return met + rest, f"đạt kế hoạch, {_percent(own)} so với {_percent(best)} của đơn vị dẫn đầu"


def _brought(leaf: Leaf, entry: Entry) -> Decimal:
    """What counts of an entry: its result, or its share of the plan (a plan of nought counts as just met)."""
    result = entry.result or ZERO
    if leaf.kind is not Kind.PLAN_LEADER:
        return result
    return result / entry.plan if entry.plan else ONE


def _percent(share: Decimal) -> str:
    return f"{decimal_vi((share * 100).quantize(Decimal('0.01')))} %"
