"""Conditions every award shares: open holds, registration, standards left to the province, texts never loaded."""

from __future__ import annotations

from typing import ClassVar

from thidua.kernel.formats import date_vi
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.record import Hold
from thidua.lawbook.telling import COLLECTIVE_OFFICE, Evidence, Missing, Telling


class NoOpenHold(Predicate):
    """No reason to suspend consideration is open on the day."""

    reasons: tuple[terms.HoldReason, ...]

    def _open(self, case: Case) -> list[Hold]:
        return [
            each
            for each in case.record.facts.holds or ()
            if each.reason in self.reasons
            and each.since <= case.day
            and (each.until is None or case.day <= each.until)
        ]

    def holds(self, case: Case, best: bool) -> bool:
        return best if case.record.facts.holds is None else not self._open(case)

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "không thuộc trường hợp tạm dừng xét khen thưởng"
        evidence = tuple(
            Evidence(
                f"holds.{each.reason}",
                f"{terms.HOLD_VI[each.reason]} từ ngày {date_vi(each.since)}",
                each.ref,
            )
            for each in self._open(case)
        )
        if truth is UNKNOWN:
            who = "cơ quan thanh tra, kiểm tra, cơ quan quản lý cán bộ"
            missing = (Missing("holds", "có đang bị xem xét, kiểm tra, xác minh hay không", who),)
            return Telling(required, "chưa có thông tin", "", (), missing)
        shown = "; ".join(each.shows for each in evidence) or "không có việc nào đang được xem xét, xác minh"
        return Telling(
            required, shown, "" if truth is YES else "xét tiếp khi có kết luận không vi phạm", evidence
        )


class Registered(Predicate):
    """The recipient registered for the title of the year; without a list, registered for everything asked."""

    def holds(self, case: Case, best: bool) -> bool:
        lists = case.record.facts.registered
        if lists is None:
            return best or "registered" not in case.record.facts.model_fields_set
        listed = lists.get(case.record.question.award, ())
        return best if listed is None else case.last_year in listed

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"đã đăng ký thi đua danh hiệu này năm {case.last_year}"
        shown = {"yes": "đã đăng ký", "no": "không có trong danh sách đăng ký", "unknown": "chưa ghi"}[
            truth.value
        ]
        missing = (
            (Missing("registered", "bản đăng ký thi đua đầu năm", COLLECTIVE_OFFICE),)
            if truth is UNKNOWN
            else ()
        )
        return Telling(required, shown, "", (), missing)


class LocalStandard(Predicate):
    """The province has issued the standard that the law leaves to it.

    With `whole` the law leaves the whole standard, so silence is unknown; otherwise silence means nothing is added.
    A standard not issued leaves the award open, not refused.
    """

    open: ClassVar[bool] = True

    whole: bool = True

    def holds(self, case: Case, best: bool) -> bool:
        local = case.record.question.local
        issued = None if local is None else local.standard_issued
        if issued is None:
            return best or not (self.whole or local is not None)
        return issued or best

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "tỉnh đã quy định tiêu chuẩn cụ thể theo phân cấp của luật"
        if truth is YES:
            return Telling(
                required, "tiêu chuẩn đã ban hành; người thẩm định đối chiếu với quy định của tỉnh"
            )
        missing = (
            Missing(
                "local.standard_issued", "quy định của tỉnh về tiêu chuẩn", "Ủy ban nhân dân tỉnh (Sở Nội vụ)"
            ),
        )
        shown = "chưa có quy định của tỉnh trong hệ thống"
        return Telling(required, shown, "nạp quy định của tỉnh", (), missing)


class NotLoaded(Predicate):
    """A text that was never loaded: always unknown, never yesterday's rule in silence."""

    open: ClassVar[bool] = True

    text: str

    def holds(self, case: Case, best: bool) -> bool:
        return best

    def tell(self, case: Case, truth: Truth) -> Telling:
        missing = (Missing("law", self.text, "người quản trị bộ quy định (nạp văn bản)"),)
        return Telling("theo văn bản có hiệu lực", self.text, "", (), missing)
