"""How the record of a held review moved: each correction, what it found and what it left, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from thidua.kernel.formats import date_vi
from thidua.movements import logic
from thidua.movements.models import Review, ReviewChange
from thidua.movements.types import Check, CorrectionRow, Figure, ReviewKind


def corrections(review: Review, changes: Sequence[ReviewChange]) -> tuple[CorrectionRow, ...]:
    """The corrections of a review, the first first; `changes` in the order of their versions."""
    states: list[Review | ReviewChange] = [*changes, review]
    return tuple(
        CorrectionRow(change.at, change.by_name, change.reason, _differs(ReviewKind(review.kind), old, new))
        for change, (old, new) in zip(changes, pairwise(states), strict=True)
    )


def _differs(kind: ReviewKind, old: Any, new: Any) -> tuple[tuple[str, str, str], ...]:
    before, after = _said(kind, old), _said(kind, new)
    return tuple(
        (what, before.get(what, ""), after.get(what, ""))
        for what in dict.fromkeys([*before, *after])
        if before.get(what, "") != after.get(what, "")
    )


def _said(kind: ReviewKind, state: Any) -> dict[str, str]:
    """Every part of a record by its name, as it reads."""
    said = {"Ngày tổ chức": date_vi(state.held_on), "Kết luận": state.findings}
    titles = {point.key: point.title for point in logic.points(kind, state.held_on)}
    for check in (Check(**row) for row in state.checklist):
        note = f": {check.note}" if check.note else ""
        said[titles.get(check.key, check.key)] = f"{'đã làm' if check.done else 'chưa làm'}{note}"
    for figure in (Figure(**row) for row in state.figures):
        said[f"Số liệu {figure.label}"] = f"{figure.value} {figure.unit}".strip()
    return said
