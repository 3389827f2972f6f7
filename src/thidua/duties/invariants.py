"""What must hold of duties, of what was passed down and of reports back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from thidua.duties.models import Duty, Report
from thidua.duties.types import DutyState
from thidua.foundation.invariants import Invariant


def _places() -> Iterator[str]:
    rows = Duty.objects.select_related("parent", "unit", "parent__unit").order_by("pk")
    for duty in rows.iterator(chunk_size=500):
        above = duty.parent.path if duty.parent else "/"
        if duty.path != f"{above}{duty.pk}/":
            yield f"nhiệm vụ {duty.pk}: vị trí {duty.path} không nối với nhiệm vụ cấp trên"


def _figures() -> Iterator[str]:
    for report in Report.objects.order_by("pk").iterator(chunk_size=50):
        known = {row["id"] for row in report.content["rows"]}
        parts = (report.content["whole"], *report.content["points"], *report.content.get("units", ()))
        for point in parts:
            if any(not known.issuperset(ids) for ids in point["figures"].values()):
                yield f"báo cáo {report.pk}, {point['title']}: số liệu không mở ra được dòng nào"


INVARIANTS = [
    Invariant("duties.places", "Nhiệm vụ giao tiếp nằm dưới nhiệm vụ mà nó từ đó ra.", _places),
    Invariant(
        "duties.givers",
        "Nhiệm vụ giao tiếp do chính đơn vị giữ nhiệm vụ cấp trên giao.",
        lambda: (
            Duty.objects.filter(parent__isnull=False)
            .exclude(given_by=F("parent__unit"))
            .exclude(Q(state=DutyState.MOVED) | Q(parent__state=DutyState.MOVED))
        ),
    ),
    Invariant("duties.figures", "Mỗi số liệu của báo cáo mở ra đúng các dòng của nó.", _figures),
]
