"""What became of nominations, for the rooms below that put somebody forward."""

from __future__ import annotations

from collections.abc import Collection

from thidua.achievements.putting_forward import Became
from thidua.nominations import links
from thidua.nominations.law import award_name
from thidua.nominations.models import Nomination
from thidua.nominations.types import NominationState


def what_became(origin_kind: str, origin_ids: Collection[int]) -> dict[int, list[Became]]:
    """The nominations of these origins, the oldest first. One query."""
    rows = Nomination.objects.filter(origin_kind=origin_kind, origin_id__in=origin_ids).order_by("pk")
    found: dict[int, list[Became]] = {}
    for origin, pk, name, award, state, path, held in rows.values_list(
        "origin_id", "pk", "recipient__name", "award", "state", "unit__path", "holder__path"
    ):
        at = NominationState(state)
        found.setdefault(int(origin), []).append(
            Became(
                pk,
                name,
                award_name(award),
                at.label,
                at.tone,
                links.nomination(pk),
                (path, held),
                ended=at.is_final,
                awarded=at is NominationState.AWARDED,
            )
        )
    return found
