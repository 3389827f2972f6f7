"""The law around the standards as the rest of the program asks it, by award, recipient and day.

Each answer is a `Provision`: the rule in force with where it stands and whether that was read. A day before the first
rule of a section or after the last one loaded is a ParameterError, never yesterday's rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from thidua.lawbook import terms
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.schema import Dated
from thidua.lawbook.schema_procedures import (
    COUNTING_VI,
    ConsultationRule,
    CouncilRule,
    Counting,
    Doubt,
    FundRule,
    GroundRule,
    Office,
    PayerRule,
    PointsRule,
    PublicNoticeRule,
    Rule,
    Sector,
    SetsRule,
    SeveralRule,
    Step,
    SubmissionRule,
    TimeLimitRule,
)

if TYPE_CHECKING:
    from thidua.kernel.calendar import Overrides
    from thidua.lawbook.book import Award

R = TypeVar("R", bound=Rule, covariant=True)
T = TypeVar("T", bound=Rule)


@dataclass(frozen=True, slots=True)
class Provision(Generic[R]):
    """A rule of procedure as it stands on a day. `checked`: somebody read it there; else `because` says why not."""

    rule: R
    cites: tuple[str, ...]
    checked: bool
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Bound(Generic[R]):
    """A rule with the codes of the awards it concerns (None: every award) and how narrow it is."""

    rule: R
    codes: frozenset[str] | None
    narrowness: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to submit (None where the text has none, `says` why) with the rule it follows."""

    last: date | None
    says: str
    provision: Provision[SubmissionRule]


@dataclass(frozen=True)
class Procedures:
    """All rules of procedure by section, checked by the loader."""

    consultation: tuple[Bound[ConsultationRule], ...] = ()
    public_notice: tuple[Bound[PublicNoticeRule], ...] = ()
    time_limits: tuple[Bound[TimeLimitRule], ...] = ()
    submissions: tuple[Bound[SubmissionRule], ...] = ()
    sets: tuple[Bound[SetsRule], ...] = ()
    payers: tuple[Bound[PayerRule], ...] = ()
    several_awards: tuple[Bound[SeveralRule], ...] = ()
    funds: tuple[Bound[FundRule], ...] = ()
    revocation: tuple[Bound[GroundRule], ...] = ()
    restoration: tuple[Bound[PointsRule], ...] = ()
    councils: tuple[Bound[CouncilRule], ...] = ()
    insignia: tuple[Bound[PointsRule], ...] = ()
    ceremonies: tuple[Bound[PointsRule], ...] = ()
    prohibited: tuple[Bound[PointsRule], ...] = ()
    simplified: tuple[Bound[PointsRule], ...] = ()
    proposers: tuple[Bound[PointsRule], ...] = ()
    movements: tuple[Bound[PointsRule], ...] = ()
    carried_over: tuple[Bound[PointsRule], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def dated(self) -> Iterator[Dated]:
        """Every rule of every section, and the doubts."""
        for section in fields(self):
            for each in getattr(self, section.name):
                if isinstance(each, Bound):
                    yield each.rule
        yield from self.doubts

    def provision(self, rule: T, on: date) -> Provision[T]:
        """The rule as it stands on the day, in doubt where the day is."""
        doubt = next((each for each in self.doubts if each.holds_on(on)), None)
        if doubt is None:
            return Provision(rule, rule.cites, rule.checked, rule.because)
        reasons = (rule.because, doubt.unloaded)
        return Provision(rule, rule.cites, False, "; ".join(each for each in reasons if each))

    def in_force(self, section: str, rules: Iterable[Bound[T]], on: date) -> list[Bound[T]]:
        """The rules of a section on the day. Raises ParameterError before the first and after the last."""
        every = tuple(rules)
        found = [each for each in every if each.rule.holds_on(on)]
        if found:
            return found
        name = f"procedures.{section}"
        first = min((each.rule.first for each in every), default=None)
        if first is None or on < first:
            raise ParameterError(
                name, on, f"chưa có quy tắc; quy tắc đầu tiên từ ngày {first}" if first else "chưa có quy tắc"
            )
        last = max(each.rule.until or date.max for each in every if each.rule.first <= on)
        raise ParameterError(name, on, f"chưa nạp quy tắc sau ngày {last}")


def narrowest(found: list[Bound[T]]) -> Bound[T] | None:
    """The rule that speaks of the question most closely; the loader refuses two equally close ones."""
    return max(found, key=lambda each: each.narrowness, default=None)


def fits(
    bound: Bound[Rule], code: str | None, kind: str | None, group: str | None, route: str | None
) -> bool:
    """Whether a rule concerns the question; what the question leaves open no narrower rule may fill in."""
    rule = bound.rule
    return (
        (bound.codes is None or (code is not None and code in bound.codes))
        and (not rule.kinds or kind in rule.kinds)
        and (not rule.groups or group in rule.groups)
        and (not rule.routes or route in rule.routes)
    )


class ProcedureQueries:
    """The questions of procedure that `LawBook` answers."""

    procedures: Procedures

    def award(self, code: str) -> Award:
        """Answered by the book."""
        raise NotImplementedError

    # One answer

    def consultation(
        self, code: str, kind: terms.Kind, on: date, group: terms.Group | None = None
    ) -> Provision[ConsultationRule]:
        """Who is asked about such a recipient before the award. Raises ParameterError, KeyError."""
        return self._one("consultation", self.procedures.consultation, on, code, kind, group, None)

    def public_notice(self, code: str, on: date) -> Provision[PublicNoticeRule]:
        """Whether and how those proposed are made public. Raises ParameterError, KeyError."""
        return self._one("public_notice", self.procedures.public_notice, on, code, None, None, None)

    def dossier_sets(self, code: str, on: date, route: terms.Route = "merit") -> Provision[SetsRule]:
        """How many sets of the dossier go up. Raises ParameterError, KeyError."""
        return self._one("sets", self.procedures.sets, on, code, None, None, route)

    def payer(self, code: str, on: date) -> Provision[PayerRule]:
        """From whose fund the bonus is paid. Raises ParameterError, KeyError."""
        return self._one("payers", self.procedures.payers, on, code, None, None, None)

    def several_awards(self, on: date) -> Provision[SeveralRule]:
        """What is paid when several awards come at one time. Raises ParameterError."""
        found = self.procedures.in_force("several_awards", self.procedures.several_awards, on)
        return self.procedures.provision(found[0].rule, on)

    def submission_deadline(
        self,
        code: str,
        year: int,
        on: date,
        education: bool = False,
        route: terms.Route = "merit",
    ) -> Deadline:
        """The last day to submit, for achievements up to `year` (a school year is called by the year it ends in).

        Raises ParameterError for a day without a rule, KeyError for an unknown award.
        """
        sector: Sector = "education" if education else "general"
        rules = [each for each in self.procedures.submissions if each.rule.sector in (None, sector)]
        found = self._one("submissions", rules, on, code, None, None, route)
        rule = found.rule
        if rule.last is None:
            return Deadline(None, rule.because_none or "", found)
        if rule.cycle is not None:
            year = rule.cycle.year_from(year)
        last = rule.last
        day = date(year + last.years_after, last.month, last.day)
        return Deadline(day, f"Hạn gửi {rule.to}: {day:%d/%m/%Y}", found)

    def council(self, office: Office, on: date) -> Provision[CouncilRule] | None:
        """The council of a level; None where no text that was read speaks of it. Raises ParameterError."""
        found = self.procedures.in_force("councils", self.procedures.councils, on)
        closest = narrowest([each for each in found if each.rule.office == office])
        return None if closest is None else self.procedures.provision(closest.rule, on)

    # Lists

    def time_limits(
        self, code: str, on: date, route: terms.Route = "merit"
    ) -> tuple[Provision[TimeLimitRule], ...]:
        """The limits of every step and level for the award, the narrowest of each. Raises ParameterError, KeyError."""
        closest: dict[tuple[Step, Office], Bound[TimeLimitRule]] = {}
        for each in self._fitting("time_limits", self.procedures.time_limits, on, code, None, None, route):
            key = (each.rule.step, each.rule.office)
            if key not in closest or closest[key].narrowness < each.narrowness:
                closest[key] = each
        return tuple(self.procedures.provision(each.rule, on) for each in closest.values())

    def time_limit(
        self, code: str, step: Step, office: Office, on: date, route: terms.Route = "merit"
    ) -> Provision[TimeLimitRule] | None:
        """The limit of one step at one level; None where no text that was read sets one. Raises as `time_limits`."""
        for each in self.time_limits(code, on, route):
            if (each.rule.step, each.rule.office) == (step, office):
                return each
        return None

    def revocation_grounds(self, code: str, on: date) -> tuple[Provision[GroundRule], ...]:
        """The grounds on which the award is revoked, with who decides. Raises ParameterError, KeyError."""
        return self._all("revocation", self.procedures.revocation, on, code)

    def restoration(self, code: str, on: date) -> tuple[Provision[PointsRule], ...]:
        """When a revoked award is given back. Raises ParameterError, KeyError."""
        return self._all("restoration", self.procedures.restoration, on, code)

    def insignia(self, code: str, on: date) -> tuple[Provision[PointsRule], ...]:
        """Who sets the patterns, how insignia are exchanged and issued again. Raises ParameterError, KeyError."""
        return self._all("insignia", self.procedures.insignia, on, code)

    def ceremony(self, code: str, on: date) -> tuple[Provision[PointsRule], ...]:
        """How the award is handed over. Raises ParameterError, KeyError."""
        return self._all("ceremonies", self.procedures.ceremonies, on, code)

    def proposers(
        self, code: str, on: date, route: terms.Route = "merit"
    ) -> tuple[Provision[PointsRule], ...]:
        """Who proposes, and to whom. Raises ParameterError, KeyError."""
        return self._all("proposers", self.procedures.proposers, on, code, route)

    def funds(self, on: date) -> tuple[Provision[FundRule], ...]:
        """What each level may set aside. Raises ParameterError."""
        return self._all("funds", self.procedures.funds, on, None)

    def simplified_cases(self, on: date) -> tuple[Provision[PointsRule], ...]:
        """When the simplified procedure may be used. Raises ParameterError."""
        return tuple(
            self.procedures.provision(each.rule, on)
            for each in self.procedures.in_force("simplified", self.procedures.simplified, on)
        )

    def movement_rules(self, on: date) -> tuple[Provision[PointsRule], ...]:
        """How movements are launched, reviewed and closed. Raises ParameterError."""
        return self._all("movements", self.procedures.movements, on, None)

    def prohibited_acts(self, on: date) -> tuple[Provision[PointsRule], ...]:
        """What is forbidden. Raises ParameterError."""
        return self._all("prohibited", self.procedures.prohibited, on, None)

    def carried_over(self, on: date) -> tuple[Provision[PointsRule], ...]:
        """What of an earlier law goes on. Raises ParameterError."""
        return self._all("carried_over", self.procedures.carried_over, on, None)

    # How

    def _one(
        self,
        section: str,
        rules: Iterable[Bound[T]],
        on: date,
        code: str,
        kind: str | None,
        group: str | None,
        route: str | None,
    ) -> Provision[T]:
        found = narrowest(self._fitting(section, rules, on, code, kind, group, route))
        if found is None:
            raise ParameterError(f"procedures.{section}", on, f"không có quy tắc cho “{code}”")
        return self.procedures.provision(found.rule, on)

    def _all(
        self, section: str, rules: Iterable[Bound[T]], on: date, code: str | None, route: str | None = None
    ) -> tuple[Provision[T], ...]:
        found = self._fitting(section, rules, on, code, None, None, route)
        return tuple(self.procedures.provision(each.rule, on) for each in found)

    def _fitting(
        self,
        section: str,
        rules: Iterable[Bound[T]],
        on: date,
        code: str | None,
        kind: str | None,
        group: str | None,
        route: str | None,
    ) -> list[Bound[T]]:
        proper = None if code is None else self.award(code).code
        found = self.procedures.in_force(section, rules, on)
        return [each for each in found if fits(each, proper, kind, group, route)]


def due(rule: TimeLimitRule, start: date, overrides: Overrides | None = None) -> date:
    """The last day of a limit that an event on `start` began. Raises ValueError outside the calendar's years."""
    if rule.counting == "calendar":
        return start + timedelta(days=rule.days)
    from thidua.kernel import calendar  # the table of holidays is slow to load, and most questions need none

    return calendar.deadline(start, rule.days, overrides or calendar.NO_OVERRIDES)


def days_vi(days: int, counting: Counting) -> str:
    """A number of days as limits are written: "10 ngày làm việc", two digits at least."""
    return f"{days:02d} {COUNTING_VI[counting]}"
