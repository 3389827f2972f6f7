"""Three-valued truth: what was never recorded is unknown, neither yes nor no (Kleene's strong logic)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Yes, no or unknown; `&`, `|` and `~` follow Kleene. It has no boolean value, so it cannot pass for one."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __and__(self, other: Truth) -> Truth:
        return self if _RANK[self] <= _RANK[other] else other

    def __or__(self, other: Truth) -> Truth:
        return self if _RANK[self] >= _RANK[other] else other

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a boolean; compare it with YES, NO or UNKNOWN")


_RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
_OPPOSITE = {Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN, Truth.YES: Truth.NO}

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def truth_of(value: bool | None) -> Truth:
    """A boolean as a truth; None is unknown."""
    if value is None:
        return UNKNOWN
    return YES if value else NO


def between(worst: bool, best: bool) -> Truth:
    """The truth of a monotone condition from its value in the worst and in the best world the facts allow."""
    if worst:
        return YES
    return UNKNOWN if best else NO


def all_of(truths: Iterable[Truth]) -> Truth:
    """The conjunction; yes for none."""
    return min(truths, key=_RANK.__getitem__, default=YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """The disjunction; no for none."""
    return max(truths, key=_RANK.__getitem__, default=NO)
