"""Conditions on collectives: their members, their place in the cluster, their existence."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from thidua.kernel.formats import date_vi, number
from thidua.kernel.formats import share as share_vi
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate, Threshold
from thidua.lawbook.record import ClusterPlace, Composition
from thidua.lawbook.telling import COLLECTIVE_OFFICE, Evidence, Missing, Telling

Heads_ = Literal["completed", "good", "advanced_worker", "grassroots_emulation_fighter"]
HEADS_VI = {
    "completed": "hoàn thành nhiệm vụ trở lên",
    "good": "hoàn thành tốt nhiệm vụ trở lên",
    "advanced_worker": "đạt “Lao động tiên tiến”",
    "grassroots_emulation_fighter": "đạt “Chiến sĩ thi đua cơ sở”",
}


def heads_vi(case: Case, what: Heads_) -> str:
    """What the members counted are; in an armed unit the soldiers' title stands for the workers'."""
    if what == "advanced_worker" and case.record.recipient.group == "armed_unit":
        return "đạt “Chiến sĩ tiên tiến”"
    return HEADS_VI[what]


def composition(case: Case) -> Composition | None:
    """The members of the collective in the last year asked about."""
    found = case.record.facts.composition
    return None if found is None else found.get(case.last_year)


def _missing(case: Case, what: str) -> tuple[Missing, ...]:
    return (Missing(f"composition.{case.last_year}", f"{what} năm {case.last_year}", COLLECTIVE_OFFICE),)


class Share(Predicate):
    """The share of members who are so, of all members, compared exactly."""

    what: Heads_
    limit: Threshold

    def holds(self, case: Case, best: bool) -> bool:
        found = composition(case)
        heads = None if found is None else getattr(found, self.what)
        if found is None or heads is None:
            return best
        return self.limit.met(heads, found.members)

    def tell(self, case: Case, truth: Truth) -> Telling:
        top, bottom = self.limit.at_least or self.limit.more_than or (0, 1)
        words = share_vi(top, bottom)
        compare = f"từ {words} trở lên" if self.limit.at_least else f"trên {words}"
        if self.limit.at_least and top == bottom:
            compare = "100 %"
        required = f"{compare} cá nhân trong tập thể {heads_vi(case, self.what)}"
        found = composition(case)
        heads = None if found is None else getattr(found, self.what)
        if found is None or heads is None:
            return Telling(
                required,
                "chưa ghi số liệu",
                "",
                (),
                _missing(case, "số thành viên và kết quả của thành viên"),
            )
        shown = f"{number(heads)}/{number(found.members)} cá nhân ({share_vi(heads, found.members)})"
        needed = self.limit.needed(found.members)
        change = "" if truth is YES else f"cần ít nhất {needed} cá nhân, còn thiếu {needed - heads}"
        evidence = (Evidence(f"composition.{case.last_year}", shown, found.ref),)
        return Telling(required, shown, change, evidence)


class Heads(Predicate):
    """At least so many members who are so."""

    what: Heads_
    at_least: int = Field(ge=1)

    def holds(self, case: Case, best: bool) -> bool:
        found = composition(case)
        heads = None if found is None else getattr(found, self.what)
        return best if heads is None else bool(heads >= self.at_least)

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"có ít nhất {self.at_least} cá nhân {heads_vi(case, self.what)}"
        found = composition(case)
        heads = None if found is None else getattr(found, self.what)
        if found is None or heads is None:
            return Telling(
                required,
                "chưa ghi số liệu",
                "",
                (),
                _missing(case, f"số cá nhân {heads_vi(case, self.what)}"),
            )
        shown = f"có {heads} cá nhân" if heads else "không có cá nhân nào"
        evidence = (Evidence(f"composition.{case.last_year}", shown, found.ref),)
        change = "" if truth is YES else f"còn thiếu {self.at_least - heads} cá nhân"
        return Telling(required, shown, change, evidence)


class NoMemberPenalised(Predicate):
    """No member penalised with `level` or heavier in the year."""

    level: terms.Penalty = "warning"

    def _count(self, case: Case) -> int | None:
        found = composition(case)
        if found is None or found.penalised is None:
            return None
        return sum(n for level, n in found.penalised.items() if terms.penalty_at_least(level, self.level))

    def holds(self, case: Case, best: bool) -> bool:
        count = self._count(case)
        return best if count is None else count == 0

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"không có cá nhân bị kỷ luật từ {terms.PENALTY_VI[self.level]} trở lên"
        found, count = composition(case), self._count(case)
        if found is None or count is None:
            return Telling(required, "chưa ghi số liệu", "", (), _missing(case, "số cá nhân bị kỷ luật"))
        level = terms.PENALTY_VI[self.level]
        shown = f"có {count} cá nhân bị kỷ luật từ {level} trở lên" if count else "không có cá nhân nào"
        evidence = (Evidence(f"composition.{case.last_year}.penalised", shown, found.ref),)
        return Telling(required, shown, "" if truth is not NO else "năm này không xét", evidence)


class FirstInCluster(Predicate):
    """First in a cluster run by one of the bodies named, in the year.

    Every unit stands in some cluster, so silence about it is unknown; `rare` clusters (those of the Central Council
    hold provinces and ministries only) are named when a unit stands in one.
    """

    run_by: tuple[terms.RunBy, ...] = ("province",)
    rare: bool = False

    def _place(self, case: Case) -> ClusterPlace | None:
        found = case.record.facts.cluster
        return None if found is None else found.get(case.last_year)

    def holds(self, case: Case, best: bool) -> bool:
        place = self._place(case)
        if place is None:
            return best and not (self.rare and case.record.facts.cluster is not None)
        first = best if place.rank is None else place.rank == 1
        run = best if place.run_by is None else place.run_by in self.run_by
        named = place.nominated is not False
        return first and run and named

    def tell(self, case: Case, truth: Truth) -> Telling:
        bodies = " hoặc ".join(terms.RUN_BY_VI[each] for each in self.run_by)
        required = (
            f"dẫn đầu cụm, khối thi đua do {bodies} tổ chức năm {case.last_year} và được cụm, khối đề nghị"
        )
        place = self._place(case)
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            says = "hạng và nơi tổ chức cụm, khối (biên bản của cụm, khối)"
            missing = (Missing(f"cluster.{case.last_year}", says, "cụm trưởng, khối trưởng thi đua"),)
        if place is None:
            return Telling(required, "chưa ghi kết quả cụm, khối thi đua", "", (), missing)
        shown = f"xếp hạng {place.rank if place.rank is not None else 'chưa ghi'}"
        if place.size:
            shown += f" trong {place.size} đơn vị"
        shown += (
            f", cụm, khối do {terms.RUN_BY_VI[place.run_by]} tổ chức"
            if place.run_by
            else ", chưa ghi nơi tổ chức"
        )
        if place.nominated is False:
            shown += ", cụm, khối không đề nghị"
        evidence = (Evidence(f"cluster.{case.last_year}", shown, place.ref),)
        change = "" if truth is YES else "chỉ đơn vị dẫn đầu cụm, khối được xét"
        return Telling(required, shown, change, evidence, missing)


class Existed(Predicate):
    """Founded at least `years` years before the year of the decision (records keep the year of founding only)."""

    years: int = Field(ge=1)

    def holds(self, case: Case, best: bool) -> bool:
        founded = case.record.recipient.founded
        return best if founded is None else case.day.year - founded >= self.years

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"có quá trình xây dựng và phát triển từ {self.years} năm trở lên"
        founded = case.record.recipient.founded
        if founded is None:
            missing = (Missing("recipient.founded", "năm thành lập", COLLECTIVE_OFFICE),)
            return Telling(required, "chưa ghi năm thành lập", "", (), missing)
        shown = f"thành lập năm {founded}, đến năm {case.day.year} được {case.day.year - founded} năm"
        change = "" if truth is YES else f"đủ từ năm {founded + self.years}"
        evidence = (Evidence("recipient.founded", shown, case.record.recipient.ref),)
        return Telling(required, shown, change, evidence)


class NotDissolved(Predicate):
    """The collective still exists on the day of the decision."""

    def _ended(self, case: Case) -> date | None:
        ended = case.record.recipient.dissolved
        return ended if ended is not None and ended <= case.day else None

    def holds(self, case: Case, best: bool) -> bool:
        return self._ended(case) is None

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "tập thể chưa giải thể, kết thúc hoạt động"
        ended = self._ended(case)
        if ended is None:
            return Telling(required, "đang hoạt động")
        shown = f"kết thúc hoạt động ngày {date_vi(ended)}"
        says = "quy định về tập thể đã sáp nhập, giải thể khi sắp xếp tổ chức"
        missing = (Missing("law", says, "cơ quan thi đua, khen thưởng cấp tỉnh"),) if truth is UNKNOWN else ()
        change = "cần đối chiếu quy định về tập thể đã sáp nhập, giải thể"
        return Telling(required, shown, change, (Evidence("recipient.dissolved", shown),), missing)


class OutsideFlagList(Predicate):
    """The collective does not stand in the list of units considered for flags."""

    def holds(self, case: Case, best: bool) -> bool:
        listed = case.record.recipient.in_flag_list
        return best if listed is None else not listed

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "không thuộc đối tượng xét tặng cờ thi đua"
        listed = case.record.recipient.in_flag_list
        if listed is None:
            missing = (
                Missing(
                    "recipient.in_flag_list", "có thuộc đối tượng xét tặng cờ hay không", COLLECTIVE_OFFICE
                ),
            )
            return Telling(required, "chưa ghi", "", (), missing)
        return Telling(
            required, "thuộc đối tượng xét tặng cờ" if listed else "không thuộc đối tượng xét tặng cờ"
        )
