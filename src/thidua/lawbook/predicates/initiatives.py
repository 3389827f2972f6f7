"""Conditions on initiatives, topics, solutions and models."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from thidua.kernel import years
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth, all_of, truth_of
from thidua.lawbook import terms
from thidua.lawbook.case import MANY, Case
from thidua.lawbook.predicates.base import Predicate, Window
from thidua.lawbook.predicates.standing import doubts
from thidua.lawbook.record import Initiative
from thidua.lawbook.telling import INITIATIVE_COUNCIL, Evidence, Missing, Telling


def reaches(given: str | None, wanted: str) -> Truth:
    """Whether a scope (or the level that recognised) is at least the wanted one; a province equals a ministry."""
    if given is None:
        return UNKNOWN
    return truth_of(terms.SCOPE_RANK[given] >= terms.SCOPE_RANK[wanted])


def shows(each: Initiative) -> str:
    """One initiative for a reader."""
    scope = f", phạm vi {terms.SCOPE_VI[each.scope]}" if each.scope else ", chưa rõ phạm vi"
    by = (
        f", {terms.SCOPE_VI[each.recognised_by]} công nhận"
        if each.recognised_by
        else ", chưa ghi cấp công nhận"
    )
    name = f" “{each.name}”" if each.name else ""
    text = f"{terms.FORM_VI[each.form]}{name} năm {each.year}{scope}{by}"
    if each.applied is False:
        text += ", chưa áp dụng"
    if each.replicable is False:
        text += ", không có khả năng nhân rộng"
    return text


class Initiatives(Predicate):
    """At least `count` initiatives or accepted topics of a scope within a window.

    `recognised_by` is the least level of recognition. `applied` asks initiatives to be applied, `topic_applied` topics
    too, `replicable` initiatives to be fit for wider use. `surely_during`: a narrower window in which they count for
    certain, where the text names no window; outside it they count in the best world only.
    """

    count: int = Field(default=1, ge=1)
    scope: terms.Scope = "unit"
    recognised_by: terms.Scope = "unit"
    forms: tuple[terms.Form, ...] = ("initiative", "solution", "topic")
    during: Window = Window(last=1)
    surely_during: Window | None = None
    applied: bool = True
    topic_applied: bool = True
    replicable: bool = False

    def quality(self, case: Case, each: Initiative) -> Truth:
        """Whether one initiative counts, its year aside."""
        if each.form not in self.forms:
            return NO
        tests = [reaches(each.scope, self.scope), reaches(each.recognised_by, self.recognised_by)]
        topic = each.form == "topic"
        if self.topic_applied if topic else self.applied:
            tests.append(truth_of(each.applied))
        if self.replicable and not topic:
            tests.append(truth_of(each.replicable))
        if case.settings.initiative_once:
            tests.append(self._unused(case, each))
        return all_of(tests)

    def _unused(self, case: Case, each: Initiative) -> Truth:
        """An initiative serves once; a title won with it leaves a higher title open when the province recognised it."""
        if each.used_for is None:
            return UNKNOWN
        used = [
            code for code in each.used_for if code != case.record.question.award or not case.is_title(code)
        ]
        if not each.used_for:
            return YES
        if not case.is_title(case.record.question.award) or any(not case.is_title(code) for code in used):
            return NO
        if not case.settings.initiative_for_higher_title:
            return UNKNOWN
        provincial = all_of([reaches(each.scope, "province"), reaches(each.recognised_by, "province")])
        return YES if provincial is YES else UNKNOWN

    def _counted(self, case: Case, best: bool) -> list[Initiative]:
        window = (self.during if best or self.surely_during is None else self.surely_during).bits(case, best)
        accepted = (YES, UNKNOWN) if best else (YES,)
        return [
            each
            for each in case.initiatives()
            if years.contains(window, each.year) and self.quality(case, each) in accepted
        ]

    def holds(self, case: Case, best: bool) -> bool:
        found = len(self._counted(case, best))
        if best and case.initiatives_unrecorded(self.during.bits(case, best) & case.past):
            found += MANY
        return found >= self.count

    def tell(self, case: Case, truth: Truth) -> Telling:
        scope = f"có phạm vi ảnh hưởng {terms.SCOPE_VI[self.scope]}" if self.scope != "unit" else "tại cơ sở"
        forms = ", ".join(terms.FORM_VI[form] for form in self.forms)
        qualities = [f"được {terms.SCOPE_VI[self.recognised_by]} công nhận"]
        if self.applied:
            qualities.append("đã áp dụng có hiệu quả")
        if self.replicable:
            qualities.append("có khả năng nhân rộng")
        required = (
            f"có ít nhất {self.count} {forms} {scope}, {', '.join(qualities)}, trong {self.during.text(case)}"
        )
        window = self.during.outer(case, best=True)
        inside = [each for each in case.initiatives() if years.contains(window, each.year)]
        counted = self._counted(case, best=False)
        evidence = tuple(
            Evidence(f"initiatives.{number}", shows(each), each.ref)
            for number, each in enumerate(case.record.facts.initiatives or (), start=1)
            if each in inside
        )
        shown = self._shown(case, inside, counted)
        change = ""
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            missing = (self._missing(case, inside, counted),)
            change = "cần bổ sung giấy tờ công nhận sáng kiến, đề tài và phạm vi ảnh hưởng"
        elif truth is not YES:
            change = f"còn thiếu {self.count - len(counted)}; {self._why_not(case, inside)}"
        return Telling(required, shown, change, evidence, missing)

    @staticmethod
    def _shown(case: Case, inside: list[Initiative], counted: list[Initiative]) -> str:
        def listed(found: list[Initiative]) -> str:
            return "; ".join(f"{shows(each)}{_used(case, each)}" for each in found)

        if not inside:
            elsewhere = listed(case.initiatives())
            outside = f" (ngoài thời gian này có {elsewhere})" if elsewhere else ""
            return f"không có sáng kiến, đề tài nào trong thời gian này{outside}"
        if not counted:
            return f"đã ghi {len(inside)}, không có sáng kiến, đề tài nào được tính ({listed(inside)})"
        if len(inside) > len(counted):
            return f"đã ghi {len(inside)}, được tính {len(counted)} ({listed(inside)})"
        return f"được tính {len(counted)} ({listed(inside)})"

    def _missing(self, case: Case, inside: list[Initiative], counted: list[Initiative]) -> Missing:
        for each in inside:
            if each not in counted and self.quality(case, each) is UNKNOWN:
                lacking = [
                    text
                    for text, gone in (
                        ("phạm vi ảnh hưởng", each.scope is None),
                        ("cấp công nhận", each.recognised_by is None),
                        ("việc áp dụng", each.applied is None),
                        ("khả năng nhân rộng", self.replicable and each.replicable is None),
                        (
                            "sáng kiến đã dùng để xét khen lần nào",
                            each.used_for is None or bool(each.used_for),
                        ),
                    )
                    if gone
                ]
                return Missing(
                    f"initiatives.{each.year}", f"{', '.join(lacking)} của {shows(each)}", INITIATIVE_COUNCIL
                )
        if inside and self.surely_during is None:
            return doubts(case, ())[0]
        if inside:
            says = "năm công nhận: chưa có văn bản nào trả lời sáng kiến của những năm trước có được tính hay không"
            return Missing("initiatives", says, "cơ quan thường trực Hội đồng Thi đua - Khen thưởng cấp tỉnh")
        return Missing(
            "initiatives", f"danh mục sáng kiến trong {self.during.text(case)}", INITIATIVE_COUNCIL
        )

    def _why_not(self, case: Case, inside: list[Initiative]) -> str:
        if self.during.run is not None and not self.during.bits(case, best=True):
            return "chỉ tính sáng kiến trong những năm liên tục đạt mức xếp loại nêu trên"
        if case.settings.initiative_once and any(self._unused(case, each) is NO for each in inside):
            return "sáng kiến đã dùng để xét danh hiệu hoặc hình thức khác không được dùng lại"
        if self.applied and any(each.applied is False for each in inside):
            return "chỉ tính sáng kiến, đề tài đã được áp dụng"
        if self.replicable and any(each.replicable is False for each in inside):
            return "chỉ tính sáng kiến có khả năng nhân rộng"
        if self.scope != "unit":
            return f"cần văn bản công nhận hiệu quả và phạm vi ảnh hưởng {terms.SCOPE_VI[self.scope]}"
        return "cần quyết định công nhận sáng kiến của cấp có thẩm quyền"


def _used(case: Case, each: Initiative) -> str:
    """What an initiative already served for, where an initiative serves once."""
    if not case.settings.initiative_once or not each.used_for:
        return ""
    return f", đã dùng để xét {', '.join(f'“{case.name(code)}”' for code in each.used_for)}"


class StableModel(Predicate):
    """A farmer's model that has been effective for at least `min_years` years."""

    open: ClassVar[bool] = True

    min_years: int = Field(ge=1)

    def _longest(self, case: Case) -> list[Initiative]:
        return [each for each in case.initiatives() if each.form == "model"]

    def holds(self, case: Case, best: bool) -> bool:
        if best and case.initiatives_unrecorded(case.past):
            return True
        return any(
            (each.stable_years is None and best) or (each.stable_years or 0) >= self.min_years
            for each in self._longest(case)
        )

    def tell(self, case: Case, truth: Truth) -> Telling:
        models = self._longest(case)
        required = f"có mô hình sản xuất hiệu quả, ổn định từ {self.min_years} năm trở lên"
        shown = "; ".join(
            f"mô hình năm {each.year}, ổn định {each.stable_years} năm"
            if each.stable_years is not None
            else f"mô hình năm {each.year}, chưa ghi số năm ổn định"
            for each in models
        )
        evidence = tuple(Evidence("initiatives", shows(each), each.ref) for each in models)
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            missing = (
                Missing(
                    "initiatives.stable_years",
                    "số năm mô hình hiệu quả, ổn định",
                    "Ủy ban nhân dân cấp xã nơi sản xuất",
                ),
            )
        change = "" if truth is YES else f"cần xác nhận mô hình đã ổn định từ {self.min_years} năm"
        return Telling(required, shown or "không ghi mô hình nào", change, evidence, missing)
