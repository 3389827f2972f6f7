"""Reports due: their days in a year, what counts as reported, the desk, the calendar, the list, the notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user, queries_of, text
from tests.targets.conftest import POVERTY, REVENUE, YEAR, officer
from thidua.foundation.errors import Refused
from thidua.foundation.models import Notice
from thidua.organisation.models import Unit
from thidua.targets import commands, daily, desk, due, logic
from thidua.targets.models import Target
from thidua.targets.types import MOST_REPORT_DAYS, Amount, Frequency, Paper, Period

FREQUENCIES = st.sampled_from(Frequency)
YEARS = st.integers(2000, 2098)
DAYS = st.integers(0, MOST_REPORT_DAYS)
FIRST_HALF = Paper("BC 12/BC-UBND", date(2021, 7, 5))


@given(FREQUENCIES, YEARS, DAYS)
def test_the_periods_fill_the_year_and_each_is_due_after_its_end(
    freq: Frequency, year: int, days: int
) -> None:
    found = logic.due_days(freq, year, days)
    assert len(found) == {"year": 1, "half": 2, "quarter": 4, "month": 12}[freq]
    assert found[-1].ends == date(year, 12, 31)
    assert all(day.due == day.ends + timedelta(days=days) and day.opens <= day.ends for day in found)
    assert all(after.opens > before.ends for before, after in pairwise(found))
    assert len({day.name for day in found}) == len(found)


@given(FREQUENCIES, YEARS, DAYS, st.data())
def test_a_later_figure_never_leaves_more_waiting(freq: Frequency, year: int, days: int, data: Any) -> None:
    found = logic.due_days(freq, year, days)
    in_year = st.dates(date(year, 1, 1), date(year + 1, 12, 31))
    today, early, late = data.draw(in_year), *sorted((data.draw(in_year), data.draw(in_year)))
    waits = logic.awaited(found, early, today)
    assert (logic.awaited(found, late, today) is None) >= (waits is None)
    assert logic.awaited(found, found[-1].opens, today) is None
    nothing = logic.awaited(found, None, today)
    assert (nothing is None) == (today < found[0].opens)
    if waits is not None:
        assert waits.opens <= today
        assert waits.opens > early


def test_a_late_report_of_a_quarter_is_not_taken_for_the_next() -> None:
    first, second, *_ = days = logic.due_days(Frequency.QUARTER, 2021, 15)
    assert [str(day.due) for day in days] == ["2021-04-15", "2021-07-15", "2021-10-15", "2022-01-15"]
    assert [day.name for day in days] == ["quý I/2021", "quý II/2021", "quý III/2021", "quý IV/2021"]
    assert logic.awaited(days, None, date(2021, 2, 28)) is None
    assert logic.awaited(days, None, date(2021, 3, 20)) == first
    assert logic.awaited(days, None, date(2021, 6, 20)) == first, "overdue before what only begins"
    late = date(2021, 4, 20)
    assert logic.awaited(days, late, date(2021, 5, 30)) is None
    assert logic.awaited(days, late, date(2021, 6, 1)) == second


@pytest.fixture
def quarterly(province: Province) -> int:
    """A target reported by quarter, with a plan of the district."""
    new = replace(REVENUE, frequency=Frequency.QUARTER)
    pk = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)
    commands.set_plan(
        actor=SYSTEM, target_id=pk, unit_id=province.district.pk, period=YEAR, amount=Amount(D(100))
    )
    return pk


def on(who: Any, day: date) -> Any:
    return replace(who, today=day)


@pytest.mark.django_db
def test_the_desk_says_once_a_day_what_is_due_and_marks_what_is_late(
    province: Province, quarterly: int
) -> None:
    who, at = (
        officer(province.district),
        {"target_id": quarterly, "unit_id": province.district.pk, "period": YEAR},
    )
    other = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=POVERTY)
    commands.set_plan(
        actor=SYSTEM, target_id=other, unit_id=province.district.pk, period=YEAR, amount=Amount(D(0))
    )
    first = commands.report(actor=on(who, date(2021, 7, 6)), **at, amount=Amount(D(40)), paper=FIRST_HALF)
    assert desk.items(on(who, date(2021, 8, 1))) == []
    [item] = desk.items(on(who, date(2021, 10, 20)))
    assert (item.title, item.tone, item.count) == ("Báo cáo chỉ tiêu quá hạn từ 15/10/2021", "bad", 1)
    later = Paper("BC 20/BC-UBND", date(2021, 10, 21))
    commands.correct(actor=who, value_id=first, amount=Amount(D(70)), reason="Số chín tháng", paper=later)
    [item] = desk.items(on(who, date(2021, 12, 20)))
    assert (item.title, item.count) == ("Báo cáo chỉ tiêu đến hạn 15/01/2022", 2)
    assert item.detail.endswith("năm 2021, quý IV/2021")
    assert desk.items(officer(province.other_district)) == []


@pytest.mark.django_db
def test_the_calendar_has_one_entry_a_day_done_when_all_came(province: Province, quarterly: int) -> None:
    who = officer(province.district)
    commands.report(
        actor=who, target_id=quarterly, unit_id=province.district.pk, period=YEAR, amount=Amount(D(40)),
        paper=FIRST_HALF,
    )  # fmt: skip
    entries = desk.dates(who, date(2021, 1, 1), date(2022, 1, 31))
    assert [(str(e.on), e.done) for e in entries] == [
        ("2021-04-15", True), ("2021-07-15", True), ("2021-10-15", False), ("2022-01-15", False)
    ]  # fmt: skip
    assert len({entry.key for entry in entries}) == 4


@pytest.mark.django_db
def test_the_list_opens_what_still_lacks_at_the_same_cost(province: Province, quarterly: int) -> None:
    who, above = officer(province.district), officer(province.province)
    client, page = as_user(who), reverse("targets:due")
    found = text(client.get(page, {"due": "15/10/2021"}))
    assert "quý III/2021" in found
    assert "Quá hạn" in found
    assert "quý III/2021" not in text(client.get(page, {"due": "15/01/2022"}))
    assert REVENUE.title not in text(as_user(above).get(page))
    everywhere = {"whose": "all"}
    assert REVENUE.title in text(as_user(above).get(page, everywhere))
    assert REVENUE.title not in text(as_user(officer(province.other_district)).get(page, everywhere))
    one = queries_of(client, page)
    for number in range(5):
        new = replace(POVERTY, code=f"N{number}")
        pk = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)
        commands.set_plan(
            actor=SYSTEM,
            target_id=pk,
            unit_id=province.district.pk,
            period=Period(2021, 2025),
            amount=Amount(D(5)),
        )
    assert queries_of(client, page) == one


@pytest.mark.django_db
def test_one_notice_a_unit_and_not_again_for_a_fortnight(
    province: Province, quarterly: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        new = replace(REVENUE, code=f"Q{number}", frequency=Frequency.QUARTER)
        pk = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=new)
        for unit in (province.district, province.other_district):
            commands.set_plan(actor=SYSTEM, target_id=pk, unit_id=unit.pk, period=YEAR, amount=Amount(D(9)))
    day = date(2021, 10, 10)
    with django_assert_max_num_queries(8):
        daily.run(day)
    words = "Báo cáo chỉ tiêu: {0} chỉ tiêu (quý II/2021) đến hạn trong 7 ngày tới hoặc đã quá hạn; {0} đã quá hạn."
    assert dict(Notice.objects.values_list("unit_id", "text")) == {
        province.district.pk: words.format(4),
        province.other_district.pk: words.format(3),
    }
    daily.run(day)
    daily.run(day + timedelta(days=12))
    assert Notice.objects.count() == 2
    daily.run(day + timedelta(days=13))
    assert Notice.objects.count() == 4


@pytest.mark.django_db
def test_nothing_is_owed_by_units_that_ended_nor_for_retired_targets(
    province: Province, quarterly: int
) -> None:
    units = [province.district.pk]
    assert due.waiting(units, TODAY)
    Unit.objects.filter(pk=province.district.pk).update(valid_to=TODAY - timedelta(days=1))
    assert not due.waiting(units, TODAY)
    Unit.objects.filter(pk=province.district.pk).update(valid_to=None)
    commands.retire_target(actor=SYSTEM, target_id=quarterly, version=1, reason="Thay cách tính")
    assert not due.waiting(units, TODAY)


@pytest.mark.django_db
def test_the_days_are_the_units_own_to_set_within_reason(province: Province) -> None:
    client = as_user(officer(province.province))
    form = {
        "unit": province.province.pk, "code": "X", "title": "Thu", "measure": "tỷ đồng", "direction": "higher",
        "places": "0", "frequency": "half", "report_days": "181", "over_units": "sum", "over_years": "sum",
    }  # fmt: skip
    assert client.post(reverse("targets:new"), form).status_code == 422
    assert client.post(reverse("targets:new"), {**form, "report_days": "0"}).status_code == 302
    target = Target.objects.get()
    assert target.report_days == 0
    assert "hạn 0 ngày sau ngày cuối kỳ (quy tắc làm việc của phần mềm" in text(
        client.get(reverse("targets:target", args=[target.pk]))
    )
    with pytest.raises(Refused, match="Hạn báo cáo"):
        commands.create_target(
            actor=SYSTEM, unit_id=province.province.pk, new=replace(POVERTY, report_days=-1)
        )
