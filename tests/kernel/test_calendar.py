"""Working days, as the notices of 2018 to 2026 set them, and the limits counted in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Overrides,
    add_working_days,
    calendar_version,
    deadline,
    holiday_name,
    is_working_day,
    working_days_between,
)

days = st.dates(date(FIRST_YEAR + 1, 1, 1), date(LAST_YEAR - 1, 12, 31))
counts = st.integers(0, 60)
near_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
overrides = st.builds(
    lambda off, worked: Overrides(frozenset(off), frozenset(worked - off)),
    st.sets(near_days, max_size=20),
    st.sets(near_days, max_size=20),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam
        (date(2025, 9, 2), False),
        (date(2025, 9, 1), False),
        (date(2025, 1, 27), False),  # 28 Tết
        (date(2022, 4, 11), False),  # day in lieu of a Sunday
        (date(2024, 4, 29), False),  # bridging day …
        (date(2024, 5, 4), True),  # … worked off on a Saturday
        (date(2025, 4, 26), True),
        (date(2026, 8, 22), True),
        (date(2018, 12, 31), False),  # bridging day …
        (date(2019, 1, 5), True),  # … worked off in the next year
    ],
)
def test_known_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_holidays_have_vietnamese_names() -> None:
    assert holiday_name(date(2025, 9, 2)) == "Quốc khánh"
    assert holiday_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert holiday_name(date(2026, 11, 23)) is None
    assert holiday_name(date(2026, 11, 22)) is None


def test_a_notice_overrides_the_package() -> None:
    tuesday, saturday = date(2026, 11, 17), date(2026, 11, 21)
    notice = Overrides(days_off=frozenset({tuesday}), days_worked=frozenset({saturday, date(2026, 11, 24)}))
    assert not is_working_day(tuesday, notice)
    assert is_working_day(saturday, notice)
    assert is_working_day(date(2026, 11, 24), notice)
    assert is_working_day(date(2026, 11, 18), notice)


def test_a_day_cannot_be_both() -> None:
    day = frozenset({date(2026, 11, 17)})
    with pytest.raises(ValueError, match="17/11/2026 vừa khai là ngày nghỉ vừa khai là ngày làm việc"):
        Overrides(day, day)


def test_years_without_a_calendar_are_refused() -> None:
    assert not is_working_day(date(FIRST_YEAR, 1, 1))
    assert not is_working_day(date(LAST_YEAR, 1, 1))
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(ValueError, match=f"không có năm {year}"):
            is_working_day(date(year, 6, 1))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 16), 1, date(2026, 11, 17)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # over the holiday of 24/11
        (date(2024, 4, 26), 3, date(2024, 5, 4)),  # 2/5, 3/5 and the worked Saturday
        (date(2025, 1, 24), 1, date(2025, 2, 3)),  # over Tết
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_deadlines(start: date, count: int, end: date) -> None:
    assert deadline(start, count) == end


def test_no_limit_is_shorter_than_a_day() -> None:
    with pytest.raises(ValueError, match="từ 01 ngày làm việc"):
        deadline(date(2026, 11, 23), 0)
    with pytest.raises(ValueError, match="không được âm"):
        add_working_days(date(2026, 11, 23), -1)


def test_nothing_added_is_the_same_day_even_a_sunday() -> None:
    assert add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


@given(near_days, counts, overrides)
def test_adding_and_counting_are_each_others_reverse(start: date, n: int, notice: Overrides) -> None:
    end = add_working_days(start, n, notice)
    assert working_days_between(start, end, notice) == n
    assert n == 0 or (is_working_day(end, notice) and deadline(start, n, notice) == end)


@given(days, st.integers(0, 20), st.integers(0, 20))
def test_adding_twice_is_adding_the_sum(start: date, a: int, b: int) -> None:
    assert add_working_days(add_working_days(start, a), b) == add_working_days(start, a + b)


@given(days, counts)
def test_a_later_start_never_ends_earlier(start: date, n: int) -> None:
    assert add_working_days(start, n) <= add_working_days(start + timedelta(days=1), n)
    assert n == 0 or add_working_days(start, n) > add_working_days(start, n - 1)


@given(near_days, near_days, near_days)
def test_counts_of_neighbouring_spans_add_up(a: date, b: date, c: date) -> None:
    assert working_days_between(a, b) + working_days_between(b, c) == working_days_between(a, c)
    assert working_days_between(a, b) == -working_days_between(b, a)


def test_the_version_tells_which_calendar_was_used() -> None:
    day, other = frozenset({date(2026, 11, 17)}), frozenset({date(2026, 11, 21)})
    plain = calendar_version()
    versions = {plain, calendar_version(Overrides(day)), calendar_version(Overrides(frozenset(), day))}
    versions |= {calendar_version(Overrides(day, other)), calendar_version(Overrides(other, day))}
    assert len(versions) == 5
    assert all(version.startswith(plain) for version in versions)
    assert plain.startswith("holidays-0.")
    assert calendar_version(Overrides(day | other)) == calendar_version(Overrides(other | day))
