"""Service: new recruits, penalties, leave, study, transfer; for columns."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from thidua.lawbook.columns.arrays import (
    NO_DAY,
    NO_YEAR,
    NOT_GIVEN,
    UNKNOWN,
    Flags,
    Numbers,
    among,
    day_number,
    full_months,
    since,
    years_of,
)
from thidua.lawbook.columns.table import GRADES, SERVICE, Section
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, reaches, word
from thidua.lawbook.predicates import service


@word(service.ServedMonths)
def served_months(condition: service.ServedMonths, view: View, asked: Asked, best: bool) -> Any:
    """So many full months since recruitment at the end of the year asked about."""
    start = view.table.recruited
    served = view.once("served months", lambda: _served(view))
    wanted = condition.min_months if best or condition.surely is None else condition.surely
    found = served >= wanted
    return np.where(start > NOT_GIVEN, found, (start == NOT_GIVEN) | best)


def _served(view: View) -> Numbers:
    start = view.table.recruited
    last = np.full(len(view), day_number(date(view.last_year, 12, 31)), np.int32)
    return full_months(np.where(start > NOT_GIVEN, start, last), last)


@word(service.NoPenalty)
def no_penalty(condition: service.NoPenalty, view: View, asked: Asked, best: bool) -> Any:
    """No penalty so heavy decided in the years of the window."""
    section = view.penalties(condition.level)
    window = view.window(condition.during, True)
    first = years_of(section["date"])
    last = first
    if condition.running:
        until = section["until"]
        last = np.maximum(
            first, np.where(until == NO_DAY, first, years_of(np.where(until == NO_DAY, 0, until)))
        )
    lasting = since(first) & ~since(last + 1)
    of_owner = window if np.ndim(window) == 0 else window[section.owner]
    found = ~view.any_of(section, (lasting & of_owner) != 0)
    if not best:
        found &= (view.unrecorded & window) == 0
    unknown = view.silent("penalties")
    if unknown is not None:
        found[unknown] = best
    return found


def _events(view: View, *kinds: str) -> Section:
    def make() -> Section:
        section = view.table.sections["service"]
        return section.where(among(section["kind"], [SERVICE.index(kind) for kind in kinds]))

    found: Section = view.once(("service", kinds), make)
    return found


def _year_of(section: Section) -> Numbers:
    """The year of an event: as it says, else of its date, else of its first day."""
    day = np.where(section["date"] != NO_DAY, section["date"], section["since"])
    of_day = np.where(day == NO_DAY, NO_YEAR, years_of(np.where(day == NO_DAY, 0, day)))
    return np.where(section["year"] != NO_YEAR, section["year"], of_day)


def _listed(view: View) -> Flags:
    """Of whom leave, study and transfers of the year are on record."""
    unknown = view.silent("service")
    return ~view.year_unrecorded if unknown is None else ~(view.year_unrecorded | unknown)


@word(service.LeaveBelow)
def leave_below(condition: service.LeaveBelow, view: View, asked: Asked, best: bool) -> Any:
    """Leave in the year below so many working days."""
    section = _events(view, *service.LEAVES)
    section = section.where(_year_of(section) == view.last_year)
    days = section["working_days"]
    total = np.bincount(section.owner, np.maximum(days, 0), minlength=len(view))
    found: Flags = total < condition.working_days
    if best:
        return found
    return found & _listed(view) & ~view.any_of(section, days == UNKNOWN)


@word(service.StudyAccepted)
def study_accepted(condition: service.StudyAccepted, view: View, asked: Asked, best: bool) -> Any:
    """Long study that touches the year ended with a grade."""
    section = _events(view, "study")
    start, end = section["since"], section["until"]
    dated, ended = start != NO_DAY, end != NO_DAY
    first = np.where(dated, years_of(np.where(dated, start, 0)), section["year"])
    last = np.where(ended, years_of(np.where(ended, end, 0)), first)
    touches = (first != NO_YEAR) & (first <= view.last_year) & (view.last_year <= last)
    touches &= ~dated | (start <= view.day)
    both = dated & ended
    counted = full_months(np.where(both, start, 0), np.where(both, end, 0))
    months = np.where((section["months"] == UNKNOWN) & both, counted, section["months"])
    long = touches & reaches(months, condition.long_months, True)
    enough = reaches(section["grade"], GRADES.index(condition.grade), best)
    found = ~view.any_of(section, long & ~enough)
    return found if best else found & _listed(view)


@word(service.PreviousUnitComment)
def previous_unit_comment(
    condition: service.PreviousUnitComment, view: View, asked: Asked, best: bool
) -> Any:
    """Who was transferred in the year brings the old unit's comment."""
    if best:
        return np.bool_(True)
    section = _events(view, "transfer")
    moved = _year_of(section) == view.last_year
    moved &= (section["date"] == NO_DAY) | (section["date"] <= view.day)
    moved &= reaches(section["months_before"], condition.months, True)
    return _listed(view) & ~view.any_of(section, moved & ~known(section["comment"], False))
