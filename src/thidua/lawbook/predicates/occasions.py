"""Conditions on the occasion of an award: round anniversaries, cycles of years."""

from __future__ import annotations

from pydantic import Field

from thidua.kernel.kleene import YES, Truth
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.telling import COLLECTIVE_OFFICE, Evidence, Missing, Telling


class RoundAnniversary(Predicate):
    """The year of the decision is an anniversary of the founding whose number is a multiple of `every`."""

    every: int = Field(ge=1)

    def holds(self, case: Case, best: bool) -> bool:
        founded = case.record.recipient.founded
        if founded is None:
            return best
        age = case.day.year - founded
        return age > 0 and age % self.every == 0

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"nhân dịp kỷ niệm năm tròn ngày thành lập (số năm chia hết cho {self.every})"
        founded = case.record.recipient.founded
        if founded is None:
            missing = (Missing("recipient.founded", "năm thành lập", COLLECTIVE_OFFICE),)
            return Telling(required, "chưa ghi năm thành lập", "", (), missing)
        age = case.day.year - founded
        shown = f"thành lập năm {founded}, năm {case.day.year} là năm thứ {age}"
        change = (
            ""
            if truth is YES
            else f"năm tròn tới là {founded + self.every * (max(age, 0) // self.every + 1)}"
        )
        evidence = (Evidence("recipient.founded", shown, case.record.recipient.ref),)
        return Telling(required, shown, change, evidence)


class InCycle(Predicate):
    """The award is considered once in `once_in` years, of which `year` was one; the decision falls in such a year."""

    once_in: int = Field(ge=1)
    year: int = Field(ge=1945, le=2100)

    def holds(self, case: Case, best: bool) -> bool:
        return (case.day.year - self.year) % self.once_in == 0

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"xét {self.once_in} năm một lần (năm {self.year} là một kỳ)"
        after = (case.day.year - self.year) % self.once_in
        change = "" if truth is YES else f"kỳ tới là năm {case.day.year + self.once_in - after}"
        who = "cơ quan thường trực Hội đồng Thi đua - Khen thưởng"
        missing = (
            (Missing("question.decided_on", "lý do xét ngoài kỳ", who),) if truth is Truth.UNKNOWN else ()
        )
        return Telling(required, f"quyết định năm {case.day.year}", change, (), missing)
