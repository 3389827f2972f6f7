"""Launching a movement, and ending it after its final review."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from thidua.access.types import Actor
from thidua.foundation.errors import Refused, demand
from thidua.foundation.notices import notify_many
from thidua.kernel.decision import require
from thidua.kernel.text import nfc, nfc_lines
from thidua.movements import links, logic
from thidua.movements.access import DESK, may_launch, may_work
from thidua.movements.commands.drafting import owe
from thidua.movements.commands.taking import enter, take
from thidua.movements.models import Joining, Movement, Review, Task
from thidua.movements.queries.meeting import meeting
from thidua.movements.stored import plan_of
from thidua.movements.types import ReviewKind, State
from thidua.organisation.queries import children


@transaction.atomic
def launch(
    *, actor: Actor, movement_id: int, version: int, on: date, paper: str = "", aware: bool = False
) -> None:
    """Launch a draft on that day, by the paper the head signed; tells the units directly below.

    `aware`: movements that meet this one were seen and accepted; without it they refuse the act, named with
    what they have in common. Raises NotThere, Stale, Refused.
    """
    movement, units = take(actor, movement_id, version)
    paper, plan = nfc(paper), plan_of(movement)
    demand(
        require(movement.state == State.DRAFT, "Phong trào đã được phát động hoặc đã kết thúc.")
        & may_launch(actor, units, paper)
        & logic.plan_fits(plan)
        & logic.complete_to_launch(plan, on)
        & require(on <= actor.today, "Ngày phát động còn ở tương lai.")
        & require(len(paper) <= 200, "Văn bản phát động dài quá 200 ký tự.")
    )
    if movement.parent_id:
        above = Movement.objects.get(pk=movement.parent_id)
        demand(
            logic.within(plan, above.since, above.until)
            & require(above.state == State.LAUNCHED, "Phong trào cấp trên đã kết thúc.")
        )
    if not aware and (met := meeting(movement)):
        raise Refused(*(f"Trùng với “{m.title}” của {m.unit}: {'; '.join(m.reasons)}." for m in met[:5]))
    movement.state, movement.launched_on, movement.launch_paper = State.LAUNCHED, on, paper
    movement.version += 1
    movement.save(update_fields=["state", "launched_on", "launch_paper", "version"])
    owe(movement.pk, movement.since, movement.until)
    text = f"{movement.unit.name} phát động phong trào “{movement.title}”; đơn vị đăng ký tham gia."
    notify_many((unit.id, DESK, text, links.movement(movement.pk)) for unit in children(movement.unit_id, on))
    enter(
        actor, movement, units, "launch", f"Phát động phong trào: {movement.title}",
        {"launched_on": (None, on.isoformat()), "paper": (None, paper), "aware_of_overlap": (None, aware)},
    )  # fmt: skip


@transaction.atomic
def close(*, actor: Actor, movement_id: int, version: int, on: date, note: str = "") -> None:
    """End a movement after its final review, or drop a draft with a reason. Tasks left open are named.

    Raises NotThere, Stale, Refused.
    """
    movement, units = take(actor, movement_id, version)
    note = nfc_lines(note)
    final = Review.objects.filter(movement=movement, kind=ReviewKind.FINAL).exclude(held_on=None).exists()
    left = Task.objects.filter(movement=movement, done_on=None).count()
    demand(
        may_work(actor, units)
        & logic.may_close(movement.state, final, note)
        & require(on <= actor.today, "Ngày kết thúc còn ở tương lai.")
        & require(on >= (movement.launched_on or on), "Ngày kết thúc trước ngày phát động.")
        & require(
            not left or bool(note.strip()), f"Còn {left} nhiệm vụ chưa xong: phải ghi rõ xử lý thế nào."
        )
    )
    was_draft = movement.state == State.DRAFT
    if was_draft:
        Joining.objects.filter(Q(own=movement)).update(own=None)
    movement.state, movement.closed_on, movement.close_note = State.CLOSED, on, note
    movement.version += 1
    movement.save(update_fields=["state", "closed_on", "close_note", "version"])
    what = "Bỏ dự thảo phong trào" if was_draft else "Kết thúc phong trào"
    enter(actor, movement, units, "close", f"{what}: {movement.title}", {"note": (None, note)})
