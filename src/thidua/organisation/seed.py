"""The administrative units of Đắk Nông of 2021 and what became of them on 1 July 2025.

Codes: the General Statistics Office's list; the new communes: Resolution 1671/NQ-UBTVQH15, their codes Decision
19/2025/QĐ-TTg. The border marks of Đắk Lao and Thuận Hạnh rest on maps, not on a named list.
A code may be used twice (24611 is a ward of 2021 and another of 2025), so the key is (period, code).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.db import transaction

from thidua.kernel.text import fold
from thidua.organisation.access import Keeper
from thidua.organisation.commands.units import create_units, succeed_units
from thidua.organisation.models import Unit
from thidua.organisation.types import Authority, NewUnit, SuccessionKind, UnitKind

BEFORE, AFTER = "2021", "2025"
CHANGE = date(2025, 7, 1)
_PROVINCES = "Nghị quyết số 202/2025/QH15"
_COMMUNES = "Nghị quyết số 1671/NQ-UBTVQH15"
_PREFIXES = ("Thành phố ", "Thị trấn ", "Phường ", "Huyện ", "Tỉnh ", "Xã ")
_BY_LEVEL = {
    "province": (UnitKind.PROVINCE, Authority.PROVINCE_CHAIR),
    "district": (UnitKind.DISTRICT, Authority.DISTRICT_CHAIR),
    "commune": (UnitKind.COMMUNE, Authority.COMMUNE_CHAIR),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: the unit, the code of the one above it, and its successor's code of 2025."""

    new: NewUnit
    parent: str
    successor: str


def listed() -> list[Listed]:
    """The list as it is kept, parents before children within each period."""
    source = files("thidua.organisation") / "data" / "daknong-units.csv"
    with source.open(encoding="utf-8") as lines:
        return [_listed(row) for row in csv.DictReader(lines)]


@transaction.atomic
def seed_units(actor: Keeper) -> int:
    """Create the units and their succession; returns how many, 0 when they are there already."""
    if Unit.objects.filter(period=BEFORE, code="67").exists():
        return 0
    rows = listed()
    ids: dict[tuple[str, str], int] = {}
    groups: dict[tuple[str, str], list[NewUnit]] = defaultdict(list)
    for row in rows:
        groups[row.new.period, row.parent].append(row.new)
    for (period, parent), new in groups.items():
        made = create_units(actor=actor, parent_id=ids[period, parent] if parent else None, new=new)
        ids |= {(period, unit.code): pk for unit, pk in zip(new, made, strict=True)}
    _succeed(actor, rows, ids)
    return len(rows)


def _succeed(actor: Keeper, rows: list[Listed], ids: dict[tuple[str, str], int]) -> None:
    names = {(row.new.period, row.new.code): row.new.name for row in rows}
    heirs: dict[str, list[str]] = defaultdict(list)
    for row in reversed(rows):  # communes before the province that holds them
        if row.successor:
            heirs[row.successor].append(row.new.code)
    for successor, codes in sorted(heirs.items(), key=lambda item: item[0] == "68"):
        same = len(codes) == 1 and fold(names[BEFORE, codes[0]]) == fold(names[AFTER, successor])
        succeed_units(
            actor=actor,
            kind=SuccessionKind.TRANSFER if same else SuccessionKind.MERGER,
            before_ids=[ids[BEFORE, code] for code in sorted(codes)],
            after_ids=[ids[AFTER, successor]],
            on=CHANGE,
            instrument=_PROVINCES if successor == "68" else _COMMUNES,
        )


def _listed(row: dict[str, str]) -> Listed:
    kind, authority = _BY_LEVEL[row["level"]]
    name = row["name"]
    place = next((name.removeprefix(p) for p in _PREFIXES if name.startswith(p)), name)
    new = NewUnit(
        name=name,
        kind=kind,
        code=row["code"],
        period=row["period"],
        authority=authority,
        symbol="UBND",
        place=place,
        head_title="Chủ tịch",
        short_name=place,
        name_alt=row["name_alt"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        border=row["border"] == "yes",
    )
    return Listed(new, row["parent_code"], row["successor_code"])
