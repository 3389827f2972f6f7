"""What must hold of nominations at every moment."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from thidua.foundation.invariants import Invariant
from thidua.nominations.logic import HELD_STATES
from thidua.nominations.models import Nomination, Review, Step, Submission, SubmissionItem
from thidua.nominations.types import NominationState, ReviewState, SubmissionState

_UNDER_WAY = (NominationState.IN_REVIEW, NominationState.TO_SUPPLEMENT, NominationState.FORWARDED)
_IN_HAND = [state for state in HELD_STATES if state is not ReviewState.SUBMITTED]
_FINAL_REVIEW = {
    NominationState.WITHDRAWN: ReviewState.WITHDRAWN,
    NominationState.REJECTED: ReviewState.REJECTED,
    NominationState.AWARDED: ReviewState.DECIDED,
}


def _holder_review() -> QuerySet[Review]:
    return Review.objects.filter(nomination=OuterRef("pk"), unit=OuterRef("holder"))


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


INVARIANTS = [
    Invariant(
        "nominations.holder_reviews",
        "Hồ sơ đang xét có đúng bước xét của đơn vị đang giữ, ghi trên hồ sơ như trong lần xét.",
        lambda: (
            Nomination.objects.filter(state__in=_UNDER_WAY)
            .exclude(Exists(_holder_review().filter(state=OuterRef("review_state"))))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "nominations.one_hand",
        "Mỗi hồ sơ chỉ nằm trong tay một đơn vị.",
        lambda: (
            Review.objects.filter(state__in=_IN_HAND)
            .exclude(unit=F("nomination__holder"))
            .values_list("nomination", flat=True)
        ),
    ),
    Invariant(
        "nominations.drafts_unreviewed",
        "Hồ sơ đang soạn chưa đơn vị nào xét và ở đơn vị đề nghị.",
        lambda: (
            Nomination.objects.filter(state=NominationState.DRAFT)
            .filter(Q(reviews__isnull=False) | ~Q(holder=F("unit")))
            .distinct()
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "nominations.final_reviews",
        "Hồ sơ đã kết thúc thì lần xét cuối cũng kết thúc như vậy.",
        lambda: Nomination.objects.filter(
            _any(Q(state=state) & ~Q(review_state=review) for state, review in _FINAL_REVIEW.items())
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "nominations.supplement_held",
        "Hồ sơ cần bổ sung thì lần xét của đơn vị đang giữ cũng ở bước cần bổ sung, và ngược lại.",
        lambda: Nomination.objects.filter(
            Q(state=NominationState.TO_SUPPLEMENT) & ~Q(review_state=ReviewState.TO_SUPPLEMENT)
            | Q(review_state=ReviewState.TO_SUPPLEMENT) & ~Q(state=NominationState.TO_SUPPLEMENT)
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "nominations.endorsed_on_check",
        "Hồ sơ thủ trưởng đã duyệt giữ kết luận điều kiện lúc duyệt.",
        lambda: Review.objects.filter(
            state__in=[ReviewState.ENDORSED, ReviewState.SUBMITTED], check_id=None
        ).values_list("nomination", flat=True),
    ),
    Invariant(
        "nominations.steps",
        "Hồ sơ đã gửi xét có bước “Gửi xét” trong lịch sử.",
        lambda: (
            Nomination.objects.exclude(state__in=[NominationState.DRAFT, NominationState.WITHDRAWN])
            .exclude(Exists(Step.objects.filter(nomination=OuterRef("pk"), event="propose")))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "nominations.first_level",
        "Cấp xét thứ nhất là đơn vị đề nghị; các cấp sau do cấp dưới trình.",
        lambda: Review.objects.filter(
            (Q(level=0) & (~Q(unit=F("nomination__unit")) | Q(came_from__isnull=False)))
            | (Q(level__gt=0) & Q(came_from=None))
        ).values_list("nomination", flat=True),
    ),
    Invariant(
        "nominations.sent_travelled",
        "Tờ trình đã gửi có hồ sơ, và mỗi hồ sơ có bước trình mang số tờ trình.",
        lambda: (
            SubmissionItem.objects.filter(submission__state=SubmissionState.SENT)
            .exclude(
                Exists(
                    Step.objects.filter(
                        nomination=OuterRef("nomination"),
                        unit=OuterRef("submission__unit"),
                        event__in=["submit", "forward"],
                        paper__endswith=OuterRef("submission__number"),
                    )
                )
            )
            .values_list("submission", flat=True)
        ),
    ),
    Invariant(
        "nominations.sent_not_empty",
        "Không có tờ trình đã gửi mà không có hồ sơ.",
        lambda: (
            Submission.objects.filter(state=SubmissionState.SENT)
            .annotate(n=Count("items"))
            .filter(n=0)
            .values_list("pk", flat=True)
        ),
    ),
]
