"""Plans of models: how many a unit raises over which years, for itself or as its share of a plan above."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.exemplars import reaching
from thidua.exemplars.access import may_follow
from thidua.exemplars.commands.locking import locked_plan
from thidua.exemplars.models import Plan
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.kernel.decision import require
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def make_plan(
    *,
    actor: Actor,
    unit_id: int,
    title: str,
    year_from: int,
    year_to: int,
    wanted: int,
    text: str = "",
    parent_id: int | None = None,
    sample: bool = False,
) -> int:
    """Plan how many models a unit raises from the first to the last year; answers the plan's id.

    `parent_id` is a plan of a unit above that this one contributes to. Raises NotThere, Refused.
    """
    unit = unit_in_scope(actor, unit_id)
    years = (year_from, year_to)
    demand(may_follow(actor, unit.id, unit.path))
    demand(reaching.check_plan(title, wanted, years))
    if parent_id is not None:
        above = Plan.objects.select_related("unit").filter(pk=parent_id).first()
        if above is None or not unit.path.startswith(above.unit.path):
            raise NotThere
        demand(
            require(above.unit_id != unit.id, "Kế hoạch của chính đơn vị không góp vào chính nó.")
            & reaching.within(years, (above.year_from, above.year_to))
        )
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                unit_id=unit.id, title=title, year_from=year_from, year_to=year_to, wanted=wanted, text=text,
                parent_id=parent_id, sample=sample, created_at=now(), created_by=actor.ref,
            )  # fmt: skip
    except IntegrityError as twin:
        raise Refused("Đơn vị đã có kế hoạch cùng tên bắt đầu từ năm này.") from twin
    words = f"Lập kế hoạch xây dựng {wanted} mô hình: {title} ({year_from}–{year_to})."
    record(actor, Act("exemplars.make_plan", "model_plan", plan.pk, words, unit.id))
    return plan.pk


@transaction.atomic
def change_plan(
    *, actor: Actor, plan_id: int, version: int, wanted: int, year_to: int, text: str, why: str
) -> None:
    """Want more or fewer models, or until another year, with the reason. Raises NotThere, Stale, Refused."""
    plan, unit = locked_plan(actor, plan_id, version)
    demand(may_follow(actor, unit.id, unit.path))
    years = (plan.year_from, year_to)
    demand(
        reaching.check_plan(plan.title, wanted, years)
        & reaching.covers(years, plan.shares.values_list("year_from", "year_to"))
        & require(bool(why.strip()), "Cần ghi lý do điều chỉnh.")
    )
    if plan.parent is not None:
        demand(reaching.within(years, (plan.parent.year_from, plan.parent.year_to)))
    changes = {
        name: (getattr(plan, name), value)
        for name, value in (("wanted", wanted), ("year_to", year_to), ("text", text))
        if getattr(plan, name) != value
    }
    demand(require(bool(changes), "Chưa có gì thay đổi."))
    plan.wanted, plan.year_to, plan.text = wanted, year_to, text
    plan.version += 1
    plan.save()
    words = f"Điều chỉnh kế hoạch xây dựng mô hình: {plan.title}. {why}"
    record(actor, Act("exemplars.change_plan", "model_plan", plan.pk, words, unit.id, changes=changes))
