"""What the hand-written baseline of the scan's bench shares: columns of the register in the words of numpy alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from thidua.lawbook.book import LawBook
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NO_DAY, NO_YEAR, day_number
from thidua.lawbook.columns.table import Section, Table

NO, PERHAPS, YES, HELD = map(np.uint8, range(4))
NEVER = 2044
ONE = np.uint64(1)
MERIT, UNIT, PROVINCE, NATION = t.ROUTES.index("merit"), 0, 2, 3
RANK = np.array([0, 0, 1, 2, 2, 3], np.int8)  # unit, commune, district, province, ministry, nation
WORKERS = [t.GROUPS.index("worker"), t.GROUPS.index("labourer")]
FARMER = t.GROUPS.index("farmer")


def years(first: int, last: int) -> Any:
    """A set of years."""
    return np.uint64(((1 << (last - first + 1)) - 1) << (first - 1980))


SINCE = np.array([0xFFFFFFFFFFFFFFFF << shift & 0xFFFFFFFFFFFFFFFF for shift in range(64)] + [0], np.uint64)


def outcome(yes: Any, perhaps: Any, held: Any) -> Any:
    """One column from three."""
    found = np.where(yes, YES, np.where(perhaps, PERHAPS, NO))
    found[held] = HELD
    return found


class Hand:
    """Everything shared by several awards."""

    def __init__(self, table: Table, book: LawBook, year: int, day: date) -> None:
        self.table, self.book, self.year, self.day = table, book, year, day_number(day)
        self.n = len(table)
        self.past = years(1980, year)
        self.this = years(year, year)
        self.unlisted = ~table.complete & self.past
        self.gone = self.unlisted != 0
        known = table.rated["not_completed"]
        self.unrated = ~known & self.past
        self.excellent = table.rated["excellent"] & self.past
        self.good = table.rated["good"] & self.past
        self.held = self._holds()
        self.registered = table.registered_as == 0
        self.free = self._no_state_award()
        section = table.sections["initiatives"]
        self.ideas = section
        rank, by = RANK[section["scope"]], RANK[section["recognised_by"]]
        is_topic, applied = section["form"] == 1, section["applied"] == 1
        idea = (section["form"] != 3) & (section["year"] <= year) & applied
        self.unit_idea = idea & (rank >= UNIT)
        self.province_idea = idea & (rank >= PROVINCE) & (by >= PROVINCE)
        self.unit_idea_by_province = idea & (by >= PROVINCE)
        self.nation_idea = idea & (rank >= NATION) & (by >= PROVINCE)
        self.province_solution = self.province_idea & ~is_topic
        self.idea_year = ONE << (section["year"] - 1980).astype(np.uint64)

    def _holds(self) -> Any:
        section = self.table.sections["holds"]
        now = (section["reason"] <= 4) & (section["since"] <= self.day)
        now &= (section["until"] == NO_DAY) | (section["until"] >= self.day)
        found = np.zeros(self.n, bool)
        found[section.owner[now]] = True
        return found

    def _no_state_award(self) -> Any:
        section = self.table.sections["awards"]
        state = [at for at, code in enumerate(self.table.award_codes) if code in self.book.state_level]
        begin = day_number(date(self.year, 1, 1))
        rows = (
            (section["decided"] >= begin) & (section["decided"] <= self.day) & np.isin(section["code"], state)
        )
        rows &= ~np.isin(section["route"], [t.ROUTES.index(r) for r in ("sudden", "dedication", "seniority")])
        found = np.ones(self.n, bool)
        found[section.owner[rows]] = False
        return found

    def titled(self, *codes: str) -> Any:
        """The years of some titles."""
        bits = np.zeros(self.n, np.uint64)
        for code in codes:
            if code in self.table.titles:
                bits |= self.table.titles[code]
        return bits & self.past

    def attested(self, code: str, *wider: str) -> Any:
        """Who has a judgement or a wider one."""
        bits = sum(1 << t.ATTESTED.index(each) for each in (code, *wider))
        return (self.table.attested & np.uint64(bits)) != 0

    def counted(self, rows: Any, window: Any, least: int) -> Any:
        """Who has so many of the chosen initiatives in a window."""
        of_owner = window if np.ndim(window) == 0 else window[self.ideas.owner]
        inside = self.ideas.owner[rows & ((self.idea_year & of_owner) != 0)]
        return np.bincount(inside, minlength=self.n) >= least

    def records(self, *codes: str) -> Section:
        """Award records on merit up to the day."""
        section = self.table.sections["awards"]
        wanted = [at for at, code in enumerate(self.table.award_codes) if code in codes]
        rows = (
            np.isin(section["code"], wanted) & (section["route"] == MERIT) & (section["decided"] <= self.day)
        )
        return section.where(rows)

    def first_after(self, *codes: str) -> Any:
        """The first year after the earliest of some awards."""
        section = self.records(*codes)
        found = np.full(self.n, NEVER, np.int16)
        after = np.where(section["last"] != NO_YEAR, section["last"] + 1, NEVER)
        rows = after <= self.year + 1
        np.minimum.at(found, section.owner[rows], after[rows].astype(np.int16))
        return found

    def run(self, bits: Any) -> Any:
        """The unbroken years that end with the year asked about."""
        gaps = ~bits & self.past
        for shift in (1, 2, 4, 8, 16, 32):
            gaps |= gaps >> np.uint64(shift)
        return ~gaps & self.past

    def flags(self, bits: Any, window: Any) -> Any:
        """How many years of the window are in the set."""
        return np.bitwise_count(bits & window)

    def ladder(self, *codes: str, length: int = 5) -> dict[str, Any]:
        """A step of a ladder: the award held, so many excellent years after it, the run of excellent years after it."""
        first = self.first_after(*codes)
        after_y = SINCE[first - 1980]
        after_p = np.where(self.gone, SINCE[0], after_y)
        has_y, has_p = first != NEVER, (first != NEVER) | self.gone
        five = years(self.year - length + 1, self.year)
        excellent_p = self.excellent | self.unrated
        return {
            "has": (has_y, has_p),
            "five": ((self.excellent & after_y & five) == five, (excellent_p & after_p & five) == five),
            "run": (self.run(self.excellent & after_y), self.run(excellent_p & after_p)),
        }

    def in_run(self, step: dict[str, Any], rows: Any, least: int) -> tuple[Any, Any]:
        """So many initiatives within the run of excellent years."""
        run_y, run_p = step["run"]
        perhaps = self.counted(rows, run_p, least) | ((self.unlisted & run_p) != 0)
        return self.counted(rows, run_y, least), perhaps
