"""Years spent in one kind of work, for columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from thidua.lawbook.columns.spans import longest_months, months_covered
from thidua.lawbook.columns.table import WORK
from thidua.lawbook.columns.view import View
from thidua.lawbook.columns.words.base import Asked, known, unless_silent, word
from thidua.lawbook.predicates import experience as words


@word(words.Experience)
def experience(condition: words.Experience, view: View, asked: Asked, best: bool) -> Any:
    """So many full years, up to the day of the decision, in one of the kinds of work."""
    section = view.table.sections.get("experience")
    if section is None:
        return np.bool_(best)  # a register that keeps none: unknown of everybody
    kinds = [WORK.index(kind) for kind in condition.kinds]
    spent = section.where(np.isin(section["kind"], kinds) & (section["since"] <= view.day))
    if condition.unbroken:
        months = longest_months(spent, view)
    else:
        months = months_covered(spent, view)
        if condition.double:
            months = months + months_covered(spent.where(known(spent["double"], best)), view)
    return unless_silent(months >= condition.years * 12, view, "experience", best)
