"""Working out where each target stands, for the cells whose amounts were just written."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from thidua.targets.logic import attain, floor_percent, result_of
from thidua.targets.models import Cell, Target, Value
from thidua.targets.types import Amount, Attainment, Direction, Kind, Period, Sign, Standing

Key = tuple[int, int, int, int]
"""Target, unit, first and last year."""


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


def judged(direction: Direction, known: dict[Kind, Amount]) -> tuple[str, Attainment]:
    """The kind of amount that counts as the result ("" while there is none), and how it stands to the plan."""
    result = result_of(known)
    return (
        result[0].value if result else "",
        attain(direction, known.get(Kind.PLAN), result[1] if result else None),
    )


def settle(keys: Iterable[Key]) -> None:
    """Bring the cells up to what their amounts say. Must run in the transaction that wrote them. Three queries."""
    keys = sorted(set(keys))
    directions = {
        pk: Direction(word)
        for pk, word in Target.objects.filter(pk__in={key[0] for key in keys}).values_list("pk", "direction")
    }
    cells = []
    for key, known in sorted(current_amounts(keys).items()):
        kind, stands = judged(directions[key[0]], known)
        cells.append(
            Cell(
                target_id=key[0], unit_id=key[1], year_from=key[2], year_to=key[3], standing=stands.standing,
                result=kind, percent=floor_percent(stands.percent),
                behind=stands.behind if stands.standing is Standing.BEHIND else None,
            )
        )  # fmt: skip
    Cell.objects.bulk_create(
        cells,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["target", "unit", "year_from", "year_to"],
        update_fields=["standing", "result", "percent", "behind"],
    )


def key_of(target_id: int, unit_id: int, period: Period) -> Key:
    """The cell of a target, a unit and a period."""
    return target_id, unit_id, period.first, period.last
