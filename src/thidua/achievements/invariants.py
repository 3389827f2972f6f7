"""What must hold of the register and of the facts by year."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from thidua.achievements.logic import tidy_code
from thidua.achievements.models import AwardRecord, Hold, Penalty
from thidua.foundation.invariants import Invariant
from thidua.lawbook import load_book


def _unknown_awards() -> Iterator[str]:
    known = load_book().awards
    codes = AwardRecord.objects.order_by().values_list("award", flat=True).distinct()
    return (f"mã “{code}” không có trong danh mục" for code in codes if code not in known)


def _bad_codes() -> Iterator[str]:
    for pk, code in AwardRecord.objects.values_list("pk", "code").iterator(chunk_size=2000):
        if tidy_code(code) != code:
            yield f"khen thưởng {pk}: mã xác minh “{code}” không đúng dạng"


INVARIANTS = [
    Invariant("achievements.codes", "Mã xác minh đúng dạng.", lambda: _bad_codes()),
    Invariant("achievements.catalogue", "Khen thưởng trong sổ có trong danh mục.", lambda: _unknown_awards()),
    Invariant(
        "achievements.one_a_nomination",
        "Một hồ sơ đề nghị có nhiều nhất một khen thưởng.",
        lambda: (
            AwardRecord.objects.filter(nomination_id__isnull=False)
            .values("nomination_id")
            .annotate(count=Count("pk"))
            .filter(count__gt=1)
            .values_list("nomination_id", flat=True)
        ),
    ),
    Invariant(
        "achievements.years",
        "Thời gian thành tích không sau năm của quyết định.",
        lambda: AwardRecord.objects.filter(
            Q(year__gt=F("decided_on__year")) | Q(period_to__gt=F("decided_on__year"))
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "achievements.bonus",
        "Tiền thưởng không âm, không trả khi chưa có hệ số, không quá mức làm tròn 10.000 đồng.",
        lambda: AwardRecord.objects.filter(
            Q(bonus__lt=0) | Q(bonus__gt=0, bonus_raw=None) | Q(bonus__gte=F("bonus_raw") + 10_000)
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "achievements.revoked",
        "Khen thưởng bị hủy bỏ có ngày và lý do, không trước ngày quyết định.",
        lambda: (
            AwardRecord.objects.filter(state="revoked")
            .filter(Q(revoked_reason="") | Q(revoked_on__lt=F("decided_on")))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "achievements.days",
        "Kỷ luật và tạm dừng xét không kết thúc trước khi bắt đầu.",
        lambda: [
            *Penalty.objects.filter(until__lt=F("date")).values_list("pk", flat=True),
            *Hold.objects.filter(until__lt=F("since")).values_list("pk", flat=True),
        ],
    ),
]
