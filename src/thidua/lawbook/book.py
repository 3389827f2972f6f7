"""The book of law as the rest of the program asks it: awards, authorities, votes, bonuses, dossiers, legal bases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from thidua.kernel.intervals import ONE_DAY
from thidua.lawbook import terms
from thidua.lawbook.answers import Award, Bonus, Paper, VoteRule, vote_rule
from thidua.lawbook.case import Basis, Settings
from thidua.lawbook.citations import Citation, parse
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.gaps import GapEntry
from thidua.lawbook.paying import Conferred, Payable, payable
from thidua.lawbook.procedures import ProcedureQueries, Procedures
from thidua.lawbook.rules import Compiler, Standard
from thidua.lawbook.schema import (
    Dated,
    DossierEntry,
    GeneralConduct,
    InstrumentEntry,
    Node,
    ParameterEntry,
    ParameterValue,
    Preference,
    RecipientRule,
    Transition,
    Version,
)
from thidua.lawbook.schema_overlay import Delegation, OverlayHead

Instrument = InstrumentEntry

__all__ = ["Award", "Bonus", "Instrument", "LawBook", "Paper", "VoteRule"]


@dataclass(frozen=True)
class LawBook(ProcedureQueries):
    """Instruments, parameters, awards and gates, checked by the loader; immutable but for its caches."""

    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, ParameterEntry]
    awards: Mapping[str, Award]
    gates: tuple[Node, ...]
    conduct: tuple[GeneralConduct, ...]
    transitions: tuple[Transition, ...]
    digest: str
    fitting: tuple[RecipientRule, ...] = ()
    gaps: tuple[GapEntry, ...] = ()
    procedures: Procedures = field(default_factory=Procedures)
    delegations: tuple[Delegation, ...] = ()
    overlay: OverlayHead | None = None
    prefer: tuple[Preference, ...] = ()
    _cache: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def first_day(self) -> date:
        """The first day of the oldest law in the book; before it no question can be asked."""
        return min(each.first for each in self.instruments.values() if each.kind == "law")

    @cached_property
    def change_days(self) -> list[date]:
        """Every day on which something changes, ascending."""
        days: set[date] = {each.decided_from for each in self.transitions}
        for held in (*self.instruments.values(), *self.conduct, *self.prefer, *self.fitting):
            days |= _edges(held)
        for rule in self.procedures.dated():
            days |= _edges(rule)
        for gap in self.gaps:
            days |= ({gap.first} if gap.first else set()) | ({gap.until + ONE_DAY} if gap.until else set())
        for award in self.awards.values():
            entry = award.entry
            for dated in (*entry.standards, *entry.authority, *award.votes, *entry.bonus, *award.dossiers):
                days |= _edges(dated)
            for version in entry.standards:
                for node in version.criteria:
                    days |= _node_edges(node)
        for node in self.gates:
            days |= _node_edges(node)
        for parameter in self.parameters.values():
            days |= {value.first for value in parameter.values}
            days |= {value.until + ONE_DAY for value in parameter.values if value.until}
        return sorted(days)

    def kept(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """What `make` returned the first time it was asked under this key; the book never changes."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

    def epoch(self, on: date) -> int:
        """The number of the stretch of days, between two changes, in which the day lies."""
        return bisect_right(self.change_days, on)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Vietnamese names by code."""
        return {code: award.name for code, award in self.awards.items()}

    @cached_property
    def state_level(self) -> frozenset[str]:
        """Codes of awards of the State level."""
        return frozenset(code for code, award in self.awards.items() if award.level == "state")

    @cached_property
    def titles(self) -> frozenset[str]:
        """Codes of emulation titles."""
        return frozenset(code for code, award in self.awards.items() if award.kind == "title")

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return {alias: code for code, award in self.awards.items() for alias in award.entry.aliases}

    def resolve(self, code: str) -> str | None:
        """The proper code of an award given by its code or a short heading; None when there is none."""
        return code if code in self.awards else self._aliases.get(code)

    def award(self, code: str) -> Award:
        """The award of that code (or short heading). Raises KeyError."""
        return self.awards[self.resolve(code) or code]

    # Law by date

    def parameter(self, name: str, on: date) -> ParameterValue:
        """The value in force on the day.

        Raises ParameterError before the first date, after the last, and for a name that is not in the book.
        """
        entry = self.parameters.get(name)
        if entry is None:
            raise ParameterError(name, on, "không có tham số này")
        found = None
        for value in entry.values:
            if value.first <= on:
                found = value
        if found is None:
            raise ParameterError(
                name, on, f"chưa có giá trị; giá trị đầu tiên từ ngày {entry.values[0].first}"
            )
        if found.until is not None and on > found.until:
            raise ParameterError(name, on, f"chưa nạp giá trị sau ngày {found.until}")
        return found

    def version(self, code: str, on: date) -> Version | None:
        """The version of the award's standard on the day; None before the first."""
        return next((each for each in self.award(code).entry.standards if each.holds_on(on)), None)

    def has_standard(self, code: str, on: date) -> bool:
        """Whether conditions of the award were loaded for the day."""
        version = self.version(code, on)
        return version is not None and bool(version.criteria)

    def in_force(self, code: str, on: date) -> bool:
        """Whether the award exists on the day: not ended, and somebody may decide it (or nobody here ever may)."""
        version = self.version(code, on)
        if version is not None and version.ended is not None:
            return False
        return not self.award(code).entry.authority or bool(self.deciders(code, on))

    def deciders(self, code: str, on: date) -> tuple[terms.Decider, ...]:
        """Who may decide the award on the day; empty when nobody may."""
        found = next((each for each in self.award(code).entry.authority if each.holds_on(on)), None)
        return found.deciders if found else ()

    def threshold(self, code: str, on: date) -> VoteRule | None:
        """The vote the law asks of the council; None where it states no share (the council's own rules then hold)."""
        found = next((each for each in self.award(code).votes if each.holds_on(on)), None)
        return None if found is None else vote_rule(found)

    def bonus(self, code: str, recipient_kind: str, on: date) -> Bonus | None:
        """The bonus of a decision of that day; None where no coefficient is known for that kind of recipient.

        Raises ParameterError on days for which the book has no base salary or the award's coefficients begin later.
        """
        entries = self.award(code).entry.bonus
        found = next((each for each in entries if each.holds_on(on)), None)
        if found is None:
            if entries and on < entries[0].first:
                raise ParameterError(
                    f"bonus.{code}", on, f"chưa có hệ số; hệ số đầu tiên từ ngày {entries[0].first}"
                )
            return None
        coefficient = getattr(found, recipient_kind, None)
        if coefficient is None:
            return None
        salary = self.parameter("base_salary", on)
        step = self.parameter("bonus.round_up_to", on)
        raw = Fraction(coefficient * salary.value, 1000)
        payable = -(-raw // step.value) * step.value
        checked = found.checked and salary.checked and step.checked and recipient_kind not in found.unsure
        cites = tuple(dict.fromkeys((*found.cites, *salary.cites, *step.cites)))
        return Bonus(coefficient, salary.value, raw, int(payable), cites, checked)

    def payable(self, awards: Sequence[Conferred], on: date) -> tuple[Payable, ...]:
        """What is paid of several awards given to one recipient on one day; see `paying.payable`."""
        return payable(self, awards, on)

    def dossier(self, code: str, route: str | None, on: date, group: str | None = None) -> tuple[Paper, ...]:
        """The papers of a dossier by route and group of recipients; empty where no list was loaded.

        A list for the route comes before one for every route, the award's own before that of its family.
        """
        award = self.award(code)
        own = [each for each in award.entry.dossier if each.holds_on(on) and _for_group(each, group)]
        family = [each for each in award.family_dossiers if each.holds_on(on) and _for_group(each, group)]
        ordered = [each for each in (*own, *family) if route in each.routes]
        ordered += [each for each in (*own, *family) if not each.routes]
        for entry in sorted(ordered, key=lambda each: not each.groups):
            return tuple(Paper(p.name, p.required, p.cites or entry.cites) for p in entry.papers)
        return ()

    def legal_basis(self, codes: Iterable[str], on: date) -> tuple[Instrument, ...]:
        """The instruments in force on the day that a decision on these awards recites, in the order of recitals."""
        kinds = {self.award(code).kind for code in codes}
        if not kinds:
            return ()
        found = [each for each in self.instruments.values() if each.recital is not None and each.holds_on(on)]
        return tuple(sorted(found, key=lambda each: (each.recital or 0, each.issued or each.first)))

    # Rules by date

    def standard(self, code: str, on: date) -> Standard | None:
        """The conditions of the award on the day, ready to evaluate; None without a version."""
        version = self.version(code, on)
        if version is None:
            return None
        key = ("standard", code, self.epoch(on))
        if key not in self._cache:
            self._cache[key] = Compiler(self, on).standard(version)
        found: Standard = self._cache[key]
        return found

    def recipient_rule(self, on: date) -> RecipientRule | None:
        """The rule of the day that an award must fit its recipient; None where no text that was read says so."""
        return next((each for each in self.fitting if each.holds_on(on)), None)

    def gate_rules(self, code: str, on: date) -> Standard:
        """The general gates that apply to the award on the day."""
        key = ("gates", code, self.epoch(on))
        if key not in self._cache:
            self._cache[key] = Compiler(self, on).gates(self.award(code).entry, self.gates)
        found: Standard = self._cache[key]
        return found

    def settings(self, on: date) -> Settings:
        """The shared values of the law of the day; before their first date the plain ones."""
        key = ("settings", self.epoch(on))
        if key not in self._cache:
            restarts = self._shared("achievement.restarts_after_penalty", on)
            interval = self._shared("award.interval_counted_from", on)
            reuse = self._shared("initiative.reuse", on)
            higher = self._shared("initiative.reuse_for_higher_title", on)
            steps = self._shared("award.steps_on_merit_only", on)
            found_values = {
                "restarts_after_penalty": restarts,
                "interval_from_period": interval,
                "initiative_once": reuse,
                "initiative_for_higher_title": higher,
                "merit_steps_only": steps,
            }
            self._cache[key] = Settings(
                restarts_after_penalty=restarts is not None and restarts.value is True,
                interval_from_period=interval is not None and interval.value == "period_end",
                initiative_once=reuse is not None and reuse.value == "once",
                initiative_for_higher_title=higher is None or higher.value is True,
                merit_steps_only=steps is None or steps.value is True,
                bases={
                    name: Basis(each.cites, each.checked, each.because)
                    for name, each in found_values.items()
                    if each is not None
                },
            )
        found: Settings = self._cache[key]
        return found

    def _shared(self, name: str, on: date) -> ParameterValue | None:
        try:
            return self.parameter(name, on)
        except ParameterError:
            return None

    def gaps_of(self, code: str, on: date) -> tuple[GapEntry, ...]:
        """The declared gaps that bear on answers about the award on the day."""
        entry = self.award(code).entry
        return tuple(each for each in self.gaps if each.touches(entry, on))

    # Citations

    def citation(self, text: str) -> Citation:
        """A citation taken apart. Raises ValueError."""
        return parse(text)

    def cite_vi(self, text: str) -> str:
        """A citation for readers: "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"."""
        citation = parse(text)
        instrument = self.instruments.get(citation.instrument)
        whole = instrument.short if instrument else f"Văn bản {citation.instrument}"
        return f"{citation.place} {whole}".strip()


def _for_group(entry: DossierEntry, group: str | None) -> bool:
    return not entry.groups or group in entry.groups


def _edges(dated: Dated) -> set[date]:
    return {dated.first} | ({dated.until + ONE_DAY} if dated.until else set())


def _node_edges(node: Node) -> set[date]:
    days = {node.first} if node.first else set()
    if node.until:
        days.add(node.until + ONE_DAY)
    for child in (*(node.any_of or ()), *(node.all_of or ())):
        days |= _node_edges(child)
    return days
