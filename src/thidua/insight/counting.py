"""Counting the rows of a run by unit, with all units below added in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from thidua.insight.types import Line, Subject, What

COUNTERS = (
    "total", "people", "workers", "farmers", "labourers", "women", "gender_unknown", "minority", "ethnic_unknown",
    "border", "remote", "outlying", "small", "leaders",
)  # fmt: skip
"""What is counted. Traits of a person are counted among people, those of a place among all."""


class Cell(NamedTuple):
    """What a count is of: rows of one award, route, sort and (where there is one) lacking condition at a unit."""

    unit_id: int
    award: str
    route: str
    what: What
    condition: tuple[str, str, str] | None


def counters_of(subject: Subject, small_below: int) -> tuple[int, ...]:
    """What one row about this recipient adds to each of COUNTERS."""
    person = subject.kind == "person"
    return (
        1,
        person,
        person and subject.group == "worker",
        person and subject.group == "farmer",
        person and subject.group == "labourer",
        person and subject.gender == "female",
        person and not subject.gender,
        person and subject.minority is True,
        person and subject.minority is None,
        subject.border,
        subject.remote,
        subject.border or subject.remote,
        subject.unit_size < small_below,
        person and subject.leader,
    )


def tally(
    lines: Sequence[Line],
    subjects: Mapping[int, Subject],
    above: Mapping[int, Sequence[int]],
    small_below: int,
) -> dict[Cell, np.ndarray]:
    """The counts of these rows for every unit that has any at itself or below.

    `above` gives for each unit the units to count it in, itself included. A cell's counts are those of its own
    rows and of all cells of units below it.
    """
    if not lines:
        return {}
    known = list(subjects)
    at = {recipient_id: row for row, recipient_id in enumerate(known)}
    adds = np.array([counters_of(subjects[pk], small_below) for pk in known], dtype=np.int64)
    keys: dict[tuple[object, ...], int] = {}
    codes = np.empty(len(lines), dtype=np.int64)
    who = np.empty(len(lines), dtype=np.int64)
    for row, line in enumerate(lines):
        key = (subjects[line.recipient_id].unit_id, line.award, line.route, line.what, line.condition)
        codes[row] = keys.setdefault(key, len(keys))
        who[row] = at[line.recipient_id]
    counts = np.zeros((len(keys), len(COUNTERS)), dtype=np.int64)
    for column in range(len(COUNTERS)):
        counts[:, column] = np.bincount(codes, weights=adds[who, column], minlength=len(keys))
    found: dict[Cell, np.ndarray] = {}
    for (unit_id, *rest), code in keys.items():
        for upper in above[unit_id]:  # type: ignore[index]
            cell = Cell(upper, *rest)  # type: ignore[arg-type]
            if cell in found:
                found[cell] = found[cell] + counts[code]
            else:
                found[cell] = counts[code]
    return found
