"""Conditions on service: new recruits, penalties, leave, study, transfer."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from thidua.kernel import intervals, years
from thidua.kernel.formats import date_vi
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import YEAR, Predicate, Window
from thidua.lawbook.record import PenaltyFact, ServiceEvent
from thidua.lawbook.telling import OFFICE, Evidence, Missing, Telling

LEAVES = ("sick_leave", "unpaid_leave", "leave")
LEAVE_VI = {"sick_leave": "nghỉ ốm", "unpaid_leave": "nghỉ không lương", "leave": "nghỉ"}


def _year_of(event: ServiceEvent) -> int | None:
    day = event.date or event.since
    return event.year if event.year is not None else day.year if day else None


def _listed(case: Case) -> bool:
    """Whether leave, study and transfers of the last year asked about are on record."""
    return case.record.facts.service is not None and not years.contains(case.unrecorded, case.last_year)


class ServedMonths(Predicate):
    """At least `min_months` full months since recruitment at the end of the year asked about.

    `surely` is a greater number that suffices for certain where two texts give different numbers. Without a recorded
    start the recipient is not a new recruit; a start given as unknown is unknown.
    """

    min_months: int = Field(ge=0)
    surely: int | None = Field(default=None, ge=0)

    def _served(self, case: Case) -> int | None:
        start = case.record.recipient.recruited
        if start is None:
            return None
        return intervals.full_months(start, date(case.last_year, 12, 31))

    def holds(self, case: Case, best: bool) -> bool:
        served = self._served(case)
        if served is None:
            return best or "recruited" not in case.record.recipient.model_fields_set
        return served >= (self.min_months if best or self.surely is None else self.surely)

    def tell(self, case: Case, truth: Truth) -> Telling:
        served, start = self._served(case), case.record.recipient.recruited
        required = (
            f"tính đến hết năm {case.last_year} có thời gian công tác từ {self.min_months} tháng trở lên"
        )
        if self.surely is not None:
            required += f" (từ {self.surely} tháng thì chắc chắn đủ)"
        if start is None:
            missing = (Missing("recipient.recruited", "ngày tuyển dụng", OFFICE),) if truth is UNKNOWN else ()
            return Telling(required, "không ghi là người mới tuyển dụng", "", (), missing)
        shown = f"tuyển dụng ngày {date_vi(start)}, được {served} tháng"
        evidence = (Evidence("recipient.recruited", shown, case.record.recipient.ref),)
        if truth is UNKNOWN:
            says = f"quy định về số tháng tối thiểu ({self.min_months} hay {self.surely}) áp dụng trong thời gian này"
            return Telling(
                required,
                shown,
                "",
                evidence,
                (Missing("law", says, "cơ quan thi đua, khen thưởng cấp tỉnh"),),
            )
        change = "" if truth is YES else f"xét từ năm {case.last_year + 1}"
        return Telling(required, shown, change, evidence)


class NoPenalty(Predicate):
    """No penalty of `level` or heavier decided in the years of the window; with `running`, none lasting into them."""

    level: terms.Penalty = "reprimand"
    during: Window = YEAR
    running: bool = False

    def _touching(self, case: Case, window: int) -> list[PenaltyFact]:
        found = []
        for each in case.penalties(self.level):
            last = each.date.year
            if self.running and each.until is not None:
                last = max(last, each.until.year)
            if years.span(each.date.year, last) & window:
                found.append(each)
        return found

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.penalties is None:
            return best
        window = self.during.bits(case, best=True)
        if self._touching(case, window):
            return False
        return best or not case.unrecorded & window

    def tell(self, case: Case, truth: Truth) -> Telling:
        window = self.during.bits(case, best=True)
        required = (
            f"không bị kỷ luật từ {terms.PENALTY_VI[self.level]} trở lên trong {self.during.text(case)}"
        )
        found = self._touching(case, window)
        evidence = tuple(
            Evidence(
                f"penalties.{each.date}",
                f"{terms.PENALTY_VI[each.level]} ngày {date_vi(each.date)}"
                + (f", hết thời hạn ngày {date_vi(each.until)}" if each.until else ""),
                each.ref,
            )
            for each in found
        )
        shown = "; ".join(each.shows for each in evidence) or "không ghi hình thức kỷ luật nào"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN and not found:
            shown = "không có thông tin về kỷ luật"
            missing = (
                Missing("penalties", f"việc chấp hành kỷ luật trong {self.during.text(case)}", OFFICE),
            )
        elif truth is UNKNOWN:
            missing = (
                Missing(
                    "law", "quy định về người bị kỷ luật trong năm (văn bản chưa được nạp)", "người thẩm định"
                ),
            )
        change = "" if truth is not Truth.NO else "chỉ thay đổi nếu quyết định kỷ luật bị hủy bỏ"
        return Telling(required, shown, change, evidence, missing)


class LeaveBelow(Predicate):
    """Leave in the year below so many working days; maternity leave and treatment of injury are not leave."""

    working_days: int = Field(ge=1)

    def _leaves(self, case: Case) -> list[ServiceEvent]:
        return [
            each
            for each in case.record.facts.service or ()
            if each.kind in LEAVES and _year_of(each) == case.last_year
        ]

    def holds(self, case: Case, best: bool) -> bool:
        leaves = self._leaves(case)
        if sum(each.working_days or 0 for each in leaves) >= self.working_days:
            return False
        return best or (_listed(case) and all(each.working_days is not None for each in leaves))

    def tell(self, case: Case, truth: Truth) -> Telling:
        leaves = self._leaves(case)
        total = sum(each.working_days or 0 for each in leaves)
        required = (
            f"năm {case.last_year} nghỉ dưới {self.working_days} ngày làm việc (không kể nghỉ thai sản)"
        )
        evidence = tuple(
            Evidence(
                f"service.{each.kind}", f"{LEAVE_VI[each.kind]} {each.working_days or '?'} ngày", each.ref
            )
            for each in leaves
        )
        shown = f"nghỉ {total} ngày làm việc" if leaves else "không ghi ngày nghỉ nào"
        if truth is UNKNOWN and not leaves:
            shown = "không có thông tin về ngày nghỉ"
        missing = (Missing("service", "số ngày nghỉ trong năm", OFFICE),) if truth is UNKNOWN else ()
        return Telling(
            required, shown, "" if truth is not Truth.NO else "năm này không xét", evidence, missing
        )


class StudyAccepted(Predicate):
    """Study of `long_months` or more that touches the year ended with `grade` or better; shorter study counts."""

    long_months: int = Field(ge=1)
    grade: str = Field(default="good", pattern="^(excellent|good|average)$")

    def _long(self, case: Case) -> list[ServiceEvent]:
        found = []
        for each in case.record.facts.service or ():
            if each.kind != "study" or (each.since and each.since > case.day):
                continue
            first = each.since.year if each.since else each.year
            last = each.until.year if each.until else first
            if first is None or last is None or not first <= case.last_year <= last:
                continue
            months = each.months
            if months is None and each.since and each.until:
                months = intervals.full_months(each.since, each.until)
            if months is None or months >= self.long_months:
                found.append(each)
        return found

    def holds(self, case: Case, best: bool) -> bool:
        if not best and not _listed(case):
            return False
        order = ("average", "good", "excellent")
        return all(
            best if each.grade is None else order.index(each.grade) >= order.index(self.grade)
            for each in self._long(case)
        )

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"đi đào tạo, bồi dưỡng từ {self.long_months} tháng trở lên thì kết quả học tập đạt loại khá trở lên"
        words = {"excellent": "giỏi", "good": "khá", "average": "trung bình", None: "chưa ghi kết quả"}
        found = self._long(case)
        evidence = tuple(
            Evidence("service.study", f"kết quả học tập: {words[each.grade]}", each.ref) for each in found
        )
        shown = "; ".join(each.shows for each in evidence) or "không đi học dài hạn trong năm"
        if truth is UNKNOWN and not found:
            shown = "không có thông tin về việc đi học"
        missing = (Missing("service.study", "kết quả học tập", "cơ sở đào tạo"),) if truth is UNKNOWN else ()
        change = "" if truth is YES or not found else "cần kết quả học tập từ loại khá trở lên"
        return Telling(required, shown, change, evidence, missing)


class PreviousUnitComment(Predicate):
    """Who was transferred in the year after `months` months at the old unit brings that unit's comment (a paper)."""

    months: int = Field(ge=1)

    def _moves(self, case: Case) -> list[ServiceEvent]:
        return [
            each
            for each in case.record.facts.service or ()
            if each.kind == "transfer"
            and _year_of(each) == case.last_year
            and not (each.date and each.date > case.day)
            and (each.months_at_previous_unit is None or each.months_at_previous_unit >= self.months)
        ]

    def holds(self, case: Case, best: bool) -> bool:
        return best or (_listed(case) and all(each.previous_unit_comment for each in self._moves(case)))

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = (
            f"chuyển công tác trong năm, ở đơn vị cũ từ {self.months} tháng, thì có nhận xét của đơn vị cũ"
        )
        moves = self._moves(case)
        evidence = tuple(
            Evidence(
                "service.transfer",
                "có nhận xét của đơn vị cũ"
                if each.previous_unit_comment
                else "chưa có nhận xét của đơn vị cũ",
                each.ref,
            )
            for each in moves
        )
        shown = (
            "; ".join(each.shows for each in evidence) or "không thuộc trường hợp cần nhận xét của đơn vị cũ"
        )
        missing: tuple[Missing, ...] = ()
        change = "" if truth is YES else "bổ sung nhận xét của đơn vị cũ"
        if truth is UNKNOWN and not moves:
            shown = "không có thông tin về việc chuyển công tác"
            missing = (Missing("service.transfer", "việc chuyển công tác trong năm", OFFICE),)
            change = ""
        elif truth is UNKNOWN:
            missing = (
                Missing(
                    "service.transfer.previous_unit_comment", "văn bản nhận xét của đơn vị cũ", "đơn vị cũ"
                ),
            )
        return Telling(required, shown, change, evidence, missing)
