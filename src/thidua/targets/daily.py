"""The day's work: units are told how many reports of targets are due soon or late, at most once in a fortnight."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from thidua.foundation.notices import notify_many
from thidua.targets import due
from thidua.targets.access import OFFICERS
from thidua.targets.models import Reminder
from thidua.targets.types import DueDay

AHEAD = timedelta(days=7)
PAUSE = timedelta(days=13)
"""How long a unit is left alone after it was told: our own choice."""


def run(today: date) -> None:
    """Do it once or more often on a day: what is done already is left alone."""
    _remind(today)


@transaction.atomic
def _remind(today: date) -> None:
    """One notice a unit, whatever the number of targets; repeated, it adds nothing. Five queries at most."""
    rows: dict[int, list[DueDay]] = defaultdict(list)
    for each, day in due.waiting(Q(), today):
        if day.due <= today + AHEAD:
            rows[each.unit_id].append(day)
    told = Reminder.objects.filter(on__gt=today - PAUSE, on__lte=today).values_list("unit_id", flat=True)
    fresh = sorted(set(rows) - set(told))
    Reminder.objects.bulk_create([Reminder(unit_id=pk, on=today) for pk in fresh], batch_size=500)
    page = reverse("targets:due")
    notify_many((pk, tuple(OFFICERS), _words(rows[pk], today), page) for pk in fresh)


def _words(days: list[DueDay], today: date) -> str:
    late = sum(day.due < today for day in days)
    words = (
        f"Báo cáo chỉ tiêu: {len(days)} chỉ tiêu ({due.names(days)}) đến hạn trong 7 ngày tới hoặc đã quá hạn"
    )
    return f"{words}; {late} đã quá hạn." if late else f"{words}."
