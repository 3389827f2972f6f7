"""The arrays that columns are made of, and sets of years in them.

A set of years is an unsigned 64-bit number (`kernel.years`); a day is a number of days since 1970 (as numpy's
`datetime64[D]`); a flag that may be unknown is 1, 0 or UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from thidua.kernel import years

Years = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[Any]

UNKNOWN = -1
NO_DAY = -(2**31)
NOT_GIVEN = NO_DAY + 1
NO_YEAR = 0
_EPOCH = date(1970, 1, 1).toordinal()
_ONE = np.uint64(1)
_SINCE = np.array([years.since(years.FIRST_YEAR + shift) for shift in range(65)], dtype=np.uint64)
_BIT = np.array(
    [0, *(years.bit(each) for each in range(years.FIRST_YEAR, years.LAST_YEAR + 1)), 0], dtype=np.uint64
)
_SMEARS = tuple(np.uint64(1 << power) for power in range(6))


def day_number(day: date | None) -> int:
    """The day as columns hold it; NO_DAY for none."""
    return NO_DAY if day is None else day.toordinal() - _EPOCH


def mask(bits: int) -> np.uint64:
    """A set of years made ready to be combined with columns of sets."""
    return np.uint64(bits)


ALL = mask(years.ALL)
NONE = mask(years.NONE)


def since(first: Numbers) -> Years:
    """`kernel.years.since` for a column of years; later than the last year gives the empty set."""
    found: Years = _SINCE[np.clip(first, years.FIRST_YEAR, years.LAST_YEAR + 1) - years.FIRST_YEAR]
    return found


def size(bits: Any) -> Numbers:
    """How many years each set holds."""
    found: Numbers = np.bitwise_count(bits)
    return found


def first_of(bits: Years) -> Numbers:
    """The earliest year of each set; NO_YEAR for the empty one."""
    lowest = bits & (~bits + _ONE)
    return np.where(bits == 0, NO_YEAR, years.FIRST_YEAR + size(lowest - _ONE).astype(np.int16)).astype(
        np.int16
    )


def run_ending(bits: Any, year: int) -> Any:
    """`kernel.years.run_ending` for a column of sets."""
    before = mask(years.until(year))
    gaps = ~bits & before
    for shift in _SMEARS:
        gaps = gaps | (gaps >> shift)
    return ~gaps & before


def among(column: Numbers, numbers: Iterable[int]) -> Flags:
    """Which values are one of a few numbers."""
    found = np.zeros(len(column), np.bool_)
    for number in numbers:
        found |= column == number
    return found


def bits_of(year: Numbers) -> Years:
    """Each year as a set of its own; years outside the range as the empty set."""
    found: Years = _BIT[np.clip(year, years.FIRST_YEAR - 1, years.LAST_YEAR + 1) - (years.FIRST_YEAR - 1)]
    return found


def years_of(days: Numbers) -> Numbers:
    """The calendar year of each day."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970


def months_of(days: Numbers) -> tuple[Numbers, Numbers]:
    """Each day as a running number of months and the day of the month, both from 0."""
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    return months.astype(np.int64), (moments - months.astype("datetime64[D]")).astype(np.int64)


def full_months(first: Numbers, last: Numbers) -> Numbers:
    """`kernel.intervals.full_months` for columns of days."""
    first_month, first_day = months_of(first)
    end_month, end_day = months_of(last + 1)
    return np.where(last < first, 0, end_month - first_month - (first_day > end_day))
