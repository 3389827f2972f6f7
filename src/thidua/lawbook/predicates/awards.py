"""Conditions on awards received before: steps of a ladder, intervals, one achievement one form."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from thidua.kernel import years
from thidua.kernel.formats import date_vi
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import MANY, NEVER, Case
from thidua.lawbook.predicates.base import Predicate, Window
from thidua.lawbook.predicates.standing import title_evidence, titles_vi
from thidua.lawbook.record import AwardFact
from thidua.lawbook.telling import ARCHIVE, Evidence, Missing, Telling

NOTHING_KNOWN = "không có thông tin về các lần khen trước"


def award_shows(case: Case, award: AwardFact) -> str:
    """One award record for a reader."""
    text = f"{case.name(award.code)}, quyết định ngày {date_vi(award.decided)}"
    if award.period:
        first, last = award.period
        text += f", thành tích năm {first}" if first == last else f", thành tích {first}–{last}"
    return text + (f", loại hình {terms.ROUTE_VI[award.route]}" if award.route else ", chưa ghi loại hình")


def award_evidence(case: Case, awards: list[AwardFact]) -> tuple[Evidence, ...]:
    """Award records as evidence."""
    return tuple(Evidence(f"awards.{a.code}.{a.decided}", award_shows(case, a), a.ref) for a in awards)


class PriorAward(Predicate):
    """One of the awards was received on merit before; thematic and sudden ones do not count as a step."""

    codes: tuple[str, ...] = Field(min_length=1)

    def holds(self, case: Case, best: bool) -> bool:
        return case.first_year_after(self.codes, best) != NEVER

    def tell(self, case: Case, truth: Truth) -> Telling:
        name = titles_vi(case, self.codes)
        required = f"đã được tặng {name} theo công trạng (không tính lần khen chuyên đề, đột xuất)"
        found = case.awards(self.codes)
        evidence = award_evidence(case, found)
        shown = "; ".join(each.shows for each in evidence) or "chưa được tặng"
        if truth is UNKNOWN and not found:
            shown = "chưa có thông tin"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            says = f"loại hình khen thưởng của {name}" if found else f"đã từng được tặng {name} hay chưa"
            missing = (Missing("awards", says, ARCHIVE),)
        change = "" if truth is YES else f"cần có {name} theo công trạng trước"
        return Telling(required, shown, change, evidence, missing)


class AwardSets(Predicate):
    """One of several sets of titles and awards, all received within the window; each set says how many of each code.

    `equal` names, for a code of the sets, others that count alike, as a ministry's flag does for a province's.
    """

    sets: tuple[dict[str, int], ...] = Field(min_length=1)
    during: Window
    equal: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def alike(self, code: str) -> tuple[str, ...]:
        """The codes that count as this one, itself first."""
        return (code, *self.equal.get(code, ()))

    def _count(self, case: Case, code: str, window: int, best: bool) -> int:
        codes = self.alike(code)
        if case.is_title(code):
            return years.size(case.titled(codes, best) & window)
        if best and (case.record.facts.awards is None or case.unrecorded & window):
            return MANY
        counted = case.counted_awards(codes, best)
        return sum(years.contains(window, self._year(case, a)) for a in counted)

    @staticmethod
    def _year(case: Case, award: AwardFact) -> int:
        """The year an award counts for: the last of its achievements, so that the step itself never counts again."""
        return award.period[1] if award.period else min(award.decided.year, case.last_year)

    def holds(self, case: Case, best: bool) -> bool:
        window = self.during.bits(case, best)
        return any(
            all(self._count(case, code, window, best) >= count for code, count in wanted.items())
            for wanted in self.sets
        )

    def tell(self, case: Case, truth: Truth) -> Telling:
        window = self.during.bits(case, best=True)
        sets = " hoặc ".join(
            " và ".join(f"{count} {case.name(code)}" for code, count in wanted.items())
            for wanted in self.sets
        )
        required = f"trong {self.during.text(case)} có {sets}"
        if self.equal:
            alike = tuple(code for others in self.equal.values() for code in others)
            required += f" (tính cả {' và '.join(case.name(code) for code in alike)})"
        codes = tuple(dict.fromkeys(code for wanted in self.sets for code in wanted))
        evidence: tuple[Evidence, ...] = ()
        counts = []
        for code in codes:
            if case.is_title(code):
                evidence += title_evidence(case, self.alike(code), window)
            else:
                inside = [
                    a
                    for a in case.counted_awards(self.alike(code), best=True)
                    if years.contains(window, self._year(case, a))
                ]
                evidence += award_evidence(case, inside)
            count = self._count(case, code, window, best=False)
            counts += [f"{count} {case.name(code)}"] if count else []
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            missing = (Missing("awards", f"các lần được tặng {titles_vi(case, codes)}", ARCHIVE),)
        change = "" if truth is YES else f"cần đủ {sets} trong thời gian đó"
        shown = f"có {', '.join(counts)}" if counts else "chưa được tặng trong thời gian đó"
        return Telling(required, shown, change, evidence, missing)


class YearsSince(Predicate):
    """At least `years` full years, up to the last year asked about, since a prior award on merit.

    Counted since the earliest award of the codes, or since the `latest` one where the law says so. `or_none`: who has
    none yet passes too, so that it is an interval between two awards of a kind.
    """

    codes: tuple[str, ...] = Field(min_length=1)
    years: int = Field(ge=1, le=40)
    latest: bool = False
    or_none: bool = False

    def start(self, case: Case, best: bool) -> int:
        """The first year that counts in one world; NEVER without an award."""
        if not self.latest or (best and (case.record.facts.awards is None or case.unrecorded)):
            return case.first_year_after(self.codes, best)
        sure = [case.counts_from(each) for each in case.counted_awards(self.codes, False)]
        all_ = [case.counts_from(each) for each in case.counted_awards(self.codes, True)]
        if best:
            return max(sure) if sure else min(all_, default=NEVER)
        return max(all_, default=NEVER) if sure or self.or_none else NEVER

    def holds(self, case: Case, best: bool) -> bool:
        if self.or_none and not case.counted_awards(self.codes, not best):
            return best or (case.record.facts.awards is not None and not case.unrecorded)
        return case.last_year - self.start(case, best) + 1 >= self.years

    def tell(self, case: Case, truth: Truth) -> Telling:
        name = titles_vi(case, self.codes)
        which = "lần gần nhất " if self.latest else ""
        required = f"đủ {self.years} năm trở lên sau {which}được tặng {name}"
        required += " (nếu đã được tặng)" if self.or_none else ""
        found = case.counted_awards(self.codes, best=True)
        evidence = award_evidence(case, found)
        shown = "; ".join(each.shows for each in evidence) or "chưa được tặng"
        missing: tuple[Missing, ...] = ()
        change = ""
        start = self.start(case, best=truth is not YES)
        if truth is UNKNOWN:
            shown = shown if found else "chưa có thông tin"
            says = f"quyết định, loại hình và thời gian thành tích của các lần tặng {name}"
            missing = (Missing("awards", says, ARCHIVE),)
        elif truth is NO and start != NEVER:
            change = f"tính từ năm {start}, hết năm {start + self.years - 1} thì đủ"
        elif truth is NO:
            change = f"cần có {name} theo công trạng trước"
        return Telling(required, shown, change, evidence, missing)


class PeriodNotRewarded(Predicate):
    """The years asked about were not already rewarded by the same form on merit."""

    asked_of_all: ClassVar[bool] = False

    def asked(self, case: Case) -> bool:
        """A question without a period does not ask about overlapping ones."""
        return case.record.question.period is not None

    def _earlier(self, case: Case) -> list[AwardFact]:
        question = case.record.question
        if question.period is None:
            return []
        asked = years.span(*question.period)
        return [
            a
            for a in case.awards((question.award,))
            if a.route in ("merit", None) and a.period and years.span(*a.period) & asked
        ]

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.awards is None:
            return best
        return not any(a.route == "merit" or not best for a in self._earlier(case))

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "thời gian thành tích chưa được khen bằng chính hình thức này"
        evidence = award_evidence(case, self._earlier(case))
        shown = "; ".join(each.shows for each in evidence) or "chưa được khen cho thời gian này"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            says = "loại hình của lần khen trước" if evidence else "các lần khen trước cho thời gian này"
            shown = shown if evidence else NOTHING_KNOWN
            missing = (Missing("awards", says, ARCHIVE),)
        change = "tính thành tích từ sau thời gian đã ghi trong quyết định trước" if truth is NO else ""
        return Telling(required, shown, change, evidence, missing)


class DeedNotRewarded(Predicate):
    """The deed asked about was not already rewarded by another form."""

    def _same(self, case: Case) -> list[AwardFact]:
        deed = case.record.question.achievement
        if deed is None:
            return []
        return [a for a in case.awards() if a.achievement == deed and not case.is_title(a.code)]

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.awards is None and case.record.question.achievement is not None:
            return best
        return not self._same(case)

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "một thành tích chỉ được khen một lần bằng một hình thức"
        evidence = award_evidence(case, self._same(case))
        shown = "; ".join(each.shows for each in evidence) or "thành tích này chưa được khen"
        change = "" if truth is YES else "không đề nghị hình thức khác cho cùng thành tích"
        if truth is UNKNOWN:
            missing = (Missing("awards", "các lần khen trước cho cùng thành tích", ARCHIVE),)
            return Telling(required, NOTHING_KNOWN, "", (), missing)
        return Telling(required, shown, change, evidence)


class OneStateAwardAYear(Predicate):
    """No other State award decided in the year of the decision; the routes named neither count nor are bound."""

    except_routes: tuple[terms.Route, ...] = ()

    def _others(self, case: Case) -> list[AwardFact]:
        if case.record.question.route in self.except_routes:
            return []
        return [
            a
            for a in case.awards(case.state_level)
            if a.decided.year == case.day.year and a.route not in self.except_routes
        ]

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.awards is None and case.record.question.route not in self.except_routes:
            return best
        return not any(a.route is not None or not best for a in self._others(case))

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = (
            f"trong năm {case.day.year} chưa được tặng danh hiệu, hình thức khen thưởng cấp Nhà nước nào khác"
        )
        evidence = award_evidence(case, self._others(case))
        shown = "; ".join(each.shows for each in evidence) or "chưa được tặng trong năm"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            says = "loại hình của lần khen trong năm" if evidence else "các lần khen cấp Nhà nước trong năm"
            shown = shown if evidence else NOTHING_KNOWN
            missing = (Missing("awards", says, ARCHIVE),)
        change = "" if truth is YES else f"xét từ năm {case.day.year + 1}"
        return Telling(required, shown, change, evidence, missing)
