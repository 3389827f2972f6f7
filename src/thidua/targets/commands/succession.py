"""The act of taking over the plans of former units: all at once, each as an amount of its own that says whence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.errors import Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import hold
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_in_scope, unit_refs
from thidua.organisation.types import UnitRef
from thidua.targets import logic, taking
from thidua.targets.access import may_enter, may_take_over
from thidua.targets.commands.amounts import amount_row
from thidua.targets.models import Target
from thidua.targets.settling import key_of, settle
from thidua.targets.types import Amount, Kind, Paper, Taking

_NOTE = 500


@transaction.atomic
def take_over(*, actor: Actor, unit_id: int, seen: str, typed: Mapping[str, Amount] | None = None) -> int:
    """Give a unit the plans of those in whose place it stands; answers how many amounts were written.

    `seen` is the digest of what was offered. What is not worked out is taken only where `typed` (by the taking's
    key) says an amount, by who may set plans of the unit. Raises NotThere, Refused, Stale.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_take_over(actor, unit.path))
    hold(Unit.objects.filter(pk=unit.id))
    past = taking.past_of([unit.id], actor.today)
    rows = taking.takings([unit], actor.today, past).get(unit.id, [])
    hold(Target.objects.filter(pk__in={row.target_id for row in rows}))
    rows = taking.takings([unit], actor.today, past).get(unit.id, [])
    if taking.digest(rows) != seen:
        raise Stale(
            "Kế hoạch của các đơn vị trước đây hoặc của đơn vị vừa thay đổi. Hãy xem lại rồi làm tiếp."
        )
    said = typed or {}
    written = [(row, row.amount or said[row.key]) for row in rows if row.amount or row.key in said]
    if not written:
        raise Refused("Không có chỉ tiêu nào để nhận.")
    _demand_typed(actor, unit, [(row, amount) for row, amount in written if row.amount is None])
    for row, amount in written:
        paper = Paper(past.papers.get(unit.id, "")[:300], note=f"Nhận từ {taking.told(row)}"[:_NOTE])
        amount_row(actor, Kind.PLAN, row.target_id, unit.id, row.period, amount, paper).save()
    settle(key_of(row.target_id, unit.id, row.period) for row, _ in written)
    names = ", ".join(dict.fromkeys(part.unit for row, _ in written for part in row.parts))
    summary = f"{unit.name} nhận {len(written)} kế hoạch chỉ tiêu của {names}."
    record(actor, Act("targets.take_over", "unit", unit.id, summary[:_NOTE], unit.id))
    return len(written)


def _demand_typed(actor: Actor, unit: UnitRef, written: Sequence[tuple[Taking, Amount]]) -> None:
    """Whether the typed amounts may stand: a plan that is not taken as it was is set anew, from above."""
    targets = Target.objects.in_bulk({row.target_id for row, _ in written})
    owners = unit_refs({target.unit_id for target in targets.values()})
    for row, amount in written:
        target = targets[row.target_id]
        demand(
            may_enter(
                actor, Kind.PLAN, path=unit.path, owner_path=owners[target.unit_id].path, agency_id=None, agency_path=""
            )
            & logic.check_amount(amount, target.places)
        )  # fmt: skip
