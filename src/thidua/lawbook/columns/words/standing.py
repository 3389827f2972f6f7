"""Yearly ratings and titles, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.kernel import years
from thidua.lawbook.columns.arrays import mask, size
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, word
from thidua.lawbook.predicates import standing


def _covers(bits: Any, wanted: int) -> Any:
    return (bits & mask(wanted)) == mask(wanted)


@word(standing.Rated)
def rated(condition: standing.Rated, view: View, asked: Asked, best: bool) -> Any:
    """Each of the last years rated so."""
    kept = view.rated(condition.at_least, best)
    if condition.or_titles:
        kept = kept | view.titled(condition.or_titles, best)
    if condition.years > 1:
        kept = kept & view.countable(best)
    if condition.after:
        kept = kept & view.since_awarded(condition.after, best)
    return _covers(kept, years.last_years(condition.years, view.last_year))


@word(standing.RatedSome)
def rated_some(condition: standing.RatedSome, view: View, asked: Asked, best: bool) -> Any:
    """So many years of the window rated so."""
    return size(view.rated(condition.at_least, best) & view.window(condition.during, best)) >= condition.count


@word(standing.Titled)
def titled(condition: standing.Titled, view: View, asked: Asked, best: bool) -> Any:
    """Conferred titles, in the last years or in a window."""
    bits = view.titled(condition.codes, best)
    if condition.consecutive is not None:
        wanted = years.last_years(condition.consecutive, view.last_year)
        return _covers(bits & view.countable(best), wanted)
    return size(bits & view.window(condition.during, best)) >= condition.count


@word(standing.SuccessiveTitles)
def successive_titles(condition: standing.SuccessiveTitles, view: View, asked: Asked, best: bool) -> Any:
    """Two titles in succession."""
    bits, countable = view.titled(condition.codes, best), view.countable(best)
    near = range(1, condition.spacing + 1) if best else (condition.spacing,)
    found: Any = np.bool_(False)
    for last in range(view.last_year - condition.delay, view.last_year + 1):
        for gap in near:
            if last >= view.on.year or last - gap < years.FIRST_YEAR:
                continue
            pair = years.from_years((last, last - gap))
            counted = bits & (countable | mask(years.bit(last)))
            found = found | _covers(counted, pair)
    return found
