"""What has to be done once on every business day: reminders, what runs late, the day's letters.

A room says it in `daily.py` as `run(today)`; what it does may be done twice without harm, for a day that broke off
is taken up again. The worker asks for the day with `queue_today`; `thidua daily` does so by hand.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from thidua.foundation import rooms
from thidua.foundation.clock import now, today
from thidua.foundation.jobs import enqueue
from thidua.foundation.models import DailyRun, Job

log = logging.getLogger(__name__)

KIND = "foundation.daily"
FROM_HOUR = 6
"""The hour at which a day begins: nobody is written to in the night."""


class DayUnfinished(Exception):
    """Some rooms could not do their day's work; the message names them."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """Who asks for the day's work: nobody in person."""

    today: date
    name: str = "Hệ thống"
    ref: str = "system"


def queue_today(*, at_once: bool = False) -> int | None:
    """Queue the work of the business day; returns the job's id, None before the day has begun.

    A day already queued or done is left as it is: one read.
    """
    if not (at_once or settings.TODAY or timezone.localtime().hour >= FROM_HOUR):
        return None
    day = today()
    key = f"{KIND}:{day.isoformat()}"
    known: int | None = Job.objects.filter(key=key).values_list("pk", flat=True).first()
    if known is not None and not at_once:
        return known
    return enqueue(KIND, key, {"day": day.isoformat()}, _Clock(day))


def run_day(day: date) -> int:
    """Let every room that has not yet done so do the day's work; returns how many did.

    A room that fails does not keep the others from theirs. Raises DayUnfinished when one did.
    """
    finished = set(DailyRun.objects.filter(day=day).values_list("room", flat=True))
    count, failed = 0, []
    for room, path in rooms.having("daily"):
        if room in finished or room == "foundation":
            continue
        try:
            import_module(path).run(day)
        except Exception:
            log.exception("the day's work of %s failed", room)
            failed.append(room)
        else:
            DailyRun.objects.get_or_create(room=room, day=day, defaults={"done_at": now()})
            count += 1
    if failed:
        raise DayUnfinished(", ".join(failed))
    return count
