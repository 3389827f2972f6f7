"""What the page of an activity shows."""

from __future__ import annotations

from typing import Any

from thidua.access.types import Actor
from thidua.clusters import logic, queries
from thidua.clusters.access import standpoint
from thidua.clusters.models import Activity, Attendance, AttendanceChange
from thidua.clusters.types import ActivityKind, Place, Presence
from thidua.organisation.models import Unit


def expected(row: Activity) -> tuple[list[tuple[Unit, str]], dict[int, Attendance]]:
    """Who belongs to an activity, as (unit, place in words), and what is entered by unit. Two queries.

    Members of its day come first; a unit that was entered stays, though its days in the cluster were mended since.
    """
    entered = {each.unit_id: each for each in row.attendances.select_related("unit")}
    found = [(m.unit, Place(m.place).label) for m in queries.members_on(row.cluster_id, row.held_on)]
    known = {unit.pk for unit, _ in found}
    found += [(each.unit, "") for pk, each in sorted(entered.items()) if pk not in known]
    return found, entered


def activity_page(actor: Actor, activity_id: int) -> dict[str, Any]:
    """An activity with who came, and every correction. Seven queries."""
    row = queries.activity(actor, activity_id)
    view = standpoint(actor, row.cluster)
    units, entered = expected(row)
    came = sum(Presence(each.presence).came for each in entered.values())
    changes = AttendanceChange.objects.filter(attendance__activity=row).exclude(old="")
    leads = bool(view.may_lead())
    return {
        "title": row.title,
        "row": row,
        "kind": ActivityKind(row.kind),
        "cluster": row.cluster,
        "round": row.round,
        "leads": leads,
        "enters": leads and row.off_at is None and row.held_on <= actor.today,
        "changes_it": leads and row.off_at is None and row.round_id is None,
        "ahead": row.held_on > actor.today,
        "entered": bool(entered),
        "came": came,
        "lines": [
            (unit, place, Presence(entered[unit.pk].presence) if unit.pk in entered else None)
            for unit, place in units
        ],
        "differs": logic.meeting_differs(row.round.present if row.round else None, came, len(units), len(entered)),
        "history": [
            (each, Presence(each.old).label, Presence(each.new).label)
            for each in changes.select_related("attendance__unit").order_by("-pk")[:500]
        ],
    }  # fmt: skip
