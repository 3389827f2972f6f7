"""Targets and their amounts through the commands: once, corrected with a reason, within the scope, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry, Notice
from thidua.organisation.models import Succession, Unit
from thidua.organisation.types import UnitKind
from thidua.targets import commands, queries
from thidua.targets.invariants import INVARIANTS
from thidua.targets.models import Cell, Target, Value
from thidua.targets.types import (
    Amount,
    Direction,
    Kind,
    LinkKind,
    NewTarget,
    OverYears,
    Paper,
    Period,
    Reading,
    Sign,
    Standing,
)

pytestmark = pytest.mark.django_db
YEAR = Period(2021, 2021)
POVERTY = NewTarget("NGHEO", "Tỷ lệ hộ nghèo", "%", Direction.LOWER, places=2)


def officer(unit: Unit, role: Role = Role.EMULATION_OFFICER) -> Actor:
    user = factories.user()
    factories.post(user, role, unit)
    return actor_of(user.pk, user.full_name, TODAY)


@pytest.fixture
def target(province: Province) -> int:
    new = replace(POVERTY, agency_id=province.department.pk)
    return commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)


def sound() -> bool:
    return not [row for each in INVARIANTS for row in each.rows()]


def test_from_the_plan_to_the_confirmed_amount(province: Province, target: int) -> None:
    district = province.district.pk
    above, below, agency = (
        officer(province.province),
        officer(province.district),
        officer(province.department),
    )
    at: dict[str, Any] = {"target_id": target, "unit_id": district, "period": YEAR}
    commands.set_plan(actor=above, **at, amount=Amount(D(5)))
    assert queries.value(target, district, 2021) == Reading(Direction.LOWER, plan=D(5))
    commands.estimate(actor=below, **at, amount=Amount(D("5.5"), D(6)))
    commands.report(
        actor=below, **at, amount=Amount(D("5.25")), paper=Paper("BC 12/BC-UBND", date(2021, 12, 10))
    )
    assert Cell.objects.get().standing == Standing.BEHIND
    commands.confirm(actor=agency, **at, amount=Amount(D("4.98")))
    assert queries.value(target, district, 2021) == Reading(Direction.LOWER, D(5), D(6), D("5.25"), D("4.98"))
    assert queries.confirmed_for([target], [district], 2021) == {(target, district): (D(5), D("4.98"))}
    cell = Cell.objects.get()
    assert (cell.standing, cell.result, cell.percent) == (Standing.MET, Kind.CONFIRMED, 10040)
    assert LedgerEntry.objects.filter(act="targets.confirmed").count() == 1
    assert Notice.objects.filter(unit_id=district).count() == 1
    assert sound()


def test_a_target_reported_twice_is_refused_and_a_correction_keeps_both(
    province: Province, target: int
) -> None:
    who, district = officer(province.district), province.district.pk
    at: dict[str, Any] = {"target_id": target, "unit_id": district, "period": YEAR}
    first = commands.report(actor=who, **at, amount=Amount(D("5.25")))
    with pytest.raises(Refused, match=r"đã ghi là 5,25.*nêu lý do"):
        commands.report(actor=who, **at, amount=Amount(D("5.2")))
    with pytest.raises(Refused, match="Chưa nêu lý do"):
        commands.correct(actor=who, value_id=first, amount=Amount(D("5.2")), reason=" ")
    with pytest.raises(Refused, match="giống số đang có"):
        commands.correct(actor=who, value_id=first, amount=Amount(D("5.250")), reason="Ghi sai")
    second = commands.correct(actor=who, value_id=first, amount=Amount(D("5.2")), reason="Rà soát lại")
    with pytest.raises(Stale):
        commands.correct(actor=who, value_id=first, amount=Amount(D(5)), reason="Rà soát lại")
    third = commands.correct(actor=who, value_id=second, amount=None, reason="Ghi nhầm đơn vị")
    assert queries.value(target, district, 2021).reported is None
    with pytest.raises(Refused, match="đã rút"):
        commands.report(actor=who, **at, amount=Amount(D(5)))
    commands.correct(actor=who, value_id=third, amount=Amount(D(5)), reason="Ghi lại")
    assert [row.amount for row in queries.history(who, target, district)] == [D(5), None, D("5.2"), D("5.25")]
    assert sound()


def test_years_to_come_and_units_that_ended(province: Province, target: int) -> None:
    at: dict[str, Any] = {"actor": SYSTEM, "target_id": target, "amount": Amount(D(5))}
    with pytest.raises(Refused, match="chưa tới"):
        commands.report(**at, unit_id=province.district.pk, period=Period(2022, 2022))
    commands.set_plan(**at, unit_id=province.district.pk, period=Period(2021, 2025))
    Unit.objects.filter(pk=province.commune.pk).update(valid_to=date(2020, 6, 30))
    commands.report(**at, unit_id=province.commune.pk, period=Period(2020, 2020))
    new = factories.unit("Xã Nam Dong mới", UnitKind.COMMUNE, province.district)
    Succession.objects.create(before=province.commune, after=new, kind="merger", on=date(2020, 7, 1))
    with pytest.raises(Refused, match="kế tục: Xã Nam Dong mới"):
        commands.set_plan(**at, unit_id=province.commune.pk, period=YEAR)
    with pytest.raises(Refused, match="thập phân"):
        commands.set_plan(**{**at, "amount": Amount(D("5.123"))}, unit_id=province.district.pk, period=YEAR)


def test_who_may_and_who_sees_nothing(province: Province, target: int) -> None:
    below, beside = officer(province.district), officer(province.other_district)
    at: dict[str, Any] = {
        "target_id": target,
        "unit_id": province.district.pk,
        "period": YEAR,
        "amount": Amount(D(5)),
    }
    with pytest.raises(Refused):
        commands.set_plan(actor=below, **at)
    with pytest.raises(Refused):
        commands.confirm(actor=below, **at)
    with pytest.raises(NotThere):
        commands.report(actor=beside, **at)
    with pytest.raises(Refused):
        commands.report(actor=officer(province.district, Role.INSPECTOR), **at)
    commands.report(actor=below, **at)
    assert [queries.values(who).count() for who in (below, beside, officer(province.department))] == [1, 0, 1]
    own = commands.create_target(actor=below, unit_id=province.district.pk, new=POVERTY)
    assert set(queries.targets(below).values_list("pk", flat=True)) == {target, own}
    with pytest.raises(NotThere):
        queries.target(beside, own)
    with pytest.raises(NotThere):
        commands.set_plan(actor=SYSTEM, **{**at, "target_id": own, "unit_id": province.other_district.pk})


def test_the_catalogue(province: Province, target: int) -> None:
    who = officer(province.province)
    with pytest.raises(Refused, match="đã có trong danh mục"):
        commands.create_target(actor=who, unit_id=province.province.pk, new=POVERTY)
    with pytest.raises(NotThere):
        commands.retire_target(
            actor=officer(province.other_district), target_id=target + 1, version=1, reason="x"
        )
    commands.edit_target(actor=who, target_id=target, version=1, new=replace(POVERTY, title="Hộ nghèo"))
    with pytest.raises(Stale):
        commands.edit_target(actor=who, target_id=target, version=1, new=POVERTY)
    commands.set_plan(
        actor=who, target_id=target, unit_id=province.district.pk, period=YEAR, amount=Amount(D(5))
    )
    with pytest.raises(Refused, match="lập chỉ tiêu mới"):
        commands.edit_target(
            actor=who, target_id=target, version=2, new=replace(POVERTY, direction=Direction.HIGHER)
        )
    commands.link_target(
        actor=who, target_id=target, kind=LinkKind.RESOLUTION, title="Nghị quyết 110/NQ-HĐND"
    )
    with pytest.raises(Refused, match="đã gắn"):
        commands.link_target(
            actor=who, target_id=target, kind=LinkKind.RESOLUTION, title="Nghị quyết 110/NQ-HĐND"
        )
    commands.retire_target(actor=who, target_id=target, version=2, reason="Thay chuẩn nghèo")
    with pytest.raises(Refused, match="thôi dùng"):
        commands.report(
            actor=who, target_id=target, unit_id=province.district.pk, period=YEAR, amount=Amount(D(5))
        )
    assert Target.objects.get().title == "Hộ nghèo"


def test_the_database_holds_the_last_line(province: Province, target: int) -> None:
    """Two current amounts of a cell, or a span that bears a sign, cannot stand however they came."""
    about = Amount(D("5.25"), sign=Sign.ABOUT)
    commands.report(actor=SYSTEM, target_id=target, unit_id=province.district.pk, period=YEAR, amount=about)
    row = Value.objects.get()
    assert (row.amount, row.sign) == (D("5.25"), "about")
    for fault in (
        {"kind": "reported"},
        {"kind": "plan", "amount_to": D(6)},
        {"kind": "plan", "amount": None},
    ):
        twin = Value.objects.get(pk=row.pk)
        twin.pk = None
        for name, wrong in fault.items():
            setattr(twin, name, wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


def test_reads_cost_the_same_however_many(
    province: Province, target: int, django_assert_num_queries: Any
) -> None:
    units = [province.district.pk, province.other_district.pk, province.commune.pk]
    for unit_id in units:
        commands.set_plan(actor=SYSTEM, target_id=target, unit_id=unit_id, period=YEAR, amount=Amount(D(5)))
        commands.report(actor=SYSTEM, target_id=target, unit_id=unit_id, period=YEAR, amount=Amount(D(6)))
    with django_assert_num_queries(1):
        assert set(queries.confirmed_for([target], units, 2021).values()) == {(D(5), None)}
    with django_assert_num_queries(2):
        assert queries.value(target, units[0], 2021).reported == D(6)
    with django_assert_num_queries(1):
        assert queries.counts(SYSTEM, YEAR, "target") == {target: {Standing.BEHIND: 3}}
    with django_assert_num_queries(1):
        assert [row["behind"] for row in queries.behind(SYSTEM, YEAR)] == [D(1)] * 3


def test_a_years_result_moves_the_five_year_plan(province: Province, target: int) -> None:
    """Five years stand by their years: short is a failure only once all five are known."""
    at: dict[str, Any] = {"actor": SYSTEM, "target_id": target, "unit_id": province.district.pk}
    plan = commands.set_plan(**at, period=Period(2016, 2020), amount=Amount(D(5)))

    def five() -> Cell:
        assert sound()
        return Cell.objects.get(year_from=2016, year_to=2020)

    assert five().standing == Standing.NO_RESULT
    for year in range(2016, 2020):
        commands.report(**at, period=Period(year, year), amount=Amount(D(6)))
    assert five().standing == Standing.UNSURE
    last = commands.report(**at, period=Period(2020, 2020), amount=Amount(D("5.5")))
    assert (five().standing, five().behind) == (Standing.BEHIND, D("0.5"))
    commands.correct(actor=SYSTEM, value_id=last, amount=Amount(D("4.5")), reason="Rà soát lại")
    assert five().standing == Standing.MET
    new = replace(POVERTY, over_years=OverYears.MEAN, agency_id=None)
    commands.edit_target(actor=SYSTEM, target_id=target, version=1, new=new)
    assert five().standing == Standing.BEHIND
    commands.correct(actor=SYSTEM, value_id=plan, amount=None, reason="Chưa giao")
    assert five().standing == Standing.NO_PLAN
