"""Writing a movement down and changing it, before and after it is launched."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.db import transaction

from thidua.access.types import Actor
from thidua.directives.queries import readable
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, demand
from thidua.kernel.decision import require
from thidua.kernel.text import nfc, nfc_lines
from thidua.lawbook import load_book
from thidua.movements import logic
from thidua.movements.access import may_work
from thidua.movements.commands.taking import enter, plain, take
from thidua.movements.models import Movement, Review
from thidua.movements.stored import plan_of
from thidua.movements.types import Plan, ReviewKind, State, as_json
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def draft(*, actor: Actor, unit_id: int, plan: Plan, sample: bool = False) -> int:
    """Write down a movement of the unit, not yet launched; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, unit_id)
    demand(may_work(actor, (unit_id,)) & require(unit.valid_on(actor.today), f"{unit.name} đã kết thúc."))
    return create(actor, unit_id, plan, sample=sample).pk


def create(
    actor: Actor, unit_id: int, plan: Plan, *, parent: Movement | None = None, sample: bool = False
) -> Movement:
    """The row itself, judged and entered in the ledger, within the transaction of the act that needs it."""
    plan = tidy(actor, plan)
    demand(logic.plan_fits(plan))
    movement = Movement.objects.create(
        unit_id=unit_id,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        created_at=now(),
        created_by=actor.ref,
        sample=sample,
        **_fields(plan),
    )
    enter(actor, movement, (unit_id,), "draft", f"Soạn phong trào: {movement.title}")
    return movement


@transaction.atomic
def edit(*, actor: Actor, movement_id: int, version: int, plan: Plan) -> int:
    """Change what is written; answers the new version. Once launched, kind and first day stand.

    A review that is still owed follows the period. Raises NotThere, Stale, Refused.
    """
    movement, units = take(actor, movement_id, version)
    demand(
        may_work(actor, units)
        & require(movement.state != State.CLOSED, "Phong trào đã kết thúc, không sửa được.")
    )
    before = plan_of(movement)
    plan = tidy(actor, plan, before.document_id)
    demand(logic.plan_fits(plan) & _may_change(movement, before, plan))
    changes = {
        name: (plain(old), plain(getattr(plan, name)))
        for name, old in ((name, getattr(before, name)) for name in asdict(before))
        if old != getattr(plan, name)
    }
    if not changes:
        return movement.version
    movement.version += 1
    Movement.objects.filter(pk=movement.pk).update(version=movement.version, **_fields(plan))
    if movement.state == State.LAUNCHED and before.until != plan.until:
        owe(movement.pk, plan.since, plan.until)
    enter(actor, movement, units, "edit", f"Sửa phong trào: {plan.title}", changes)
    return movement.version


def owe(movement_id: int, since: date, until: date | None) -> None:
    """Keep the reviews that the period owes; those already held, and those a person planned, stay as they are."""
    held = set(
        Review.objects.filter(movement=movement_id).exclude(held_on=None).values_list("kind", flat=True)
    )
    planned = Review.objects.filter(movement=movement_id, held_on=None)
    planned.exclude(basis="").delete()  # owed by calculation, nothing was written on them yet
    kept = held | set(planned.values_list("kind", flat=True))
    for each in logic.due_reviews(since, until):
        if each.kind not in kept:
            Review.objects.create(
                movement_id=movement_id, kind=each.kind, due=each.due, basis=each.basis, checked=each.checked
            )


def _may_change(movement: Movement, before: Plan, after: Plan) -> Any:
    decision = require(
        movement.state == State.DRAFT or (before.kind, before.since) == (after.kind, after.since),
        "Phong trào đã phát động: không đổi hình thức và ngày bắt đầu.",
    )
    if movement.state == State.LAUNCHED:
        decision &= logic.complete_to_launch(after, after.since)
    if before.until != after.until:
        ended = Review.objects.filter(movement=movement, kind=ReviewKind.FINAL).exclude(held_on=None)
        decision &= require(not ended.exists(), "Đã tổng kết: không đổi thời gian thực hiện.")
    if movement.parent_id:
        above = Movement.objects.only("since", "until").get(pk=movement.parent_id)
        decision &= logic.within(after, above.since, above.until)
    return decision


def tidy(actor: Actor, plan: Plan, kept: int | None = None) -> Plan:
    """The plan in its stored form. `kept` is the document it had. Raises Refused for an unknown award, NotThere for a
    document the actor cannot read.
    """
    unknown = [code for code in plan.awards if code not in load_book().awards]
    if unknown:
        raise Refused(f"Không có hình thức khen thưởng mã “{unknown[0]}”.")
    if plan.document_id is not None and plan.document_id != kept:
        readable(actor, plan.document_id)
    return replace(
        plan,
        kind=str(plan.kind),
        title=nfc(plan.title),
        theme=nfc(plan.theme),
        goal=nfc_lines(plan.goal),
        content=nfc_lines(plan.content),
        commendation=nfc_lines(plan.commendation),
        budget_paper=nfc(plan.budget_paper),
        criteria=tuple(c._replace(text=nfc(c.text)) for c in plan.criteria),
    )


def _fields(plan: Plan) -> dict[str, Any]:
    fields = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return fields | {"criteria": as_json(plan.criteria), "awards": list(plan.awards)}
