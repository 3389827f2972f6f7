"""Notices reach those who hold the role at the unit, and nobody else."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.factories import Province
from thidua.access.types import Actor, Role
from thidua.foundation import notices
from thidua.foundation.errors import NotThere


@pytest.fixture
def officer(province: Province) -> Actor:
    return make.actor(Role.EMULATION_OFFICER, province.school)


def tell(unit_id: int, *roles: str, text: str = "Có hồ sơ bị trả lại") -> None:
    notices.notify(unit_id=unit_id, roles=roles, text=text, url="/de-nghi/1/")


def test_the_holder_of_the_role_sees_it(officer: Actor, province: Province) -> None:
    tell(province.school.pk, Role.HEAD, Role.EMULATION_OFFICER)
    assert [m.text for m in notices.unread(officer)] == ["Có hồ sơ bị trả lại"]
    assert notices.unread_count(officer) == 1


def test_other_roles_and_other_units_do_not(officer: Actor, province: Province) -> None:
    tell(province.school.pk, Role.HEAD)
    tell(province.district.pk, Role.EMULATION_OFFICER)
    tell(province.other_school.pk, Role.EMULATION_OFFICER)
    assert notices.unread(officer) == []


def test_reading_takes_it_away_for_all_holders(officer: Actor, province: Province) -> None:
    colleague = make.actor(Role.EMULATION_OFFICER, province.school)
    tell(province.school.pk, Role.EMULATION_OFFICER)
    message = notices.unread(colleague)[0]
    assert notices.mark_read(officer, message.id) == "/de-nghi/1/"
    assert notices.unread(colleague) == []


def test_a_message_to_others_is_not_there(officer: Actor, province: Province) -> None:
    tell(province.school.pk, Role.HEAD)
    head = make.actor(Role.HEAD, province.school)
    message = notices.unread(head)[0]
    with pytest.raises(NotThere):
        notices.mark_read(officer, message.id)
    assert notices.unread_count(head) == 1


def test_newest_first_and_all_at_once(officer: Actor, province: Province) -> None:
    for number in range(3):
        tell(province.school.pk, Role.EMULATION_OFFICER, text=f"Tin {number}")
    assert [m.text for m in notices.unread(officer, limit=2)] == ["Tin 2", "Tin 1"]
    assert notices.mark_all_read(officer) == 3
    assert notices.unread(officer) == []


def test_nobody_without_a_post_reads_anything(province: Province) -> None:
    tell(province.school.pk, Role.HEAD)
    stranger = Actor(77, "Ai đó", make.TODAY)
    assert (notices.unread(stranger), notices.unread_count(stranger)) == ([], 0)
    with pytest.raises(NotThere):
        notices.mark_read(stranger, 1)


def test_a_notice_needs_a_reader(province: Province) -> None:
    with pytest.raises(ValueError, match="role"):
        tell(province.school.pk)
