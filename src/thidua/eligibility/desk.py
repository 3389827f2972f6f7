"""What reviews after a revocation put on the desk of the unit that decided."""

from __future__ import annotations

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor, Role
from thidua.eligibility.access import SETTLERS
from thidua.eligibility.models import ReviewCase
from thidua.eligibility.types import CaseState
from thidua.foundation.ui.desk import DeskItem

SIGNERS = (Role.HEAD, Role.SIGNER)


def items(actor: Actor) -> list[DeskItem]:
    """Cases that wait for a conclusion, and proposed revocations for whoever signs. One query."""
    units = {post.unit_id: post.unit_name for post in actor.posts if post.role in SETTLERS}
    if not units:
        return []
    signing = {post.unit_id for post in actor.posts if post.role in SIGNERS}
    rows = (
        ReviewCase.objects.filter(unit__in=units, state__in=[CaseState.OPEN, CaseState.PROPOSED])
        .order_by("unit", "state")
        .values_list("unit", "state")
        .annotate(count=Count("pk"))
    )
    found = []
    for unit_id, state, count in rows:
        if state == CaseState.OPEN:
            detail = (
                f"{count} khen thưởng, hồ sơ đã tính đến khen thưởng bị hủy bỏ; {units[unit_id]} kết luận."
            )
            found.append(
                DeskItem("Xem xét sau thu hồi", detail, _address(unit_id, state), "Xem xét", count=count)
            )
        elif unit_id in signing:
            detail = f"{count} khen thưởng của {units[unit_id]} được đề nghị hủy bỏ."
            found.append(
                DeskItem(
                    "Đề nghị hủy bỏ khen thưởng", detail, _address(unit_id, state), "Xem và ký", count=count
                )
            )
    return found


def _address(unit_id: int, state: str) -> str:
    try:
        return f"{reverse('eligibility:cases')}?state={state}&unit={unit_id}"
    except NoReverseMatch:
        return ""
