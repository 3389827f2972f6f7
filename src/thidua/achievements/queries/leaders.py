"""Penalties of those who lead a unit, for the deductions of its score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from thidua.achievements.models import Penalty


def leaders_penalised_system(unit_ids: Collection[int], year: int) -> dict[int, list[str]]:
    """{unit: levels of the penalties its leaders were given in that year}; units without one are absent. One query.

    A leader counts at the unit where they serve now.
    """
    rows = Penalty.objects.filter(
        date__year=year, recipient__unit__in=unit_ids, recipient__person__leader=True
    ).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for unit_id, level in rows.values_list("recipient__unit_id", "level"):
        found[unit_id].append(level)
    return dict(found)
