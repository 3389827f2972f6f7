"""Dossiers that a unit above sent back, for the deductions of a unit's score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from thidua.nominations.models import Step
from thidua.nominations.types import Event
from thidua.organisation.logic import chain_ids


def returned_from_above_system(unit_ids: Collection[int], year: int) -> dict[int, int]:
    """{unit: dossiers of it or of a unit below it that a unit above it returned in that year}. One query.

    A dossier returned more than once counts once; units without one are absent.
    """
    wanted = set(unit_ids)
    rows = Step.objects.filter(event=Event.RETURN, on_date__year=year).order_by("pk")
    found: dict[int, set[int]] = defaultdict(set)
    for nomination_id, own, by in rows.values_list("nomination_id", "nomination__unit__path", "unit_id"):
        chain = chain_ids(own)
        if by in chain:
            for unit_id in wanted.intersection(chain[chain.index(by) + 1 :]):
                found[unit_id].add(nomination_id)
    return {unit_id: len(dossiers) for unit_id, dossiers in found.items()}
