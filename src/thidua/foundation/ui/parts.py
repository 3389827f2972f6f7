"""Values that the screens' parts are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step of a way: what happened (or is to happen) at which unit, by whom, when, on what paper.

    `tone`: good, bad, wait, honour for what is past; `now` for where it stands, `next` for what is to come.
    `due` is the last day of a step that waits; `due_rule` says which rule set it.
    """

    title: str
    who: str = ""
    unit: str = ""
    at: date | datetime | None = None
    text: str = ""
    tone: str = "good"
    due: date | None = None
    due_rule: str = ""
    paper: str = ""
    url: str = ""

    @property
    def has_time(self) -> bool:
        """Whether `at` says the hour too."""
        return isinstance(self.at, datetime)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of a page; `count` is shown when it is not None."""

    key: str
    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A last day as it looks from today: words and tone."""

    words: str
    tone: str


def due_words(day: date, today: date, soon: int = 3) -> Due:
    """How far a last day is: "còn 3 ngày", "hôm nay", "quá hạn 2 ngày". Calendar days."""
    left = (day - today).days
    if left < 0:
        return Due(f"quá hạn {-left} ngày", "late")
    if left == 0:
        return Due("hạn hôm nay", "soon")
    return Due(f"còn {left} ngày", "soon" if left <= soon else "")
