"""Nominations under way, for the room below that asks which of them counted a revoked award."""

from __future__ import annotations

from collections.abc import Collection

from thidua.eligibility.types import Nominated
from thidua.nominations.models import Nomination
from thidua.nominations.types import NominationState


def under_way(recipient_ids: Collection[int]) -> list[Nominated]:
    """Those of these recipients whose conclusion can still change. One query; the caller keeps the list short."""
    rows = Nomination.objects.filter(
        recipient__in=recipient_ids, state__in=[state for state in NominationState if not state.is_final]
    )
    return [
        Nominated(pk, recipient_id, holder_id, award, (path, held))
        for pk, recipient_id, holder_id, award, path, held in rows.order_by("pk").values_list(
            "pk", "recipient_id", "holder_id", "award", "unit__path", "holder__path"
        )
    ]
