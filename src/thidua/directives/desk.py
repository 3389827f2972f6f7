"""What documents put on the desk and on the calendar."""

from __future__ import annotations

from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives.access import keeping_units
from thidua.directives.models import Document
from thidua.directives.types import DocumentState
from thidua.foundation.ui.desk import DeskItem


def items(actor: Actor) -> list[DeskItem]:
    """Documents read but not yet in the register of a unit the actor keeps. One query."""
    units = dict(keeping_units(actor))
    if not units:
        return []
    rows = Document.objects.filter(unit__in=units, state=DocumentState.READ).order_by("pk")
    return [
        DeskItem(
            "Văn bản đến chờ vào sổ",
            subject or units[unit_id],
            reverse("directives:document", args=[pk]),
            "Kiểm tra, vào sổ",
            due=arrived,
        )
        for pk, unit_id, subject, arrived in rows.values_list("pk", "unit_id", "subject", "arrived")[:50]
    ]
