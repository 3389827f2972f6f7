"""Collectives: their members, their place in the cluster, their existence; for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook import terms
from thidua.lawbook.columns.arrays import NO_DAY, NO_YEAR, Flags, Numbers, among
from thidua.lawbook.columns.table import RUN_BY, Section
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, meets, word
from thidua.lawbook.predicates import collectives


def _of_year(view: View, name: str) -> Section:
    """The rows of the section for the year asked about, one an owner."""

    def make() -> Section:
        section = view.table.sections[name]
        return section.where(section["year"] == view.last_year)

    found: Section = view.once(("of the year", name), make)
    return found


def _spread(view: View, section: Section, answer: Flags, silence: bool) -> Flags:
    """An answer by row for every recipient; those without a row get `silence`."""
    found = np.full(len(view), silence, np.bool_)
    found[section.owner] = answer
    return found


def _heads(view: View, what: str) -> tuple[Section, Numbers]:
    section = _of_year(view, "composition")
    return section, section[what]


@word(collectives.Share)
def share(condition: collectives.Share, view: View, asked: Asked, best: bool) -> Any:
    """The share of members who are so."""
    section, heads = _heads(view, condition.what)
    met = np.where(heads < 0, best, meets(condition.limit, heads, section["members"]))
    return _spread(view, section, met, best)


@word(collectives.Heads)
def heads(condition: collectives.Heads, view: View, asked: Asked, best: bool) -> Any:
    """At least so many members who are so."""
    section, found = _heads(view, condition.what)
    return _spread(view, section, np.where(found < 0, best, found >= condition.at_least), best)


@word(collectives.NoMemberPenalised)
def no_member_penalised(
    condition: collectives.NoMemberPenalised, view: View, asked: Asked, best: bool
) -> Any:
    """No member penalised so."""
    section = _of_year(view, "composition")
    levels = terms.PENALTIES[terms.PENALTIES.index(condition.level) :]
    count = sum((section[level] for level in levels), np.zeros(len(section), np.int32))
    return _spread(view, section, np.where(section["penalties_known"], count == 0, best), best)


@word(collectives.FirstInCluster)
def first_in_cluster(condition: collectives.FirstInCluster, view: View, asked: Asked, best: bool) -> Any:
    """First in a cluster run by one of the bodies named."""
    section = _of_year(view, "cluster")
    first = section["rank"] == 1
    run = among(section["run_by"], [RUN_BY.index(each) for each in condition.run_by])
    if best:
        first |= section["rank"] == 0
        run |= section["run_by"] < 0
    answer = first & run & known(section["nominated"], True)
    found = _spread(view, section, answer, best and not condition.rare)
    unknown = view.silent("cluster")
    if unknown is not None:
        found[unknown] = best
    return found


@word(collectives.Existed)
def existed(condition: collectives.Existed, view: View, asked: Asked, best: bool) -> Any:
    """Founded so many years before the year of the decision."""
    founded = view.table.founded
    return np.where(founded == NO_YEAR, best, view.on.year - founded.astype(np.int32) >= condition.years)


@word(collectives.NotDissolved)
def not_dissolved(condition: collectives.NotDissolved, view: View, asked: Asked, best: bool) -> Any:
    """The collective still exists on the day of the decision."""
    ended = view.table.dissolved
    return (ended == NO_DAY) | (ended > view.day)


@word(collectives.OutsideFlagList)
def outside_flag_list(condition: collectives.OutsideFlagList, view: View, asked: Asked, best: bool) -> Any:
    """The collective does not stand in the list of units considered for flags."""
    listed = view.table.in_flag_list
    return listed != 1 if best else listed == 0
