"""Reminders before a season closes."""

from __future__ import annotations

from datetime import date, timedelta

from thidua.access.types import system_actor
from thidua.registrations.commands import remind
from thidua.registrations.models import Season

AHEAD = timedelta(days=5)


def run(today: date) -> None:
    """Five days before the last day, remind the units right below the one that opened the season."""
    for season in Season.objects.filter(closed_on=None, closes=today + AHEAD):
        remind(actor=system_actor(today), season_id=season.pk, unit_id=season.unit_id)
