"""Conditions on yearly ratings and titles."""

from __future__ import annotations

from pydantic import Field

from thidua.kernel import years
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import NEVER, Case
from thidua.lawbook.predicates.base import Predicate, Window
from thidua.lawbook.record import RatingFact, YearRef
from thidua.lawbook.telling import ARCHIVE, OFFICE, Evidence, Missing, Telling


def titles_vi(case: Case, codes: tuple[str, ...]) -> str:
    """The names of titles, quoted, joined by "hoặc"."""
    return " hoặc ".join(f"“{case.name(code)}”" for code in codes)


def rating_evidence(case: Case, window: int) -> tuple[Evidence, ...]:
    """The recorded ratings of the window."""
    found = []
    for year in years.to_years(window & case.past):
        level = case.rating(year)
        if level is not None:
            given = (case.record.facts.ratings or {}).get(year)
            ref = given.ref if isinstance(given, RatingFact) else None
            found.append(Evidence(f"ratings.{year}", f"năm {year}: {terms.RATING_VI[level]}", ref))
    return tuple(found)


def title_evidence(case: Case, codes: tuple[str, ...], window: int) -> tuple[Evidence, ...]:
    """The title years of the window, from title lists and award records."""
    found = []
    for code in codes:
        for each in (case.record.facts.titles or {}).get(code) or ():
            year = each.year if isinstance(each, YearRef) else each
            if years.contains(window, year) and year <= case.day.year:
                ref = each.ref if isinstance(each, YearRef) else None
                found.append(Evidence(f"titles.{code}.{year}", f"{case.name(code)} năm {year}", ref))
        for award in case.counted_awards((code,), best=True):
            year = award.period[1] if award.period else award.decided.year
            if years.contains(window, year):
                found.append(
                    Evidence(f"awards.{code}.{award.decided}", f"{case.name(code)} năm {year}", award.ref)
                )
    return tuple(found)


def missing_ratings(case: Case, window: int) -> tuple[Missing, ...]:
    """The years of the window without a rating."""
    return tuple(
        Missing(f"ratings.{year}", f"kết quả xếp loại mức độ hoàn thành nhiệm vụ năm {year}", OFFICE)
        for year in years.to_years(window & case.past)
        if case.rating(year) is None
    )


def doubts(case: Case, found: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """What is missing, or when every fact of the years is there: what leaves open from when on they count."""
    if found:
        return found
    if case.settings.restarts_after_penalty and not years.covers(case.countable(best=False), case.past):
        return (Missing("penalties", "việc kỷ luật và thời điểm hết thời hạn kỷ luật", OFFICE),)
    return (Missing("awards", "loại hình và thời gian thành tích của các lần khen trước", ARCHIVE),)


def missing_titles(case: Case, codes: tuple[str, ...], window: int) -> tuple[Missing, ...]:
    """The title lists of the years of the window that nobody declared complete."""
    doubtful = window & case.titled(codes, best=True) & ~case.titled(codes, best=False)
    return tuple(
        Missing(
            f"titles.{codes[0]}.{year}",
            f"có được tặng {titles_vi(case, codes)} năm {year} hay không",
            ARCHIVE,
        )
        for year in years.to_years(doubtful)
    )


class Rated(Predicate):
    """Each of the last `years` years rated `at_least` so, or marked by one of `or_titles`; all after a prior award."""

    at_least: terms.Rating
    years: int = Field(default=1, ge=1, le=30)
    or_titles: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def _kept(self, case: Case, best: bool) -> int:
        kept = case.rated(self.at_least, best) | case.titled(self.or_titles, best)
        if self.years > 1:
            kept &= case.countable(best)
        if self.after:
            kept &= years.since(case.first_year_after(self.after, best))
        return kept

    def holds(self, case: Case, best: bool) -> bool:
        return years.covers(self._kept(case, best), years.last_years(self.years, case.last_year))

    def tell(self, case: Case, truth: Truth) -> Telling:
        window = years.last_years(self.years, case.last_year)
        level = f"“{terms.RATING_VI[self.at_least]}”" + ("" if self.at_least == "excellent" else " trở lên")
        if self.or_titles:
            level += f" hoặc đạt {titles_vi(case, self.or_titles)}"
        required = (
            f"được xếp loại {level} năm {case.last_year}"
            if self.years == 1
            else f"{self.years} năm liên tục {years.text(window)} được xếp loại {level}"
        )
        if self.after:
            required += ", tính sau lần khen thưởng trước"
        kept, possible = self._kept(case, False), self._kept(case, True)
        evidence = rating_evidence(case, window) + title_evidence(case, self.or_titles, window)
        failing = window & ~possible
        missing: tuple[Missing, ...] = ()
        change = ""
        if truth is UNKNOWN:
            missing = doubts(case, missing_ratings(case, window & ~kept))
            change = f"cần bổ sung kết quả năm {years.text(window & ~kept)}"
        elif truth is not YES:
            change = f"không đạt năm {years.text(failing)}; {self._hint(case, failing)}"
        shown = (
            "; ".join(each.shows for each in evidence) or "không ghi kết quả xếp loại nào trong thời gian này"
        )
        return Telling(required, shown, change, evidence, missing)

    def _hint(self, case: Case, failing: int) -> str:
        if self.after:
            start = case.first_year_after(self.after, True)
            if start == NEVER:
                return f"chỉ tính thời gian sau lần được tặng {titles_vi(case, self.after)}, mà hồ sơ chưa có"
            if not years.covers(years.since(start), failing):
                return f"thời gian chỉ tính từ năm {start}, sau thành tích của lần khen thưởng trước"
        if failing & ~case.countable(True):
            return "thành tích chỉ tính từ sau khi hết thời hạn kỷ luật"
        if self.years == 1:
            return "chỉ thay đổi nếu kết quả xếp loại được xác định lại"
        return f"phải đủ {self.years} năm liên tục, đứt quãng thì tính lại từ đầu"


class RatedSome(Predicate):
    """At least `count` years of the window rated `at_least` so."""

    at_least: terms.Rating
    count: int = Field(ge=1)
    during: Window

    def holds(self, case: Case, best: bool) -> bool:
        return years.size(case.rated(self.at_least, best) & self.during.bits(case, best)) >= self.count

    def tell(self, case: Case, truth: Truth) -> Telling:
        window = self.during.bits(case, best=True)
        found = case.rated(self.at_least, best=False) & window
        level = terms.RATING_VI[self.at_least]
        required = f"có ít nhất {self.count} năm được xếp loại “{level}” trong {self.during.text(case)}"
        shown = f"có {years.size(found)} năm ({years.text(found)})" if found else "không có năm nào"
        missing = doubts(case, missing_ratings(case, window & ~found)) if truth is UNKNOWN else ()
        change = "" if truth is YES else f"còn thiếu {max(self.count - years.size(found), 1)} năm"
        return Telling(required, shown, change, rating_evidence(case, found), missing)


class Titled(Predicate):
    """Conferred titles: `consecutive` last years, or `count` years of a window."""

    codes: tuple[str, ...] = Field(min_length=1)
    consecutive: int | None = Field(default=None, ge=1)
    count: int = Field(default=1, ge=1)
    during: Window = Window(last=1)

    def holds(self, case: Case, best: bool) -> bool:
        titled = case.titled(self.codes, best)
        if self.consecutive is not None:
            titled &= case.countable(best)
            return years.covers(titled, years.last_years(self.consecutive, case.last_year))
        return years.size(titled & self.during.bits(case, best)) >= self.count

    def tell(self, case: Case, truth: Truth) -> Telling:
        name = titles_vi(case, self.codes)
        if self.consecutive is not None:
            window = years.last_years(self.consecutive, case.last_year)
            required = f"được tặng {name} {self.consecutive} lần liên tục, các năm {years.text(window)}"
            wanted = window
        else:
            window = self.during.bits(case, best=True)
            required = f"có ít nhất {self.count} lần được tặng {name} trong {self.during.text(case)}"
            wanted = window if truth is UNKNOWN else 0
        found = case.titled(self.codes, best=False) & window
        evidence = title_evidence(case, self.codes, window)
        shown = f"được tặng năm {years.text(found)}" if found else "chưa có năm nào được tặng"
        change = ""
        if truth is not YES:
            lacking = years.text(wanted & ~found) if wanted else ""
            change = (
                f"còn thiếu năm {lacking}"
                if lacking
                else f"còn thiếu {max(self.count - years.size(found), 1)} lần"
            )
            if self.consecutive is not None and not lacking:
                change = "thành tích chỉ tính từ sau khi hết thời hạn kỷ luật"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            unlisted = missing_titles(case, self.codes, window)
            missing = doubts(case, unlisted)
            if self.consecutive is None:
                change = "thời gian được tính còn phụ thuộc điều kiện khác"
            if unlisted:
                change = "cần xác định các năm chưa có thông tin"
        return Telling(required, shown, change, evidence, missing)


class SuccessiveTitles(Predicate):
    """Two titles in succession, each resting on `spacing` years of its own; the second at most `delay` years back.

    Two titles exactly `spacing` years apart are two in succession. Nearer ones rest on overlapping years, which no text
    read so far allows or forbids, so they hold in the best world only. The question must be decided in a year
    after that of the second title.
    """

    codes: tuple[str, ...] = Field(min_length=1)
    spacing: int = Field(ge=1)
    delay: int = Field(default=1, ge=0)

    def holds(self, case: Case, best: bool) -> bool:
        titled = case.titled(self.codes, best)
        near = range(1, self.spacing + 1) if best else (self.spacing,)
        return any(
            years.contains(titled, last) and years.contains(titled & case.countable(best), last - gap)
            for last in range(case.last_year - self.delay, case.last_year + 1)
            for gap in near
            if last < case.day.year
        )

    def tell(self, case: Case, truth: Truth) -> Telling:
        name = titles_vi(case, self.codes)
        required = f"hai lần liên tục được tặng {name}, xét sau năm được tặng lần thứ hai"
        found = case.titled(self.codes, best=False)
        evidence = title_evidence(case, self.codes, found)
        shown = f"được tặng năm {years.text(found)}" if found else "chưa được tặng lần nào"
        missing: tuple[Missing, ...] = ()
        change = ""
        if truth is UNKNOWN:
            missing = missing_titles(
                case, self.codes, years.last_years(self.spacing + 2, case.last_year)
            ) or (
                Missing(
                    "titles",
                    "hai lần được tặng dựa trên những năm trùng nhau: chưa có văn bản nào trả lời được tính là hai lần "
                    "liên tục hay không",
                    STANDING,
                ),
            )
            change = f"hai lần cách nhau đúng {self.spacing} năm thì chắc chắn được tính là liên tục"
        elif truth is not YES:
            change = (
                f"cần hai lần cách nhau {self.spacing} năm, lần sau vào năm {case.last_year - 1} hoặc "
                f"{case.last_year} và trước năm quyết định"
            )
        return Telling(required, shown, change, evidence, missing)


STANDING = "cơ quan thường trực Hội đồng Thi đua - Khen thưởng cấp tỉnh (xin ý kiến cấp trên)"


class Meets(Predicate):
    """The year's facts meet the standard of another title. Its rules are evaluated in place by the evaluator."""

    award: str
    or_titled: tuple[str, ...] = ()

    def holds(self, case: Case, best: bool) -> bool:
        raise NotImplementedError("evaluated by thidua.lawbook.evaluation")

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = f"đạt tiêu chuẩn “{case.name(self.award)}” năm {case.last_year}"
        shown = {"yes": "đạt tiêu chuẩn", "no": "không đạt tiêu chuẩn", "unknown": "chưa đủ dữ liệu"}[
            truth.value
        ]
        last = self.or_titled[-1] if self.or_titled else self.award
        says = f"có đạt “{case.name(last)}” năm {case.last_year} hay không"
        return Telling(required, shown, missing=(Missing(f"titles.{last}.{case.last_year}", says, ARCHIVE),))
