"""Scope as a condition: the subtree of one's posts, alone or joined with others."""

from __future__ import annotations

import pytest
from django.db.models import Q

from tests import factories as make
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.scope import in_scope
from thidua.access.types import Actor, Role
from thidua.organisation.models import Recipient


@pytest.fixture(autouse=True)
def _people(province: Province) -> None:
    make.person("Người của trường", province.school)
    make.person("Người của huyện", province.district)
    make.person("Người của huyện khác", province.other_district)


def seen(condition: Q) -> int:
    return Recipient.objects.filter(condition).count()


def test_each_level_sees_its_subtree(province: Province) -> None:
    for unit, count in (
        (province.school, 1),
        (province.district, 2),
        (province.province, 3),
        (province.department, 0),
    ):
        assert seen(in_scope(make.actor(Role.HEAD, unit))) == count


def test_only_the_roles_asked_for_count(province: Province) -> None:
    actor = make.actor(Role.HEAD, province.district)
    assert seen(in_scope(actor, "unit__", Role.HEAD, Role.SIGNER)) == 2
    assert seen(in_scope(actor, "unit__", Role.SIGNER)) == 0


def test_nobody_without_a_post_sees_anything() -> None:
    assert seen(in_scope(Actor(5, "Ai đó", TODAY))) == 0


def test_the_system_sees_all_also_when_joined_with_another_condition() -> None:
    assert seen(in_scope(SYSTEM)) == 3
    assert seen(in_scope(SYSTEM) | Q(pk__in=[])) == 3
    assert seen(in_scope(SYSTEM) & Q(name__startswith="Người của trường")) == 1
    assert seen(~in_scope(SYSTEM)) == 0
