"""Recipients and their facts as columns, in the order of their kind and group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, get_args

import numpy as np

from thidua.lawbook import terms
from thidua.lawbook.columns.arrays import Flags, Numbers, Years
from thidua.lawbook.predicates.deeds import ATTESTED_VI

KINDS: tuple[str, ...] = get_args(terms.Kind)
GROUPS: tuple[str, ...] = (*get_args(terms.PersonGroup), *get_args(terms.CollectiveGroup))
SCOPES: tuple[str, ...] = get_args(terms.Scope)
FORMS: tuple[str, ...] = get_args(terms.Form)
ROUTES: tuple[str, ...] = get_args(terms.Route)
LAUNCHERS: tuple[str, ...] = get_args(terms.Launcher)
RUN_BY: tuple[str, ...] = get_args(terms.RunBy)
REASONS: tuple[str, ...] = get_args(terms.HoldReason)
REVIEWS = ("interim", "final")
GRADES = ("average", "good", "excellent")
GENDERS = ("male", "female")
ERAS = ("construction", "resistance")
SERVICE = (
    "sick_leave", "unpaid_leave", "leave", "maternity_leave", "injury_treatment", "study", "transfer", "secondment",
)  # fmt: skip
WORK: tuple[str, ...] = get_args(terms.Work)
ATTESTED: tuple[str, ...] = tuple(ATTESTED_VI)
HEADS = ("completed", "good", "advanced_worker", "grassroots_emulation_fighter")
# How far an initiative has been used: never, for titles only, for a form of commendation too.
UNUSED, USED_FOR_TITLES, USED_FOR_FORM = 0, 1, 2

SECTIONS: Mapping[str, Mapping[str, type]] = {
    "awards": {
        "code": np.int16, "decided": np.int32, "first": np.int16, "last": np.int16, "route": np.int8,
    },
    "initiatives": {
        "year": np.int16, "form": np.int8, "scope": np.int8, "recognised_by": np.int8, "applied": np.int8,
        "replicable": np.int8, "used": np.int8, "stable_years": np.int32,
    },
    "penalties": {"date": np.int32, "level": np.int8, "until": np.int32},
    "holds": {"reason": np.int8, "since": np.int32, "until": np.int32},
    "service": {
        "kind": np.int8, "year": np.int16, "since": np.int32, "until": np.int32, "date": np.int32,
        "working_days": np.int32, "months": np.int32, "grade": np.int8, "months_before": np.int32,
        "comment": np.int8,
    },
    "composition": {
        "year": np.int16, "members": np.int32, **dict.fromkeys(HEADS, np.int32),
        "penalties_known": np.bool_, **dict.fromkeys(terms.PENALTIES, np.int32),
    },
    "cluster": {"year": np.int16, "rank": np.int32, "nominated": np.int8, "run_by": np.int8},
    "movements": {
        "launched_by": np.int8, "since": np.int16, "until": np.int16, "years": np.int32, "year": np.int16,
        "review": np.int8, "led": np.int8,
    },
    "posts": {"post": np.int16, "since": np.int32, "until": np.int32, "era": np.int8},
    "contributions": {"year": np.int16, "amount": np.int64},
    "experience": {"kind": np.int8, "since": np.int32, "until": np.int32, "double": np.int8},
}  # fmt: skip
"""The facts that come in rows, one row an entry. -1 is unknown, NO_YEAR and NO_DAY are none or not recorded."""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts in rows: `owner` is the number of the recipient's row in the table, ascending."""

    owner: Numbers
    columns: Mapping[str, Numbers]

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.owner)

    def where(self, rows: Flags) -> Section:
        """The rows chosen."""
        return Section(self.owner[rows], {name: column[rows] for name, column in self.columns.items()})

    def part(self, first: int, last: int) -> Section:
        """The rows of the recipients from `first` to before `last`, which are numbered from 0 again."""
        low, high = np.searchsorted(self.owner, (first, last))
        return Section(self.owner[low:high] - first, {name: c[low:high] for name, c in self.columns.items()})

    @staticmethod
    def empty(name: str) -> Section:
        """A section without a row."""
        return Section(
            np.empty(0, np.int32), {key: np.empty(0, kind) for key, kind in SECTIONS[name].items()}
        )


@dataclass(frozen=True)
class Table:
    """What is known of many recipients, ordered by kind and group so that each pair is one stretch of rows.

    `complete`: the years whose lists are declared complete. `titles`: by award code the years conferred;
    `unlisted` marks those of whom a title's years are unknown, `early` those who hold one from before the first
    year of the sets. `rated`: by level the years rated so or better. `silent`: by section those of whom the whole
    section is unknown; `refused` those whose facts contradict themselves, who are not
    judged. `registered_as`: 0 no list was given, 1 the list is unknown, 2 the lists stand in `registered`. `awards`
    and `posts` are the codes that the sections' numbers mean.
    """

    ids: Numbers
    kind: Numbers
    group: Numbers
    gender: Numbers
    higher_retirement_age: Numbers
    recruited: Numbers
    founded: Numbers
    dissolved: Numbers
    in_flag_list: Numbers
    complete: Years
    attested: Years
    registered_as: Numbers
    titles: Mapping[str, Years]
    rated: Mapping[str, Years]
    sections: Mapping[str, Section]
    award_codes: tuple[str, ...] = ()
    post_codes: tuple[str, ...] = ()
    unlisted: Mapping[str, Flags] = field(default_factory=dict)
    early: Mapping[str, Flags] = field(default_factory=dict)
    registered: Mapping[str, Years] = field(default_factory=dict)
    unregistered: Mapping[str, Flags] = field(default_factory=dict)
    silent: Mapping[str, Flags] = field(default_factory=dict)
    refused: Flags | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, first: int, last: int) -> Table:
        """The recipients from row `first` to before `last`, as a table that shares the columns."""
        return Table(**{each.name: _part(getattr(self, each.name), first, last) for each in fields(self)})

    def take(self, rows: Numbers) -> Table:
        """The recipients of these rows (ascending), as a table of its own."""
        return Table(**{each.name: _taken(getattr(self, each.name), rows) for each in fields(self)})

    def stretches(self, most: int) -> Iterator[tuple[str, str | None, int, int]]:
        """Kind, group (None where none is recorded), first row and the row after the last, at most `most` rows each."""
        key = self.kind.astype(np.int32) * 256 + self.group
        edges = [0, *(np.flatnonzero(np.diff(key)) + 1).tolist(), len(key)]
        for first, end in pairwise(edges):
            group = int(self.group[first]) if end > first else -1
            for start in range(first, end, most):
                name = GROUPS[group] if group >= 0 else None
                yield KINDS[int(self.kind[first])], name, start, min(start + most, end)


def _part(value: Any, first: int, last: int) -> Any:
    if isinstance(value, np.ndarray):
        return value[first:last]
    if isinstance(value, Section):
        return value.part(first, last)
    if isinstance(value, Mapping):
        return {key: _part(each, first, last) for key, each in value.items()}
    return value


def _taken(value: Any, rows: Numbers) -> Any:
    if isinstance(value, np.ndarray):
        return value[rows]
    if isinstance(value, Section):
        place = np.searchsorted(rows, value.owner)
        kept = rows[np.minimum(place, len(rows) - 1)] == value.owner if len(rows) else place < 0
        found = value.where(kept)
        return Section(place[kept].astype(np.int32), found.columns)
    if isinstance(value, Mapping):
        return {key: _taken(each, rows) for key, each in value.items()}
    return value
