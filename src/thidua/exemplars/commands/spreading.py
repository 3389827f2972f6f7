""" "We copied this": a unit that learnt from a model, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.exemplars import logic
from thidua.exemplars.access import FOLLOWERS, may_copy
from thidua.exemplars.models import Exemplar, Spread
from thidua.exemplars.types import Copy, Step
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def copy_model(
    *, actor: Actor, exemplar_id: int, unit_id: int, parent: int | None, on: date, text: str
) -> int:
    """Note that a unit copied the model since `on`, from the copy `parent` or from the exemplar itself.

    Said by the copying unit's own officers; models of the library are open to every unit. Answers the copy's id.
    Raises NotThere, Refused.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_copy(actor, unit.id, unit.path))
    exemplar = _shared(exemplar_id)
    copies = [
        Copy(*row) for row in Spread.objects.filter(exemplar=exemplar).values_list("pk", "parent", "unit")
    ]
    demand(
        logic.may_copy(Step(exemplar.step), exemplar.unit_id, unit.id, parent, copies)
        & require(bool(text.strip()), "Cần ghi đơn vị đã học tập điều gì.")
        & require(exemplar.found_on <= on <= actor.today, "Ngày học tập phải từ ngày phát hiện đến hôm nay.")
    )
    try:
        with transaction.atomic():
            made = Spread.objects.create(
                exemplar=exemplar, unit_id=unit.id, parent_id=parent, on=on, text=text, created_at=now(),
                created_by=actor.ref,
            )  # fmt: skip
    except IntegrityError as twin:
        raise Refused("Đơn vị này vừa được ghi là đã học tập mô hình.") from twin
    words = f"{unit.name} học tập mô hình {exemplar.title}."
    record(actor, Act("exemplars.copy_model", "exemplar", exemplar.pk, words, unit.id))
    notify(
        unit_id=exemplar.unit_id,
        roles=FOLLOWERS.roles,
        text=words,
        url=f"/dien-hinh/quan-ly/thu-vien/{exemplar.pk}/",
    )
    return made.pk


@transaction.atomic
def tell_result(*, actor: Actor, spread_id: int, on: date, result: str) -> None:
    """Tell what came of copying a model; a later telling takes the place of the one before, which the ledger keeps.

    Raises NotThere, Refused.
    """
    try:
        spread = lock_one(Spread, spread_id)
    except Spread.DoesNotExist as missing:
        raise NotThere from missing
    unit = unit_in_scope(actor, spread.unit_id)
    demand(may_copy(actor, unit.id, unit.path))
    demand(
        require(bool(result.strip()), "Cần ghi kết quả học tập.")
        & require(spread.on <= on <= actor.today, "Ngày có kết quả phải từ ngày học tập đến hôm nay.")
    )
    before, spread.result, spread.result_on = spread.result, result, on
    spread.save()
    record(
        actor,
        Act(
            "exemplars.tell_result",
            "exemplar",
            spread.exemplar_id,
            f"{unit.name} ghi kết quả học tập mô hình.",
            unit.id,
            changes={"result": (before, result)},
        ),
    )


def _shared(exemplar_id: int) -> Exemplar:
    """A model of the library, locked; others exist only for those who follow them."""
    try:
        found = lock_one(Exemplar, exemplar_id)
    except Exemplar.DoesNotExist as missing:
        raise NotThere from missing
    if found.step != Step.REPLICATE:
        raise NotThere
    return found
