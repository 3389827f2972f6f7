"""Last year's figures under another sheet: what ranks it would have given, before it is put in force."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine.checking import entry_faults, faults
from thidua.scoring.engine.evaluating import evaluate_all
from thidua.scoring.engine.ranking import rank
from thidua.scoring.engine.types import Entry, Leaf, Member, Placed, Sheet, Trial, Tried


def trial(before: Sheet, after: Sheet, members: tuple[Member, ...]) -> Trial:
    """Ranks under both sheets, side by side, best of the new ones first.

    The figures are those entered under `before`. A criterion of `after` that they cannot fill for every member is set
    aside for all of them, and the total re-based as for a criterion that does not apply; cases it no longer deducts
    are left out. Both are told. Raises ValueError with the faults of either sheet, of the figures under `before`, or
    when no criterion is left to compare.
    """
    if found := [*faults(before, members), *faults(after)]:
        raise ValueError("\n".join(found))
    if not members:
        raise ValueError("Chưa có số liệu của đơn vị nào.")
    aside = {leaf.code: why for leaf in after.leaves if (why := _unfit(leaf, members))}
    if len(aside) == len(after.leaves):
        raise ValueError("Không tiêu chí nào của bảng mới tính được bằng số liệu này.")
    eased = after.model_copy(
        update={"leaves": tuple(leaf.model_copy(update={"optional": True}) for leaf in after.leaves)}
    )
    kept = {each.code for each in after.deductions}
    carried = tuple(_carried(after, member, aside, kept) for member in members)
    was = {placed.score.name: placed for placed in rank(before, evaluate_all(before, members))}
    now: tuple[Placed, ...] = rank(eased, evaluate_all(eased, carried))
    return Trial(
        rows=tuple(Tried(name=placed.score.name, was=was[placed.score.name], now=placed) for placed in now),
        aside=tuple(f"{leaf.title}: {aside[leaf.code]}" for leaf in after.leaves if leaf.code in aside),
        dropped=tuple(_dropped(before, kept, members)),
    )


def _unfit(leaf: Leaf, members: tuple[Member, ...]) -> str:
    """Why the figures cannot fill that leaf for everybody; "" when they can."""
    if all(leaf.code not in member.entries for member in members):
        return "chưa có số liệu của năm trước"
    for member in members:
        entry = member.entries.get(leaf.code)
        if entry is None:
            return f"{member.name} thiếu số liệu"
        if not entry.na and (found := next(entry_faults(leaf, entry), "")):
            return f"số liệu của {member.name} không dùng được: {found.removesuffix('.')}"
    return ""


def _carried(after: Sheet, member: Member, aside: dict[str, str], kept: set[str]) -> Member:
    entries = {
        leaf.code: Entry(na=True) if leaf.code in aside else member.entries[leaf.code]
        for leaf in after.leaves
    }
    cases = {code: times for code, times in member.deductions.items() if code in kept}
    return Member(name=member.name, entries=entries, deductions=cases)


def _dropped(before: Sheet, kept: set[str], members: tuple[Member, ...]) -> Iterator[str]:
    for each in before.deductions:
        times = sum(member.deductions.get(each.code, 0) for member in members)
        if times and each.code not in kept:
            yield f"{each.title}: {times} trường hợp, mỗi trường hợp {decimal_vi(each.points)} điểm"
