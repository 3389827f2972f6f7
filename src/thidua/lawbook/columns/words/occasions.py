"""Round anniversaries and cycles of years, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.columns.arrays import NO_YEAR
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, word
from thidua.lawbook.predicates import occasions


@word(occasions.RoundAnniversary)
def round_anniversary(condition: occasions.RoundAnniversary, view: View, asked: Asked, best: bool) -> Any:
    """The year of the decision is a round anniversary of the founding."""
    founded = view.table.founded
    age = view.on.year - founded.astype(np.int32)
    return np.where(founded == NO_YEAR, best, (age > 0) & (age % condition.every == 0))


@word(occasions.InCycle)
def in_cycle(condition: occasions.InCycle, view: View, asked: Asked, best: bool) -> Any:
    """The decision falls in a year of the cycle."""
    return np.bool_((view.on.year - condition.year) % condition.once_in == 0)
