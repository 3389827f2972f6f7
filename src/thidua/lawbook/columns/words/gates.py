"""Conditions every award shares, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.columns.arrays import NO_DAY, among, mask
from thidua.lawbook.columns.table import REASONS
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, unless_silent, word
from thidua.lawbook.predicates import gates, limits


@word(gates.NoOpenHold)
def no_open_hold(condition: gates.NoOpenHold, view: View, asked: Asked, best: bool) -> Any:
    """No reason to suspend consideration is open on the day."""
    section = view.table.sections["holds"]
    is_open = among(section["reason"], [REASONS.index(each) for each in condition.reasons])
    is_open &= (section["since"] <= view.day) & (
        (section["until"] == NO_DAY) | (section["until"] >= view.day)
    )
    return unless_silent(~view.any_of(section, is_open), view, "holds", best)


@word(gates.Registered, depends=lambda asked: asked.award)
def registered(condition: gates.Registered, view: View, asked: Asked, best: bool) -> Any:
    """The recipient registered for the title of the year; without a list, registered for everything asked."""
    given = view.table.registered_as
    lists = view.table.registered.get(asked.award)
    listed = view.nobody() if lists is None else (lists & mask(view.asked_year)) != 0
    unlisted = view.table.unregistered.get(asked.award)
    if unlisted is not None:
        listed = np.where(unlisted, best, listed)
    return np.where(given == 2, listed, np.where(given == 1, best, True))


@word(gates.LocalStandard)
def local_standard(condition: gates.LocalStandard, view: View, asked: Asked, best: bool) -> Any:
    """A question to everybody is silent about what the province has issued."""
    return np.bool_(best or not condition.whole)


@word(gates.NotLoaded)
def not_loaded(condition: gates.NotLoaded, view: View, asked: Asked, best: bool) -> Any:
    """A text that was never loaded."""
    return np.bool_(best)


@word(limits.Quota)
def quota(condition: limits.Quota, view: View, asked: Asked, best: bool) -> Any:
    """A question to everybody does not ask about quotas."""
    return np.bool_(True)
