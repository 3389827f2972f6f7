"""Year sets: every operation against the same one on plain Python sets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel import years

YEAR = st.integers(years.FIRST_YEAR, years.LAST_YEAR)
SETS = st.frozensets(YEAR)


def test_the_range_fits_an_unsigned_64_bit_column() -> None:
    assert years.bit(years.FIRST_YEAR) == 1
    assert years.bit(years.LAST_YEAR) == 1 << 63
    assert years.from_years(range(years.FIRST_YEAR, years.LAST_YEAR + 1)) == years.ALL == 2**64 - 1


@pytest.mark.parametrize("year", [years.FIRST_YEAR - 1, years.LAST_YEAR + 1, 0, -5])
def test_a_year_outside_the_range_is_refused_but_never_contained(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        years.bit(year)
    assert not years.contains(years.ALL, year)


@given(SETS)
def test_years_survive_the_round_trip_in_order(chosen: frozenset[int]) -> None:
    assert years.to_years(years.from_years(chosen)) == tuple(sorted(chosen))
    assert years.size(years.from_years(chosen)) == len(chosen)
    assert years.first_of(years.from_years(chosen)) == min(chosen, default=None)
    assert years.last_of(years.from_years(chosen)) == max(chosen, default=None)


@given(st.lists(st.integers(1900, 2100)))
def test_kept_years_are_those_of_the_range(given_years: list[int]) -> None:
    wanted = sorted({y for y in given_years if years.FIRST_YEAR <= y <= years.LAST_YEAR})
    assert years.to_years(years.kept(given_years)) == tuple(wanted)


@given(SETS, SETS)
def test_bit_operations_are_set_operations(a: frozenset[int], b: frozenset[int]) -> None:
    x, y = years.from_years(a), years.from_years(b)
    assert years.to_years(x & y) == tuple(sorted(a & b))
    assert years.to_years(x | y) == tuple(sorted(a | b))
    assert years.covers(x, y) == (b <= a)


@given(st.integers(1970, 2060), st.integers(1970, 2060))
def test_a_span_is_clipped_to_the_range(first: int, last: int) -> None:
    wanted = [y for y in range(first, last + 1) if years.FIRST_YEAR <= y <= years.LAST_YEAR]
    assert years.to_years(years.span(first, last)) == tuple(wanted)


@given(YEAR)
def test_since_and_until_share_one_year(year: int) -> None:
    assert years.since(year) & years.until(year) == years.bit(year)
    assert years.since(year) | years.until(year) == years.ALL


@given(SETS, st.integers(1, 8))
def test_ends_of_runs_are_the_years_with_that_many_before(chosen: frozenset[int], length: int) -> None:
    ends = years.to_years(years.ends_of_runs(years.from_years(chosen), length))
    assert ends == tuple(sorted(y for y in chosen if all(y - back in chosen for back in range(length))))


def test_a_run_of_no_years_ends_everywhere() -> None:
    assert years.ends_of_runs(0, 0) == years.ALL


@given(SETS, YEAR)
def test_the_run_ending_in_a_year_is_the_longest_one(chosen: frozenset[int], year: int) -> None:
    wanted = []
    while year in chosen:
        wanted.insert(0, year)
        year -= 1
    given_year = wanted[-1] if wanted else year
    assert years.to_years(years.run_ending(years.from_years(chosen), given_year)) == tuple(wanted)


@given(SETS)
def test_runs_cover_the_set_and_never_touch(chosen: frozenset[int]) -> None:
    found = years.runs(years.from_years(chosen))
    assert {y for first, last in found for y in range(first, last + 1)} == chosen
    assert all(after[0] > before[1] + 1 for before, after in pairwise(found))


@given(YEAR, st.integers(1, 10))
def test_the_last_years_end_with_the_year(year: int, count: int) -> None:
    bits = years.last_years(count, year)
    assert years.last_of(bits) == year
    assert years.size(bits) == min(count, year - years.FIRST_YEAR + 1)


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ([], ""),
        ([2020], "2020"),
        ([2019, 2020], "2019, 2020"),
        ([2018, 2019, 2020], "2018–2020"),
        ([2015, 2018, 2019, 2020, 2022], "2015, 2018–2020, 2022"),
    ],
)
def test_text_shortens_runs_of_three_and_more(chosen: list[int], text: str) -> None:
    assert years.text(years.from_years(chosen)) == text
