"""The day's work: units are told how many reviews and tasks are due soon or late, at most once in six days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from thidua.foundation.notices import notify_many
from thidua.movements import links
from thidua.movements.access import DESK
from thidua.movements.models import Reminder
from thidua.movements.queries import Owed, owed
from thidua.organisation.queries import successors, unit_refs

AHEAD = timedelta(days=7)
PAUSE = timedelta(days=6)
"""How long a unit is left alone after it was told: our own choice."""


@transaction.atomic
def run(today: date) -> None:
    """One notice a unit with how many reviews and tasks are due within a week or late; repeated, it adds nothing.

    What a merged unit owed is told to the units in its place. Six queries at most, more after a chain of mergers.
    """
    found = owed(None, until=today + AHEAD)
    if not found:
        return
    owners = unit_refs({each.unit_id for each in found})
    ended = [unit.id for unit in owners.values() if not unit.valid_on(today)]
    heirs = successors(ended, today) if ended else {}
    waiting: dict[int, list[Owed]] = defaultdict(list)
    for each in found:
        for unit_id in [unit.id for unit in heirs.get(each.unit_id, [])] or [each.unit_id]:
            waiting[unit_id].append(each)
    told = set(
        Reminder.objects.filter(unit__in=waiting, on__gt=today - PAUSE, on__lte=today).values_list("unit", flat=True)
    )  # fmt: skip
    fresh = sorted(set(waiting) - told)
    Reminder.objects.bulk_create(Reminder(unit_id=pk, on=today) for pk in fresh)
    notify_many((pk, DESK, _words(waiting[pk], today), _place(waiting[pk])) for pk in fresh)


def _words(rows: list[Owed], today: date) -> str:
    late = sum(row.due < today for row in rows)
    reviews = sum(row.kind == "review" for row in rows)
    parts = []
    if reviews:
        parts.append(f"{reviews} kỳ sơ kết, tổng kết")
    if len(rows) > reviews:
        parts.append(f"{len(rows) - reviews} nhiệm vụ")
    words = f"Phong trào thi đua: {' và '.join(parts)} đến hạn trong 7 ngày tới hoặc đã quá hạn"
    return f"{words} ({late} đã quá hạn)." if late else f"{words}."


def _place(rows: list[Owed]) -> str:
    movements = {row.movement_id for row in rows}
    return links.movement(next(iter(movements))) if len(movements) == 1 else links.LIST
