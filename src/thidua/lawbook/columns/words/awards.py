"""Awards received before, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.case import NEVER
from thidua.lawbook.columns.arrays import NO_YEAR, Numbers, size, years_of
from thidua.lawbook.columns.table import ROUTES, Section
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, unless_silent, word
from thidua.lawbook.predicates import awards


@word(awards.PriorAward)
def prior_award(condition: awards.PriorAward, view: View, asked: Asked, best: bool) -> Any:
    """One of the awards was received on merit before."""
    return view.first_year_after(condition.codes, best) != NEVER


@word(awards.AwardSets)
def award_sets(condition: awards.AwardSets, view: View, asked: Asked, best: bool) -> Any:
    """One of several sets of titles and awards, all received within the window."""
    window = view.window(condition.during, best)
    found: Any = np.bool_(False)
    for wanted in condition.sets:
        whole: Any = np.bool_(True)
        for code, count in wanted.items():
            whole = whole & _enough(view, condition.alike(code), count, window, best)
        found = found | whole
    return found


def _enough(view: View, codes: tuple[str, ...], count: int, window: Any, best: bool) -> Any:
    if codes[0] in view.codes.titles:
        return size(view.titled(codes, best) & window) >= count
    records = view.counted_awards(codes, best)
    # The year an award counts for: the last of its achievements, so that the step itself never counts again.
    year: Numbers = np.where(
        records["last"] != NO_YEAR, records["last"], np.minimum(years_of(records["decided"]), view.last_year)
    )
    found = view.count_of(records, view.in_window(window, records, year)) >= count
    if not best:
        return found
    return unless_silent(found | ((view.unrecorded & window) != 0), view, "awards", best)


@word(awards.YearsSince)
def years_since(condition: awards.YearsSince, view: View, asked: Asked, best: bool) -> Any:
    """So many full years since a prior award, the earliest or the latest one."""
    start = view.first_year_after(condition.codes, best).astype(np.int64)
    sure, every = view.counted_awards(condition.codes, False), view.counted_awards(condition.codes, True)
    if condition.latest:
        start = _after_latest(start, sure, every, view, best, condition.or_none)
    found = view.last_year - start + 1 >= condition.years
    if not condition.or_none:
        return found
    recorded = sure if best else every
    none = ~view.any_of(recorded, np.ones(len(recorded), np.bool_))
    passes = unless_silent(np.full(len(view), True) if best else view.unrecorded == 0, view, "awards", best)
    return np.where(none, passes, found)


def _after_latest(
    earliest: Numbers, sure: Section, every: Section, view: View, best: bool, doubtful_too: bool
) -> Numbers:
    """The first year that counts after the latest award; in the best world doubtful records reset nothing."""
    has = view.any_of(sure, np.ones(len(sure), np.bool_))
    chosen = sure if best else every
    latest = np.zeros(len(view), np.int64)
    np.maximum.at(latest, chosen.owner, view.counts_from(chosen))
    without = np.full(len(view), NEVER, np.int64)
    if not best:
        if doubtful_too:
            has = has | view.any_of(every, np.ones(len(every), np.bool_))
        return np.where(has, latest, without)
    np.minimum.at(without, every.owner, view.counts_from(every))
    open_ = view.unrecorded != 0
    unknown = view.silent("awards")
    return np.where(open_ if unknown is None else open_ | unknown, earliest, np.where(has, latest, without))


@word(awards.PeriodNotRewarded)
def period_not_rewarded(condition: awards.PeriodNotRewarded, view: View, asked: Asked, best: bool) -> Any:
    """Nobody is asked about a period in columns."""
    raise NotImplementedError("a question to everybody names a year, not a period")


@word(awards.DeedNotRewarded)
def deed_not_rewarded(condition: awards.DeedNotRewarded, view: View, asked: Asked, best: bool) -> Any:
    """A question to everybody names no deed."""
    return np.bool_(True)


@word(awards.OneStateAwardAYear, depends=lambda asked: asked.route)
def one_state_award_a_year(condition: awards.OneStateAwardAYear, view: View, asked: Asked, best: bool) -> Any:
    """No other State award decided in the year of the decision."""
    if asked.route in condition.except_routes:
        return np.bool_(True)
    records = view.awards(tuple(sorted(view.codes.state_level)))
    bound = years_of(records["decided"]) == view.on.year
    for route in condition.except_routes:
        bound &= records["route"] != ROUTES.index(route)
    if best:
        bound &= records["route"] >= 0
    return unless_silent(~view.any_of(records, bound), view, "awards", best)
