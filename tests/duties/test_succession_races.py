"""A unit ends while those far below it pass its duty on: nothing is left hanging under what has moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.duties.stage import WORK, given
from tests.factories import SYSTEM, TODAY, Province
from tests.race import together
from thidua.duties import commands
from thidua.duties.invariants import INVARIANTS
from thidua.duties.models import Duty
from thidua.organisation import commands as organisation
from thidua.organisation.models import Unit
from thidua.organisation.types import SuccessionKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_what_is_passed_down_two_levels_below_follows_the_hand_over_too(
    province: Province,
) -> None:
    area = factories.unit("Huyện Cũ", parent=province.province)
    inner = factories.unit("Xã Trong", parent=area)
    leaf = factories.unit("Trường Dưới", parent=inner)
    soon = replace(WORK, deadline=TODAY)
    [top] = given(province, area)
    [below] = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[inner.pk], terms=soon)
    Unit.objects.filter(pk=inner.pk).update(valid_to=date(2021, 12, 9))
    heir = factories.unit("Huyện Mới", parent=province.province, valid_from=date(2021, 12, 10))
    organisation.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[area.pk], after_ids=[heir.pk],
        on=date(2021, 12, 10), instrument="Nghị quyết 1",
    )  # fmt: skip

    def act(number: int) -> Any:
        if number:
            return commands.hand_over(actor=SYSTEM, duty_id=top, unit_id=heir.pk)
        return commands.pass_down(actor=SYSTEM, duty_id=below, unit_ids=[leaf.pk], terms=soon)

    passed, new = together(act, 2)
    assert isinstance(new, int), new
    assert isinstance(passed, list), passed
    paths = dict(Duty.objects.values_list("pk", "path"))
    assert paths[below] == f"/{new}/{below}/"
    assert paths[passed[0]] == f"/{new}/{below}/{passed[0]}/"
    assert not [row for each in INVARIANTS for row in each.rows()]
