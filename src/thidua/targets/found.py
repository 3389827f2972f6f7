"""What a sent workbook would do, in words: told to its page at once, or kept by a reading in the background."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thidua.organisation.queries import unit_refs
from thidua.targets.amounts import amount_text
from thidua.targets.exchange import Entry, Plan
from thidua.targets.models import Target

SHOWN = 200
"""Faults and amounts a page shows at most; the workbook itself has them all."""


def kept(plan: Plan, unit_id: int) -> dict[str, Any]:
    """The plan as the page shows it, in plain values that can be stored. Two queries.

    `total` counts all faults, `same` the amounts that stay as they are.
    """
    titles = dict(Target.objects.filter(unit_id=unit_id).values_list("code", "title"))
    titles |= {new.code: new.title for new in plan.targets}
    return {
        "total": len(plan.faults),
        "same": plan.same,
        "faults": [[f"{each.sheet} {each.cell}", each.title, each.says] for each in plan.faults[:SHOWN]],
        "entries": list(_entries(plan.entries[:SHOWN], titles)),
    }


def _entries(rows: list[Entry], titles: dict[str, str]) -> Iterable[list[str]]:
    names = {pk: unit.name for pk, unit in unit_refs(row.unit_id for row in rows).items()}
    for row in rows:
        yield [
            titles.get(row.code, row.code), names[row.unit_id], str(row.period), row.kind.label,
            amount_text(row.amount), row.reason,
        ]  # fmt: skip
