"""What the public pages read beyond the room's queries."""

from __future__ import annotations

from thidua.foundation.search import match_ids
from thidua.organisation.models import Unit


def unit_named(text: str) -> tuple[int, str] | None:
    """The unit that a typed name means best, as (id, name). Three queries at most."""
    ids = match_ids(Unit.objects.all(), text, limit=1).ids
    if not ids:
        return None
    return Unit.objects.filter(pk=ids[0]).values_list("pk", "name").first()
