"""Which act is whose: every command by every role, at the unit, above, below and beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.decisions.stage import Stage
from tests.factories import TODAY, actor
from thidua.access.types import Actor, Role
from thidua.decisions import commands
from thidua.decisions.models import Decision
from thidua.foundation.errors import NotThere, Refused

DESK = {Role.EMULATION_OFFICER, Role.SPECIALIST}
SIGN = {Role.HEAD, Role.SIGNER}
WHOSE: dict[str, set[Role]] = {
    "draft": DESK, "change": DESK, "add": DESK, "take_out": DESK, "cancel": DESK, "sign": SIGN,
    "attach": DESK | SIGN, "publish": DESK, "correct": SIGN, "revoke": SIGN, "record_external": DESK,
}  # fmt: skip


def attempt(stage: Stage, act: str) -> Callable[[Actor], Any]:
    """The act, ready to be tried by anyone, with everything else in order."""
    one, two = (stage.nomination(stage.teacher(f"Nguyễn Văn {name}")) for name in ("An", "Bình"))
    if act == "draft":
        return lambda who: commands.draft_decision(who, unit_id=stage.district.pk, nomination_ids=[one.pk])
    if act == "record_external":
        sent = stage.nomination(stage.teacher("Vũ Văn Cả"), review_state="submitted", state="forwarded")
        return lambda who: commands.record_external(
            who, unit_id=stage.district.pk, nomination_ids=[sent.pk], issuer="Thủ tướng Chính phủ",
            number="15/QĐ-TTg", decided_on=TODAY,
        )  # fmt: skip
    if act in ("attach", "publish"):
        row = stage.signed([one])
    elif act in ("correct", "revoke"):
        row = stage.published([one])
    else:
        row = stage.draft([one])
    at = {"decision_id": row.pk, "version": row.version}
    record = row.items.get().record_id
    tries: dict[str, Callable[[Actor], Any]] = {
        "change": lambda who: commands.change_draft(who, **at, subject="Về việc khen thưởng"),
        "add": lambda who: commands.add_to_draft(who, **at, nomination_ids=[two.pk]),
        "take_out": lambda who: commands.take_out(who, **at, nomination_id=one.pk),
        "cancel": lambda who: commands.cancel_draft(who, **at, reason="Soạn lại"),
        "sign": lambda who: commands.sign(who, **at, decided_on=TODAY),
        "attach": lambda who: commands.attach_signed_file(
            who, **at, upload=b"%PDF-1.4\n%%EOF\n", name="ky.pdf"
        ),
        "publish": lambda who: commands.publish(who, **at),
        "correct": lambda who: commands.correct(
            who, **at, record_id=record, name="Nguyễn Văn Ân", reason="Sai tên", decided_on=TODAY
        ),
        "revoke": lambda who: commands.revoke(
            who, **at, record_ids=[record], reason="Khai không đúng", decided_on=TODAY
        ),
    }
    return tries[act]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(WHOSE))
def test_at_the_unit(stage: Stage, act: str, role: Role) -> None:
    do = attempt(stage, act)
    who = actor(role, stage.district)
    before = list(Decision.objects.order_by("pk").values("pk", "version", "state"))
    if role in WHOSE[act]:
        do(who)
        assert list(Decision.objects.order_by("pk").values("pk", "version", "state")) != before
    else:
        with pytest.raises(Refused, match="Chỉ "):
            do(who)
        assert list(Decision.objects.order_by("pk").values("pk", "version", "state")) == before


@pytest.mark.parametrize("act", list(WHOSE))
def test_elsewhere(stage: Stage, act: str) -> None:
    do = attempt(stage, act)
    for role in WHOSE[act]:
        with pytest.raises(Refused, match="Chỉ "):
            do(actor(role, stage.units.province))
        with pytest.raises(NotThere):
            do(actor(role, stage.units.school))
        with pytest.raises(NotThere):
            do(actor(role, stage.units.other_district))
