"""What rooms above know of cases against units: they register a counter under the name a sheet's deduction gives."""

from __future__ import annotations

from collections.abc import Callable, Collection

Counter = Callable[[Collection[int], int], dict[int, int]]
"""(unit ids, year) → how many cases each unit has; units without one may be absent. A constant number of queries."""

_counters: dict[str, Counter] = {}


def register(name: str, counter: Counter) -> None:
    """Offer a counter; a name is taken once."""
    if _counters.get(name, counter) is not counter:
        raise ValueError(f"two feeds named {name}")
    _counters[name] = counter


def count(name: str, unit_ids: Collection[int], year: int) -> dict[int, int] | None:
    """The cases of each unit; None when no room offers that feed."""
    counter = _counters.get(name)
    return None if counter is None else counter(unit_ids, year)
