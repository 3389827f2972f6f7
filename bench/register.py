"""A register of any size in memory, drawn from a seed: the same people for the columns, the databases and the baseline.

Of each 100 recipients 92 are persons, 3 collectives and 5 households; each recipient has seven facts on average:
ratings of five or six years, titles, awards, initiatives, and now and then a penalty, a leave, a study or a post.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from thidua.kernel import years
from thidua.lawbook import LawBook, terms
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NO_DAY, NOT_GIVEN, day_number
from thidua.lawbook.columns.table import Section, Table

FIRST, LAST = 2012, 2021
PERSON, COLLECTIVE, HOUSEHOLD = range(3)
Columns = dict[str, np.ndarray[Any, Any]]
PERSONAL = ("advanced_worker", "grassroots_emulation_fighter", "provincial_emulation_fighter")
SHARED = (
    "advanced_collective",
    "outstanding_collective",
    "provincial_emulation_flag",
    "government_emulation_flag",
)
FORMS = ("provincial_certificate_of_merit", "pm_certificate_of_merit", "labour_order_3", "labour_order_2")


@dataclass(frozen=True)
class Register:
    """Recipients in the order of kind and group, and their facts in rows; `owner` is the recipient's row."""

    who: Columns
    ratings: Columns
    titles: Columns
    sections: dict[str, Columns]

    @property
    def facts(self) -> int:
        """How many facts there are."""
        return sum(len(each["owner"]) for each in (self.ratings, self.titles, *self.sections.values()))


def draw(count: int, book: LawBook, seed: int = 2021) -> Register:
    """A register of `count` recipients."""
    rng = np.random.default_rng(seed)
    kind = np.sort(rng.choice(3, count, p=(0.92, 0.03, 0.05))).astype(np.int8)
    people, collectives = (int(np.count_nonzero(kind == each)) for each in (PERSON, COLLECTIVE))
    group = np.full(count, -1, np.int16)
    group[:people] = np.sort(
        rng.choice([t.GROUPS.index(g) for g in ("official", "worker", "farmer")], people, p=(0.7, 0.15, 0.15))
    )
    group[people : people + collectives] = np.sort(
        rng.choice([t.GROUPS.index(g) for g in ("agency", "subdivision", "school", "commune")], collectives)
    )
    start = day_number_of(rng.integers(1990, 2016, count), rng)
    who: Columns = {
        "kind": kind,
        "group": group,
        "gender": np.where(kind == PERSON, rng.integers(0, 2, count), -1).astype(np.int8),
        "recruited": np.where(kind == PERSON, start, NOT_GIVEN).astype(np.int32),
        "founded": np.where(kind == COLLECTIVE, rng.integers(1990, 2012, count), 0).astype(np.int16),
        "in_flag_list": np.where(kind == COLLECTIVE, rng.integers(0, 2, count), -1).astype(np.int8),
        "facts_from": np.where(rng.random(count) < 0.9, FIRST, 0).astype(np.int16),
    }  # fmt: skip
    names = {code: number for number, code in enumerate(book.awards)}
    return Register(who, _ratings(rng, kind), _titles(rng, kind, names), _sections(rng, kind, names))


def day_number_of(year: Any, rng: Any) -> Any:
    """A day of each year."""
    return _NEW_YEAR[year - 1980] + rng.integers(0, 365, len(year)).astype(np.int32)


_NEW_YEAR = np.array([day_number(date(year, 1, 1)) for year in range(1980, 2030)], np.int32)


def _rows(rng: Any, kind: Any, often: tuple[float, float, float], most: int) -> Any:
    """Owners, each with up to `most` rows; `often` is the chance of each row by kind."""
    return np.flatnonzero(rng.random((len(kind), most)) < np.array(often)[kind][:, None]) // most


def _ratings(rng: Any, kind: Any) -> Columns:
    chance = np.where(kind == HOUSEHOLD, 0, 0.47)
    owner, shift = np.nonzero(rng.random((len(kind), LAST - FIRST + 1)) < chance[:, None] * _RECENT)
    level = rng.choice(4, len(owner), p=(0.01, 0.09, 0.6, 0.3)).astype(np.int8)
    steady = rng.random(len(kind)) < 0.1
    level[steady[owner]] = terms.RATINGS.index("excellent")
    return {"owner": owner.astype(np.int32), "year": (FIRST + shift).astype(np.int16), "level": level}


_RECENT = np.linspace(0.7, 1.6, LAST - FIRST + 1)


def _titles(rng: Any, kind: Any, names: dict[str, int]) -> Columns:
    owners, codes, when = [], [], []
    keen = rng.random(len(kind)) < 0.1
    for code, chance, of in (
        ("advanced_worker", 0.12, PERSON), ("grassroots_emulation_fighter", 0.02, PERSON),
        ("provincial_emulation_fighter", 0.002, PERSON), ("advanced_collective", 0.4, COLLECTIVE),
        ("outstanding_collective", 0.3, COLLECTIVE), ("provincial_emulation_flag", 0.05, COLLECTIVE),
        ("government_emulation_flag", 0.01, COLLECTIVE),
    ):  # fmt: skip
        often = np.where(kind == of, np.where(keen, min(chance * 5, 0.9), chance), 0)
        owner, shift = np.nonzero(rng.random((len(kind), LAST - FIRST)) < often[:, None])
        owners.append(owner)
        codes.append(np.full(len(owner), names[code]))
        when.append(FIRST + shift)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    columns = (owner, np.concatenate(codes), np.concatenate(when))
    return {
        name: each[order].astype(dtype)
        for name, each, dtype in zip(
            ("owner", "code", "year"), columns, (np.int32, np.int16, np.int16), strict=True
        )
    }


def _sections(rng: Any, kind: Any, names: dict[str, int]) -> dict[str, Columns]:
    return {
        "awards": _awards(rng, kind, names),
        "initiatives": _initiatives(rng, kind),
        "penalties": _penalties(rng, kind),
        "holds": _holds(rng, kind),
        "service": _service(rng, kind),
        "composition": _composition(rng, kind),
        "cluster": _cluster(rng, kind),
    }


def _awards(rng: Any, kind: Any, names: dict[str, int]) -> Columns:
    owner = _rows(rng, kind, (0.06, 0.6, 0.02), 3)
    code = rng.choice([names[each] for each in FORMS], len(owner), p=(0.85, 0.11, 0.03, 0.01))
    last = rng.integers(FIRST, LAST, len(owner))
    return {
        "owner": owner.astype(np.int32), "code": code.astype(np.int16), "first": (last - 1).astype(np.int16),
        "last": last.astype(np.int16), "decided": day_number_of(last + 1, rng),
        "route": rng.choice(6, len(owner), p=(0.8, 0.1, 0.1, 0, 0, 0)).astype(np.int8),
    }  # fmt: skip


def _initiatives(rng: Any, kind: Any) -> Columns:
    owner = _rows(rng, kind, (0.12, 0, 0), 5)
    count = len(owner)
    scope = rng.choice(6, count, p=(0.8, 0.05, 0.07, 0.06, 0.01, 0.01)).astype(np.int8)
    return {
        "owner": owner.astype(np.int32), "year": rng.integers(FIRST, LAST + 1, count).astype(np.int16),
        "form": rng.choice(4, count, p=(0.8, 0.1, 0.05, 0.05)).astype(np.int8), "scope": scope, "recognised_by": scope,
        "applied": (rng.random(count) < 0.95).astype(np.int8), "replicable": (rng.random(count) < 0.9).astype(np.int8),
        "used": rng.choice(3, count, p=(0.9, 0.07, 0.03)).astype(np.int8),
        "stable_years": np.where(rng.random(count) < 0.9, -1, rng.integers(0, 6, count)).astype(np.int32),
    }  # fmt: skip


def _penalties(rng: Any, kind: Any) -> Columns:
    owner = _rows(rng, kind, (0.005, 0, 0), 2)
    date = day_number_of(rng.integers(FIRST, LAST + 1, len(owner)), rng)
    return {
        "owner": owner.astype(np.int32), "date": date, "level": rng.choice(6, len(owner)).astype(np.int8),
        "until": np.where(rng.random(len(owner)) < 0.9, date + 365, NO_DAY).astype(np.int32),
    }  # fmt: skip


def _holds(rng: Any, kind: Any) -> Columns:
    owner = _rows(rng, kind, (0.001, 0.002, 0), 1)
    since = day_number_of(rng.integers(LAST - 1, LAST + 1, len(owner)), rng)
    return {
        "owner": owner.astype(np.int32), "reason": rng.choice(6, len(owner)).astype(np.int8), "since": since,
        "until": np.where(rng.random(len(owner)) < 0.5, since + 60, NO_DAY).astype(np.int32),
    }  # fmt: skip


def _service(rng: Any, kind: Any) -> Columns:
    owner = _rows(rng, kind, (0.03, 0, 0), 1)
    count = len(owner)
    leave = np.where(
        rng.random(count) < 0.7, t.SERVICE.index("sick_leave"), t.SERVICE.index("maternity_leave")
    )
    return {
        "owner": owner.astype(np.int32), "kind": leave.astype(np.int8),
        "year": rng.integers(LAST - 1, LAST + 1, count).astype(np.int16),
        **{name: np.full(count, NO_DAY, np.int32) for name in ("since", "until", "date")},
        "working_days": rng.integers(1, 60, count).astype(np.int32),
        **{name: np.full(count, -1, np.int32) for name in ("months", "months_before")},
        **{name: np.full(count, -1, np.int8) for name in ("grade", "comment")},
    }  # fmt: skip


def _composition(rng: Any, kind: Any) -> Columns:
    owner = np.flatnonzero(kind == COLLECTIVE)
    members = rng.integers(5, 60, len(owner))
    heads = {"completed": 0.999, "good": 0.95, "advanced_worker": 0.75, "grassroots_emulation_fighter": 0.1}
    return {
        "owner": owner.astype(np.int32), "year": np.full(len(owner), LAST, np.int16),
        "members": members.astype(np.int32),
        **{name: rng.binomial(members, share).astype(np.int32) for name, share in heads.items()},
        "penalties_known": np.ones(len(owner), np.bool_),
        **{level: (rng.random(len(owner)) < 0.02).astype(np.int32) for level in terms.PENALTIES},
    }  # fmt: skip


def _cluster(rng: Any, kind: Any) -> Columns:
    owner = np.flatnonzero((kind == COLLECTIVE) & (rng.random(len(kind)) < 0.8))
    return {
        "owner": owner.astype(np.int32), "year": np.full(len(owner), LAST, np.int16),
        "rank": rng.integers(1, 10, len(owner)).astype(np.int32),
        "nominated": rng.integers(0, 2, len(owner)).astype(np.int8),
        "run_by": np.full(len(owner), t.RUN_BY.index("province"), np.int8),
    }  # fmt: skip


def table_of(register: Register, book: LawBook) -> Table:
    """The register as the columns that the law is asked of."""
    who, count = register.who, len(register.who["kind"])
    codes = tuple(book.awards)
    titles = {
        codes[number]: _sets(count, register.titles, register.titles["code"] == number)
        for number in np.unique(register.titles["code"]).tolist()
    }
    rated = {
        level: _sets(count, register.ratings, register.ratings["level"] >= place)
        for place, level in enumerate(terms.RATINGS)
    }
    known = np.uint64(years.span(FIRST, LAST))
    return Table(
        ids=np.arange(1, count + 1), kind=who["kind"], group=who["group"], gender=who["gender"],
        higher_retirement_age=np.zeros(count, np.int8), recruited=who["recruited"], founded=who["founded"],
        dissolved=np.full(count, NO_DAY, np.int32), in_flag_list=who["in_flag_list"],
        complete=np.where(who["facts_from"] != 0, known, np.uint64(years.bit(years.FIRST_YEAR))),
        attested=np.zeros(count, np.uint64), registered_as=np.zeros(count, np.int8), titles=titles, rated=rated,
        sections={name: Section.empty(name) for name in t.SECTIONS} | {
            name: Section(columns["owner"], {key: columns[key] for key in t.SECTIONS[name]})
            for name, columns in register.sections.items()
        },
        award_codes=codes,
    )  # fmt: skip


def _sets(count: int, rows: Columns, chosen: Any) -> Any:
    found = np.zeros(count, np.uint64)
    bits = np.uint64(1) << (rows["year"][chosen] - years.FIRST_YEAR).astype(np.uint64)
    np.bitwise_or.at(found, rows["owner"][chosen], bits)
    return found
