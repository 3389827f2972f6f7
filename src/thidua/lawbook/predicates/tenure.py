"""Years in leading posts, for dedication over a career (quá trình cống hiến)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from thidua.kernel import intervals
from thidua.kernel.formats import date_vi
from thidua.kernel.intervals import Interval
from thidua.kernel.kleene import UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate, Words
from thidua.lawbook.record import PenaltyFact, Post
from thidua.lawbook.telling import OFFICE, Evidence, Missing, Telling

ERAS = ("construction", "resistance")


class TenureRow(Words):
    """Years in one of the posts that suffice, by era; 0 means any length of time."""

    posts: tuple[str, ...]
    construction: int | None = Field(default=None, ge=0)
    resistance: int | None = Field(default=None, ge=0)


class Tenure(Predicate):
    """Years in leading posts, by a table whose rows go from the highest posts down.

    Women in leading posts need `women` (a fraction) of the months, or `women_less` months less, unless their
    retirement age is the higher one. `lower_posts` are known not to open the award; other posts are unknown.
    `add_higher`: time in a higher row's posts is added to a lower row's, judged by the lower; None where nobody has
    read whether, so that such a sum suffices in the best world only. `clean`: no penalty while a post was held.
    """

    open: ClassVar[bool] = True

    rows: tuple[TenureRow, ...]
    lower_posts: tuple[str, ...] = ()
    women: tuple[int, int] | None = None
    women_less: int = 0
    add_higher: bool | None = None
    clean: bool = False

    def _needed(self, case: Case, months: int, best: bool) -> int:
        recipient = case.record.recipient
        higher = recipient.higher_retirement_age
        eased = recipient.gender == "female" and not (higher if higher is not None else not best)
        if recipient.gender is None and best:
            eased = True
        if not eased:
            return months
        if self.women is not None:
            return -(-months * self.women[0] // self.women[1])
        return max(months - self.women_less, 0)

    def _posts(self, case: Case) -> list[Post]:
        return [each for each in case.record.facts.posts or () if each.since <= case.day]

    def _held(self, case: Case, posts: set[str], era: str) -> int | None:
        """Full months in the posts; None when none of them was held."""
        spans = [
            Interval(each.since, each.until)
            for each in self._posts(case)
            if each.post in posts and (each.era == era or era == "construction")
        ]
        return intervals.months_covered(spans, case.day) if spans else None

    def _known(self, post: Post) -> bool:
        return post.post in self.lower_posts or any(post.post in row.posts for row in self.rows)

    def _penalties(self, case: Case) -> list[PenaltyFact]:
        """The penalties given while a post was held, where they bar the award."""
        if not self.clean:
            return []
        return [
            each
            for each in case.penalties()
            if any(
                post.since <= each.date and (post.until is None or each.date <= post.until)
                for post in self._posts(case)
            )
        ]

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.posts is None:
            return best
        if self._penalties(case) or (self.clean and not best and case.record.facts.penalties is None):
            return False
        if best and not all(map(self._known, self._posts(case))):
            return True
        adds = best if self.add_higher is None else self.add_higher
        counted: set[str] = set()
        for row in self.rows:
            counted = counted | set(row.posts) if adds else set(row.posts)
            for era, need in zip(ERAS, (row.construction, row.resistance), strict=True):
                held = None if need is None else self._held(case, counted, era)
                if held is not None and held >= self._needed(case, (need or 0) * 12, best):
                    return True
        return False

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "có thời gian giữ chức vụ lãnh đạo, quản lý đủ theo bảng chức vụ của văn bản"
        if self.clean:
            required += " và không bị kỷ luật trong thời gian đó"
        parts = [
            Evidence(f"posts.{each.post}", f"{_name(each.post)} {_length(each, case)}", each.ref)
            for each in self._posts(case)
        ]
        penalties = self._penalties(case)
        parts += [
            Evidence(
                f"penalties.{each.date}",
                f"{terms.PENALTY_VI[each.level]} ngày {date_vi(each.date)}",
                each.ref,
            )
            for each in penalties
        ]
        shown = "; ".join(each.shows for each in parts) or "không ghi chức vụ nào"
        missing: tuple[Missing, ...] = ()
        change = ""
        if truth is UNKNOWN:
            missing = (self._missing(case),)
        elif truth is not YES:
            change = "cần đủ số năm giữ chức vụ trong bảng"
            if penalties:
                change = "bị kỷ luật trong thời gian giữ chức vụ thì không xét theo quá trình cống hiến"
        return Telling(required, shown, change, tuple(parts), missing)

    def _missing(self, case: Case) -> Missing:
        posts = self._posts(case)
        if self.clean and posts and case.record.facts.penalties is None:
            return Missing("penalties", "việc chấp hành kỷ luật trong thời gian giữ chức vụ", OFFICE)
        if case.record.facts.posts is not None and all(map(self._known, posts)):
            if case.record.recipient.gender is None:
                return Missing(
                    "recipient.gender", "giới tính (thời gian giữ chức vụ của nữ được giảm)", OFFICE
                )
            says = "quy định về cộng thời gian giữ các chức vụ khác nhau (văn bản chưa được nạp)"
            return Missing("law", says, "người thẩm định")
        return Missing("posts", "chức vụ đã giữ và việc chức vụ đó tương đương dòng nào của bảng", OFFICE)


def _name(post: str) -> str:
    return terms.POST_VI.get(post, f"chức vụ “{post}”")


def _length(post: Post, case: Case) -> str:
    months = intervals.full_months(post.since, min(post.until or case.day, case.day))
    words = [f"{months // 12} năm"] if months >= 12 else []
    if months % 12 or not words:
        words.append(f"{months % 12} tháng")
    return " ".join(words)
