"""Numbers of official papers: one series of one body in one year, from 1, no gap, no twin."""

from __future__ import annotations

from django.db import connection

from thidua.foundation.locks import lock_one
from thidua.foundation.models import NumberSeries


def next_number(*, unit_id: int, series: str, year: int) -> int:
    """Take the next number. Must run in the transaction that uses it: a rollback gives it back.

    Concurrent takers wait for each other, so no number is given twice and none is skipped.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction that uses it")
    row, _ = NumberSeries.objects.get_or_create(unit_id=unit_id, series=series, year=year)
    row = lock_one(NumberSeries, row.pk)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
