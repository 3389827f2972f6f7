"""What targets put on the desk: plans without a result, reports that wait to be confirmed. Never one line a target."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from thidua.access.types import Actor
from thidua.foundation.ui.desk import DeskItem
from thidua.targets.access import keeping_units
from thidua.targets.models import Cell
from thidua.targets.types import Kind, Standing, TargetState


def items(actor: Actor) -> list[DeskItem]:
    """This year's targets of the actor's own units without a result, and reports to confirm. Two queries at most."""
    units = dict(keeping_units(actor))
    if not units:
        return []
    year = actor.today.year
    cells = Cell.objects.filter(year_from=year, year_to=year, target__state=TargetState.ACTIVE).order_by()
    lacking = cells.filter(unit__in=units, standing=Standing.NO_RESULT)
    reported = cells.filter(target__agency__in=units, result=Kind.REPORTED)
    return [
        *(
            DeskItem(
                f"Chỉ tiêu năm {year} chưa có kết quả", units[pk],
                f"{reverse('targets:unit', args=[pk])}?year={year}", "Ghi kết quả", count=n,
            )
            for pk, n in lacking.values_list("unit_id").annotate(n=Count("pk")).order_by("unit_id")
        ),
        *(
            DeskItem(
                f"Số liệu năm {year} đã báo cáo, chờ xác nhận", units[pk],
                f"{reverse('targets:progress')}?year={year}", "Xem, xác nhận", count=n,
            )
            for pk, n in reported.values_list("target__agency_id").annotate(n=Count("pk")).order_by(
                "target__agency_id"
            )
        ),
    ]  # fmt: skip
