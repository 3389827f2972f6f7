"""What documents put on the desk and on the calendar."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives.access import keeping_units
from thidua.directives.models import Document
from thidua.directives.queries import awaiting
from thidua.directives.types import ClauseState, DocumentState
from thidua.foundation.ui.desk import DeskItem


def items(actor: Actor) -> list[DeskItem]:
    """Documents to register, to acknowledge, and clauses to judge, of the units the actor keeps. Few queries."""
    units = dict(keeping_units(actor))
    if not units:
        return []
    return [
        *_sent(actor, units),
        *_clauses(units),
        *_to_register(units),
    ]


def _sent(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    return [
        DeskItem(
            "Văn bản được gửi đến",
            f"{row.document}, {row.document.unit.name} gửi",
            reverse("directives:document", args=[row.document_id]),
            "Xem, xác nhận",
        )
        for row in awaiting(actor, units)
    ]


def _clauses(units: dict[int, str]) -> list[DeskItem]:
    rows = Document.objects.exclude(state=DocumentState.READ).filter(
        unit__in=units, clauses__state=ClauseState.PROPOSED
    )
    return [
        DeskItem(
            "Nội dung giao việc chờ xem",
            document.subject or units[document.unit_id],
            reverse("directives:document", args=[document.pk]) + "#giao-viec",
            "Xem nội dung",
            count=document.open,
        )
        for document in rows.annotate(open=Count("clauses")).defer("text").order_by("pk")[:50]
    ]


def _to_register(units: dict[int, str]) -> list[DeskItem]:
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
