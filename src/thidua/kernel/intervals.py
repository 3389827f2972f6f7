"""Spans of days with both ends included; an open end means "until further notice"."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `first` to `last`, both included; `last` None means open.

    Raises ValueError when it ends before it starts.
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"Khoảng ngày kết thúc ({self.last}) trước khi bắt đầu ({self.first}).")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: Interval) -> bool:
        """Whether some day is in both."""
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )

    def covers(self, other: Interval) -> bool:
        """Whether every day of `other` is in this one."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)

    def clip(self, other: Interval) -> Interval | None:
        """The days in both, None for none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.last, other.last) if end is not None]
        return Interval(max(self.first, other.first), min(ends) if ends else None)

    @property
    def days(self) -> int | None:
        """The number of days, None when open."""
        return None if self.last is None else (self.last - self.first).days + 1


def breaks(intervals: Sequence[Interval]) -> list[tuple[str, date]]:
    """Where a sequence, taken in order of its first days, has a gap or an overlap: ("gap" or "overlap", first day)."""
    found: list[tuple[str, date]] = []
    ordered = sorted(intervals, key=lambda each: each.first)
    for before, after in pairwise(ordered):
        if before.last is None or after.first <= before.last:
            found.append(("overlap", after.first))
        elif after.first > before.last + ONE_DAY:
            found.append(("gap", before.last + ONE_DAY))
    return found


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), the last of the month where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_months(first: date, last: date) -> int:
    """Full months from the start of `first` to the end of `last`; zero when `last` is before `first`."""
    if last < first:
        return 0
    end = last + ONE_DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    return months if _month_day(first, months) <= end else months - 1


def _month_day(first: date, months: int) -> date:
    """The day after that many full months: where the month is too short, the first of the next."""
    day = add_months(first, months)
    return day if day.day == first.day else day + ONE_DAY


def joined(intervals: Iterable[Interval], today: date) -> list[tuple[date, date]]:
    """The intervals up to `today` as stretches without a break between them, first day and last, in order of time."""
    found: list[tuple[date, date]] = []
    for each in sorted((each for each in intervals if each.first <= today), key=lambda each: each.first):
        last = min(each.last or today, today)
        if found and each.first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((each.first, last))
    return found


def months_covered(intervals: Iterable[Interval], today: date) -> int:
    """Full months in the union of the intervals up to `today`, each joined stretch counted by itself."""
    return sum(full_months(first, last) for first, last in joined(intervals, today))
