"""The pages of rounds: who opens and moves them, refusals in words, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, actor
from tests.nominations.conftest import Stage
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.nominations.models import Round

LIST = "/de-nghi/dot/"
NEW = "/de-nghi/dot/mo/"
REASON = "Chỉ cán bộ thi đua, chuyên viên của đơn vị được mở đợt đề nghị."


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def as_user(who: Actor) -> Client:
    """A browser in which this actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer(stage: Stage) -> Client:
    return as_user(stage.officer)


@pytest.fixture
def opener(stage: Stage) -> Client:
    return as_user(stage.province_officer)


def text(response: Any) -> str:
    return response.content.decode()


def typed(stage: Stage, **other: Any) -> dict[str, Any]:
    return {
        "unit_id": stage.units.school.pk,
        "name": "Khen thưởng học kỳ I",
        "route": "sudden",
        "year": "2021",
        "opens_on": "15/12/2021",
        "closes_on": "31/01/2022",
        **other,
    }


def test_a_round_is_opened_for_the_units_below(stage: Stage, officer: Client) -> None:
    assert NEW in text(officer.get(LIST))
    assert "Trường THCS Nguyễn Du" in text(officer.get(NEW))
    response = officer.post(NEW, typed(stage), follow=True)
    assert "Đã mở đợt “Khen thưởng học kỳ I”." in text(response)
    made = Round.objects.get(name="Khen thưởng học kỳ I")
    assert (made.unit_id, made.route, made.year) == (stage.units.school.pk, "sudden", 2021)
    assert (made.opens_on, made.closes_on) == (date(2021, 12, 15), date(2022, 1, 31))
    assert "Khen thưởng học kỳ I" not in text(as_user(stage.stranger).get(LIST))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Chưa nhập tên đợt."),
        ({"closes_on": "14/12/2021"}, "Ngày hết hạn không được trước ngày bắt đầu."),
        ({"opens_on": "31/02/2021"}, "31/02/2021"),
        ({"year": "1975"}, "Năm 1975 không hợp lệ."),
        ({"unit_id": "999999"}, "Lựa chọn này không có trong danh sách."),
    ],
    ids=["name", "order", "day", "year", "unit"],
)
def test_what_was_typed_stays_beside_the_reason(
    stage: Stage, officer: Client, wrong: dict[str, str], says: str
) -> None:
    response = officer.post(NEW, typed(stage, **wrong))
    assert says in text(response)
    assert '<option value="sudden" selected>' in text(response)
    assert not Round.objects.filter(route="sudden").exists()


def test_the_same_name_is_refused_and_stays(stage: Stage, officer: Client) -> None:
    officer.post(NEW, typed(stage))
    response = officer.post(NEW, typed(stage))
    assert response.status_code == 422
    assert "Đơn vị đã có đợt “Khen thưởng học kỳ I” năm 2021." in text(response)
    assert 'value="31/01/2022"' in text(response)


def test_the_last_day_is_moved_by_the_unit_that_opened_it(stage: Stage, opener: Client) -> None:
    address = f"{LIST}{stage.round_id}/han/"
    assert address in text(opener.get(LIST))
    assert 'value="31/12/2021"' in text(opener.get(address))
    response = opener.post(address, {"closes_on": "15/01/2022"}, follow=True)
    assert "nhận đề nghị đến hết ngày 15/01/2022" in text(response)
    assert Round.objects.get(pk=stage.round_id).closes_on == date(2022, 1, 15)


def test_a_last_day_before_the_first_is_refused_and_stays(stage: Stage, opener: Client) -> None:
    response = opener.post(f"{LIST}{stage.round_id}/han/", {"closes_on": "01/10/2021"})
    assert response.status_code == 422
    assert "Ngày hết hạn không được trước ngày bắt đầu." in text(response)
    assert 'value="01/10/2021"' in text(response)
    assert Round.objects.get(pk=stage.round_id).closes_on == date(2021, 12, 31)


def test_units_below_see_a_round_but_do_not_move_it(stage: Stage, officer: Client) -> None:
    shown = text(officer.get(LIST))
    assert "Tổng kết năm 2021" in shown
    assert "Đang nhận" in shown
    assert "Đổi hạn" not in shown
    response = officer.post(f"{LIST}{stage.round_id}/han/", {"closes_on": "15/01/2022"})
    assert response.status_code == 403
    assert REASON in text(response)
    assert Round.objects.get(pk=stage.round_id).closes_on == date(2021, 12, 31)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.EMULATION_OFFICER, Role.SPECIALIST)]
)
def test_other_roles_are_refused_with_the_reason(stage: Stage, role: Role) -> None:
    client = as_user(actor(role, stage.units.school))
    assert NEW not in text(client.get(LIST))
    response = client.post(NEW, typed(stage))
    assert response.status_code == 403
    assert REASON in text(response)
    assert not Round.objects.filter(route="sudden").exists()


def test_another_units_round_is_not_there(stage: Stage, officer: Client) -> None:
    other = Round.objects.create(
        unit=stage.units.other_district, name="Đợt khác", year=2021, opens_on=TODAY, closes_on=TODAY
    )
    assert "Đợt khác" not in text(officer.get(LIST))
    assert officer.get(f"{LIST}{other.pk}/han/").status_code == 404
    assert officer.post(f"{LIST}{other.pk}/han/", {"closes_on": "15/01/2022"}).status_code == 404


def test_states_by_day_and_queries_that_do_not_grow(stage: Stage, opener: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert opener.get(LIST).status_code == 200
        return len(caught)

    before = count()
    for number in range(30):
        Round.objects.create(
            unit=stage.units.school, name=f"Đợt {number}", year=2021, opens_on=TODAY, closes_on=TODAY
        )
    assert count() == before <= 8
    Round.objects.update(opens_on=date(2022, 1, 1), closes_on=date(2022, 2, 1))
    assert "Chưa mở" in text(opener.get(LIST))
    Round.objects.update(opens_on=date(2021, 1, 1), closes_on=date(2021, 2, 1))
    assert "Đã hết hạn" in text(opener.get(LIST))
