"""What councils put on the desk."""

from __future__ import annotations

from django.db.models import Count

from thidua.access.types import Actor
from thidua.councils import links
from thidua.councils.models import Session
from thidua.councils.types import SessionState
from thidua.foundation.ui.desk import DeskItem
from thidua.nominations.logic.table import COUNCIL, DESK
from thidua.nominations.queries import waiting_counts
from thidua.nominations.types import ReviewState


def items(actor: Actor) -> list[DeskItem]:
    """Open sessions of the actor's units, and nominations that no session has taken up. Three queries."""
    units = {post.unit_id: post.unit_name for post in actor.posts if post.role in COUNCIL}
    if not units:
        return []
    return [*_sessions(units), *_without_session(actor, units)]


def _sessions(units: dict[int, str]) -> list[DeskItem]:
    rows = Session.objects.filter(council__unit__in=units, state=SessionState.OPEN).order_by("held_on", "pk")
    return [
        DeskItem(
            "Phiên họp Hội đồng đang mở",
            f"{name}, đợt {round_name}",
            links.session(pk),
            "Mở phiên họp",
            due=held_on,
        )
        for pk, name, round_name, held_on in rows.values_list("pk", "council__name", "round__name", "held_on")
    ]


def _without_session(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    """Those already on an open session's agenda are counted with it, so only the rest is shown."""
    desk_units = {post.unit_id for post in actor.posts if post.role in DESK}
    if not desk_units:
        return []
    waiting = waiting_counts(actor, ReviewState.APPRAISED)
    taken = dict(
        Session.objects.filter(council__unit__in=desk_units, state=SessionState.OPEN)
        .order_by()
        .values_list("council__unit")
        .annotate(n=Count("items"))
    )
    left = {pk: waiting.get(pk, 0) - taken.get(pk, 0) for pk in desk_units}
    return [
        DeskItem("Hồ sơ chờ họp Hội đồng", units[pk], links.LIST, "Lập phiên họp", count=n)
        for pk, n in sorted(left.items())
        if n > 0
    ]
