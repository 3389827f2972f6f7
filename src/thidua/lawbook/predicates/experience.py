"""Years spent in one kind of work: medals for length of service, honours of professions."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from thidua.kernel import intervals
from thidua.kernel.intervals import Interval
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook import record, terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.telling import OFFICE, Evidence, Missing, Telling


def length_vi(months: int) -> str:
    """A number of months as years and months."""
    words = [f"{months // 12} năm"] if months >= 12 else []
    if months % 12 or not words:
        words.append(f"{months % 12} tháng")
    return " ".join(words)


def kinds_vi(kinds: tuple[terms.Work, ...]) -> str:
    """The kinds of work, joined by "hoặc"."""
    return " hoặc ".join(terms.WORK_VI[kind] for kind in kinds)


class Experience(Predicate):
    """So many full years, up to the day of the decision, in one of the kinds of work.

    `double`: time in places or posts that the law counts twice is counted so. `unbroken`: the longest stretch without
    a break counts alone. `next_class_at`: from so many years on the next higher class is considered; it refuses nobody
    and is only told.
    """

    open: ClassVar[bool] = True

    kinds: tuple[terms.Work, ...] = Field(min_length=1)
    years: int = Field(ge=1, le=60)
    double: bool = False
    unbroken: bool = False
    next_class_at: int | None = Field(default=None, ge=1)

    def _spent(self, case: Case) -> list[record.Experience]:
        return [
            each
            for each in case.record.facts.experience or ()
            if each.kind in self.kinds and each.since <= case.day
        ]

    def months(self, case: Case, best: bool) -> int:
        """The months counted in one world."""
        spent = self._spent(case)
        spans = [Interval(each.since, each.until) for each in spent]
        if self.unbroken:
            stretches = intervals.joined(spans, case.day)
            return max((intervals.full_months(first, last) for first, last in stretches), default=0)
        found = intervals.months_covered(spans, case.day)
        if self.double:
            twice = [s for s, each in zip(spans, spent, strict=True) if self._twice(each, best)]
            found += intervals.months_covered(twice, case.day)
        return found

    @staticmethod
    def _twice(each: record.Experience, best: bool) -> bool:
        return best if each.counts_double is None else each.counts_double

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.experience is None:
            return best
        return self.months(case, best) >= self.years * 12

    def tell(self, case: Case, truth: Truth) -> Telling:
        unbroken = " liên tục" if self.unbroken else ""
        required = f"có từ {self.years} năm trở lên{unbroken} {kinds_vi(self.kinds)}"
        required += " (thời gian ở nơi được tính hệ số thì tính gấp đôi)" if self.double else ""
        if case.record.facts.experience is None:
            missing = (Missing("experience", f"thời gian {kinds_vi(self.kinds)}", OFFICE),)
            return Telling(required, "chưa ghi thời gian", "", (), missing)
        evidence = tuple(
            Evidence(f"experience.{each.kind}", self._shows(case, each), each.ref)
            for each in self._spent(case)
        )
        counted = self.months(case, best=False)
        shown = f"được tính {length_vi(counted)}"
        shown += f" ({'; '.join(each.shows for each in evidence)})" if evidence else ""
        if truth is UNKNOWN:
            says = "nơi công tác của từng thời gian có được tính gấp đôi hay không"
            return Telling(required, shown, "", evidence, (Missing("experience", says, OFFICE),))
        change = "" if truth is YES else f"còn thiếu {length_vi(self.years * 12 - counted)}"
        if truth is YES and self.next_class_at and counted >= self.next_class_at * 12:
            change = f"đã đủ {self.next_class_at} năm thì xét hạng cao hơn"
        return Telling(required, shown, change, evidence)

    def _shows(self, case: Case, each: record.Experience) -> str:
        last = min(each.until or case.day, case.day)
        text = f"{terms.WORK_VI[each.kind]} {length_vi(intervals.full_months(each.since, last))}"
        if not self.double:
            return text
        return (
            text
            + {True: ", tính gấp đôi", False: "", None: ", chưa rõ có được tính gấp đôi"}[each.counts_double]
        )
