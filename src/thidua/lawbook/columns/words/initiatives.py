"""Initiatives, topics, solutions and models, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook import terms
from thidua.lawbook.columns.arrays import UNKNOWN, Flags, Numbers, among
from thidua.lawbook.columns.table import FORMS, SCOPES, UNUSED, USED_FOR_TITLES, Section
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, reaches, word
from thidua.lawbook.predicates import initiatives

_TOPIC, _MODEL = FORMS.index("topic"), FORMS.index("model")
# A further place at the end, so that the place of an unknown scope (-1) has a rank of its own.
_RANKS = np.array([*(terms.SCOPE_RANK[scope] for scope in SCOPES), UNKNOWN], np.int8)


def _section(view: View) -> Section:
    """The initiatives up to the year of the decision."""

    def make() -> Section:
        section = view.table.sections["initiatives"]
        rows = section["year"] <= view.on.year
        return section if rows.all() else section.where(rows)

    found: Section = view.once("initiatives", make)
    return found


def _ranks(view: View, name: str) -> Numbers:
    found: Numbers = view.once(("ranks", name), lambda: _RANKS[_section(view)[name]])
    return found


def _counts(condition: initiatives.Initiatives, view: View, asked: Asked, best: bool) -> Flags:
    """Which initiatives count, their year aside."""
    section = _section(view)
    form = section["form"]
    is_topic = form == _TOPIC
    found = among(form, [FORMS.index(each) for each in condition.forms])
    found &= reaches(_ranks(view, "scope"), terms.SCOPE_RANK[condition.scope], best)
    found &= reaches(_ranks(view, "recognised_by"), terms.SCOPE_RANK[condition.recognised_by], best)
    applied = known(section["applied"], best)
    if not condition.topic_applied:
        applied = applied | is_topic
    if not condition.applied:
        applied = applied | ~is_topic
    found &= applied
    if condition.replicable:
        found &= known(section["replicable"], best) | is_topic
    if view.settings.initiative_once:
        found &= _unused(view, asked, best)
    return found


def _unused(view: View, asked: Asked, best: bool) -> Flags:
    """An initiative serves once; a title won with it leaves a higher title open when the province recognised it."""
    spent = _section(view)["used"]
    free: Flags = spent == UNUSED
    if best:
        free = free | (spent == UNKNOWN)
    if not asked.is_title:
        return free
    again = spent == USED_FOR_TITLES
    if not best:
        province = terms.SCOPE_RANK["province"]
        again = again & (_ranks(view, "scope") >= province) & (_ranks(view, "recognised_by") >= province)
        again &= view.settings.initiative_for_higher_title
    found: Flags = free | again
    return found


@word(initiatives.Initiatives, depends=lambda asked: asked.is_title)
def initiatives_(condition: initiatives.Initiatives, view: View, asked: Asked, best: bool) -> Any:
    """So many initiatives of a scope within a window."""
    section = _section(view)
    kind = condition.model_copy(update={"count": 1, "during": None, "surely_during": None})
    key = ("quality", kind.model_dump_json(), asked.is_title, best)
    counted = view.once(key, lambda: _counts(condition, view, asked, best))
    narrow = None if best else condition.surely_during
    window = view.window(narrow or condition.during, best)
    rows = counted & view.in_window(window, section, section["year"])
    found = (
        view.any_of(section, rows)
        if condition.count == 1
        else view.count_of(section, rows) >= condition.count
    )
    if not best:
        return found
    doubtful = (view.unrecorded & window) != 0
    unknown = view.silent("initiatives")
    if unknown is not None:
        doubtful = doubtful | (unknown & ((np.uint64(view.past) & window) != 0))
    return found | doubtful


@word(initiatives.StableModel)
def stable_model(condition: initiatives.StableModel, view: View, asked: Asked, best: bool) -> Any:
    """A farmer's model that has been effective for so many years."""
    section = _section(view)
    rows = (section["form"] == _MODEL) & reaches(section["stable_years"], condition.min_years, best)
    found = view.any_of(section, rows)
    if not best:
        return found
    unknown = view.silent("initiatives")
    return found | (view.unrecorded != 0) | (view.nobody() if unknown is None else unknown)
