"""One question put to everybody: who meets an award's conditions in a year, who lacks one, and which.

asks = asks_of(book, 2021, date(2021, 12, 31))
for found in sweeps(book, table, asks):
    found.count("eligible")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import numpy as np

from thidua.lawbook import terms
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.columns.arrays import Numbers
from thidua.lawbook.columns.judging import FAR, Judge, Judged
from thidua.lawbook.columns.table import Table
from thidua.lawbook.columns.view import Codes, View
from thidua.lawbook.columns.words import Asked
from thidua.lawbook.rules import Condition
from thidua.lawbook.schema import Transition, Version
from thidua.lawbook.verdict import Outcome

OUTCOMES: tuple[Outcome, ...] = ("not_eligible", "unknown", "eligible", "suspended")
NOT_ELIGIBLE, UNKNOWN, ELIGIBLE, SUSPENDED = map(np.uint8, range(4))
STRETCH = 65_536
"""Rows judged at a time: their columns stay in the processor's cache and little is held at once."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to everybody; `decided_on` chooses the law, the year is the one whose merit is asked about."""

    award: str
    route: terms.Route
    year: int
    decided_on: date


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition of the law that somebody may lack."""

    rule: str
    title: str
    cites: tuple[str, ...]
    checked: bool


@dataclass(slots=True)
class Sweep:
    """The answers to one question.

    `rows`: the rows of the table that were asked, those whose kind and group the award is for. Per such row `outcome`
    is a place in OUTCOMES; `short` how many conditions are lacking on the nearest way (FAR and more: none is near),
    `lacking` the place in `leaves` of the one lacking where `short` is 1, else -1; `lacking_unknown` whether that
    one is unknown rather than not met. `unloaded` says why nothing could be asked.
    """

    ask: Ask
    rows: Numbers
    outcome: Numbers
    short: Numbers
    lacking: Numbers
    lacking_unknown: Numbers
    leaves: tuple[Leaf, ...] = ()
    unloaded: str | None = None

    def count(self, outcome: Outcome) -> int:
        """How many came out so."""
        return int(np.count_nonzero(self.outcome == OUTCOMES.index(outcome)))

    def those(self, outcome: Outcome) -> Numbers:
        """The rows of the table that came out so."""
        found: Numbers = self.rows[self.outcome == OUTCOMES.index(outcome)]
        return found

    @property
    def one_short(self) -> Numbers:
        """The places in `rows` of those who lack one condition and nothing else."""
        near = (self.short == 1) & (self.outcome != ELIGIBLE) & (self.outcome != SUSPENDED)
        return np.flatnonzero(near & (self.lacking >= 0))


def asks_of(
    book: LawBook, year: int, decided_on: date, routes: Sequence[terms.Route] = ("merit",)
) -> list[Ask]:
    """The questions that can be asked on the day: every award whose conditions are loaded, by route.

    Titles are asked once, by merit. Raises ValueError for a day before the first law or a year after the day.
    """
    if decided_on < book.first_day:
        raise ValueError(f"ngày {decided_on} trước văn bản đầu tiên của bộ quy định ({book.first_day})")
    if year > decided_on.year:
        raise ValueError(f"năm {year} sau ngày quyết định {decided_on}")
    return [
        Ask(code, route, year, decided_on)
        for code, award in book.awards.items()
        if (version := book.version(code, decided_on)) is not None and version.criteria
        for route in (("merit",) if award.kind == "title" else routes)
    ]


def sweep(book: LawBook, table: Table, ask: Ask, near: bool = True) -> Sweep:
    """One question to everybody in the table."""
    return sweeps(book, table, [ask], near)[0]


def sweeps(
    book: LawBook,
    table: Table,
    asks: Sequence[Ask],
    near: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> list[Sweep]:
    """Several questions to everybody; what they have in common is worked out once.

    `near=False` leaves the distances out. `progress` is told rows done and rows in all. The table must hold
    recipients and facts as `table_of` or the database gives them; raises KeyError for an unknown award.
    """
    questions = [_Question(book, table, ask, near) for ask in asks]
    done = 0
    for kind, group, first, end in table.stretches(STRETCH):
        part = table.part(first, end)
        views: dict[Any, View] = {}
        for question in questions:
            question.answer(part, kind, group, first, views)
        done += end - first
        if progress is not None:
            progress(done, len(table))
    return [question.found() for question in questions]


class _Question:
    """One question on its way through the stretches."""

    def __init__(self, book: LawBook, table: Table, ask: Ask, near: bool) -> None:
        self.book, self.ask, self.near = book, ask, near
        self.award: Award = book.award(ask.award)
        self.asked = Asked(self.award.code, ask.route, self.award.kind == "title")
        self.codes = Codes(book.titles, book.state_level)
        version = book.version(self.award.code, ask.decided_on)
        self.version: Version | None = version if version is not None and version.criteria else None
        self.transitions = _transitions(book, ask) if self.version is not None else ()
        self.numbers: dict[int, int] = {}
        self.leaves: list[Condition] = []
        self.keys: dict[int, str] = {}
        self.parts: list[tuple[Any, ...]] = []

    def answer(self, part: Table, kind: str, group: str | None, first: int, views: dict[Any, View]) -> None:
        """Answer for one stretch, unless the award is not for such recipients."""
        if self.version is None or not self._fits(kind, group):
            return
        group = group or ("official" if kind == "person" else None)
        judge, outcome, whole = self._judged(part, kind, group, self.ask.decided_on, views, self.near)
        for each in self.transitions:
            assert each.also_law_of is not None
            other = UNKNOWN
            if self.book.has_standard(self.award.code, each.also_law_of):
                _, other, _ = self._judged(part, kind, group, each.also_law_of, views, False)
            outcome = np.where((outcome != other) & (outcome != SUSPENDED), UNKNOWN, outcome)
        length = len(part)
        short = whole.short
        if part.refused is not None and part.refused.any():
            outcome, short = np.where(part.refused, UNKNOWN, outcome), np.where(part.refused, FAR, short)
        unknown = judge.unknown(short, whole.lacking) if self.near else np.bool_(False)
        self.parts.append((
            np.arange(first, first + length, dtype=np.int32),
            _column(outcome, length, np.uint8),
            _column(short, length, np.uint8),
            _column(np.where(short == 1, whole.lacking, -1), length, np.int16),
            _column(unknown, length, np.bool_),
        ))  # fmt: skip

    def _fits(self, kind: str, group: str | None) -> bool:
        groups = self.award.entry.groups
        return kind in self.award.recipients and (group is None or not groups or group in groups)

    def _judged(
        self, part: Table, kind: str, group: str | None, law_day: date, views: dict[Any, View], near: bool
    ) -> tuple[Judge, Any, Judged]:
        settings = self.book.settings(law_day)
        key = (self.ask.year, self.ask.decided_on, law_day)
        view = views.get(key)
        if view is None:
            view = views[key] = View(part, self.ask.decided_on, law_day, self.ask.year, settings, self.codes)
        judge = Judge(self.book, view, kind, group, self.asked, near, self.numbers, self.leaves, self.keys)
        standard = self.book.standard(self.award.code, law_day)
        assert standard is not None
        own = judge.all_of(standard.conditions)
        own.short = own.near
        found = [*judge.each_of(self.book.gate_rules(self.award.code, law_day).conditions), own]
        whole = judge.together(found)
        outcome = np.where(whole.worst, ELIGIBLE, np.where(whole.best, UNKNOWN, NOT_ELIGIBLE))
        held = [each.held for each in found if each.held is not None]
        if held:
            outcome = np.where(reduce(np.logical_or, held), SUSPENDED, outcome)
        return judge, outcome, whole

    def found(self) -> Sweep:
        """The answers of all stretches in one."""
        columns = zip(*self.parts, strict=True) if self.parts else _NOBODY
        rows, outcome, short, lacking, unknown = (np.concatenate(column) for column in columns)
        leaves = tuple(Leaf(c.rule, c.title, c.cites, c.checked) for c in self.leaves)
        return Sweep(self.ask, rows, outcome, short, lacking, unknown, leaves, self._unloaded())

    def _unloaded(self) -> str | None:
        if self.version is not None:
            return None
        version = self.book.version(self.award.code, self.ask.decided_on)
        if version is not None and (version.unloaded or version.ended):
            return version.unloaded or version.ended
        return "văn bản chưa được nạp"


_NOBODY: tuple[tuple[Numbers], ...] = tuple(
    (np.empty(0, kind),) for kind in (np.int32, np.uint8, np.uint8, np.int16, np.bool_)
)


def _column(value: Any, length: int, kind: Any) -> Numbers:
    return np.broadcast_to(np.asarray(value, kind), length)


def _transitions(book: LawBook, ask: Ask) -> tuple[Transition, ...]:
    """The rules of transition that concern a title's year: both laws are then asked (`evaluation.check`)."""
    if ask.award not in book.titles:
        return ()
    return tuple(
        each
        for each in book.transitions
        if ask.decided_on >= each.decided_from
        and each.year_until is not None
        and ask.year <= each.year_until
        and each.also_law_of is not None
    )


__all__ = ["FAR", "OUTCOMES", "Ask", "Leaf", "Sweep", "asks_of", "sweep", "sweeps"]
