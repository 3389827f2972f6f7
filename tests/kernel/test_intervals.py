"""Date intervals with both ends included, months between days, gaps and overlaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.intervals import Interval, add_months, breaks, full_months, months_covered

DAY = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first = draw(DAY)
    last = draw(st.none() | st.integers(0, 3000).map(lambda days: first + timedelta(days=days)))
    return Interval(first, last)


@given(intervals(), intervals(), DAY)
def test_clip_and_overlap_agree_with_membership(a: Interval, b: Interval, day: date) -> None:
    both = a.clip(b)
    assert (both is not None) == a.overlaps(b) == b.overlaps(a)
    assert (both is not None and day in both) == (day in a and day in b)
    if a.covers(b) and day in b:
        assert day in a


def test_ends_are_included() -> None:
    week = Interval(date(2021, 3, 1), date(2021, 3, 7))
    assert date(2021, 3, 1) in week and date(2021, 3, 7) in week
    assert date(2021, 2, 28) not in week and date(2021, 3, 8) not in week
    assert week.days == 7
    assert Interval(date(2021, 3, 1)).days is None


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="kết thúc"):
        Interval(date(2021, 3, 2), date(2021, 3, 1))


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (date(2021, 1, 1), []),
        (date(2021, 1, 2), [("gap", date(2021, 1, 1))]),
        (date(2020, 12, 31), [("overlap", date(2020, 12, 31))]),
    ],
)
def test_breaks_are_found_to_the_day(second: date, found: list[tuple[str, date]]) -> None:
    assert breaks([Interval(second), Interval(date(2020, 1, 1), date(2020, 12, 31))]) == found


def test_an_open_interval_leaves_no_room_for_another() -> None:
    assert breaks([Interval(date(2020, 1, 1)), Interval(date(2021, 1, 1))]) == [("overlap", date(2021, 1, 1))]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2021, 3, 1), date(2021, 12, 31), 10),
        (date(2021, 3, 2), date(2021, 12, 31), 9),
        (date(2021, 1, 1), date(2021, 12, 31), 12),
        (date(2021, 1, 1), date(2021, 12, 30), 11),
        (date(2020, 2, 29), date(2021, 2, 27), 11),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2021, 5, 2), date(2021, 5, 1), 0),
    ],
)
def test_full_months_count_both_days(first: date, last: date, months: int) -> None:
    assert full_months(first, last) == months


@given(st.dates(date(1990, 1, 1), date(2030, 12, 28)).filter(lambda day: day.day <= 28), st.integers(0, 240))
def test_full_months_undo_add_months(day: date, months: int) -> None:
    assert full_months(day, add_months(day, months) - timedelta(days=1)) == months


def test_the_last_of_a_month_stays_the_last() -> None:
    assert add_months(date(2021, 1, 31), 1) == date(2021, 2, 28)
    assert add_months(date(2021, 3, 31), -1) == date(2021, 2, 28)


def test_months_held_twice_count_once_and_the_future_not_at_all() -> None:
    today = date(2021, 6, 30)
    posts = [
        Interval(date(2010, 1, 1), date(2012, 12, 31)),
        Interval(date(2012, 1, 1), date(2013, 12, 31)),
        Interval(date(2021, 1, 1)),
        Interval(date(2022, 1, 1)),
    ]
    assert months_covered(posts, today) == 48 + 6
