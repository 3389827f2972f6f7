"""Movements, certified judgements and contributions, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.columns.arrays import NO_YEAR, UNKNOWN, Flags, among
from thidua.lawbook.columns.table import ATTESTED, LAUNCHERS, REVIEWS
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, reaches, unless_silent, word
from thidua.lawbook.predicates import deeds


@word(deeds.Attested)
def attested(condition: deeds.Attested, view: View, asked: Asked, best: bool) -> Any:
    """All of the judgements were certified."""
    found: Any = np.bool_(True)
    for code in condition.codes:
        accepted = {code, *deeds.IMPLIED_BY.get(code, ())}
        bits = sum(1 << ATTESTED.index(each) for each in accepted)
        found = found & ((view.table.attested & np.uint64(bits)) != 0)
    return unless_silent(found, view, "attested", best)


@word(deeds.InMovement)
def in_movement(condition: deeds.InMovement, view: View, asked: Asked, best: bool) -> Any:
    """Part in a thematic movement launched so high, so long, reviewed so."""
    section = view.table.sections["movements"]
    first, last, year = section["since"], section["until"], section["year"]
    judged = np.where(year != NO_YEAR, year, last)
    fits = (judged == NO_YEAR) | (judged <= view.on.year)
    start = np.where(first != NO_YEAR, first, judged)
    fits &= (start == NO_YEAR) | (start <= view.last_year)
    fits &= (judged == NO_YEAR) | (judged >= view.last_year)
    free = among(section["launched_by"], [LAUNCHERS.index(each) for each in condition.any_length])
    if condition.launched_by:
        fits &= free | among(
            section["launched_by"], [LAUNCHERS.index(each) for each in condition.launched_by]
        )
    if condition.min_years:
        spanned = (section["years"] == UNKNOWN) & (first != NO_YEAR) & (last != NO_YEAR)
        length = np.where(spanned, last.astype(np.int32) - first + 1, section["years"])
        fits &= free | reaches(length, condition.min_years, best)
    reviewed = among(section["review"], [REVIEWS.index(each) for each in condition.reviews])
    fits &= reviewed | (section["review"] == UNKNOWN) if best else reviewed
    if condition.led:
        fits &= known(section["led"], best)
    return _or_unrecorded(view.any_of(section, fits), view, "movements", best)


@word(deeds.Contributed)
def contributed(condition: deeds.Contributed, view: View, asked: Asked, best: bool) -> Any:
    """Contributions in the year asked about, worth so much together."""
    section = view.table.sections["contributions"]
    inside = (section["year"] == view.last_year) & (section["year"] <= view.on.year)
    amounts = np.where(inside, np.maximum(section["amount"], 0), 0)
    total = np.zeros(len(view), np.int64)
    np.add.at(total, section.owner, amounts)
    found = view.any_of(section, inside) & (total >= condition.min_vnd)
    if best:
        found |= view.any_of(section, inside & (section["amount"] == UNKNOWN))
    return _or_unrecorded(found, view, "contributions", best)


def _or_unrecorded(found: Flags, view: View, section: str, best: bool) -> Any:
    if best:
        found = found | view.year_unrecorded
    return unless_silent(found, view, section, best)
