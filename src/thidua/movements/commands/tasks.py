"""The tasks of a movement's plan."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.kernel.formats import date_vi
from thidua.kernel.text import nfc, nfc_lines
from thidua.movements import links
from thidua.movements.access import DESK, HEADS, may_work, posts_for, standing_at
from thidua.movements.commands.taking import enter, take
from thidua.movements.models import Task
from thidua.movements.types import State
from thidua.organisation.queries import unit_refs


@transaction.atomic
def add_task(*, actor: Actor, movement_id: int, what: str, unit_id: int, due: date) -> int:
    """Put a task into the plan for the movement's unit or one below; answers its id. Raises NotThere, Refused."""
    movement, units = take(actor, movement_id)
    owner = unit_refs([unit_id]).get(unit_id)
    if owner is None or not any(f"/{pk}/" in owner.path for pk in units):
        raise NotThere
    what = nfc(what)
    demand(
        may_work(actor, units)
        & require(movement.state != State.CLOSED, "Phong trào đã kết thúc.")
        & require(0 < len(what) <= 500, "Nội dung nhiệm vụ phải có từ 1 đến 500 ký tự.")
        & require(owner.valid_on(actor.today), f"{owner.name} đã kết thúc.")
        & require(due >= movement.since, "Hạn của nhiệm vụ trước ngày bắt đầu phong trào.")
        & require(
            movement.until is None or due <= movement.until, "Hạn của nhiệm vụ sau ngày kết thúc phong trào."
        )
    )
    task = Task.objects.create(movement=movement, what=what, unit_id=unit_id, due=due)
    if unit_id not in units:
        notify(
            unit_id=unit_id, roles=DESK, url=links.movement(movement.pk, "nhiem-vu"),
            text=f"Nhiệm vụ trong phong trào “{movement.title[:150]}”, hạn {date_vi(due)}: {what[:250]}",
        )  # fmt: skip
    enter(actor, movement, units, "add_task", f"Giao nhiệm vụ: {what[:200]}", {"task": (None, task.pk)})
    return task.pk


@transaction.atomic
def finish_task(*, actor: Actor, task_id: int, on: date, result: str) -> None:
    """Write down that a task is done and what came of it: its unit, the one in its place, or the movement's unit.

    Raises NotThere, Refused.
    """
    known = Task.objects.filter(pk=task_id).values_list("movement_id", flat=True).first()
    if known is None:
        raise NotThere
    movement, units = take(actor, known)
    task = lock_one(Task, task_id)
    owners = standing_at(actor, task.unit_id)
    result = nfc_lines(result)
    demand(
        require(
            actor.is_system
            or bool(posts_for(actor, owners, *DESK, *HEADS))
            or bool(posts_for(actor, units, *DESK)),
            "Chỉ đơn vị được giao hoặc đơn vị tổ chức phong trào được ghi kết quả nhiệm vụ.",
        )
        & require(task.done_on is None, "Nhiệm vụ đã được ghi là xong.")
        & require(on <= actor.today, "Ngày hoàn thành còn ở tương lai.")
        & require(on >= movement.since, "Ngày hoàn thành trước ngày bắt đầu phong trào.")
        & require(bool(result.strip()), "Chưa ghi kết quả.")
        & require(len(result) <= 5000, "Kết quả dài quá 5.000 ký tự.")
    )
    task.done_on, task.result, task.done_by = on, result, actor.name[:200]
    task.save(update_fields=["done_on", "result", "done_by"])
    enter(actor, movement, owners, "finish_task", f"Xong nhiệm vụ: {task.what[:200]}",
          {"task": (None, task.pk), "done_on": (None, on.isoformat())})  # fmt: skip
