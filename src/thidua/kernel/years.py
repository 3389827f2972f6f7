"""Sets of years as one integer with a bit a year: "three consecutive years up to 2021" is a shift and a mask.

Bit 0 is FIRST_YEAR and bit 63 is LAST_YEAR, so that a set fits an unsigned 64-bit column. Functions that use only
`&`, `|`, `~` and shifts (`ends_of_runs`, `covers`) give the same answer on a Python integer and, element by element,
on an array of such integers.
"""

from __future__ import annotations

from collections.abc import Iterable

FIRST_YEAR, LAST_YEAR = 1980, 2043
NONE = 0
ALL = (1 << 64) - 1


def bit(year: int) -> int:
    """The set of one year. Raises ValueError outside FIRST_YEAR to LAST_YEAR."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")
    return 1 << (year - FIRST_YEAR)


def from_years(years: Iterable[int]) -> int:
    """The set of the given years. Raises ValueError for one outside the range."""
    bits = NONE
    for year in years:
        bits |= bit(year)
    return bits


def kept(years: Iterable[int]) -> int:
    """The set of those of the given years that lie in the range; older and later ones are dropped."""
    return from_years(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)


def to_years(bits: int) -> tuple[int, ...]:
    """The years of the set, ascending."""
    found = []
    while bits:
        low = bits & -bits
        found.append(FIRST_YEAR + low.bit_length() - 1)
        bits ^= low
    return tuple(found)


def span(first: int, last: int) -> int:
    """The years from `first` to `last`, both included and clipped to the range; empty when first > last."""
    low, high = max(first, FIRST_YEAR), min(last, LAST_YEAR)
    if low > high:
        return NONE
    return ((1 << (high - low + 1)) - 1) << (low - FIRST_YEAR)


def since(year: int) -> int:
    """`year` and all years after it."""
    return span(year, LAST_YEAR)


def until(year: int) -> int:
    """All years up to and including `year`."""
    return span(FIRST_YEAR, year)


def last_years(count: int, ending: int) -> int:
    """The `count` years that end with `ending`."""
    return span(ending - count + 1, ending)


def contains(bits: int, year: int) -> bool:
    """Whether the year is in the set; a year outside the range never is."""
    return FIRST_YEAR <= year <= LAST_YEAR and bool(bits >> (year - FIRST_YEAR) & 1)


def size(bits: int) -> int:
    """How many years the set holds."""
    return bits.bit_count()


def covers(bits: int, wanted: int) -> bool:
    """Whether every year of `wanted` is in the set."""
    return bits & wanted == wanted


def first_of(bits: int) -> int | None:
    """The earliest year, None for the empty set."""
    return FIRST_YEAR + (bits & -bits).bit_length() - 1 if bits else None


def last_of(bits: int) -> int | None:
    """The latest year, None for the empty set."""
    return FIRST_YEAR + bits.bit_length() - 1 if bits else None


def ends_of_runs(bits: int, length: int) -> int:
    """The years in which a run of at least `length` consecutive years of the set ends or goes on.

    Year y is in the result exactly when y and the `length - 1` years before it are in the set; length 0 gives all.
    """
    if length <= 0:
        return ALL
    result = bits
    for shift in range(1, length):
        result &= bits << shift
    return result & ALL


def run_ending(bits: int, year: int) -> int:
    """The longest run of consecutive years of the set that ends with `year`; empty when `year` is not in it."""
    if not contains(bits, year):
        return NONE
    gaps = ~bits & until(year)
    last_gap = last_of(gaps)
    return span(FIRST_YEAR if last_gap is None else last_gap + 1, year)


def runs(bits: int) -> tuple[tuple[int, int], ...]:
    """The maximal runs as (first year, last year), ascending."""
    found: list[tuple[int, int]] = []
    for year in to_years(bits):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return tuple(found)


def text(bits: int) -> str:
    """The set for a reader, runs of three and more shortened: "2015, 2017–2020"."""
    parts = []
    for first, last in runs(bits):
        if last - first >= 2:
            parts.append(f"{first}–{last}")
        else:
            parts.extend(str(year) for year in range(first, last + 1))
    return ", ".join(parts)
