"""What must hold of stored checks."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from thidua.achievements.models import AwardRecord
from thidua.achievements.types import RecordState
from thidua.eligibility import logic
from thidua.eligibility.models import Check, CheckLean, ReviewCase, Revocation
from thidua.eligibility.types import ACTIVE_CASES
from thidua.foundation.invariants import Invariant


def _tampered() -> Iterator[str]:
    for row in Check.objects.order_by("pk").iterator(chunk_size=500):
        if logic.facts_digest(row.question) != row.facts_digest:
            yield f"{row.pk}: dữ liệu đã dùng không khớp mã đã giữ"


def _leans_amiss() -> Iterator[str]:
    kept: dict[int, set[int]] = {}
    for check_id, record_id in CheckLean.objects.values_list("check_made_id", "record_id"):
        kept.setdefault(check_id, set()).add(record_id)
    for pk, findings in Check.objects.order_by("pk").values_list("pk", "findings").iterator(chunk_size=500):
        if logic.award_ids(findings) != kept.get(pk, set()):
            yield f"{pk}: danh sách khen thưởng đã dựa vào không khớp kết luận"


def _not_looked_at() -> Iterator[str]:
    """Awards that stand although their check counted an award since revoked, without a case."""
    in_force = Revocation.objects.filter(restored_on=None).values("record_id")
    cases = ReviewCase.objects.filter(
        revocation__record=OuterRef("record"), record__nomination_id=OuterRef("check_made__nomination_id")
    )
    leans = (
        CheckLean.objects.filter(record__in=in_force, check_made__nomination_id__isnull=False)
        .exclude(Exists(cases))
        .values_list("check_made_id", "check_made__nomination_id", "record_id")
    )
    newest: dict[int, tuple[int, int]] = {}
    for check_id, nomination_id, record_id in leans:
        if nomination_id not in newest or check_id >= newest[nomination_id][0]:
            newest[nomination_id] = (check_id, record_id)
    standing = AwardRecord.objects.filter(nomination_id__in=newest, state=RecordState.ACTIVE)
    for pk, nomination_id in standing.order_by("pk").values_list("pk", "nomination_id"):
        check_id, record_id = newest[nomination_id]
        later = Check.objects.filter(nomination_id=nomination_id, pk__gt=check_id)
        if not later.exists():
            yield f"khen thưởng {pk}: đã tính đến khen thưởng {record_id} bị hủy bỏ mà chưa có trường hợp xem xét"


INVARIANTS = [
    Invariant(
        "eligibility.facts_unchanged",
        "Dữ liệu mà một lần kiểm tra đã dùng không bị sửa.",
        lambda: _tampered(),
    ),
    Invariant(
        "eligibility.leans",
        "Mỗi lần kiểm tra ghi đúng những khen thưởng mà kết luận dựa vào.",
        lambda: _leans_amiss(),
    ),
    Invariant(
        "eligibility.leans_own",
        "Một lần kiểm tra chỉ dựa vào khen thưởng của chính đối tượng.",
        lambda: CheckLean.objects.exclude(record__recipient_id=F("check_made__recipient_id")).values_list(
            "pk", flat=True
        ),
    ),
    Invariant(
        "eligibility.revocations",
        "Khen thưởng bị hủy bỏ có đúng một lần hủy bỏ đang có hiệu lực; khen thưởng còn hiệu lực thì không.",
        lambda: [
            *AwardRecord.objects.filter(state=RecordState.REVOKED)
            .exclude(Exists(Revocation.objects.filter(record=OuterRef("pk"), restored_on=None)))
            .values_list("pk", flat=True),
            *Revocation.objects.filter(restored_on=None)
            .exclude(record__state=RecordState.REVOKED)
            .values_list("record_id", flat=True),
        ],
    ),
    Invariant(
        "eligibility.cascade",
        "Khen thưởng còn hiệu lực đã tính đến một khen thưởng bị hủy bỏ thì có trường hợp xem xét.",
        lambda: _not_looked_at(),
    ),
    Invariant(
        "eligibility.cases_open",
        "Khen thưởng đã hủy bỏ không còn trường hợp chờ xem xét.",
        lambda: ReviewCase.objects.filter(
            record__state=RecordState.REVOKED, state__in=ACTIVE_CASES
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "eligibility.cases_own",
        "Trường hợp xem xét chỉ nói về khen thưởng của chính đối tượng.",
        lambda: [
            *ReviewCase.objects.exclude(revocation__record__recipient_id=F("recipient_id")).values_list(
                "pk", flat=True
            ),
            *ReviewCase.objects.filter(record__isnull=False)
            .exclude(record__recipient_id=F("recipient_id"))
            .values_list("pk", flat=True),
        ],
    ),
]
