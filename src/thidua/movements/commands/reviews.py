"""Interim and final reviews: planned, held once, and the recipients they propose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements.putting_forward import PutForward, ask
from thidua.achievements.types import Route
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.locks import lock_one
from thidua.kernel.decision import Decision, require
from thidua.kernel.text import nfc, nfc_lines
from thidua.movements import links, logic
from thidua.movements.access import DESK, may_work, posts_for
from thidua.movements.commands.taking import enter, plain, take
from thidua.movements.models import Movement, Proposal, Review, ReviewChange
from thidua.movements.types import Check, Figure, Proposed, ReviewKind, State, as_json


@transaction.atomic
def plan_review(*, actor: Actor, movement_id: int, kind: str, due: date) -> int:
    """Set a review by hand: one more in mid-way, or the final one; it takes the place of the calculated one.

    Raises NotThere, Refused.
    """
    movement, units = take(actor, movement_id)
    demand(
        may_work(actor, units)
        & require(movement.state == State.LAUNCHED, "Chỉ đặt lịch cho phong trào đang thực hiện.")
        & require(kind in set(ReviewKind), "Không có loại sơ kết, tổng kết này.")
        & require(due >= movement.since, "Ngày dự kiến trước ngày bắt đầu phong trào.")
    )
    same = Review.objects.filter(movement=movement, kind=kind)
    if kind == ReviewKind.FINAL and same.exclude(held_on=None).exists():
        raise Refused("Phong trào đã được tổng kết.")
    replaced = same.filter(held_on=None).order_by("due").first() if kind == ReviewKind.FINAL else None
    replaced = replaced or same.filter(held_on=None).exclude(basis="").first()
    if replaced is None:
        replaced = Review(movement=movement, kind=kind)
    replaced.due, replaced.basis, replaced.checked = due, "", False
    replaced.save()
    label = ReviewKind(kind).label.lower()
    enter(actor, movement, units, "plan_review", f"Đặt lịch {label}: {movement.title}",
          {"review": (None, replaced.pk), "due": (None, due.isoformat())})  # fmt: skip
    return replaced.pk


@transaction.atomic
def hold_review(
    *,
    actor: Actor,
    review_id: int,
    held_on: date,
    checklist: Sequence[Check],
    findings: str,
    figures: Sequence[Figure] = (),
) -> None:
    """Write down a review that was held: each point done or why not, findings, figures as exact text. Once only.

    Raises NotThere, Refused.
    """
    review, movement, units = _review(actor, review_id)
    demand(
        may_work(actor, units)
        & require(movement.state == State.LAUNCHED, "Phong trào không trong thời gian thực hiện.")
        & require(review.held_on is None, "Kỳ này đã được ghi kết quả; có sai sót thì sửa kèm lý do.")
        & _written(actor, review, movement, held_on, checklist, findings, figures)
    )
    review.save(update_fields=_WRITTEN)
    label = ReviewKind(review.kind).label
    enter(actor, movement, units, "hold_review", f"{label} phong trào: {movement.title}",
          {"review": (None, review.pk), "held_on": (None, held_on.isoformat())})  # fmt: skip


@transaction.atomic
def correct_review(
    *,
    actor: Actor,
    review_id: int,
    version: int,
    held_on: date,
    checklist: Sequence[Check],
    findings: str,
    figures: Sequence[Figure],
    reason: str,
) -> None:
    """Correct what was written down of a held review, with a reason; what stood is kept, proposals stay.

    A closed movement's reviews can be corrected too. Raises NotThere, Refused, Stale.
    """
    review, movement, units = _review(actor, review_id)
    if review.version != version:
        raise Stale("Người khác vừa sửa kết quả kỳ này; xin xem lại rồi làm tiếp.")
    reason = nfc(reason)
    demand(
        may_work(actor, units)
        & require(review.held_on is not None, "Kỳ này chưa được ghi kết quả.")
        & require(0 < len(reason) <= 500, "Lý do sửa dài từ 1 đến 500 ký tự.")
    )
    before = {name: getattr(review, name) for name in _WRITTEN}
    demand(_written(actor, review, movement, held_on, checklist, findings, figures))
    moved = [name for name in _WRITTEN if getattr(review, name) != before[name]]
    demand(require(bool(moved), "Chưa có gì khác với kết quả đã ghi."))
    ReviewChange.objects.create(
        review=review, version=version, reason=reason, at=now(), by=actor.ref, by_name=actor.name, **before
    )
    review.version += 1
    review.save(update_fields=[*_WRITTEN, "version"])
    label = ReviewKind(review.kind).label.lower()
    changes = {name: (plain(before[name]), plain(getattr(review, name))) for name in moved}
    enter(actor, movement, units, "correct_review", f"Sửa kết quả {label}: {movement.title}. Lý do: {reason}",
          {"review": (None, review.pk), **changes})  # fmt: skip


_WRITTEN = ["held_on", "findings", "checklist", "figures"]


def _written(
    actor: Actor,
    review: Review,
    movement: Movement,
    held_on: date,
    checklist: Sequence[Check],
    findings: str,
    figures: Sequence[Figure],
) -> Decision:
    """Put what was found into the review, tidied; answers whether it can stand so."""
    kind = ReviewKind(review.kind)
    known = {point.key for point in logic.points(kind, held_on)}
    checklist = [c._replace(note=nfc(c.note)[:1000]) for c in checklist if c.key in known]
    figures = [Figure(nfc(f.label)[:200], nfc(f.value)[:40], nfc(f.unit)[:40]) for f in figures]
    review.held_on, review.findings = held_on, nfc_lines(findings)
    review.checklist, review.figures = as_json(tuple(checklist)), as_json(tuple(figures))
    return logic.review_fits(kind, movement.since, held_on, actor.today, checklist, review.findings, figures)


@transaction.atomic
def propose(*, actor: Actor, review_id: int, proposed: Sequence[Proposed]) -> list[int]:
    """Propose recipients at a review that was held; each becomes a draft of a nomination, all or none.

    Answers the nominations' ids, in order. Raises NotThere, Refused with the reasons of drafting.
    """
    review, movement, units = _review(actor, review_id)
    demand(
        may_work(actor, units)
        & require(movement.state != State.DRAFT, "Phong trào chưa phát động.")
        & require(bool(proposed), "Chưa chọn ai.")
    )
    if review.held_on is None:
        raise Refused("Chưa ghi kết quả sơ kết, tổng kết; đề nghị khen thưởng sau khi đã tổ chức.")
    unit_id = next((post.unit_id for post in posts_for(actor, units, *DESK)), units[-1])
    held = review.held_on
    corrected = f", kết quả đã sửa lần {review.version - 1}" if review.version > 1 else ""
    ids = ask(
        actor=actor,
        items=[
            PutForward(
                unit_id=unit_id,
                recipient_id=each.recipient_id,
                award=each.award,
                route=Route.THEMATIC,
                year=held.year,
                period_from=min(movement.since.year, held.year),
                period_to=held.year,
                achievement=movement.title[:120],
                summary=each.summary,
                origin_kind="movement",
                origin_id=movement.pk,
                origin_title=f"{ReviewKind(review.kind).label} phong trào “{movement.title[:250]}”{corrected}",
                origin_url=links.movement(movement.pk, "so-ket"),
            )
            for each in proposed
        ],
    )
    Proposal.objects.bulk_create(
        Proposal(
            review=review,
            recipient_id=each.recipient_id,
            award=each.award,
            nomination_id=pk,
            made_on=actor.today,
            version=review.version,
        )
        for each, pk in zip(proposed, ids, strict=True)
    )
    enter(actor, movement, units, "propose", f"Đề nghị khen thưởng {len(ids)} trường hợp: {movement.title}",
          {"review": (None, review.pk), "nominations": (None, ids)})  # fmt: skip
    return ids


def _review(actor: Actor, review_id: int) -> tuple[Review, Movement, tuple[int, ...]]:
    known = Review.objects.filter(pk=review_id).values_list("movement_id", flat=True).first()
    if known is None:
        raise NotThere
    movement, units = take(actor, known)
    return lock_one(Review, review_id), movement, units
