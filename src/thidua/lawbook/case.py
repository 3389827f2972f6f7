"""The facts of one question as sets of years, in two worlds.

Where the record is silent the law engine asks twice: in the worst world nothing unrecorded speaks for the recipient,
in the best world everything does. Every condition is monotone in merit, so it is met for certain when it holds in the
worst world, excluded for certain when it fails in the best, and unknown otherwise. A world is chosen by `best`.
The methods return year sets, so that the same conditions can later be evaluated on columns of such sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.kernel import years
from thidua.lawbook import terms
from thidua.lawbook.record import AwardFact, Initiative, PenaltyFact, RatingFact, Record, YearRef

NEVER = years.LAST_YEAR + 1
MANY = 1000


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a shared value of the law stands, and whether somebody read it there."""

    cites: tuple[str, ...]
    checked: bool
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Values of the law of the day that many conditions share; `bases` says by name where each stands."""

    restarts_after_penalty: bool = False
    interval_from_period: bool = False
    initiative_once: bool = False
    initiative_for_higher_title: bool = True
    merit_steps_only: bool = True
    bases: Mapping[str, Basis] = field(default_factory=dict)

    def without(self, name: str) -> Settings:
        """The settings with one of the values turned round."""
        return Settings(
            restarts_after_penalty=self.restarts_after_penalty is not (name == "restarts_after_penalty"),
            interval_from_period=self.interval_from_period is not (name == "interval_from_period"),
            initiative_once=self.initiative_once is not (name == "initiative_once"),
            initiative_for_higher_title=self.initiative_for_higher_title
            is not (name == "initiative_for_higher_title"),
            merit_steps_only=self.merit_steps_only is not (name == "merit_steps_only"),
            bases=self.bases,
        )


@dataclass(slots=True)
class Case:
    """A record seen on the day that chooses the law; what is dated after that day does not exist."""

    record: Record
    on: date
    settings: Settings = field(default_factory=Settings)
    names: Mapping[str, str] = field(default_factory=dict)
    state_level: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    _titles: dict[tuple[str, bool], int] = field(default_factory=dict)
    _ratings: dict[tuple[str, bool], int] = field(default_factory=dict)
    _since: dict[bool, int] = field(default_factory=dict)

    def counted_otherwise(self, name: str) -> Case:
        """The same case with one of the shared values of counting turned round."""
        return Case(
            self.record, self.on, self.settings.without(name), self.names, self.state_level, self.titles
        )

    @property
    def counting(self) -> Iterator[str]:
        """The shared values of counting that can bear on these facts at all."""
        facts = self.record.facts
        if facts.penalties is None or self.penalties():
            yield "restarts_after_penalty"
        if any(award.period for award in self.awards()):
            yield "interval_from_period"
        if any(award.route not in ("merit", None) for award in self.awards()):
            yield "merit_steps_only"
        if any(each.used_for is None or each.used_for for each in facts.initiatives or ()):
            yield "initiative_once"
            if self.settings.initiative_once:
                yield "initiative_for_higher_title"

    def name(self, code: str) -> str:
        """The Vietnamese name of an award."""
        return self.names.get(code, code)

    def is_title(self, code: str) -> bool:
        """Whether the award is an emulation title, not a form of commendation."""
        return code in self.titles

    @property
    def day(self) -> date:
        """The day of the decision: later facts do not exist."""
        return self.record.question.decided_on

    @property
    def last_year(self) -> int:
        """The last year of the achievements asked about."""
        return self.record.question.last_year

    @property
    def asked_years(self) -> int:
        """The years of the achievements asked about."""
        period = self.record.question.period
        return years.span(*period) if period else years.bit(self.last_year)

    @property
    def past(self) -> int:
        """The years up to that of the decision."""
        return years.until(min(self.day.year, years.LAST_YEAR))

    @property
    def unrecorded(self) -> int:
        """The past years for which the lists are not declared complete."""
        complete = self.record.facts.complete
        return 0 if complete is None else self.past & ~years.span(*complete)

    # Titles and ratings

    def titled(self, codes: Iterable[str], best: bool) -> int:
        """The years for which one of the titles was conferred, by title lists and by award records on merit."""
        bits = 0
        for code in codes:
            key = (code, best)
            if key not in self._titles:
                self._titles[key] = self._titled(code, best)
            bits |= self._titles[key]
        return bits

    def _titled(self, code: str, best: bool) -> int:
        facts = self.record.facts
        listed: tuple[int | YearRef, ...] | None = (
            None if facts.titles is None else facts.titles.get(code, ())
        )
        if listed is None:
            return self.past if best else 0
        bits = years.kept(each.year if isinstance(each, YearRef) else each for each in listed)
        for award in self.awards((code,)):
            if award.route == "merit" or (award.route is None and best):
                bits |= years.kept([award.period[1] if award.period else award.decided.year])
        return (bits | (self.unrecorded if best else 0)) & self.past

    def rated(self, level: terms.Rating, best: bool) -> int:
        """The years rated `level` or better; in the best world also the years without a rating."""
        key = (level, best)
        if key not in self._ratings:
            ratings = self.record.facts.ratings
            if ratings is None:
                self._ratings[key] = self.past if best else 0
            else:
                known = {year: self._level(given) for year, given in ratings.items()}
                bits = years.kept(
                    year for year, given in known.items() if terms.rating_at_least(given, level)
                )
                if best:
                    bits |= ~years.kept(year for year, given in known.items() if given) & years.ALL
                self._ratings[key] = bits & self.past
        return self._ratings[key]

    @staticmethod
    def _level(given: terms.Rating | RatingFact | None) -> terms.Rating | None:
        return given.level if isinstance(given, RatingFact) else given

    def rating(self, year: int) -> terms.Rating | None:
        """The recorded rating of a year."""
        ratings = self.record.facts.ratings
        return None if ratings is None or year > self.day.year else self._level(ratings.get(year))

    # Awards and intervals

    def awards(self, codes: Iterable[str] | None = None) -> list[AwardFact]:
        """The award records up to the day, of the given codes or all."""
        wanted = None if codes is None else set(codes)
        return [
            award
            for award in self.record.facts.awards or ()
            if award.decided <= self.day and (wanted is None or award.code in wanted)
        ]

    def counted_awards(self, codes: Iterable[str], best: bool) -> list[AwardFact]:
        """Records that count as a step towards a higher award on merit: those given on merit, where the law says so."""
        any_route = not self.settings.merit_steps_only
        return [
            a for a in self.awards(codes) if any_route or a.route == "merit" or (a.route is None and best)
        ]

    def counts_from(self, award: AwardFact) -> int:
        """The first full year after the achievements that the award rewards."""
        if self.settings.interval_from_period and award.period:
            return award.period[1] + 1
        first_day = (award.decided.month, award.decided.day) == (1, 1)
        return award.decided.year if first_day else award.decided.year + 1

    def first_year_after(self, codes: Iterable[str], best: bool) -> int:
        """The first year that counts after the earliest prior award of these codes; NEVER without one."""
        codes = tuple(codes)
        facts = self.record.facts
        if best and (facts.awards is None or self.unrecorded):
            return years.FIRST_YEAR
        found = [self.counts_from(award) for award in self.counted_awards(codes, best)]
        titles = facts.titles or {}
        for code in codes:
            found += [
                (each.year if isinstance(each, YearRef) else each) + 1 for each in titles.get(code) or ()
            ]
        return min(
            (max(year, years.FIRST_YEAR) for year in found if year <= self.day.year + 1), default=NEVER
        )

    # Penalties

    def penalties(self, level: terms.Penalty = "reprimand") -> list[PenaltyFact]:
        """The penalties of at least `level` up to the day."""
        return [
            each
            for each in self.record.facts.penalties or ()
            if each.date <= self.day and terms.penalty_at_least(each.level, level)
        ]

    def countable(self, best: bool) -> int:
        """The years whose achievements count: all, or the full years after the last penalty where the law says so."""
        if not self.settings.restarts_after_penalty:
            return years.ALL
        if best not in self._since:
            if self.record.facts.penalties is None:
                start = years.FIRST_YEAR if best else NEVER
            else:
                start = max(
                    (self._restart(each, best) for each in self.penalties()), default=years.FIRST_YEAR
                )
            self._since[best] = start
        return years.since(self._since[best])

    def _restart(self, penalty: PenaltyFact, best: bool) -> int:
        if penalty.until is None:
            return penalty.date.year + 1 if best else NEVER
        if penalty.until > self.day:
            return NEVER
        return penalty.until.year + 1

    # Initiatives

    def initiatives(self) -> list[Initiative]:
        """The initiatives up to the year of the decision."""
        return [each for each in self.record.facts.initiatives or () if each.year <= self.day.year]

    def initiatives_unrecorded(self, window: int) -> bool:
        """Whether initiatives of some year of the window may exist that no list holds."""
        return bool(window) and (self.record.facts.initiatives is None or bool(self.unrecorded & window))
