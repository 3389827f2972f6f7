"""What must hold of rounds and results."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from thidua.clusters.models import AttendanceChange, EntryChange, Result, Round
from thidua.foundation.invariants import Invariant


def _published_without() -> Iterator[str]:
    rows = Round.objects.filter(stage="published").annotate(n=Count("results")).filter(n=0)
    yield from (f"đợt chấm {row.pk}: đã công bố mà không có kết quả" for row in rows)
    rows = Round.objects.exclude(stage="published").annotate(n=Count("results")).filter(n__gt=0)
    yield from (f"đợt chấm {row.pk}: có kết quả mà chưa công bố" for row in rows)


def _last_change() -> Iterator[str]:
    seen: set[int] = set()
    rows = EntryChange.objects.order_by("-pk").values_list("entry_id", "new", "entry__value")
    for entry, new, value in rows.iterator(chunk_size=1000):
        if entry not in seen:
            seen.add(entry)
            if new != value:
                yield f"điểm {entry}: không khớp lần sửa cuối"


def _last_presence() -> Iterator[str]:
    seen: set[int] = set()
    rows = AttendanceChange.objects.order_by("-pk").values_list(
        "attendance_id", "new", "attendance__presence"
    )
    for pk, new, stands in rows.iterator(chunk_size=1000):
        if pk not in seen:
            seen.add(pk)
            if new != stands:
                yield f"điểm danh {pk}: không khớp lần ghi cuối"


def _numbers() -> Iterator[str]:
    for row in Result.objects.values("round_id").annotate(n=Count("pk")).order_by("round_id"):
        numbers = sorted(Result.objects.filter(round_id=row["round_id"]).values_list("number", flat=True))
        if numbers != list(range(1, row["n"] + 1)):
            yield f"đợt chấm {row['round_id']}: số bản kết quả không liên tục"


INVARIANTS = [
    Invariant(
        "clusters.published",
        "Đợt chấm đã công bố thì có kết quả, chưa công bố thì không.",
        _published_without,
    ),
    Invariant("clusters.trace", "Điểm đang lưu là điểm của lần sửa cuối.", _last_change),
    Invariant("clusters.attendance", "Điểm danh đang lưu là điểm danh của lần ghi cuối.", _last_presence),
    Invariant("clusters.numbers", "Các bản kết quả của một đợt đánh số liên tục từ 1.", _numbers),
]
