"""What the rooms below and this one know against a unit, counted for the deductions that name it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from thidua.achievements.queries import leaders_penalised_system
from thidua.clusters.feeds import ClusterCounter, Counter
from thidua.clusters.queries import absences
from thidua.duties.queries import days_late_system
from thidua.foundation.clock import today


def _late(least: int, below: int | None, unit_ids: Collection[int], year: int) -> dict[int, int]:
    """Duties reported (or waiting) at least so many days late, and fewer than `below`."""
    found = days_late_system(unit_ids, year, today())
    return {
        unit_id: sum(least <= late and (below is None or late < below) for late in days)
        for unit_id, days in found.items()
    }


def _penalised(mild: bool, unit_ids: Collection[int], year: int) -> dict[int, int]:
    """Leaders reprimanded, or punished harder than that."""
    found = leaders_penalised_system(unit_ids, year)
    return {
        unit_id: sum((level == "reprimand") is mild for level in levels) for unit_id, levels in found.items()
    }


COUNTERS: dict[str, Counter] = {
    "late_5": partial(_late, 5, 10),
    "late_10": partial(_late, 10, 15),
    "late_15": partial(_late, 15, None),
    "leader_reprimanded": partial(_penalised, True),
    "leader_warned": partial(_penalised, False),
}
"""By the names that `scoring.words.FEEDS` explains; the room of nominations offers `returned` itself."""

WITHIN: dict[str, ClusterCounter] = {name: partial(absences, name) for name in ("absent", "leader_away")}
"""What the cluster's own attendance tells; only its own activities cost points in its round."""
