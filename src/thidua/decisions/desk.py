"""What decisions put on the officer's and the signer's desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor
from thidua.decisions import access
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import DecisionState
from thidua.foundation.ui.desk import DeskItem
from thidua.lawbook import load_book
from thidua.nominations.models import Nomination
from thidua.nominations.types import ReviewState


def items(actor: Actor) -> list[DeskItem]:
    """Cases to put into a decision, drafts to sign, signed decisions to publish. Two queries."""
    desk = _units(actor, "draft")
    signing = _units(actor, "sign")
    return [*_waiting_cases(actor, desk), *_waiting_papers(desk, signing)]


def _units(actor: Actor, act: str) -> set[int]:
    return {post.unit_id for post in actor.posts if access.may(actor, act, post.unit_id)}


def _waiting_cases(actor: Actor, unit_ids: set[int]) -> Iterator[DeskItem]:
    """Endorsed cases that the unit itself decides and no decision holds, one item for each unit."""
    if not unit_ids:
        return
    book = load_book()
    held = DecisionItem.objects.filter(active=True).values("nomination_id")
    rows = (
        Nomination.objects.filter(holder_id__in=unit_ids, review_state=ReviewState.ENDORSED)
        .exclude(pk__in=held)
        .order_by()
        .values_list("holder_id", "holder__name", "holder__authority", "award")
        .annotate(cases=Count("pk"))
    )
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for unit_id, name, authority, award, cases in rows:
        if award in book.awards and authority in book.deciders(award, actor.today):
            counts[unit_id, name] += cases
    for (unit_id, name), count in sorted(counts.items()):
        yield DeskItem(
            title="Soạn quyết định khen thưởng",
            detail=f"{count} hồ sơ của {name} đã duyệt, thuộc thẩm quyền, chưa có quyết định.",
            url=_address("decisions:new", f"?unit={unit_id}"),
            button="Soạn quyết định",
            count=count,
        )


def _waiting_papers(desk: set[int], signing: set[int]) -> Iterator[DeskItem]:
    if not desk and not signing:
        return
    rows = (
        Decision.objects.filter(
            Q(unit_id__in=signing, state=DecisionState.DRAFT)
            | Q(unit_id__in=desk, state=DecisionState.SIGNED)
        )
        .annotate(cases=Count("items", filter=Q(items__active=True)))
        .order_by("pk")
    )
    for row in rows:
        if row.state == DecisionState.DRAFT:
            yield DeskItem(
                title="Ký quyết định khen thưởng",
                detail=f"{row.subject}: {row.cases} trường hợp.",
                url=_address("decisions:page", pk=row.pk),
                button="Xem và ký",
                count=row.cases,
            )
        else:
            yield DeskItem(
                title=f"Công bố Quyết định số {row.number}",
                detail=f"Đã ký ngày {row.decided_on:%d/%m/%Y}: {row.cases} trường hợp chờ vào sổ khen thưởng.",
                url=_address("decisions:page", pk=row.pk),
                button="Công bố",
                due=row.decided_on,
                count=row.cases,
            )


def _address(name: str, query: str = "", pk: int | None = None) -> str:
    try:
        return reverse(name, args=[] if pk is None else [pk]) + query
    except NoReverseMatch:
        return ""
