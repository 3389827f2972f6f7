"""The stage of the room: a province whose targets are kept at the top, and its officers."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.organisation.models import Unit
from thidua.targets import commands
from thidua.targets.types import Direction, NewTarget, OverUnits, OverYears, Period

YEAR = Period(2021, 2021)
POVERTY = NewTarget("NGHEO", "Tỷ lệ hộ nghèo", "%", Direction.LOWER, places=2)
REVENUE = NewTarget(
    "THU", "Thu ngân sách nhà nước", "tỷ đồng", Direction.HIGHER, places=1, over_units=OverUnits.SUM,
    over_years=OverYears.SUM, place=1,
)  # fmt: skip


def officer(unit: Unit, role: Role = Role.EMULATION_OFFICER) -> Actor:
    """Someone who holds that one post."""
    user = factories.user()
    factories.post(user, role, unit)
    return actor_of(user.pk, user.full_name, TODAY)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def revenue(province: Province) -> int:
    """Budget revenue, kept by the province."""
    return commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=REVENUE)
