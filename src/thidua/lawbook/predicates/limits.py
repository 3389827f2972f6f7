"""Conditions that bind a unit, not a recipient: ceilings, computed exactly and never rounded up past the limit."""

from __future__ import annotations

from typing import ClassVar, Literal

from thidua.kernel.formats import share as share_vi
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.telling import COLLECTIVE_OFFICE, Evidence, Missing, Telling

Base = Literal["advanced_workers", "provincial_flags"]
Asked = Literal["fighters_proposed", "flags_proposed"]
BASE_VI = {
    "advanced_workers": "số cá nhân đạt “Lao động tiên tiến”",
    "provincial_flags": "số tập thể đạt tiêu chuẩn cờ thi đua cấp tỉnh",
}


class Quota(Predicate):
    """No more than `share` of the base; among too many asked for, those placed within the ceiling still pass.

    Without `share` the ceiling of the text was never loaded, so the answer is unknown. A ceiling that may no longer
    hold is written with `no_means: unknown`.
    """

    asked_of_all: ClassVar[bool] = False

    base: Base
    asked_as: Asked
    share: tuple[int, int] | None = None

    def ceiling(self, base: int) -> int:
        """The greatest number that does not exceed the share."""
        assert self.share is not None
        return base * self.share[0] // self.share[1]

    def asked(self, case: Case) -> bool:
        """A question without numbers of the unit does not ask about quotas."""
        return case.record.question.unit is not None

    def _numbers(self, case: Case) -> tuple[int | None, int | None, int | None]:
        unit = case.record.question.unit
        if unit is None:
            return None, None, None
        return getattr(unit, self.base), getattr(unit, self.asked_as), unit.place

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.question.unit is None:
            return True
        base, asked, place = self._numbers(case)
        if base is None or self.share is None:
            return best
        ceiling = self.ceiling(base)
        if asked is not None and asked <= ceiling:
            return True
        if place is not None:
            return place <= ceiling
        return best and ceiling > 0

    def tell(self, case: Case, truth: Truth) -> Telling:
        base, asked, place = self._numbers(case)
        missing: tuple[Missing, ...] = ()
        if self.share is None:
            says = f"tỷ lệ tối đa so với {BASE_VI[self.base]} (văn bản chưa được nạp)"
            missing = (Missing("law", says, "người thẩm định"),)
            return Telling("không vượt quá tỷ lệ quy định", "tỷ lệ chưa được nạp", "", (), missing)
        required = f"số được công nhận không vượt quá {share_vi(*self.share)} {BASE_VI[self.base]}"
        if base is None:
            missing = (Missing(f"unit.{self.base}", BASE_VI[self.base], COLLECTIVE_OFFICE),)
            return Telling(required, "chưa ghi số liệu", "", (), missing)
        ceiling = self.ceiling(base)
        shown = f"{BASE_VI[self.base]} là {base}, tối đa {ceiling}"
        shown += f"; đề nghị {asked}" if asked is not None else ""
        shown += f"; xếp thứ {place}" if place is not None else ""
        if truth is UNKNOWN:
            missing = (Missing("unit.place", "thứ tự xếp hạng của trường hợp này", COLLECTIVE_OFFICE),)
        change = "" if truth is YES else f"đơn vị chỉ được đề nghị tối đa {ceiling}"
        if truth is UNKNOWN and not self.holds(case, best=True):
            says = "tỷ lệ tối đa đang áp dụng (văn bản chưa được nạp)"
            missing = (Missing("law", says, "người thẩm định"),)
            change = f"vượt mức {ceiling} nếu tỷ lệ này còn áp dụng"
        return Telling(required, shown, change, (Evidence("question.unit", shown),), missing)
