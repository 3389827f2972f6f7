"""What a workbook is judged by and what one is written from: the catalogue, the units, the amounts that stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from thidua.access.types import Actor
from thidua.kernel.decision import Decision
from thidua.organisation.models import Unit
from thidua.organisation.queries import valid_on
from thidua.organisation.types import UnitKind, UnitRef
from thidua.targets.access import may_enter, sees_targets, sees_values
from thidua.targets.exchange import Ground, Line, Stood, UnitKey
from thidua.targets.models import Target, Value
from thidua.targets.settling import amount_of
from thidua.targets.types import Amount, Kind, NewTarget, Paper, Period, TargetState

LEVELS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)


def ground(actor: Actor, owner: UnitRef) -> Ground:
    """What a workbook for the catalogue of `owner` is judged by. Four queries."""
    rows = {
        row.code: row
        for row in Target.objects.filter(sees_targets(actor), unit_id=owner.id).select_related("agency")
    }
    units = unit_keys(Unit.objects.filter(path__startswith=owner.path))
    agencies = {unit.id: unit for unit in set(units.values())}
    for row in rows.values():
        if row.agency and row.agency_id not in agencies:
            agencies[row.agency_id] = _key(row.agency)
    codes = {row.pk: code for code, row in rows.items()}
    standing = {
        (codes[row.target_id], row.unit_id, Period(row.year_from, row.year_to), Kind(row.kind)): Stood(
            row.pk, _amount(row), _paper(row)
        )
        for row in Value.objects.filter(target__in=codes, current=True)
    }

    def may(kind: Kind, code: str, unit: UnitKey) -> Decision:
        row = rows.get(code)
        return may_enter(
            actor, kind, path=unit.path, owner_path=owner.path, agency_id=row.agency_id if row else None,
            agency_path=row.agency.path if row and row.agency else "",
        )  # fmt: skip

    everywhere = actor.is_system or _agent(actor, rows)
    return Ground(
        targets={code: row.particulars for code, row in rows.items()},
        units={code: unit for code, unit in units.items() if everywhere or actor.posts_over(unit.path)},
        agencies={unit.code: pk for pk, unit in agencies.items()},
        standing=standing,
        retired=frozenset(code for code, row in rows.items() if row.state == TargetState.RETIRED),
        may=may,
        today=actor.today,
    )


def lines_of(
    actor: Actor, owner: UnitRef, years: Period, *, blanks: int | None = None
) -> tuple[list[NewTarget], dict[int, str], list[Line]]:
    """The catalogue of `owner`, its agencies' codes, and every amount within the years that the actor sees.

    With `blanks`, a year, also an empty line for each administrative unit and target in use. Three queries.
    """
    rows = list(
        Target.objects.filter(sees_targets(actor), unit_id=owner.id)
        .select_related("agency")
        .order_by("place", "code", "pk")
    )
    values = Value.objects.filter(
        sees_values(actor), target__in=[row.pk for row in rows], current=True, amount__isnull=False,
        year_from__gte=years.first, year_to__lte=years.last,
    )  # fmt: skip
    found: dict[tuple[int, int, Period], dict[Kind, tuple[Amount, Paper]]] = {}
    for value in values:
        amount = _amount(value)
        assert amount is not None
        key = (value.target_id, value.unit_id, Period(value.year_from, value.year_to))
        found.setdefault(key, {})[Kind(value.kind)] = (amount, _paper(value))
    having = {unit_id for _, unit_id, _ in found}
    wanted = Q(pk__in=having)
    if blanks is not None:
        wanted |= Q(path__startswith=owner.path, kind__in=LEVELS) & valid_on(date(blanks, 12, 31))
    units = {
        unit.pk: _key(unit)
        for unit in Unit.objects.filter(wanted).order_by("depth", "sort_key", "pk")
        if unit.pk in having or actor.is_system or actor.posts_over(unit.path)
    }
    if blanks is not None:
        for row in rows:
            for pk, unit in units.items():
                if row.state == TargetState.ACTIVE and unit.path.startswith(owner.path):
                    found.setdefault((row.pk, pk, Period(blanks, blanks)), {})
    place = {row.pk: at for at, row in enumerate(rows)}
    order = {pk: at for at, pk in enumerate(units)}
    keys = sorted(found, key=lambda key: (place[key[0]], key[2], order[key[1]]))
    codes = {row.pk: row.code for row in rows}
    lines: list[Line] = [(codes[key[0]], units[key[1]], key[2], found[key]) for key in keys]
    agencies = {row.agency_id: _key(row.agency).code for row in rows if row.agency}
    return [row.particulars for row in rows], agencies, lines


def unit_keys(rows: object) -> dict[str, UnitKey]:
    """Units by what workbooks call them: code and period, and the code alone where only one unit bears it."""
    found: dict[str, UnitKey] = {}
    plain: dict[str, list[UnitKey]] = {}
    for unit in rows:  # type: ignore[attr-defined]
        key = _key(unit)
        found[key.code] = key
        plain.setdefault(unit.code, []).append(key)
    for code, keys in plain.items():
        if len(keys) == 1:
            found.setdefault(code, keys[0])
    return found


def _key(unit: Unit) -> UnitKey:
    code = f"{unit.code}@{unit.period}" if unit.period else unit.code
    return UnitKey(unit.pk, code, unit.name, unit.path, unit.valid_from, unit.valid_to)


def _agent(actor: Actor, rows: Mapping[str, Target]) -> bool:
    """Whether the actor works for an owner agency, which enters figures of all units."""
    return any(row.agency and actor.posts_over(row.agency.path) for row in rows.values())


def _amount(row: Value) -> Amount | None:
    return None if row.amount is None else amount_of(row.amount, row.amount_to, row.sign)


def _paper(row: Value) -> Paper:
    return Paper(row.document, row.document_on, row.note, row.doubt)
