"""Seasons of nominations: opened by a unit for all units below it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements.types import Route
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.decision import require
from thidua.kernel.text import nfc
from thidua.nominations.access import may, post_words, sees
from thidua.nominations.models import Round
from thidua.nominations.queries.lists import round_taking_system
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def open_round(
    *, actor: Actor, unit_id: int, name: str, year: int, opens_on: date, closes_on: date, route: str = "merit"
) -> int:
    """Open a round for the unit and all below it; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, unit_id)
    name = nfc(name)
    demand(
        may(actor, "open_round", unit_id)
        & require(bool(name) and len(name) <= 200, "Tên đợt phải có từ 1 đến 200 ký tự.")
        & require(closes_on >= opens_on, "Ngày hết hạn không được trước ngày bắt đầu.")
        & require(1990 <= year <= actor.today.year + 1, f"Năm {year} không hợp lệ.")
        & require(route in {member.value for member in Route}, f"Không có loại hình khen thưởng “{route}”.")
    )
    if Round.objects.filter(unit=unit.id, name=name, year=year).exists():
        raise Refused(f"Đơn vị đã có đợt “{name}” năm {year}.")
    made = Round.objects.create(
        unit_id=unit.id, name=name, year=year, opens_on=opens_on, closes_on=closes_on, route=route
    )
    _record(actor, made, "nominations.open_round", f"Mở đợt đề nghị: {name}")
    return made.pk


@transaction.atomic
def change_round_close(*, actor: Actor, round_id: int, closes_on: date) -> None:
    """Set another last day for sending nominations, usually a later one. Raises NotThere, Refused."""
    found = Round.objects.filter(pk=round_id).select_related("unit").first()
    if found is None or not sees(actor, found.unit.path):
        raise NotThere
    locked_round = lock_one(Round, round_id)
    before = locked_round.closes_on
    demand(
        may(actor, "open_round", locked_round.unit_id)
        & require(closes_on >= locked_round.opens_on, "Ngày hết hạn không được trước ngày bắt đầu.")
    )
    locked_round.closes_on = closes_on
    locked_round.save(update_fields=["closes_on"])
    _record(
        actor, locked_round, "nominations.change_round", f"Đổi hạn gửi của đợt: {locked_round.name}",
        {"closes_on": (before.isoformat(), closes_on.isoformat())},
    )  # fmt: skip


def round_for(*, actor: Actor, unit_id: int, route: str, year: int, name: str, closes_on: date) -> int:
    """The open round of that kind and year that takes drafts of the unit, the nearest one; else one opened there.

    Within the transaction of the act that needs it. Raises NotThere, Refused as `open_round` does.
    """
    found = round_taking_system(unit_id, route, year, actor.today)
    if found is not None:
        return found
    return open_round(
        actor=actor,
        unit_id=unit_id,
        name=name,
        year=year,
        opens_on=actor.today,
        closes_on=closes_on,
        route=route,
    )


def _record(
    actor: Actor, made: Round, act: str, summary: str, changes: dict[str, tuple[str, str]] | None = None
) -> None:
    record(
        actor,
        Act(
            act=act,
            object_type="round",
            object_id=made.pk,
            summary=summary,
            unit_id=made.unit_id,
            post=post_words(actor, made.unit_id),
            changes=changes,
        ),
    )
