"""The day's work: renamed units get the plans of what they were, and units are told which reports are due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from thidua.access.types import Actor, system_actor
from thidua.foundation.notices import notify, notify_many
from thidua.organisation.queries import successors
from thidua.targets import commands, due
from thidua.targets.access import OFFICERS
from thidua.targets.models import Reminder, Value
from thidua.targets.taking import digest, past_of, takings
from thidua.targets.types import DueDay, Kind, Taking, TargetState

AHEAD = timedelta(days=7)
PAUSE = timedelta(days=13)
"""How long a unit is left alone after it was told: our own choice."""


def run(today: date) -> None:
    """Do it once or more often on a day: what is done already is left alone."""
    _take_over(today)
    _remind(today)


def _take_over(today: date) -> None:
    """Take over the plans where nothing has to be guessed: a unit renamed or moved, and not a merger or a split."""
    plans = Value.objects.filter(
        kind=Kind.PLAN, current=True, year_to__gte=today.year, unit__valid_to__lt=today,
        target__state=TargetState.ACTIVE,
    )  # fmt: skip
    ended = set(plans.order_by().values_list("unit_id", flat=True).distinct())
    heirs = {unit.id: unit for units in successors(ended, today).values() for unit in units} if ended else {}
    if not heirs:
        return
    past = past_of(heirs, today)
    system = system_actor(today)
    for pk, rows in takings(list(heirs.values()), today, past).items():
        if past.is_plain(pk) and all(row.amount for row in rows):
            _take_plain(system, pk, rows, past.papers[pk])


@transaction.atomic
def _take_plain(system: Actor, unit_id: int, rows: list[Taking], papers: str) -> None:
    commands.take_over(actor=system, unit_id=unit_id, seen=digest(rows))
    words = f"Đã tự nhận {len(rows)} kế hoạch chỉ tiêu của đơn vị trước đây ({papers})."
    page = reverse("targets:unit", args=[unit_id])
    notify(unit_id=unit_id, roles=[role.value for role in OFFICERS], text=words, url=page)


@transaction.atomic
def _remind(today: date) -> None:
    """One notice a unit, whatever the number of targets, at most once in a fortnight; repeated, it adds nothing.

    Five queries at most.
    """
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
