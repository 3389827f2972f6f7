"""Working out where each target stands, for the cells whose amounts were just written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from thidua.targets.logic import five_years_of, floor_percent, judge_period, judge_year
from thidua.targets.models import Cell, Target, Value
from thidua.targets.types import Amount, Direction, Judged, Kind, OverYears, Period, Sign, Standing

Key = tuple[int, int, int, int]
"""Target, unit, first and last year."""
_COLUMNS = ("target_id", "unit_id", "year_from", "year_to")


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a target its cells need to be judged and written."""

    id: int
    direction: Direction
    places: int
    measure: str
    over_years: OverYears


def amount_of(low: object, high: object, sign: str) -> Amount:
    """A stored amount. Blank ones must be left out before."""
    return Amount(low, high, Sign(sign))  # type: ignore[arg-type]


def current_amounts(keys: Collection[Key]) -> dict[Key, dict[Kind, Amount]]:
    """The amounts that count now, by cell; withdrawn ones are blanks. One query."""
    wanted = set(keys)
    rows = Value.objects.filter(
        current=True, amount__isnull=False, target__in={key[0] for key in wanted}, unit__in={key[1] for key in wanted}
    )  # fmt: skip
    found: dict[Key, dict[Kind, Amount]] = {key: {} for key in wanted}
    for *key, kind, low, high, sign in rows.values_list(
        "target_id", "unit_id", "year_from", "year_to", "kind", "amount", "amount_to", "sign"
    ):
        if tuple(key) in found:
            found[tuple(key)][Kind(kind)] = amount_of(low, high, sign)  # type: ignore[index]
    return found


def judged(shape: Shape, key: Key, amounts: Mapping[Key, Mapping[Kind, Amount]]) -> Judged:
    """How a cell stands by its amounts; a five-year plan also by those of its years."""
    period, own = Period(key[2], key[3]), amounts.get(key, {})
    if period.is_year:
        return judge_year(shape.direction, own)
    by_year = {year: amounts.get((key[0], key[1], year, year), {}) for year in period.years}
    return judge_period(shape.direction, shape.over_years, shape.places, period, own, by_year)


def with_periods(keys: Iterable[Key]) -> set[Key]:
    """The cells and, for each year, that of the five-year plan it belongs to."""
    found = set(keys)
    for target_id, unit_id, first, last in list(found):
        if first == last:
            found.add(key_of(target_id, unit_id, five_years_of(first)))
    return found


def with_years(keys: Iterable[Key]) -> set[Key]:
    """The cells and, for each five-year plan, those of its years."""
    found = set(keys)
    for target_id, unit_id, first, last in list(found):
        found |= {(target_id, unit_id, year, year) for year in range(first, last + 1)}
    return found


def settle(keys: Iterable[Key]) -> None:
    """Bring the cells up to what their amounts say, with the five-year plans of their years.

    Must run in the transaction that wrote the amounts. Four queries, whatever the number of cells.
    """
    wanted = with_periods(keys)
    shapes = shapes_of({key[0] for key in wanted})
    amounts = current_amounts(with_years(wanted))
    rows = Value.objects.filter(target__in=shapes, unit__in={key[1] for key in wanted})
    said = set(rows.exclude(year_from=F("year_to")).values_list(*_COLUMNS).distinct())
    cells = []
    for key in sorted(wanted):
        # A five-year cell stands only where something was ever said of the five years.
        if key[2] != key[3] and key not in said:
            continue
        found = judged(shapes[key[0]], key, amounts)
        cells.append(Cell(**named(key), **as_stored(found)))
    Cell.objects.bulk_create(
        cells,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["target", "unit", "year_from", "year_to"],
        update_fields=["standing", "result", "percent", "behind"],
    )


def as_stored(found: Judged) -> dict[str, object]:
    """The columns of a cell."""
    stands = found.stands
    return {
        "standing": stands.standing,
        "result": found.kind or "",
        "percent": floor_percent(stands.percent),
        "behind": stands.behind if stands.standing is Standing.BEHIND else None,
    }


def shapes_of(target_ids: Collection[int] | None = None) -> dict[int, Shape]:
    """What of the targets (of all, without ids) their cells need. One query."""
    rows = Target.objects.all() if target_ids is None else Target.objects.filter(pk__in=target_ids)
    return {
        pk: Shape(pk, Direction(direction), places, measure, OverYears(rule))
        for pk, direction, places, measure, rule in rows.values_list(
            "pk", "direction", "places", "measure", "over_years"
        )
    }


def named(key: Key) -> dict[str, int]:
    """A cell's key as columns."""
    return dict(zip(_COLUMNS, key, strict=True))


def key_of(target_id: int, unit_id: int, period: Period) -> Key:
    """The cell of a target, a unit and a period."""
    return target_id, unit_id, period.first, period.last
