"""What other rooms know against a unit, counted under the names that sheets use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories as make
from tests.duties.stage import DUE, given, reported
from tests.factories import Province
from thidua.achievements.models import Penalty
from thidua.clusters import feeds
from thidua.scoring.words import FEEDS

pytestmark = pytest.mark.django_db


def test_every_feed_a_sheet_may_name_is_counted_in_one_query(django_assert_num_queries: Any) -> None:
    for name in FEEDS:
        with django_assert_num_queries(1):
            assert feeds.count(name, [1, 2], 2021) == {}
    assert feeds.count("no such feed", [1], 2021) is None


def test_duties_count_by_how_late_they_are(province: Province, settings: Any) -> None:
    units = [province.school, province.other_school, province.district, province.other_district]
    duties = given(province, *units)
    settings.TODAY = (DUE + timedelta(days=12)).isoformat()
    for duty, late in zip(duties[:3], (4, 5, 9), strict=True):
        reported(duty, today=DUE + timedelta(days=late))
    ids = [unit.pk for unit in units]
    told = {name: feeds.count(name, ids, DUE.year) for name in ("late_5", "late_10", "late_15")}
    assert {pk for pk, times in told["late_5"].items() if times} == {units[1].pk, units[2].pk}
    assert {pk for pk, times in told["late_10"].items() if times} == {units[3].pk}
    settings.TODAY = (DUE + timedelta(days=40)).isoformat()
    assert feeds.count("late_15", ids, DUE.year)[units[3].pk] == 1
    assert feeds.count("late_15", ids, DUE.year - 1) == {}


def test_penalties_of_leaders_count_by_their_weight(province: Province) -> None:
    for level, leader, year in (
        ("reprimand", True, 2021), ("warning", True, 2021), ("warning", False, 2021), ("demotion", True, 2020),
    ):  # fmt: skip
        someone = make.person(f"Người mẫu {level} {year}", province.school, leader=leader)
        Penalty.objects.create(recipient=someone, date=date(year, 5, 4), level=level)
    ids = [province.school.pk, province.district.pk]
    assert feeds.count("leader_reprimanded", ids, 2021) == {province.school.pk: 1}
    assert feeds.count("leader_warned", ids, 2021) == {province.school.pk: 1}
    assert feeds.count("leader_warned", [province.district.pk], 2021) == {}
