"""Figures of targets for the criteria that name one, and the form in which figures are entered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.clusters.stage import SHEET, formed
from tests.factories import SYSTEM, Province
from thidua.clusters.figures import figures
from thidua.clusters.forms_scores import ScoreForm
from thidua.clusters.models import Cluster
from thidua.scoring.engine import Kind
from thidua.targets import commands as targets
from thidua.targets.types import Amount, Direction, NewTarget, Period

D = Decimal
YEAR = Period(2021, 2021)


@pytest.mark.django_db
def test_two_criteria_on_one_target_both_take_its_confirmed_figures(
    province: Province, django_assert_num_queries: Any
) -> None:
    world = formed(province)
    first = SHEET.leaves[0].model_copy(update={"target": "THU"})
    second = first.model_copy(update={"code": "hang", "kind": Kind.RANK, "per": D(1)})
    sheet = SHEET.model_copy(update={"leaves": (first, second, *SHEET.leaves[1:])})
    target = targets.create_target(
        actor=SYSTEM, unit_id=province.province.pk, new=NewTarget("THU", "Thu", "tỷ đồng", Direction.HIGHER)
    )
    school = world.units["A"].pk
    at: dict[str, Any] = {"actor": SYSTEM, "target_id": target, "unit_id": school, "period": YEAR}
    targets.set_plan(**at, amount=Amount(D(5)))
    targets.report(**at, amount=Amount(D(6)))
    cluster = Cluster.objects.select_related("unit").get(pk=world.cluster)
    units = [unit.pk for unit in world.units.values()]
    assert figures(cluster, sheet, units)[("thu", school)] == (D(5), None)
    targets.confirm(**at, amount=Amount(D(7)))
    with django_assert_num_queries(2):
        found = figures(cluster, sheet, units)
    assert found == {("thu", school): (D(5), D(7)), ("hang", school): (D(5), D(7))}


def test_a_number_beyond_all_bounds_is_told_at_its_field() -> None:
    leaf = SHEET.leaves[0]
    form = ScoreForm(
        {"version": 1, "0-plan": "1" + "0" * 30, "0-result": "5"},
        leaves=[leaf],
        rows={},
        figures={},
        reasons=False,
    )
    assert not form.is_valid()
    assert form.errors["0-plan"] == ["Mục plan: số quá lớn."]
