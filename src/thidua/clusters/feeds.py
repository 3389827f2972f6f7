"""What rooms above know of cases against units: they register a counter under the name a sheet's deduction gives."""

from __future__ import annotations

from collections.abc import Callable, Collection

Counter = Callable[[Collection[int], int], dict[int, int]]
"""(unit ids, year) → how many cases each unit has; units without one may be absent. A constant number of queries."""

ClusterCounter = Callable[[Collection[int], int, int | None], dict[int, int]]
"""The same of what happened in one cluster, (…, cluster id); None counts all clusters of the year."""

_counters: dict[str, Counter] = {}
_within: dict[str, ClusterCounter] = {}


def register(name: str, counter: Counter) -> None:
    """Offer a counter; a name is taken once."""
    if name in _within or _counters.get(name, counter) is not counter:
        raise ValueError(f"two feeds named {name}")
    _counters[name] = counter


def register_within(name: str, counter: ClusterCounter) -> None:
    """Offer a counter of what happens within a cluster; a name is taken once."""
    if name in _counters or _within.get(name, counter) is not counter:
        raise ValueError(f"two feeds named {name}")
    _within[name] = counter


def count(
    name: str, unit_ids: Collection[int], year: int, cluster_id: int | None = None
) -> dict[int, int] | None:
    """The cases of each unit; None when no room offers that feed."""
    if within := _within.get(name):
        return within(unit_ids, year, cluster_id)
    counter = _counters.get(name)
    return None if counter is None else counter(unit_ids, year)
