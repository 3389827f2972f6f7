"""Reminders before a season closes: at every level, one notice a unit and step, also after a missed day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.factories import Province
from thidua.access.models import User
from thidua.access.types import Role
from thidua.foundation.models import LedgerEntry, Notice
from thidua.organisation.models import Unit
from thidua.registrations import commands, daily
from thidua.registrations.logic import REMINDED, reminder_due
from thidua.registrations.models import Registration, SeasonReminder

OPENS, CLOSES = date(2021, 11, 1), date(2021, 12, 20)
DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))


def before(days: int) -> date:
    return CLOSES - timedelta(days)


@given(DAYS, DAYS, st.sets(st.integers(0, 40)))
def test_a_step_is_caught_up_until_the_next_and_none_falls_before_the_opening(
    opens: date, closes: date, missed: set[int]
) -> None:
    told: list[int] = []
    for left in range(40, -3, -1):
        if left in missed:
            continue
        step = reminder_due(opens, closes, closes - timedelta(left))
        if step is not None:
            assert 0 <= left <= step <= (closes - opens).days
            told.append(step)
    assert told == sorted(told, reverse=True) and set(told) <= set(REMINDED)


@pytest.fixture
def season(province: Province, db: None) -> int:
    office = make.actor(Role.SPECIALIST, province.province)
    made = commands.open_season(
        actor=office, unit_id=province.province.pk, year=2021, title="Đợt 2021", opens=OPENS, closes=CLOSES
    )
    Notice.objects.all().delete()
    return made


def told(unit: Unit) -> list[str]:
    return list(Notice.objects.filter(unit_id=unit.pk).order_by("pk").values_list("text", flat=True))


def test_every_level_is_told_once_a_step(season: int, province: Province) -> None:
    Registration.objects.create(season_id=season, unit=province.commune, state="sent")
    daily.run(before(11))
    assert not Notice.objects.exists()
    daily.run(before(10))
    [own_and_below] = told(province.district)
    assert (
        "chưa nhận được đăng ký của đơn vị; 2 đơn vị trực thuộc chưa gửi đăng ký; còn 10 ngày"
        in own_and_below
    )
    assert told(province.commune) == []
    [below] = told(province.province)
    assert "của đơn vị" not in below and "đơn vị trực thuộc chưa gửi" in below
    assert told(province.school) == [
        "Nhắc: Đợt 2021: chưa nhận được đăng ký của đơn vị; còn 10 ngày, hạn 20/12/2021."
    ]
    per_unit = list(Notice.objects.values_list("unit_id", flat=True))
    assert len(per_unit) == len(set(per_unit)) == SeasonReminder.objects.get().units
    daily.run(before(10))
    daily.run(before(9))
    assert Notice.objects.count() == len(per_unit)
    assert LedgerEntry.objects.filter(act="registrations.remind").count() == 1


def test_a_missed_day_is_caught_up_and_a_missed_step_gives_way_to_the_next(
    season: int, province: Province
) -> None:
    daily.run(before(8))  # the tenth day was missed
    daily.run(before(7))
    assert len(told(province.school)) == 1 and "còn 8 ngày" in told(province.school)[0]
    daily.run(before(0))  # so were the fifth and the first
    assert "hôm nay là ngày cuối" in told(province.school)[1]
    daily.run(before(0))
    daily.run(before(-1))
    assert len(told(province.school)) == 2
    assert list(SeasonReminder.objects.order_by("pk").values_list("days", flat=True)) == [10, 1]


def test_an_extension_begins_anew_and_a_closed_season_is_left_alone(season: int, province: Province) -> None:
    daily.run(before(5))
    office = make.actor(Role.SPECIALIST, province.province)
    commands.extend_season(actor=office, season_id=season, closes=CLOSES + timedelta(days=10))
    assert told(province.district)[1] == "Đợt 2021: gia hạn đăng ký đến hết 30/12/2021."
    daily.run(before(0))
    assert "còn 10 ngày, hạn 30/12/2021" in told(province.school)[1]
    commands.close_season(actor=office, season_id=season)
    daily.run(CLOSES + timedelta(days=5))
    assert len(told(province.school)) == 2


def test_the_days_work_that_broke_off_tells_nobody_twice(
    season: int, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(daily, "record", broken)
        with pytest.raises(RuntimeError):
            daily.run(before(10))
    assert not Notice.objects.exists() and not SeasonReminder.objects.exists()
    daily.run(before(9))
    assert len(told(province.school)) == 1


def test_the_page_says_when_it_reminds(
    season: int, province: Province, client: Client, settings: Any
) -> None:
    settings.TODAY = before(8).isoformat()
    officer = make.actor(Role.EMULATION_OFFICER, province.district)
    daily.run(before(8))
    client.force_login(User.objects.get(pk=officer.user_id))
    notice = Notice.objects.get(unit_id=province.district.pk)
    page = client.get(notice.url).content.decode()
    assert "trước hạn 10, 5 và 1 ngày (quy ước của phần mềm)" in page
    assert f"Đã nhắc {SeasonReminder.objects.get().units} đơn vị ngày 12/12/2021" in page
