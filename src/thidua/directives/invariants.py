"""What must hold of documents, their numbers and their clauses."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from thidua.directives.models import Clause, Document
from thidua.foundation.invariants import Invariant


def _gaps() -> Iterator[str]:
    rows = Document.objects.filter(arrival_number__isnull=False).values("unit_id", "arrival_year")
    for row in rows.annotate(
        least=Min("arrival_number"), most=Max("arrival_number"), rows=Count("pk")
    ).order_by("unit_id", "arrival_year"):
        if row["least"] != 1 or row["most"] != row["rows"]:
            yield f"đơn vị {row['unit_id']} năm {row['arrival_year']}: số đến có chỗ trống"


def _words() -> Iterator[str]:
    for clause in Clause.objects.select_related("document").order_by("pk").iterator(chunk_size=500):
        if clause.document.text[clause.start : clause.end] != clause.text:
            yield f"nội dung {clause.pk}: lời không khớp toàn văn"


INVARIANTS = [
    Invariant("directives.numbers", "Số đến của mỗi đơn vị trong năm liên tục từ 1.", _gaps),
    Invariant("directives.words", "Nội dung giao việc giữ nguyên lời văn bản.", _words),
]
