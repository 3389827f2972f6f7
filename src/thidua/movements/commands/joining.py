"""Units join a movement of a unit above, with their own additions, or launch it again below as their own."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.kernel.text import nfc_lines
from thidua.movements import links, logic
from thidua.movements.access import DESK, may_join, may_work
from thidua.movements.commands.drafting import create
from thidua.movements.commands.taking import enter, take
from thidua.movements.models import Joining
from thidua.movements.stored import plan_of
from thidua.movements.types import State
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def join(
    *, actor: Actor, movement_id: int, unit_id: int, additions: str = "", relaunch: bool = False
) -> int | None:
    """Join for the unit, or change what it adds; with `relaunch` draft its own movement tied to this one.

    Answers the id of the unit's own movement, None where it has none. The draft takes over the plan, from today
    at the earliest, and its officers change it before they launch it. Raises NotThere, Refused.
    """
    unit = unit_in_scope(actor, unit_id)
    movement, above = take(actor, movement_id)
    if not unit.path.startswith(movement.unit.path) and not set(above) & _chain(unit.path):
        raise NotThere
    additions = nfc_lines(additions)
    demand(
        may_join(actor, unit_id)
        & require(unit.valid_on(actor.today), f"{unit.name} đã kết thúc.")
        & require(unit_id not in above, "Đơn vị phát động không đăng ký tham gia phong trào của chính mình.")
        & require(movement.state == State.LAUNCHED, "Chỉ tham gia được phong trào đang thực hiện.")
        & logic.joins_in_time(movement.since, movement.until, actor.today)
        & require(len(additions) <= 5000, "Nội dung bổ sung dài quá 5.000 ký tự.")
    )
    joining, is_new = Joining.objects.get_or_create(
        movement=movement, unit_id=unit_id, defaults={"since": actor.today, "additions": additions}
    )
    if not is_new and joining.additions != additions:
        joining.additions = additions
        joining.save(update_fields=["additions"])
    if relaunch:
        if joining.own_id is not None:
            raise Refused("Đơn vị đã có phong trào của mình trong phong trào này.")
        demand(may_work(actor, (unit_id,)))
        plan = plan_of(movement)
        content = "\n".join(filter(None, (plan.content, additions)))
        own = replace(
            plan,
            since=max(plan.since, actor.today),
            content=content,
            document_id=None,
            budget=None,
            budget_paper="",
        )
        joining.own = create(actor, unit_id, own, parent=movement, sample=movement.sample)
        joining.save(update_fields=["own"])
    if is_new:
        notify(
            unit_id=above[-1], roles=DESK, text=f"{unit.name} tham gia phong trào “{movement.title}”.",
            url=links.movement(movement.pk, "tham-gia"),
        )  # fmt: skip
    enter(
        actor, movement, (unit_id,), "join", f"{unit.name} tham gia phong trào: {movement.title}",
        {"unit": (None, unit_id), "additions": (None, additions), "own": (None, joining.own_id)},
    )  # fmt: skip
    return joining.own_id


def _chain(path: str) -> set[int]:
    return {int(part) for part in path.split("/") if part}
