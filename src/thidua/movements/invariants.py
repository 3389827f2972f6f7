"""What must hold of movements at every moment."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from thidua.foundation.invariants import Invariant
from thidua.movements.models import Joining, Movement, Proposal, Review
from thidua.movements.types import ReviewKind, State

_FINAL = Review.objects.filter(movement=OuterRef("pk"), kind=ReviewKind.FINAL)

INVARIANTS = [
    Invariant(
        "movements.final_review_owed",
        "Phong trào có ngày kết thúc đã phát động thì có kỳ tổng kết.",
        lambda: Movement.objects.filter(~Exists(_FINAL), state=State.LAUNCHED, until__isnull=False),
    ),
    Invariant(
        "movements.closed_after_final",
        "Phong trào đã phát động chỉ kết thúc sau khi tổng kết.",
        lambda: Movement.objects.filter(
            ~Exists(_FINAL.filter(held_on__isnull=False)), state=State.CLOSED, launched_on__isnull=False
        ),
    ),
    Invariant(
        "movements.cascade",
        "Phong trào phát động lại ở cấp dưới nằm trong phong trào cấp trên: đơn vị, gốc và thời gian.",
        lambda: (
            Movement.objects.exclude(parent=None)
            .exclude(state=State.CLOSED)
            .filter(
                Q(root=None)
                | Q(since__lt=F("parent__since"))
                | Q(until__gt=F("parent__until"))
                | Q(unit=F("parent__unit"))
            )
        ),
    ),
    Invariant(
        "movements.own_is_tied",
        "Phong trào riêng của đơn vị tham gia thuộc đúng đơn vị và phong trào ấy.",
        lambda: Joining.objects.exclude(own=None).exclude(own__unit=F("unit"), own__parent=F("movement")),
    ),
    Invariant(
        "movements.proposed_at_held",
        "Chỉ đề nghị khen thưởng ở kỳ sơ kết, tổng kết đã tổ chức.",
        lambda: Proposal.objects.filter(review__held_on=None),
    ),
]
