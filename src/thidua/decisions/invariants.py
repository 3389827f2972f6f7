"""What must hold of decisions, their numbers and the register they fill."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Count, F, Max, Min, Q, Sum

from thidua.decisions.content import digest
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import DecisionState
from thidua.foundation.invariants import Invariant
from thidua.foundation.models import LedgerEntry

_STANDS = [DecisionState.SIGNED, DecisionState.PUBLISHED]


def _gaps() -> Iterator[str]:
    """Series of a unit and year whose numbers are not 1, 2, 3, … or whose dates fall."""
    numbered = Decision.objects.filter(number_seq__isnull=False, external=False)
    series = numbered.values("unit_id", "year").annotate(
        least=Min("number_seq"),
        most=Max("number_seq"),
        count=Count("number_seq", distinct=True),
        rows=Count("pk"),
    )
    for row in series.order_by("unit_id", "year"):
        if row["least"] != 1 or not row["most"] == row["count"] == row["rows"]:
            yield f"đơn vị {row['unit_id']} năm {row['year']}: số quyết định có chỗ trống hoặc trùng"
    last: dict[tuple[int, int | None], object] = {}
    for unit_id, year, day, number in numbered.order_by("unit_id", "year", "number_seq").values_list(
        "unit_id", "year", "decided_on", "number"
    ):
        before = last.get((unit_id, year))
        if before is not None and day < before:
            yield f"{number} năm {year}: ngày ký trước ngày của số liền trước"
        last[unit_id, year] = day


def _totals() -> Iterator[str]:
    """Published decisions whose total is not the sum of their records."""
    rows = Decision.objects.filter(state=DecisionState.PUBLISHED).annotate(paid=Sum("items__record__bonus"))
    for pk, total, paid in rows.values_list("pk", "total_bonus", "paid"):
        if (paid or 0) != total:
            yield f"quyết định {pk}: tổng tiền thưởng {total} khác tổng trong sổ {paid or 0}"


def _changed_after_signing() -> Iterator[str]:
    """Signed decisions whose content is not the one the ledger remembers."""
    kept = {}
    acts = LedgerEntry.objects.filter(object_type="decision", changes__contains='"content":[null,')
    for object_id, changes in acts.order_by("seq").values_list("object_id", "changes"):
        kept[int(object_id)] = json.loads(changes)["content"][1]
    for pk, content in Decision.objects.filter(state__in=_STANDS).values_list("pk", "content"):
        if pk in kept and kept[pk] != digest(content):
            yield f"quyết định {pk}: nội dung khác bản đã ký"
        if pk not in kept:
            yield f"quyết định {pk}: nhật ký không ghi bản đã ký"


INVARIANTS = [
    Invariant(
        "decisions.numbers",
        "Số quyết định của một đơn vị trong năm liên tục từ 01, ngày không lùi.",
        lambda: _gaps(),
    ),
    Invariant(
        "decisions.totals",
        "Tổng tiền thưởng của quyết định đã công bố bằng tổng tiền thưởng trong sổ khen thưởng.",
        lambda: _totals(),
    ),
    Invariant(
        "decisions.frozen", "Quyết định đã ký giữ nguyên nội dung đã ký.", lambda: _changed_after_signing()
    ),
    Invariant(
        "decisions.records",
        "Mỗi hồ sơ trong quyết định đã công bố có đúng một khen thưởng của chính hồ sơ đó; trước đó thì chưa.",
        lambda: DecisionItem.objects.filter(
            Q(active=True, decision__state=DecisionState.PUBLISHED, record=None)
            | Q(record__isnull=False) & ~Q(record__nomination_id=F("nomination_id"))
            | Q(record__isnull=False) & ~Q(decision__state=DecisionState.PUBLISHED)
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "decisions.decided",
        "Hồ sơ trong quyết định đã ký là hồ sơ đã có quyết định.",
        lambda: (
            DecisionItem.objects.filter(active=True, decision__state__in=_STANDS)
            .exclude(nomination__state="awarded")
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "decisions.cancelled_free",
        "Dự thảo đã hủy không giữ hồ sơ nào.",
        lambda: DecisionItem.objects.filter(active=True, decision__state=DecisionState.CANCELLED).values_list(
            "pk", flat=True
        ),
    ),
]
