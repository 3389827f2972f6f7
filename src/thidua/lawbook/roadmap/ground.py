"""What a plan stands on: the recipient's record up to today, the day whose law is held still, the years ahead.

The lists of the record go up to the first open year; from there on they are still being kept, so the years from there
to the last one planned are declared complete with what the record and the plan hold. Where the record says that its
lists end earlier, what lies before the first open year stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from thidua.kernel import years
from thidua.kernel.intervals import ONE_DAY
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.deciding import eligible, fits, outcome
from thidua.lawbook.record import AwardFact, Facts, Question, Record, YearRef
from thidua.lawbook.roadmap.needs import Need, added
from thidua.lawbook.roadmap.steps import Steps, steps_of
from thidua.lawbook.roadmap.supposing import Supposition, supposing
from thidua.lawbook.terms import Route
from thidua.lawbook.verdict import Outcome

T = TypeVar("T")
SEASON_ENDS = 6
"""The month of the next year at whose end a year's titles are taken to be decided. No text says so: it is a plan's own
caution, so that nothing is promised for a year that is over."""
MOST_YEARS = 20
"""The most years ahead that can be planned for."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An award asked for a year by a route; `first` is the first year of the period where one is named."""

    code: str
    year: int
    route: Route = "merit"
    first: int | None = None


def open_year(today: date) -> int:
    """The first year whose titles are still being decided and whose facts may still come in.

    Titles of a year are decided early in the next; by the end of June that season is taken to be over.
    """
    return today.year if today.month > SEASON_ENDS else today.year - 1


def last_loaded_day(book: LawBook) -> date | None:
    """The last day before some standard becomes a text nobody has loaded; None when every standard goes on."""
    days = [
        version.first - ONE_DAY
        for award in book.awards.values()
        for version in award.entry.standards
        if version.unloaded and version.until is None and version is not award.entry.standards[0]
    ]
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Ground:
    """A recipient on a day, ready to be asked about the years ahead under the law of one day."""

    book: LawBook
    record: Record
    today: date
    law_day: date
    last_year: int
    closed: Facts
    once: bool
    _questions: dict[Goal, Question] = field(default_factory=dict, repr=False, compare=False)

    @property
    def open_from(self) -> int:
        """The first year that is still open: last year until its season is over, then this year."""
        return open_year(self.today)

    @property
    def planned(self) -> range:
        """The years whose achievements may be asked about: last year's, as recorded, and all that are open."""
        return range(self.today.year - 1, self.last_year + 1)

    def decided(self, year: int) -> date:
        """The day on which the achievements of a year are judged: at its end, last year's today."""
        return self.today if year < self.today.year else date(year, 12, 31)

    def award(self, code: str) -> Award:
        """The award of that code."""
        return self.book.awards[code]

    def steps(self, code: str, route: Route = "merit") -> Steps:
        """What the standard of the award leans on, for this recipient."""
        recipient = self.record.recipient
        group = recipient.group or ("official" if recipient.kind == "person" else None)
        return steps_of(self.book, self.law_day, code, recipient.kind, group, route)

    def asked(self) -> list[str]:
        """The awards with loaded rules that exist on the day and are for such a recipient, lowest first."""
        found = []
        for code, award in self.book.awards.items():
            version = self.book.version(code, self.law_day)
            if version is None or not version.criteria or not fits(award, self.record):
                continue
            if self.book.in_force(code, self.law_day):
                found.append(code)
        return sorted(found, key=lambda code: self.award(code).rank)

    def unread(self) -> list[str]:
        """The awards for such a recipient whose rules of the day nobody has loaded, lowest first."""
        known = set(self.asked())
        return sorted(
            (
                code
                for code, award in self.book.awards.items()
                if code not in known
                and fits(award, self.record)
                and self.book.in_force(code, self.law_day)
                and _not_ended(self.book, code, self.law_day)
            ),
            key=lambda code: self.award(code).rank,
        )

    def rewarded_until(self, code: str, facts: Facts) -> int | None:
        """The last year already rewarded by this form on merit; None when it never was."""
        ends = [
            each.period[1] if each.period else each.decided.year
            for each in facts.awards or ()
            if each.code == code and each.route in ("merit", None)
        ]
        return max(ends, default=None)

    def goal(self, code: str, year: int, route: Route = "merit", facts: Facts | None = None) -> Goal | None:
        """The question of a year: a form given before asks for the years since, as many as its standard looks back.

        None when the title of that year is already held or its season is over, or too few years have passed.
        """
        facts = self.closed if facts is None else facts
        if self.award(code).kind == "title":
            return None if year < self.open_from or _titled(code, year, facts) else Goal(code, year, route)
        last = self.rewarded_until(code, facts)
        if last is None:
            return Goal(code, year, route)
        return Goal(code, year, route, last + 1) if year - last >= self.steps(code, route).look_back else None

    def question(self, goal: Goal) -> Question:
        """The question in the record format."""
        if goal not in self._questions:
            self._questions[goal] = Question.model_construct(
                award=goal.code,
                route=goal.route,
                year=goal.year,
                period=None if goal.first is None else (goal.first, goal.year),
                decided_on=self.decided(goal.year),
                local=self.record.question.local,
            )
        return self._questions[goal]

    def seen(self, goal: Goal, facts: Facts) -> Record:
        """The record that the goal is judged by."""
        return self.record.model_copy(update={"facts": facts, "question": self.question(goal)})

    def with_needs(self, goal: Goal, needs: Iterable[Need]) -> Record:
        """The record with the needs added, asking for the goal: what `check` is to find eligible."""
        return self.seen(goal, added(self.closed, needs, goal=goal.code, year=goal.year, once=self.once))

    def reached(self, goal: Goal, needs: Iterable[Need]) -> bool:
        """Whether the goal is met for certain with the needs added."""
        return eligible(self.book, self.with_needs(goal, needs), self.law_day)

    def present(self, code: str) -> tuple[Outcome, int]:
        """What `check` says today, of this year's achievements or, where that is better, of last year's."""
        best: tuple[Outcome, int] | None = None
        for year in (self.today.year, self.today.year - 1):
            goal = self.goal(code, year, facts=self.record.facts)
            if goal is None:
                continue
            record = self.seen(goal, self.record.facts)
            question = record.question.model_copy(update={"decided_on": self.today})
            found = outcome(self.book, record.model_copy(update={"question": question}), self.law_day)
            if best is None or _ORDER[found] > _ORDER[best[0]]:
                best = (found, year)
        return best or ("not_eligible", self.today.year)


_ORDER = {"not_eligible": 0, "suspended": 1, "unknown": 2, "eligible": 3}


def ground(
    book: LawBook,
    record: Record,
    ahead: int = 10,
    law_day: date | None = None,
    suppositions: Iterable[Supposition] = (),
) -> Ground:
    """The ground under a plan of `ahead` years from the day of the record's question, with what is supposed.

    The law held still is that of the day, or of the last day loaded when the day lies after it, or of `law_day`.
    """
    today = record.question.decided_on
    if law_day is None:
        last = last_loaded_day(book)
        law_day = today if last is None else min(today, last)
    once = book.settings(law_day).initiative_once
    last_year = min(today.year + max(0, min(ahead, MOST_YEARS)), years.LAST_YEAR)
    known = supposing(up_to(record.facts, today), suppositions)
    record = record.model_copy(update={"facts": known})
    return Ground(
        book,
        record,
        today,
        law_day,
        last_year,
        _closed(known, open_year(today), last_year),
        once,
    )


def up_to(facts: Facts, today: date) -> Facts:
    """The facts without what is dated after the day."""
    year = today.year
    titles = facts.titles and {
        code: listed and tuple(each for each in listed if _year(each) <= year)
        for code, listed in facts.titles.items()
    }
    return facts.model_copy(
        update={
            "titles": titles,
            "ratings": _early(facts.ratings, year),
            "composition": _early(facts.composition, year),
            "cluster": _early(facts.cluster, year),
            "initiatives": _kept(facts.initiatives, lambda each: each.year <= year),
            "contributions": _kept(facts.contributions, lambda each: each.year <= year),
            "awards": _kept(facts.awards, lambda each: each.decided <= today),
            "penalties": _kept(facts.penalties, lambda each: each.date <= today),
            "holds": _kept(facts.holds, lambda each: each.since <= today),
            "experience": _kept(facts.experience, lambda each: each.since <= today),
            "posts": _kept(facts.posts, lambda each: each.since <= today),
        }
    )


def _early(by_year: dict[int, T] | None, last: int) -> dict[int, T] | None:
    return by_year and {year: each for year, each in by_year.items() if year <= last}


def _kept(listed: tuple[T, ...] | None, early: Callable[[T], bool]) -> tuple[T, ...] | None:
    return None if listed is None else tuple(each for each in listed if early(each))


def _year(each: int | YearRef) -> int:
    return each.year if isinstance(each, YearRef) else each


def _closed(facts: Facts, open_from: int, last_year: int) -> Facts:
    if facts.complete is None:
        return facts
    first, last = facts.complete
    start = first if last >= open_from - 1 else open_from
    return facts.model_copy(update={"complete": (min(start, last_year), last_year)})


def _titled(code: str, year: int, facts: Facts) -> bool:
    listed = (facts.titles or {}).get(code) or ()
    return year in map(_year, listed) or any(_title_of(each, code, year) for each in facts.awards or ())


def _title_of(award: AwardFact, code: str, year: int) -> bool:
    return award.code == code and year == (award.period[1] if award.period else award.decided.year)


def _not_ended(book: LawBook, code: str, day: date) -> bool:
    version = book.version(code, day)
    return version is None or version.ended is None
