"""Single facts of many recipients by year, for those who are about to record more of them."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.achievements.models import Rating

_CHUNK = 500


def levels_of(recipient_ids: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], str]:
    """(recipient, year) → rating on record. One query for every 500 recipients; the caller holds the scope."""
    ids, wanted = sorted(set(recipient_ids)), sorted(set(years))
    found: dict[tuple[int, int], str] = {}
    for at in range(0, len(ids), _CHUNK):
        rows = Rating.objects.filter(recipient__in=ids[at : at + _CHUNK], year__in=wanted)
        found.update(
            {(pk, year): level for pk, year, level in rows.values_list("recipient_id", "year", "level")}
        )
    return found
