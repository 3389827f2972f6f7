"""What must hold of stored checks."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from thidua.eligibility import logic
from thidua.eligibility.models import Check, CheckLean
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
]
