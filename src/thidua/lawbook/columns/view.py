"""A stretch of a table as a question sees it: what `lawbook.case.Case` is to one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from thidua.kernel import years
from thidua.lawbook import terms
from thidua.lawbook.case import NEVER, Settings
from thidua.lawbook.columns import arrays
from thidua.lawbook.columns.arrays import ALL, NO_DAY, NO_YEAR, Flags, Numbers, Years, day_number, mask
from thidua.lawbook.columns.table import ROUTES, Section, Table
from thidua.lawbook.predicates.base import Window

MERIT = ROUTES.index("merit")


@dataclass(frozen=True, slots=True)
class Codes:
    """What the book says of awards as a whole: which codes are titles, which are of the State level."""

    titles: frozenset[str]
    state_level: frozenset[str]


@dataclass(slots=True)
class View:
    """Rows of a table on the day of the decision; later facts do not exist. What is computed once is kept.

    `law_day` chooses the law, `last_year` is the year asked about. A world is chosen by `best`, as for one record.
    """

    table: Table
    on: date
    law_day: date
    last_year: int
    settings: Settings
    codes: Codes
    kept: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """The value kept under the key, made the first time."""
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = make()
        return found

    def __len__(self) -> int:
        return len(self.table)

    @property
    def day(self) -> int:
        """The day of the decision as columns hold days."""
        return day_number(self.on)

    @property
    def past(self) -> int:
        """The years up to that of the decision."""
        return years.until(min(self.on.year, years.LAST_YEAR))

    @property
    def asked_year(self) -> int:
        """The year asked about, as a set."""
        return years.bit(self.last_year)

    @property
    def unrecorded(self) -> Years:
        """The past years for which the lists are not declared complete."""
        found: Years = self.once("unrecorded", lambda: ~self.table.complete & mask(self.past))
        return found

    @property
    def year_unrecorded(self) -> Flags:
        """Of whom the year asked about is not declared complete."""
        found: Flags = self.once("year_unrecorded", lambda: (self.unrecorded & mask(self.asked_year)) != 0)
        return found

    def silent(self, section: str) -> Flags | None:
        """Of whom the whole section is unknown; None when of nobody."""
        return self.table.silent.get(section)

    def nobody(self) -> Flags:
        """False for everybody."""
        found: Flags = self.once("nobody", lambda: np.zeros(len(self), np.bool_))
        return found

    def any_of(self, section: Section, rows: Flags) -> Flags:
        """Who owns one of the chosen rows of the section."""
        found = np.zeros(len(self), np.bool_)
        found[section.owner[rows]] = True
        return found

    def count_of(self, section: Section, rows: Flags) -> Numbers:
        """How many of the chosen rows of the section each owns."""
        return np.bincount(section.owner[rows], minlength=len(self))

    # Titles and ratings

    def titled(self, codes: Iterable[str], best: bool) -> Years:
        """The years for which one of the titles was conferred, by title lists and by award records on merit."""
        chosen = tuple(codes)
        if len(chosen) == 1:
            found: Years = self.once(("titled", chosen[0], best), lambda: self._titled(chosen[0], best))
            return found
        bits: Years = self.once("no years", lambda: np.zeros(len(self), np.uint64))
        for code in chosen:
            bits = bits | self.titled((code,), best)
        return bits

    def _titled(self, code: str, best: bool) -> Years:
        listed = self.table.titles.get(code)
        bits = np.zeros(len(self), np.uint64) if listed is None else listed.copy()
        records = self.awards((code,))
        if len(records):
            self._add_records(bits, records, best)
        if best:
            bits |= self.unrecorded
        bits &= mask(self.past)
        for unknown in (self.silent("titles"), self.table.unlisted.get(code)):
            if unknown is not None:
                bits[unknown] = mask(self.past if best else years.NONE)
        return bits

    @staticmethod
    def _add_records(bits: Years, records: Section, best: bool) -> None:
        counted = records["route"] == MERIT
        if best:
            counted |= records["route"] < 0
        year = np.where(records["last"] != NO_YEAR, records["last"], arrays.years_of(records["decided"]))
        np.bitwise_or.at(bits, records.owner[counted], arrays.bits_of(year[counted]))

    def rated(self, level: terms.Rating, best: bool) -> Years:
        """The years rated `level` or better; in the best world also the years without a rating."""
        found: Years = self.once(("rated", level, best), lambda: self._rated(level, best))
        return found

    def _rated(self, level: terms.Rating, best: bool) -> Years:
        bits = self.table.rated[level] & mask(self.past)
        if best:
            bits |= ~self.table.rated["not_completed"] & mask(self.past)
        unknown = self.silent("ratings")
        if unknown is not None:
            bits[unknown] = mask(self.past if best else years.NONE)
        return bits

    # Awards and intervals

    def awards(self, codes: Iterable[str] | None = None) -> Section:
        """The award records up to the day, of the given codes or all."""
        section: Section = self.once("awards", self._awards)
        if codes is None:
            return section
        chosen = tuple(codes)
        found: Section = self.once(("awards", chosen), lambda: self._awards_of(section, chosen))
        return found

    def _awards(self) -> Section:
        section = self.table.sections["awards"]
        rows = section["decided"] <= self.day
        return section if rows.all() else section.where(rows)

    def _awards_of(self, section: Section, codes: tuple[str, ...]) -> Section:
        numbers = [number for number, code in enumerate(self.table.award_codes) if code in codes]
        if not numbers:
            return Section.empty("awards")
        rows = section["code"] == numbers[0]
        for number in numbers[1:]:
            rows = rows | (section["code"] == number)
        return section.where(rows)

    def counted_awards(self, codes: tuple[str, ...], best: bool) -> Section:
        """Records that count as a step towards a higher award on merit: those given on merit, where the law says so."""
        found = self.awards(codes)
        if not self.settings.merit_steps_only:
            return found
        rows = found["route"] == MERIT
        return found.where(rows | (found["route"] < 0) if best else rows)

    def counts_from(self, awards: Section) -> Numbers:
        """The first full year after the achievements that each award rewards."""
        decided = awards["decided"].astype("datetime64[D]")
        year = decided.astype("datetime64[Y]")
        first_day = decided == year.astype("datetime64[D]")
        after: Numbers = year.astype(np.int32) + 1970 + ~first_day
        if self.settings.interval_from_period:
            after = np.where(awards["last"] != NO_YEAR, awards["last"] + 1, after)
        return after

    def first_year_after(self, codes: Iterable[str], best: bool) -> Numbers:
        """The first year that counts after the earliest prior award of these codes; NEVER without one."""
        chosen = tuple(codes)
        found: Numbers = self.once(
            ("first year after", chosen, best), lambda: self._first_year_after(chosen, best)
        )
        return found

    def _first_year_after(self, codes: tuple[str, ...], best: bool) -> Numbers:
        found = np.full(len(self), NEVER, np.int16)
        records = self.counted_awards(codes, best)
        self._earlier(found, records.owner, self.counts_from(records))
        everybody = np.arange(len(self))
        for code in codes:
            listed = self.table.titles.get(code)
            if listed is not None:
                held = arrays.first_of(listed)
                rows = held != NO_YEAR
                self._earlier(found, everybody[rows], held[rows] + 1)
            early = self.table.early.get(code)
            if early is not None:
                found[early] = years.FIRST_YEAR
        if best:
            found[self.unrecorded != 0] = years.FIRST_YEAR
            unknown = self.silent("awards")
            if unknown is not None:
                found[unknown] = years.FIRST_YEAR
        return found

    def _earlier(self, found: Numbers, owner: Numbers, year: Numbers) -> None:
        rows = year <= self.on.year + 1
        kept = np.maximum(year[rows], years.FIRST_YEAR).astype(found.dtype)
        np.minimum.at(found, owner[rows], kept)

    def since_awarded(self, codes: tuple[str, ...], best: bool) -> Years:
        """The years that count after the earliest prior award of these codes."""
        found: Years = self.once(
            ("since", codes, best), lambda: arrays.since(self.first_year_after(codes, best))
        )
        return found

    # Penalties

    def penalties(self, level: terms.Penalty = "reprimand") -> Section:
        """The penalties of at least `level` up to the day."""
        section = self.table.sections["penalties"]
        rows = (section["date"] <= self.day) & (section["level"] >= terms.PENALTIES.index(level))
        return section.where(rows)

    def countable(self, best: bool) -> Any:
        """The years whose achievements count: all, or the full years after the last penalty where the law says so."""
        if not self.settings.restarts_after_penalty:
            return ALL
        return self.once(("countable", best), lambda: self._countable(best))

    def _countable(self, best: bool) -> Any:
        section, unknown = self.penalties(), self.silent("penalties")
        if not len(section) and unknown is None:
            return ALL
        until, date_of = section["until"], section["date"]
        lasting = until == NO_DAY
        ended = arrays.years_of(np.where(lasting, date_of, until)) + 1
        if best:
            start = np.where(~lasting & (until > self.day), NEVER, ended)
        else:
            start = np.where(lasting | (until > self.day), NEVER, ended)
        latest = np.full(len(self), years.FIRST_YEAR, np.int32)
        np.maximum.at(latest, section.owner, start)
        if unknown is not None:
            latest[unknown] = years.FIRST_YEAR if best else NEVER
        return arrays.since(latest)

    # Windows

    def window(self, window: Window, best: bool) -> Any:
        """The years of a window in one world; one set for all where it is the same for everybody."""
        return self.once(("window", window, best), lambda: self._window(window, best))

    def _window(self, window: Window, best: bool) -> Any:
        found = self._outer(window, best)
        if window.run is not None:
            kept = self.rated(window.run, best) | self.titled(window.run_titles, best)
            found = arrays.run_ending(kept & found, self.last_year)
        return found

    def _outer(self, window: Window, best: bool) -> Any:
        if window.last == 1 and not window.after and window.run is None:
            return mask(self.asked_year)
        found = mask(years.until(self.last_year)) & self.countable(best)
        if window.last is not None:
            found = found & mask(years.last_years(window.last, self.last_year))
        if window.after:
            found = found & self.since_awarded(window.after, best)
        return found

    def in_window(self, window: Any, section: Section, year: Numbers) -> Flags:
        """Which rows of a section have a year that lies in the window of their owner."""
        of_owner = window if np.ndim(window) == 0 else window[section.owner]
        found: Flags = (arrays.bits_of(year) & of_owner) != 0
        return found
