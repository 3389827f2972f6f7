"""When a unit ends: its history stays, its open work goes to the unit that succeeds it."""

from __future__ import annotations

from django.db import transaction

from thidua.access.types import Actor
from thidua.duties import logic
from thidua.duties.access import may_give
from thidua.duties.commands.common import act, existing, save, taken, tell
from thidua.duties.models import Duty
from thidua.duties.types import DutyState, Move
from thidua.foundation.clock import now
from thidua.foundation.errors import demand
from thidua.foundation.ledger import record_many
from thidua.foundation.locks import locked
from thidua.kernel.decision import require
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import successors

_CARRIED = (
    "document_id", "clause_id", "point", "parent_id", "given_by_id", "text", "kind", "deadline", "due_on", "rhythm",
    "periods", "percent", "issued_on", "done_on",
)  # fmt: skip


@transaction.atomic
def hand_over(*, actor: Actor, duty_id: int, unit_id: int) -> int:
    """Move an open duty of a unit that has ended to one of its successors; answers the new duty's id.

    Reports, requests and letters stay with the old duty, which names the new one. What the old unit had passed down
    now comes from the new one. Raises NotThere, Refused.
    """
    duty = taken(actor, duty_id)
    demand(may_give(actor, duty.given_by_id, duty.given_by.path))
    [heir] = existing([unit_id], actor.today)
    ended = duty.unit.valid_to is not None and duty.unit.valid_to < actor.today
    heirs = {unit.id for unit in successors([duty.unit_id], actor.today).get(duty.unit_id, [])}
    demand(
        logic.possible(DutyState(duty.state), Move.HAND_OVER)
        & require(ended, f"{duty.unit.name} vẫn đang hoạt động.")
        & require(heir.id in heirs, f"{heir.name} không phải là đơn vị kế thừa của {duty.unit.name}.")
    )
    new = Duty.objects.create(
        **{name: getattr(duty, name) for name in _CARRIED},
        unit_id=heir.id,
        predecessor=duty,
        state=duty.state,
        created_at=now(),
        created_by=actor.ref,
    )
    new.path = duty.path.removesuffix(f"{duty.pk}/") + f"{new.pk}/"
    new.save(update_fields=["path"])
    last = date_vi(duty.unit.valid_to) if duty.unit.valid_to else ""
    duty.state, duty.closed_on, duty.done_on = DutyState.MOVED, actor.today, None
    duty.words = f"{duty.unit.name} kết thúc ngày {last}; việc chuyển sang {heir.name}."
    save(duty)
    _adopt(duty, new)
    record_many(
        actor,
        [
            act("hand_over", duty, duty.words),
            act("take_over", new, f"Nhận nhiệm vụ của {duty.unit.name}."),
        ],
    )
    tell(heir.id, f"Nhận một nhiệm vụ của {duty.unit.name} (đơn vị đã kết thúc).", new.pk)
    return new.pk


def _adopt(old: Duty, new: Duty) -> None:
    """Hang what the old unit passed down under the new duty, given by the new unit from now on."""
    under = Duty.objects.filter(path__startswith=old.path).exclude(pk=old.pk)
    # What others were just passing down from these is there once they are held, so look until there is no more.
    while below := list(locked(under.all())):
        for row in below:
            row.path = new.path + row.path.removeprefix(old.path)
            if row.parent_id == old.pk:
                row.parent_id, row.given_by_id = new.pk, new.unit_id
        Duty.objects.bulk_update(below, ["path", "parent", "given_by"], batch_size=200)
