"""The desk is gathered from the rooms: each that has a `desk.py` says what waits and how far those below are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from thidua.access.standing import asked_once
from thidua.access.types import Actor
from thidua.foundation import rooms
from thidua.foundation.ui.desk import Below, DeskItem, in_order


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person finds on the desk."""

    items: tuple[DeskItem, ...]
    below: tuple[Below, ...]

    @property
    def busy(self) -> tuple[Below, ...]:
        """Units below that have begun."""
        return tuple(row for row in self.below if not row.is_quiet)

    @property
    def quiet(self) -> tuple[Below, ...]:
        """Units below from which nothing has come."""
        return tuple(row for row in self.below if row.is_quiet)

    @property
    def total(self) -> Below:
        """The counts of all units below together."""
        sums = [
            sum(getattr(row, name) for row in self.below)
            for name in ("not_started", "waiting", "returned", "done")
        ]
        return Below("Tất cả", "", *sums)


@lru_cache(maxsize=1)
def providers() -> tuple[Any, ...]:
    return tuple(import_module(path) for room, path in rooms.having("desk") if room != "site")


def _ask(name: str) -> list[Callable[[Actor], list[Any]]]:
    return [getattr(module, name) for module in providers() if hasattr(module, name)]


def desk_of(actor: Actor) -> Desk:
    """Ask every room, in its constant number of queries; put what waits in order of its last day.

    A unit that several rooms count is shown once, with the counts added.
    """
    below: dict[str, Below] = {}
    with asked_once():
        items = [item for items in _ask("items") for item in items(actor)]
        for rows in _ask("below"):
            for row in rows(actor):
                below[row.unit] = below[row.unit] + row if row.unit in below else row
    return Desk(tuple(in_order(items)), tuple(below.values()))
