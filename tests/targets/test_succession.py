"""Units that ended: what their successor takes over of their plans, what people decide, that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import CONFIRMED, as_user, queries_of, text
from tests.targets.conftest import POVERTY, REVENUE, YEAR, officer
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry, Notice
from thidua.organisation import commands as organisation
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import SuccessionKind, UnitKind
from thidua.targets import commands, daily, desk, logic, queries, taking
from thidua.targets.invariants import INVARIANTS
from thidua.targets.models import Cell, Value
from thidua.targets.types import Amount, Came, OverUnits, Period, Sign, Standing

ON = date(2021, 12, 1)
IDS = st.integers(1, 12)
AMOUNTS = st.decimals(-1000, 1000, places=2, allow_nan=False).map(lambda low: Amount(low))


@given(st.dictionaries(IDS, st.lists(IDS.map(Came), max_size=3), max_size=8), st.sets(IDS), IDS)
def test_origins_end_whatever_the_chain_and_each_once(
    before: dict[int, list[Came]], having: set[int], unit: int
) -> None:
    found = [came.before_id for came in logic.origins(unit, before, having)]
    assert len(found) == len(set(found))
    assert bool(found) == any(came.before_id != unit for came in before.get(unit, ()))


def test_the_nearest_plan_on_each_line_counts() -> None:
    before = {9: [Came(7), Came(8)], 7: [Came(1), Came(2, divided=True)], 8: [Came(3)]}

    def ids(having: set[int]) -> list[int]:
        return [came.before_id for came in logic.origins(9, before, having)]

    assert ids({7, 1, 2, 8}) == [7, 8]
    assert ids({1, 2, 3}) == [1, 2, 3]
    assert ids({3}) == [7, 3], "a line without a plan is a blank of its nearest unit"
    assert [came.divided for came in logic.origins(9, before, {1, 2, 3})] == [False, True, False]


@given(st.lists(AMOUNTS, min_size=2, max_size=6), st.randoms())
def test_several_are_added_in_any_order_and_only_where_the_rule_adds(
    parts: list[Amount], chance: Any
) -> None:
    came = [Came(number) for number, _ in enumerate(parts)]
    amount, why = logic.inherited(OverUnits.SUM, came, parts)
    shuffled = list(parts)
    chance.shuffle(shuffled)
    assert (
        logic.inherited(OverUnits.SUM, came, shuffled)
        == (amount, why)
        == (Amount(sum(p.low for p in parts)), "")
    )
    for rule in (OverUnits.MEAN, OverUnits.NONE):
        assert logic.inherited(rule, came, parts)[0] is None


@pytest.mark.parametrize(
    ("came", "parts", "why"),
    [
        ([Came(1, divided=True)], [Amount(D(1))], "chia cho nhiều"),
        ([Came(1, absorbed=True)], [Amount(D(1))], "từ trước khi nhận sáp nhập"),
        ([Came(1), Came(2)], [Amount(D(1)), None], "không có kế hoạch này"),
        ([Came(1), Came(2)], [Amount(D(1)), Amount(D(2), sign=Sign.OVER)], "khoảng, trên hoặc dưới"),
    ],
)
def test_nothing_is_guessed(came: list[Came], parts: list[Amount | None], why: str) -> None:
    amount, said = logic.inherited(OverUnits.SUM, came, parts)
    assert amount is None
    assert why in said


def test_spans_are_added_at_both_ends_and_one_alone_is_taken_as_it_is() -> None:
    two = [Amount(D(1), D(2)), Amount(D(3))]
    assert logic.inherited(OverUnits.SUM, [Came(1), Came(2)], two)[0] == Amount(D(4), D(5))
    over = Amount(D(70), sign=Sign.OVER)
    assert logic.inherited(OverUnits.NONE, [Came(1)], [over]) == (over, "")


def heir_of(province: Province, name: str = "Xã Nam Dong mới", since: date = ON) -> Unit:
    return factories.unit(name, UnitKind.COMMUNE, province.district, valid_from=since)


def become(kind: SuccessionKind, before: list[Unit], after: list[Unit], on: date = ON) -> None:
    organisation.succeed_units(
        actor=SYSTEM, kind=kind, before_ids=[unit.pk for unit in before], after_ids=[unit.pk for unit in after], on=on,
        instrument="Nghị quyết 12",
    )  # fmt: skip


@pytest.fixture
def targets(province: Province) -> dict[str, int]:
    """A target that is added over units and one that is not, with plans of the commune and the school."""
    found = {}
    for new, amounts in ((REVENUE, (100, 40)), (POVERTY, (5, 7))):
        pk = found[new.code] = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)
        for unit, amount in zip((province.commune, province.school), amounts, strict=True):
            commands.set_plan(
                actor=SYSTEM, target_id=pk, unit_id=unit.pk, period=YEAR, amount=Amount(D(amount))
            )
    return found


def offered(unit: Unit) -> list[taking.Taking]:
    return taking.takings([unit_refs([unit.pk])[unit.pk]], TODAY).get(unit.pk, [])


def sound() -> bool:
    return not [row for each in INVARIANTS for row in each.rows()]


@pytest.mark.django_db
def test_a_merger_adds_what_can_be_added_and_leaves_the_rest_to_people(
    province: Province, targets: dict[str, int]
) -> None:
    heir = heir_of(province)
    who, above = officer(heir), officer(province.district)
    before = list(Value.objects.order_by("pk").values())
    become(SuccessionKind.MERGER, [province.commune, province.school], [heir])
    rows = {row.code: row for row in offered(heir)}
    assert rows["THU"].amount == Amount(D(140))
    assert rows["NGHEO"].amount is None
    seen = taking.digest(rows.values())
    typed = {rows["NGHEO"].key: Amount(D("5.5"))}
    with pytest.raises(Refused):
        commands.take_over(actor=who, unit_id=heir.pk, seen=seen, typed=typed)
    with pytest.raises(NotThere):
        commands.take_over(actor=officer(province.other_district), unit_id=heir.pk, seen=seen)
    daily.run(TODAY)
    assert offered(heir), "a merger is not taken over by itself"
    assert commands.take_over(actor=who, unit_id=heir.pk, seen=seen) == 1
    value = Value.objects.get(unit=heir)
    assert (value.amount, value.document) == (D(140), "Sáp nhập từ 01/12/2021 Nghị quyết 12")
    assert value.note == f"Nhận từ {taking.told(rows['THU'])}"
    with pytest.raises(Stale):
        commands.take_over(actor=above, unit_id=heir.pk, seen=seen, typed=typed)
    [left] = offered(heir)
    assert commands.take_over(actor=above, unit_id=heir.pk, seen=taking.digest([left]), typed=typed) == 1
    assert not offered(heir)
    assert Cell.objects.filter(unit=heir).count() == 2
    assert LedgerEntry.objects.filter(act="targets.take_over").count() == 2
    assert list(Value.objects.exclude(unit=heir).order_by("pk").values()) == before
    assert sound()


@pytest.mark.django_db
def test_a_renamed_unit_gets_its_plans_by_itself_once_through_two_changes(
    province: Province, targets: dict[str, int]
) -> None:
    first, second = heir_of(province, "Xã Một", date(2021, 11, 1)), heir_of(province, "Xã Hai")
    become(SuccessionKind.RENAMING, [province.commune], [first], date(2021, 11, 1))
    become(SuccessionKind.TRANSFER, [first], [second])
    for _ in range(2):
        daily.run(TODAY)
    found = Value.objects.filter(unit=second).order_by("target_id")
    assert sorted(row.amount for row in found if row.amount) == [D(5), D(100)]
    assert not Value.objects.filter(unit=first).exists()
    assert Notice.objects.filter(unit_id=second.pk, text__startswith="Đã tự nhận 2").count() == 1
    assert sound()


@pytest.mark.django_db
def test_a_split_an_absorption_and_years_that_are_over_are_left_alone(
    province: Province, targets: dict[str, int]
) -> None:
    one, two = heir_of(province, "Xã Một"), heir_of(province, "Xã Hai")
    become(SuccessionKind.SPLIT, [province.commune], [one, two])
    assert {(row.amount, row.why[:10]) for unit in (one, two) for row in offered(unit)} == {
        (None, "Đơn vị trư")
    }
    become(SuccessionKind.MERGER, [province.school], [province.other_school])
    assert {row.amount for row in offered(province.other_school)} == {None}
    daily.run(TODAY)
    assert not Value.objects.filter(unit__in=[one, two, province.other_school]).exists()
    later = date(2022, 1, 1)
    assert not taking.takings(list(unit_refs([one.pk]).values()), later)


@pytest.mark.django_db
def test_a_plan_of_its_own_and_one_withdrawn_are_not_overruled(
    province: Province, targets: dict[str, int]
) -> None:
    heir = heir_of(province)
    become(SuccessionKind.MERGER, [province.commune], [heir])
    assert len(offered(heir)) == 2
    at = {"actor": SYSTEM, "target_id": targets["THU"], "unit_id": heir.pk, "period": YEAR}
    pk = commands.set_plan(**at, amount=Amount(D(0)))
    assert [row.code for row in offered(heir)] == ["NGHEO"]
    commands.correct(actor=SYSTEM, value_id=pk, amount=None, reason="Chưa giao")
    assert [row.code for row in offered(heir)] == ["NGHEO"]
    old = Value.objects.get(target_id=targets["NGHEO"], unit=province.commune)
    commands.correct(actor=SYSTEM, value_id=old.pk, amount=None, reason="Chưa giao")
    assert not offered(heir)


@pytest.mark.django_db
def test_looked_at_first_then_taken_on_the_page(province: Province, targets: dict[str, int]) -> None:
    heir = heir_of(province)
    become(SuccessionKind.MERGER, [province.commune, province.school], [heir])
    who, above = officer(heir), officer(province.district)
    page, unit = reverse("targets:take", args=[heir.pk]), reverse("targets:unit", args=[heir.pk])
    assert [item.title for item in desk.items(who)] == ["Chỉ tiêu của đơn vị trước đây chờ nhận"]
    own = as_user(who)
    assert "2 kế hoạch của đơn vị trước đây chưa được nhận" in text(own.get(unit))
    shown = text(own.get(page))
    assert "140,0" in shown
    assert "do cán bộ của đơn vị cấp trên giao" in shown
    [row] = [row for row in offered(heir) if row.amount is None]
    seen = taking.digest(offered(heir))
    client = as_user(above)
    assert f'name="{row.key}"' in text(client.get(page))
    wrong = client.post(page, {"seen": seen, row.key: "5.5", **CONFIRMED})
    assert wrong.status_code == 422
    assert 'value="5.5"' in text(wrong)
    fine = client.post(page, {"seen": seen, row.key: "5,123", **CONFIRMED})
    assert fine.status_code == 422, "more decimals than the target has"
    assert "Nhận 2 kế hoạch" in text(client.post(page, {"seen": seen, row.key: "5,5"}))
    assert client.post(page, {"seen": "x", row.key: "5,5", **CONFIRMED}).status_code == 409
    assert not Value.objects.filter(unit=heir).exists()
    assert client.post(page, {"seen": seen, row.key: "5,5", **CONFIRMED}).status_code == 302
    assert Value.objects.filter(unit=heir).count() == 2
    assert "Không có gì để nhận" in text(client.get(page))
    assert client.post(page, {"seen": taking.digest([]), **CONFIRMED}).status_code == 422
    assert as_user(officer(province.other_district)).get(page).status_code == 404


@pytest.mark.django_db
def test_sums_and_counts_go_on_with_the_successor(province: Province, targets: dict[str, int]) -> None:
    who, heir, revenue = officer(province.province), heir_of(province), targets["THU"]
    Unit.objects.filter(pk=province.commune.pk).update(kind=UnitKind.COMMUNE)
    other = factories.unit("Xã khác", UnitKind.COMMUNE, province.district)
    at: dict[str, Any] = {"actor": SYSTEM, "target_id": revenue, "period": YEAR}
    commands.set_plan(**at, unit_id=other.pk, amount=Amount(D(10)))
    assert queries.counts(who, YEAR, "target")[revenue] == {Standing.NO_RESULT: 3}
    become(SuccessionKind.RENAMING, [province.commune], [heir])
    assert queries.counts(who, YEAR, "target")[revenue] == {Standing.NO_RESULT: 2}
    daily.run(TODAY)
    assert queries.counts(who, YEAR, "target")[revenue] == {Standing.NO_RESULT: 3}
    by_target, by_unit = queries.counts_by_period(who, Period(2021, 2025))
    assert by_target[revenue][YEAR] == {Standing.NO_RESULT: 3}
    assert province.commune.pk not in by_unit
    client, page = as_user(who), reverse("targets:target", args=[revenue])
    for unit, amount in ((heir, 90), (other, 9), (province.commune, 80)):
        commands.report(**at, unit_id=unit.pk, amount=Amount(D(amount)))
        shown = text(client.get(page, {"level": "commune"}))
    assert "<b>99,0</b>" in shown
    assert queries.counts(who, YEAR, "target")[revenue][Standing.BEHIND] == 3, "a result stays in history"


@pytest.mark.django_db
def test_looking_costs_the_same_for_few_targets_and_many(province: Province, targets: dict[str, int]) -> None:
    heir = heir_of(province)
    become(SuccessionKind.MERGER, [province.commune, province.school], [heir])
    client, page = as_user(officer(province.district)), reverse("targets:take", args=[heir.pk])
    few = queries_of(client, page)
    for number in range(12):
        new = replace(REVENUE, code=f"N{number}")
        pk = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)
        for unit in (province.commune, province.school):
            at = {"target_id": pk, "unit_id": unit.pk, "period": Period(2021, 2025)}
            Unit.objects.filter(pk=unit.pk).update(valid_to=None)
            commands.set_plan(actor=SYSTEM, **at, amount=Amount(D(9)))
            Unit.objects.filter(pk=unit.pk).update(valid_to=ON - timedelta(days=1))
    assert queries_of(client, page) == few
