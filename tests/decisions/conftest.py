"""The stage of the tests of decisions."""

from __future__ import annotations

import pytest

from tests.decisions.stage import Stage, district_stage
from tests.factories import Province


@pytest.fixture
def stage(province: Province) -> Stage:
    """A district office with a round."""
    return district_stage(province)
