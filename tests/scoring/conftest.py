"""A sheet that holds, and the province's specialist."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import thidua.scoring
from tests import factories as make
from tests.factories import Province
from thidua.access.types import Actor, Role
from thidua.scoring.engine import Sheet
from thidua.scoring.reading import read_round

SAMPLE = Path(thidua.scoring.__file__).parent / "data" / "mau-hung-yen-2021.yaml"
D = Decimal


@pytest.fixture
def sample() -> Sheet:
    """The sheet of the sample file."""
    return read_round(SAMPLE)[0]


@pytest.fixture
def specialist(province: Province) -> Actor:
    """Who keeps the province's sheets."""
    return make.actor(Role.SPECIALIST, province.province)
