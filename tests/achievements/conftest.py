"""The stage of the tests of the register's pages, on the stage of decisions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import Stage, district_stage
from tests.factories import TODAY, Province, actor
from tests.pages import as_user
from thidua.access.types import Role


@pytest.fixture
def stage(province: Province) -> Stage:
    """A district office with a round."""
    return district_stage(province)


@pytest.fixture
def business_day(settings: Any) -> None:
    """Pages see the day of the factories."""
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(stage: Stage, business_day: None) -> Client:
    """The district's emulation officer."""
    return as_user(stage.officer)


@pytest.fixture
def inspector(stage: Stage, business_day: None) -> Client:
    """An inspector of the district."""
    return as_user(actor(Role.INSPECTOR, stage.units.district))


@pytest.fixture
def stranger(stage: Stage, business_day: None) -> Client:
    """An officer of the other district."""
    return as_user(actor(Role.EMULATION_OFFICER, stage.units.other_district))
