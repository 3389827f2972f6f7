"""How a word of the rules is written for columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from thidua.lawbook.columns.arrays import UNKNOWN, Flags, Numbers
from thidua.lawbook.columns.view import View
from thidua.lawbook.predicates.base import Predicate, Threshold

P = TypeVar("P", bound=Predicate)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of everybody beside the year: the award and the route."""

    award: str
    route: str
    is_title: bool


Word = Callable[[Any, View, Asked, bool], Any]
"""`Predicate.holds` for columns: the predicate, the view, what is asked, whether in the best world; answers a column
of flags, or one flag where it is the same for everybody."""

WORDS: dict[type[Predicate], Word] = {}
DEPENDS: dict[type[Predicate], Callable[[Asked], Any]] = {}


def word(
    predicate: type[P], depends: Callable[[Asked], Any] = lambda asked: None
) -> Callable[[Callable[[P, View, Asked, bool], Any]], Callable[[P, View, Asked, bool], Any]]:
    """Register the column form of a word. `depends`: what of the question its answer rests on beside the year."""

    def register(written: Callable[[P, View, Asked, bool], Any]) -> Callable[[P, View, Asked, bool], Any]:
        WORDS[predicate] = written
        DEPENDS[predicate] = depends
        return written

    return register


def holds(predicate: Predicate, key: str, view: View, asked: Asked, best: bool) -> Any:
    """Whether the condition holds for each row in one world; the same question is worked out once for a view."""
    kind = type(predicate)
    return view.once((key, DEPENDS[kind](asked), best), lambda: WORDS[kind](predicate, view, asked, best))


def known(flag: Numbers, best: bool) -> Flags:
    """A flag that may be unknown, in one world."""
    found: Flags = flag != 0 if best else flag == 1
    return found


def reaches(given: Numbers, wanted: int, best: bool) -> Flags:
    """Whether a number that may be unknown is at least the wanted one, in one world."""
    found: Flags = given >= wanted
    return found | (given == UNKNOWN) if best else found


def unless_silent(found: Any, view: View, section: str, best: bool) -> Any:
    """The answer, but the world's own where the whole section is unknown."""
    unknown = view.silent(section)
    if unknown is None:
        return found
    return np.where(unknown, best, found)


def meets(limit: Threshold, part: Numbers, whole: Numbers) -> Flags:
    """`Threshold.met` for columns, exact in whole numbers."""
    top, bottom = limit.at_least or limit.more_than or (0, 1)
    left, right = part.astype(np.int64) * bottom, whole.astype(np.int64) * top
    found: Flags = left >= right if limit.at_least is not None else left > right
    return found
