"""Months in stretches of days, for columns; rows of a section with `since` and `until`."""

from __future__ import annotations

import numpy as np

from thidua.lawbook.columns.arrays import NO_DAY, Numbers, full_months
from thidua.lawbook.columns.table import Section
from thidua.lawbook.columns.view import View


def months_covered(section: Section, view: View) -> Numbers:
    """Full months of each owner up to the day, each joined stretch counted by itself (`intervals.months_covered`)."""
    owner, months = _stretches(section, view)
    return np.bincount(owner, months, minlength=len(view)).astype(np.int64)


def longest_months(section: Section, view: View) -> Numbers:
    """Full months of each owner's longest stretch without a break."""
    owner, months = _stretches(section, view)
    found = np.zeros(len(view), np.int64)
    np.maximum.at(found, owner, months)
    return found


def _stretches(section: Section, view: View) -> tuple[Numbers, Numbers]:
    """The owner and the full months of each joined stretch (`intervals.joined`)."""
    owner, first = section.owner, section["since"].astype(np.int64)
    until = section["until"]
    last = np.where(until == NO_DAY, view.day, np.minimum(until, view.day)).astype(np.int64)
    order = np.lexsort((first, owner))
    owner, first, last = owner[order], first[order], last[order]
    if not len(owner):
        return owner, first
    # The latest end so far of the same owner: ends are lifted by owner, so that one running maximum serves all.
    lift = owner.astype(np.int64) << 32
    reach = np.maximum.accumulate(last + lift) - lift
    begins = np.ones(len(owner), np.bool_)
    begins[1:] = (owner[1:] != owner[:-1]) | (first[1:] > reach[:-1] + 1)
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(owner)) - 1
    return owner[starts], full_months(first[starts], reach[ends])
