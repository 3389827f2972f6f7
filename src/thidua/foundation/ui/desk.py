"""What a room puts on the officer's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DeskItem:
    """Something that waits for this person: a title, a line of detail, a last day and one button.

    `count` is how many cases it stands for; items of tone `bad` or past their day come first anyway.
    """

    title: str
    detail: str
    url: str
    button: str
    due: date | None = None
    count: int = 1
    tone: str = "act"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something that falls on a day for this person's posts; rooms give them by `desk.dates(actor, since, until)`.

    `key` names the thing for good ("duties.duty.12"): a calendar that is read again knows what moved.
    """

    key: str
    on: date
    title: str
    url: str
    detail: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Below:
    """How far one unit directly below has come: counts of its cases by where they stand."""

    unit: str
    url: str
    not_started: int = 0
    waiting: int = 0
    returned: int = 0
    done: int = 0

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """The counts with their headings, in the order of the table."""
        return (
            ("Chưa gửi", self.not_started),
            ("Đang chờ", self.waiting),
            ("Đã trả lại", self.returned),
            ("Đã xong", self.done),
        )

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come from the unit yet."""
        return not any(count for _, count in self.counts)

    def __add__(self, other: Below) -> Below:
        """The same unit as another room counts it."""
        return Below(
            self.unit,
            self.url or other.url,
            self.not_started + other.not_started,
            self.waiting + other.waiting,
            self.returned + other.returned,
            self.done + other.done,
        )


def in_order(items: list[DeskItem]) -> list[DeskItem]:
    """By last day, those without one at the end; then by title."""
    return sorted(items, key=lambda item: (item.due is None, item.due or date.max, item.title))
