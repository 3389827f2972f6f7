"""For which units somebody acts, and how often that is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories import TODAY, actor
from thidua.access.standing import acting_for, asked_once, inherited
from thidua.access.types import Role
from thidua.organisation.models import Succession, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def heir(province: Any) -> Any:
    """The officer of a school in whose place another one stood until lately."""
    old = province.other_school
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2021, 11, 30))
    Succession.objects.create(before=old, after=province.school, kind="merger", on=date(2021, 12, 1))
    return actor(Role.EMULATION_OFFICER, province.school)


def test_one_acts_for_what_one_stands_in_place_of(province: Any, heir: Any) -> None:
    assert heir.today == TODAY
    assert acting_for(heir, [Role.EMULATION_OFFICER]) == {province.school.pk, province.other_school.pk}
    assert acting_for(heir, [Role.HEAD]) == set()


def test_within_one_page_it_is_asked_once(heir: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        assert inherited(heir) == inherited(heir)
    with asked_once(), django_assert_num_queries(2):
        assert inherited(heir) == inherited(heir)
    with django_assert_num_queries(2):
        inherited(heir)
