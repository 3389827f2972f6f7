"""Whom an order is for: its words set against the units that stand at and below the issuing level on a day."""

from __future__ import annotations

from datetime import date

from thidua.directives.placing import Placed, Places
from thidua.organisation.queries import chain, children, subtree
from thidua.organisation.types import UnitRef

__all__ = ["Placed", "Places", "places", "recipients", "resolve"]


def places(unit: UnitRef, on: date) -> Places:
    """The tree of `unit` as of that day, to be asked for the words of many clauses. One query."""
    return Places(unit, subtree(unit.path, on))


def recipients(unit: UnitRef, on: date) -> Places:
    """As `places`, with the units above and beside, which a document may be sent to by name. Three queries."""
    above = [each for each in chain(unit.path) if each.id != unit.id]
    beside = (
        [each for each in children(above[-1].id, on) if not unit.path.startswith(each.path)] if above else []
    )
    return Places(unit, subtree(unit.path, on), (*reversed(above), *beside))


def resolve(words: str, unit: UnitRef, on: date) -> list[UnitRef]:
    """The units at and below `unit` on that day that `words` mean, parents first; none for words without a unit.

    Ask `places(unit, on).place(words)` to learn which words found no unit, or for many words at once. One query.
    """
    return list(places(unit, on).place(words).units)
