"""The tree of conditions over columns: the truth of each, and how many conditions are lacking on the nearest way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from thidua.kernel import years
from thidua.lawbook.book import LawBook
from thidua.lawbook.columns.arrays import Flags, mask
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words import Asked, holds
from thidua.lawbook.predicates import Predicate
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.rules import Condition

FAR = 100
"""More conditions than any law has on one way: this way does not count as near."""
_NONE = np.int16(-1)
_ZERO, _FAR = np.uint8(0), np.uint8(FAR)


@dataclass(slots=True)
class Judged:
    """One condition for all rows. Yes where `worst`, no where not `best`, else unknown.

    `short`: how many conditions are lacking on the nearest way; `lacking`: where that is one, its number. `open`: made
    of open conditions only (`Predicate.open`). Columns, or one value where all rows are alike.
    """

    worst: Any
    best: Any
    short: Any = _ZERO
    lacking: Any = _NONE
    open: bool = False
    held: Any = None

    @property
    def near(self) -> Any:
        """`short`, but a way that nobody has begun is far: one made of open conditions only."""
        return np.where(self.worst, _ZERO, _FAR) if self.open else self.short


@dataclass(slots=True)
class Judge:
    """Judges conditions for one stretch of rows, all of one kind and group.

    `numbers` gives each leaf condition its number, shared by all stretches of a sweep; `near` says whether the
    distances are wanted too; `doubt` then keeps by number where a leaf is not certainly lacking.
    """

    book: LawBook
    view: View
    kind: str
    group: str | None
    asked: Asked
    near: bool
    numbers: dict[int, int]
    leaves: list[Condition]
    keys: dict[int, str]
    doubt: dict[int, Any] = field(default_factory=dict)

    def all_of(self, conditions: Sequence[Condition]) -> Judged:
        """The conditions together; yes for none."""
        return self.together(self._parts(conditions))

    def unknown(self, short: Any, lacking: Any) -> Flags:
        """Where one condition is lacking: whether that one is unknown rather than not met."""
        found = np.zeros(len(self.view), np.bool_)
        numbers = np.where(np.broadcast_to(short, len(found)) == 1, lacking, _NONE)
        for number in np.unique(numbers[numbers >= 0]).tolist():
            found |= (numbers == number) & self.doubt[number]
        return found

    def each_of(self, conditions: Sequence[Condition]) -> list[Judged]:
        """The conditions that concern these rows, one by one."""
        return self._parts(conditions)

    def _parts(self, conditions: Sequence[Condition]) -> list[Judged]:
        return [
            self._one(each)
            for each in conditions
            if each.applies(self.kind, self.group, self.asked.route) and self._is_asked(each.predicate)
        ]

    @staticmethod
    def _is_asked(predicate: Predicate | None) -> bool:
        return predicate is None or predicate.asked_of_all

    def _one(self, condition: Condition) -> Judged:
        predicate = condition.predicate
        if isinstance(predicate, Meets):
            found = self._standard_of_another(condition, predicate)
        elif predicate is None:
            parts = self._parts(condition.parts)
            found = self._either(parts) if condition.either else self.together(parts)
        else:
            found = self._leaf(condition, predicate)
        if condition.no_means == "held" and predicate is not None:
            found.held = ~found.best
        if condition.no_means == "unknown":
            found.best = np.bool_(True)
        if self.near and predicate is not None and not isinstance(predicate, Meets):
            self.doubt[int(found.lacking)] = found.best
        return found

    def _leaf(self, condition: Condition, predicate: Predicate) -> Judged:
        key = self.keys.get(id(predicate))
        if key is None:
            key = self.keys[id(predicate)] = f"{type(predicate).__name__}{predicate.model_dump_json()}"
        worst = holds(predicate, key, self.view, self.asked, False)
        best = worst | holds(predicate, key, self.view, self.asked, True)
        if not self.near:
            return Judged(worst, best)
        return Judged(worst, best, _lacking(worst), self._number(condition), predicate.open)

    def _number(self, condition: Condition) -> np.int16:
        number = self.numbers.get(id(condition))
        if number is None:
            number = self.numbers[id(condition)] = len(self.leaves)
            self.leaves.append(condition)
        return np.int16(number)

    def _standard_of_another(self, condition: Condition, predicate: Meets) -> Judged:
        """The year's facts against another title's standard; the title conferred answers where they are silent."""
        standard = self.book.standard(predicate.award, self.view.law_day)
        groups = self.book.award(predicate.award).entry.groups
        if self.group is not None and groups and self.group not in groups:
            standard = None
        conditions = standard.conditions if standard is not None else ()
        parts = self._parts(conditions)
        bits = self.view.titled((predicate.award, *predicate.or_titled), False)
        conferred = (bits & mask(years.bit(self.view.last_year))) != 0
        if not parts:
            number = self._number(condition)
            self.doubt[int(number)] = np.bool_(True)
            return Judged(conferred, np.bool_(True), _lacking(conferred), number)
        found = self.together(parts)
        worst = found.worst | (found.best & conferred)
        if not self.near:
            return Judged(worst, found.best)
        return Judged(worst, found.best, np.where(worst, _ZERO, found.short), found.lacking, found.open)

    def together(self, parts: Sequence[Judged]) -> Judged:
        """Several conditions that must all be met."""
        worst, best = np.bool_(True), np.bool_(True)
        for part in parts:
            worst, best = worst & part.worst, best & part.best
        found = Judged(worst, best)
        if not self.near or not parts:
            return found
        short: Any = _ZERO
        lacking: Any = _NONE
        for part in parts:
            short = np.minimum(short + part.short, _FAR)
            lacking = np.where(part.short == 1, part.lacking, lacking)
        found.short, found.lacking, found.open = short, lacking, all(part.open for part in parts)
        return found

    def _either(self, parts: Sequence[Judged]) -> Judged:
        worst, best = np.bool_(False), np.bool_(False)
        for part in parts:
            worst, best = worst | part.worst, best | part.best
        found = Judged(worst, best, _FAR)
        if not self.near or not parts:
            return found
        short: Any = _FAR
        lacking: Any = _NONE
        for part in parts:
            near = part.near
            nearer = near < short
            short = np.where(nearer, near, short)
            lacking = np.where(nearer, part.lacking, lacking)
        found.short, found.lacking, found.open = short, lacking, all(part.open for part in parts)
        return found


def _lacking(worst: Any) -> Any:
    return (~worst).astype(np.uint8)
