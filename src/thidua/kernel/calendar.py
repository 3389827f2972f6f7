"""Working days of Vietnamese state bodies, and the limits counted in them.

Monday to Friday, without the public holidays and their days in lieu, with the Saturdays worked in exchange
for a bridging day. The days come from the package `holidays`, which knows the yearly notices up to its
release and goes by the rules for later years; an override table corrects it when a notice says otherwise.
Store `calendar_version` next to a computed deadline, so that it can be told later why the day was right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from itertools import islice

import holidays

FIRST_YEAR, LAST_YEAR = 1995, 2099
"""The years whose lunar holidays are known; days outside them are refused."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Overrides:
    """Days on which a notice departs from the package: extra days off, extra days worked.

    A day cannot be both (ValueError).
    """

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        both = sorted(self.days_off & self.days_worked)
        if both:
            raise ValueError(f"Ngày {both[0]:%d/%m/%Y} vừa khai là ngày nghỉ vừa khai là ngày làm việc.")


NO_OVERRIDES = Overrides()


def is_working_day(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Whether offices work on the day. Raises ValueError for a year outside FIRST_YEAR to LAST_YEAR."""
    if day in overrides.days_worked:
        return True
    if day in overrides.days_off:
        return False
    names, worked_weekends = _year(day.year)
    if day in names:
        return False
    return day.weekday() < _SATURDAY or day in worked_weekends


def holiday_name(day: date) -> str | None:
    """The Vietnamese name of the public holiday or day in lieu, None on any other day."""
    return _year(day.year)[0].get(day)


def add_working_days(start: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """The `count`-th working day after `start`; `start` itself, whatever day it is, when `count` is 0.

    Raises ValueError when `count` is negative.
    """
    if count < 0:
        raise ValueError("Số ngày làm việc cộng thêm không được âm.")
    if count == 0:
        return start
    return next(islice(_working_days_after(start, overrides), count - 1, None))


def working_days_between(start: date, end: date, overrides: Overrides = NO_OVERRIDES) -> int:
    """How many working days lie after `start`, up to and including `end`; negative when `end` comes first.

    So `working_days_between(start, add_working_days(start, n))` is n.
    """
    if end < start:
        return -working_days_between(end, start, overrides)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, overrides) for day in days)


def deadline(start: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """The last day of a limit of `count` working days that began with an event on `start`.

    The day of the event is not counted: the first day of the limit is the next working day.
    Raises ValueError when the limit is shorter than one day.
    """
    if count < 1:
        raise ValueError("Thời hạn phải từ 01 ngày làm việc trở lên.")
    return add_working_days(start, count, overrides)


def calendar_version(overrides: Overrides = NO_OVERRIDES) -> str:
    """Which calendar was used: the package with its version and, when there are overrides, their digest."""
    base = f"holidays-{version('holidays')}"
    if overrides == NO_OVERRIDES:
        return base
    days = [f"-{day.isoformat()}" for day in sorted(overrides.days_off)]
    days += [f"+{day.isoformat()}" for day in sorted(overrides.days_worked)]
    return f"{base}+{hashlib.sha256(' '.join(days).encode()).hexdigest()[:12]}"


def _working_days_after(start: date, overrides: Overrides) -> Iterator[date]:
    day = start
    while True:
        day += _ONE_DAY
        if is_working_day(day, overrides):
            yield day


@cache
def _year(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The holidays of the year by day, and the weekend days worked in it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"Lịch làm việc chỉ có từ năm {FIRST_YEAR} đến năm {LAST_YEAR}, không có năm {year}."
        )
    # An exchange may cross the new year, so the neighbours are asked as well.
    known = holidays.country_holidays("VN", years=(year - 1, year, year + 1), language="vi", expand=False)
    names = {day: name for day, name in known.items() if day.year == year}
    return names, frozenset(day for day in known.weekend_workdays if day.year == year)
