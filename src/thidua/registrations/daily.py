"""Registrations of ended units pass on; then reminders before a season closes, at every level.

A unit is reminded of its own registration not sent, and of how many below have not.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import transaction
from django.urls import reverse

from thidua.access.types import system_actor
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify_many
from thidua.organisation.queries import subtree
from thidua.registrations import logic
from thidua.registrations.access import READERS
from thidua.registrations.models import Registration, Season, SeasonReminder
from thidua.registrations.passing_on import pass_on
from thidua.registrations.types import State


def run(today: date) -> None:
    """Pass on what ended units left; remind every unit once for each step that has come, after a missed day too."""
    pass_on(today)
    running = Season.objects.filter(closed_on=None, opens__lte=today, closes__gte=today)
    told = set(SeasonReminder.objects.filter(season__in=running).values_list("season_id", "closes", "days"))
    for season in running.order_by("pk"):
        step = logic.reminder_due(season.opens, season.closes, today)
        if step is not None and (season.pk, season.closes, step) not in told:
            _remind(season.pk, today)


@transaction.atomic
def _remind(season_id: int, today: date) -> None:
    """Tell the units of one season; nothing where that was done meanwhile, or the season was closed or extended."""
    season = lock_one(Season, season_id)
    step = logic.reminder_due(season.opens, season.closes, today)
    if step is None or season.closed_on is not None:
        return
    if SeasonReminder.objects.filter(season=season, closes=season.closes, days=step).exists():
        return
    sent = set(
        Registration.objects.filter(season=season, state__in=[State.SENT, State.APPROVED]).values_list(
            "unit_id", flat=True
        )
    )
    units = subtree(season.unit.path, today)
    missing = {unit.id for unit in units if unit.id != season.unit_id and unit.id not in sent}
    below = Counter(unit.parent_id for unit in units if unit.id in missing)
    told = [unit.id for unit in units if unit.id in missing or below[unit.id]]
    page = reverse("registrations:season", args=[season.pk])
    notify_many(
        (pk, READERS, _words(season, pk in missing, below[pk], today), f"{page}?don-vi={pk}") for pk in told
    )
    SeasonReminder.objects.create(season=season, closes=season.closes, days=step, on=today, units=len(told))
    says = f"Nhắc {len(told)} đơn vị về “{season.title}”, trước hạn {step} ngày"
    record(system_actor(today), Act("registrations.remind", "season", season.pk, says, season.unit_id))


def _words(season: Season, own: bool, below: int, today: date) -> str:
    left = (season.closes - today).days
    until = f"còn {left} ngày, hạn {season.closes:%d/%m/%Y}" if left else "hôm nay là ngày cuối"
    said = ["chưa nhận được đăng ký của đơn vị"] if own else []
    if below:
        said.append(f"{below} đơn vị trực thuộc chưa gửi đăng ký")
    return f"Nhắc: {season.title}: {'; '.join(said)}; {until}."
