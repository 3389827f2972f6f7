"""Where people serve: moving them from unit to unit, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from thidua.organisation.models import Employment, Recipient
from thidua.organisation.types import RecipientKind


def move_members(from_ids: Sequence[int], to_id: int, on: date) -> int:
    """Move everyone of some units to one: service there ends the day before `on`; returns how many recipients.

    Runs in the caller's transaction, which holds the units. A constant number of queries per 500 people.
    """
    members = Recipient.objects.filter(unit_id__in=from_ids, ended_on=None).exclude(
        kind=RecipientKind.COLLECTIVE
    )
    last = on - timedelta(days=1)
    ids = list(members.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        served = list(Employment.objects.filter(person_id__in=part, until=None).order_by("pk"))
        for row in served:
            row.until = last if row.since is None or row.since <= last else row.since
        Employment.objects.bulk_update(served, ["until"])
        Employment.objects.bulk_create(
            [Employment(person_id=r.person_id, unit_id=to_id, position=r.position, since=on) for r in served]
        )
        Recipient.objects.filter(pk__in=part).update(unit_id=to_id)
    return len(ids)
