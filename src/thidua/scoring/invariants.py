"""What must hold of stored sheets."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.foundation.invariants import Invariant
from thidua.scoring import engine
from thidua.scoring.models import Sheet
from thidua.scoring.storing import digest_of, sheet_from
from thidua.scoring.types import SheetState


def _changed() -> Iterator[str]:
    for row in Sheet.objects.order_by("pk").iterator(chunk_size=100):
        sheet = sheet_from(row.body)
        if digest_of(row.body) != row.digest:
            yield f"bảng điểm {row.pk}: nội dung không khớp mã băm"
        if (sheet.code, sheet.title, sheet.year) != (row.code, row.title, row.year):
            yield f"bảng điểm {row.pk}: mã, tên hoặc năm không khớp nội dung"


def _faulty() -> Iterator[str]:
    rows = Sheet.objects.exclude(state=SheetState.DRAFT).order_by("pk")
    for row in rows.iterator(chunk_size=100):
        for fault in engine.faults(sheet_from(row.body)):
            yield f"bảng điểm {row.pk}: {fault}"


INVARIANTS = [
    Invariant("scoring.content", "Nội dung bảng điểm đúng như khi lưu.", _changed),
    Invariant("scoring.faultless", "Bảng điểm đã áp dụng không có lỗi.", _faulty),
]
