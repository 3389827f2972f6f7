"""Leaves whose points depend on the other members of the round: ranks, and the distance to the leader."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine.types import Entry, Kind, Leaf, Member

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Field:
    """What all members brought on one leaf: results for ranks and leaders, shares of plan for leaders over plan."""

    values: tuple[Decimal, ...]

    @property
    def best(self) -> Decimal:
        """The highest of them; nought when nobody brought anything."""
        return max(self.values, default=ZERO)


def field_of(leaf: Leaf, members: tuple[Member, ...]) -> Field:
    """The field of a relative leaf; members to whom it does not apply are not in it."""
    entries = [member.entries[leaf.code] for member in members]
    return Field(tuple(_brought(leaf, entry) for entry in entries if not entry.na))


def relative(leaf: Leaf, entry: Entry, field: Field) -> tuple[Decimal, str]:
    """Points before caps and rounding, and how they came about.

    A rank is one more than the number of those who are better, so equal results share the better rank.
    """
    own = _brought(leaf, entry)
    if leaf.kind is Kind.RANK:
        rank = 1 + sum(other < own if leaf.lower else other > own for other in field.values)
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
