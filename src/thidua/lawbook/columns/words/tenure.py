"""Years in leading posts, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.columns.arrays import NO_DAY, Flags, Numbers, among
from thidua.lawbook.columns.spans import months_covered
from thidua.lawbook.columns.table import ERAS, GENDERS, Section
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, unless_silent, word
from thidua.lawbook.predicates import tenure as words

_FEMALE = GENDERS.index("female")


@word(words.Tenure)
def tenure(condition: words.Tenure, view: View, asked: Asked, best: bool) -> Any:
    """Years in leading posts, by a table whose rows go from the highest posts down."""
    posts = _posts(view)
    adds = best if condition.add_higher is None else condition.add_higher
    found = view.nobody()
    counted: set[str] = set()
    for row in condition.rows:
        counted = counted | set(row.posts) if adds else set(row.posts)
        numbers = _numbers(view, counted)
        for era, need in zip(ERAS, (row.construction, row.resistance), strict=True):
            if need is not None:
                held, months = _months(view, posts, numbers, era)
                found = found | (held & (months >= _needed(condition, view, need * 12, best)))
    if best:
        known_posts = {*condition.lower_posts, *(post for row in condition.rows for post in row.posts)}
        strange = ~among(posts["post"], _numbers(view, known_posts))
        found = found | view.any_of(posts, strange)
    if condition.clean:
        found = found & ~_penalised(view, posts)
        unknown = view.silent("penalties")
        if unknown is not None and not best:
            found = found & ~unknown
    return unless_silent(found, view, "posts", best)


def _posts(view: View) -> Section:
    def make() -> Section:
        section = view.table.sections["posts"]
        return section.where(section["since"] <= view.day)

    found: Section = view.once("posts", make)
    return found


def _numbers(view: View, codes: set[str]) -> list[int]:
    """The numbers of the posts, as `numpy.isin` wants them."""
    return [number for number, code in enumerate(view.table.post_codes) if code in codes]


def _months(view: View, posts: Section, numbers: list[int], era: str) -> tuple[Flags, Numbers]:
    """Who held one of the posts, and the full months in them."""
    chosen = among(posts["post"], numbers)
    if era != ERAS[0]:
        chosen &= posts["era"] == ERAS.index(era)
    mine = posts.where(chosen)
    held = np.zeros(len(view), np.bool_)
    held[mine.owner] = True
    return held, months_covered(mine, view)


def _needed(condition: words.Tenure, view: View, months: int, best: bool) -> Any:
    """The months asked of each: fewer of women, unless their retirement age is the higher one."""
    who = view.table
    eased = (who.gender == _FEMALE) & ~known(who.higher_retirement_age, not best)
    if best:
        eased = eased | (who.gender < 0)
    if condition.women is not None:
        less = -(-months * condition.women[0] // condition.women[1])
    else:
        less = max(months - condition.women_less, 0)
    return np.where(eased, less, months)


def _penalised(view: View, posts: Section) -> Flags:
    """Who was given a penalty while a post was held."""
    section = view.penalties()
    low, high = (np.searchsorted(posts.owner, section.owner, side) for side in ("left", "right"))
    count = high - low
    # Every penalty beside every post of the same owner.
    given = np.repeat(np.arange(len(section)), count)
    held = np.arange(len(given)) - np.repeat(np.cumsum(count) - count - low, count)
    day, until = section["date"][given], posts["until"][held]
    during = (posts["since"][held] <= day) & ((until == NO_DAY) | (day <= until))
    found = np.zeros(len(view), np.bool_)
    found[section.owner[given[during]]] = True
    return found
