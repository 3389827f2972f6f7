"""What must hold of documents, their numbers and their clauses."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from thidua.directives.models import Clause, Document
from thidua.foundation.invariants import Invariant


def _gaps() -> Iterator[str]:
    for kind, year, number in (
        ("direction", "arrival_year", "arrival_number"),
        ("outgoing_kind", "outgoing_year", "outgoing_number"),
    ):
        rows = Document.objects.filter(**{f"{number}__isnull": False}).values("unit_id", kind, year)
        for row in rows.annotate(least=Min(number), most=Max(number), rows=Count("pk")).order_by(
            "unit_id", year
        ):
            if row["least"] != 1 or row["most"] != row["rows"]:
                yield f"đơn vị {row['unit_id']} năm {row[year]} ({row[kind]}): số có chỗ trống"


def _words() -> Iterator[str]:
    rows = Clause.objects.filter(reworded=False).select_related("document").order_by("pk")
    for clause in rows.iterator(chunk_size=500):
        if clause.document.text[clause.start : clause.end] != clause.text:
            yield f"nội dung {clause.pk}: lời không khớp toàn văn"


INVARIANTS = [
    Invariant("directives.numbers", "Số đến, số đi của mỗi đơn vị, mỗi loại trong năm liên tục từ 1.", _gaps),
    Invariant("directives.words", "Nội dung giao việc giữ nguyên lời văn bản.", _words),
]
