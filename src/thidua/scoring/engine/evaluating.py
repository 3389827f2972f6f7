"""From entries to points, one leaf at a time, each with its arithmetic in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine.checking import faults
from thidua.scoring.engine.relative import Field, field_of, relative
from thidua.scoring.engine.types import Entry, Kind, Leaf, LeafPoints, Member, Score, Sheet

ZERO = Decimal(0)
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(7))


def evaluate(sheet: Sheet, member: Member) -> Score:
    """The score of a member taken alone: the only one of its round, which matters to relative leaves."""
    return evaluate_all(sheet, (member,))[0]


def evaluate_all(sheet: Sheet, members: tuple[Member, ...], *, checked: bool = False) -> tuple[Score, ...]:
    """Every member's score, in the order given; the same for ever from the same sheet and entries.

    Where leaves do not apply, the rest is re-based: points × total ÷ standards that apply, to two places.
    Raises ValueError with all faults of the sheet and the entries, unless `checked`: `faults` just found none.
    """
    if not checked and (found := faults(sheet, members)):
        raise ValueError("\n".join(found))
    with localcontext(_EXACT):
        fields = {leaf.code: field_of(leaf, members) for leaf in sheet.leaves if leaf.kind.relative}
        return tuple(_score(sheet, member, fields) for member in members)


def _score(sheet: Sheet, member: Member, fields: dict[str, Field]) -> Score:
    leaves = tuple(_leaf(leaf, member.entries[leaf.code], fields.get(leaf.code)) for leaf in sheet.leaves)
    applying = sum(
        (leaf.standard for leaf, got in zip(sheet.leaves, leaves, strict=True) if got.points is not None),
        ZERO,
    )
    base = sum((got.points for got in leaves if got.points is not None), ZERO)
    if applying != sheet.total:
        base = _round(base * sheet.total / applying, 2)
    bonus = min(sum((got.bonus for got in leaves), ZERO), sheet.bonus_cap)
    cases = [(each, member.deductions.get(each.code, 0)) for each in sheet.deductions]
    deducted = sum((each.points * times for each, times in cases), ZERO)
    return Score(
        name=member.name,
        leaves=leaves,
        base=base,
        bonus=bonus,
        deducted=deducted,
        total=max(base + bonus - deducted, ZERO),
        parts=_parts(sheet, leaves),
        blocked=tuple(each.title for each, times in cases if times and each.blocks),
    )


def _parts(sheet: Sheet, leaves: tuple[LeafPoints, ...]) -> dict[str, Decimal]:
    """Points with bonus of every node, leaves and groups, by code."""
    parents = {node.code: node.parent for node in sheet.nodes}
    sums = dict.fromkeys(parents, ZERO)
    for got in leaves:
        at = got.code
        while at:
            sums[at] += (got.points or ZERO) + got.bonus
            at = parents[at]
    return sums


def _leaf(leaf: Leaf, entry: Entry, field: Field | None) -> LeafPoints:
    if entry.na:
        return LeafPoints(leaf.code, None, ZERO, "không áp dụng")
    raw, why = _RULES[leaf.kind](leaf, entry) if field is None else relative(leaf, entry, field)
    points = _kept(raw, leaf.floor, leaf.standard, leaf.places)
    bonus = ZERO
    if leaf.bonus:
        bonus = _kept(raw - leaf.standard, ZERO, leaf.standard * leaf.bonus, leaf.places)
    return LeafPoints(leaf.code, points, bonus, why)


def _kept(value: Decimal, least: Decimal, most: Decimal, places: int) -> Decimal:
    """Rounded and within its bounds; a bound finer than the places is not rounded over."""
    bounded = least if value < least else value
    rounded = _round(most if bounded > most else bounded, places)
    kept = most if rounded > most else rounded
    return least if kept < least else kept


_Raw = tuple[Decimal, str]
"""Points before caps and rounding, and how they came about."""


def _steps(leaf: Leaf, entry: Entry) -> _Raw:
    reached = [step for step in leaf.steps if step.at <= (entry.result or ZERO)]
    best = max(reached, key=lambda step: step.at, default=None)
    return (best.points, f"đạt bậc từ {decimal_vi(best.at)}") if best else (ZERO, "chưa đạt bậc nào")


def _grade(leaf: Leaf, entry: Entry) -> _Raw:
    return leaf.grades[entry.grade or ""], f"mức {entry.grade}"


def _yes_no(leaf: Leaf, entry: Entry) -> _Raw:
    return (leaf.standard, "có") if entry.yes else (ZERO, "không")


def _per_event(leaf: Leaf, entry: Entry) -> _Raw:
    return leaf.per * (entry.count or 0), f"{entry.count} × {decimal_vi(leaf.per)}"


def _plus_minus(leaf: Leaf, entry: Entry) -> _Raw:
    got = leaf.per * (entry.count or 0) - leaf.minus * entry.against
    return got, f"{entry.count} × {decimal_vi(leaf.per)} − {entry.against} × {decimal_vi(leaf.minus)}"


def _average(leaf: Leaf, entry: Entry) -> _Raw:
    return sum(entry.scores, ZERO) / len(entry.scores), f"trung bình của {len(entry.scores)} người chấm"


def _ratio(leaf: Leaf, entry: Entry) -> _Raw:
    """Result to plan, or plan to result where less is better. With nothing to divide by, the rule says so itself."""
    plan, result = entry.plan or ZERO, entry.result or ZERO
    inverse = leaf.kind is Kind.INVERSE
    above, under = (plan, result) if inverse else (result, plan)
    if under:
        return (
            above / under * leaf.standard,
            f"{decimal_vi(above)} ÷ {decimal_vi(under)} × {decimal_vi(leaf.standard)}",
        )
    if inverse and plan:
        return leaf.standard * (1 + leaf.bonus), "kết quả bằng 0: đạt mức tốt nhất"
    return (
        leaf.standard,
        "kế hoạch bằng 0: coi là đạt, không thưởng"
        if not inverse
        else "kế hoạch và kết quả bằng 0: coi là đạt",
    )


_RULES: dict[Kind, Callable[[Leaf, Entry], _Raw]] = {
    Kind.RATIO: _ratio,
    Kind.INVERSE: _ratio,
    Kind.STEPS: _steps,
    Kind.GRADE: _grade,
    Kind.YES_NO: _yes_no,
    Kind.PER_EVENT: _per_event,
    Kind.PLUS_MINUS: _plus_minus,
    Kind.AVERAGE: _average,
}
"""How each sort of leaf makes points by itself; the others are scored against the field."""


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(_QUANTA[places], rounding=ROUND_HALF_UP)
