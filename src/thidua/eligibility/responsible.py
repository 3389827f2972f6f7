"""Which unit looks at an award again: the one that decided it, or what is left of the way up to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from thidua.achievements.models import AwardRecord
from thidua.foundation.models import LedgerEntry
from thidua.lawbook import load_book
from thidua.organisation.models import Unit


def units_of(record_ids: Collection[int], today: date) -> dict[int, int]:
    """By record, the unit whose decision conferred it; of one on paper, the nearest unit whose head held that power.

    A unit that has ended leaves it to the nearest one above that has not; what the State decided lies with the top
    unit, which forwarded it. Three queries.
    """
    rows = list(
        AwardRecord.objects.filter(pk__in=record_ids).values("pk", "award", "decided_on", "unit__path")
    )
    deciders = _conferred_by(record_ids)
    ids = {pk for row in rows for pk in _ids(row["unit__path"])} | set(deciders.values())
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids)}
    return {row["pk"]: _unit(row, deciders.get(row["pk"]), units, today) for row in rows}


def _unit(row: dict[str, Any], decider: int | None, units: dict[int, Unit], today: date) -> int:
    way = [units[pk] for pk in reversed(_ids(row["unit__path"]))]
    if decider is not None:
        way = [units[decider], *(unit for unit in way if units[decider].path.startswith(unit.path))]
    else:
        book = load_book()
        powers = book.deciders(row["award"], row["decided_on"]) if row["award"] in book.awards else ()
        able = next((at for at, unit in enumerate(way) if unit.authority in powers), len(way) - 1)
        way = way[able:]
    standing = (unit for unit in way if unit.valid_to is None or unit.valid_to >= today)
    return int(next(standing, way[-1]).pk)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]


def _conferred_by(record_ids: Collection[int]) -> dict[int, int]:
    """The unit that conferred each award on this platform, as the ledger says. One query."""
    acts = LedgerEntry.objects.filter(
        object_type="award_record", object_id__in=[str(pk) for pk in record_ids], act="achievements.confer"
    )
    return {int(pk): unit_id for pk, unit_id in acts.values_list("object_id", "unit_id") if unit_id}
