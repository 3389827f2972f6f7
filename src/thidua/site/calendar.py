"""What falls on which day for one person: a month on a page, and a feed for the calendar they use anyway."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar
from django.conf import settings
from django.core import signing

from thidua.access.standing import asked_once
from thidua.access.types import Actor
from thidua.foundation.ui.desk import CalendarEntry
from thidua.site.desk import providers

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
"""How far a feed looks."""
_SIGNER = signing.Signer(salt="thidua.site.calendar")


def entries(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """What falls between two days (both counted), by day; a constant number of queries.

    A room that keeps no calendar of its own is asked for the last days on its desk.
    """
    found: list[CalendarEntry] = []
    with asked_once():
        for module in providers():
            if hasattr(module, "dates"):
                found += module.dates(actor, since, until)
            elif hasattr(module, "items"):
                found += [
                    CalendarEntry(
                        f"{module.__name__}:{item.url}", item.due, item.title, item.url, item.detail
                    )
                    for item in module.items(actor)
                    if item.due is not None and since <= item.due <= until
                ]
    return sorted(found, key=lambda entry: (entry.on, entry.done, entry.title))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's table."""

    on: date
    inside: bool
    entries: tuple[CalendarEntry, ...]

    @property
    def open(self) -> int:
        """How many of its entries are not done."""
        return sum(not entry.done for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks that begin on Monday."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def before(self) -> date:
        """First day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """First day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def busy(self) -> tuple[Day, ...]:
        """The month's own days on which something falls."""
        return tuple(day for week in self.weeks for day in week if day.inside and day.entries)


def month_asked(text: str, today: date) -> date:
    """First day of the month written as yyyy-mm; of today's month when it is not a month of 2000–2099."""
    try:
        asked = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        return today.replace(day=1)
    return asked if 2000 <= asked.year < 2100 else today.replace(day=1)


def month(first: date, found: Iterable[CalendarEntry]) -> Month:
    """Lay entries out over the month of `first`."""
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in found:
        by_day.setdefault(entry.on, []).append(entry)
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(
            tuple(Day(day, day.month == first.month, tuple(by_day.get(day, ()))) for day in week)
            for week in weeks
        ),
    )


def feed(actor: Actor, now: datetime) -> bytes:
    """The actor's calendar in the iCalendar format: whole days, kept apart by the entries' lasting keys."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Thi dua//Lich//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Thi đua: {actor.posts[0].unit_name}" if actor.posts else "Thi đua")
    host = settings.BASE_URL.partition("//")[2].partition("/")[0].partition(":")[0]
    stamp = now.astimezone(UTC)
    for entry in entries(actor, actor.today - BACK, actor.today + AHEAD):
        event = icalendar.Event()
        event.add("uid", f"{entry.key}@{host}")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", f"Đã xong: {entry.title}" if entry.done else entry.title)
        if entry.detail:
            event.add("description", entry.detail)
        event.add("url", settings.BASE_URL + entry.url)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def token_of(post_id: int, turn: int) -> str:
    """The secret part of a feed's address; another turn makes another address."""
    return _SIGNER.sign(f"{post_id}.{turn}")


def post_of(token: str) -> tuple[int, int] | None:
    """The post and turn a token was made for; None for anything else."""
    try:
        post_id, _, turn = _SIGNER.unsign(token).partition(".")
        return int(post_id), int(turn)
    except (signing.BadSignature, ValueError):
        return None
