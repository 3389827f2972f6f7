"""Reads of score sheets."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.organisation.logic import chain_ids
from thidua.organisation.models import Unit
from thidua.scoring import engine
from thidua.scoring.access import sees_sheets
from thidua.scoring.models import Sheet
from thidua.scoring.storing import sheet_from
from thidua.scoring.types import SheetState
from thidua.scoring.words import FEEDS
from thidua.targets.queries import codes_in_use


def sheet_of(sheet_id: int) -> engine.Sheet:
    """The engine's sheet of an edition, for other rooms. Raises NotThere. One query."""
    body = Sheet.objects.filter(pk=sheet_id).values_list("body", flat=True).first()
    if body is None:
        raise NotThere
    return sheet_from(body)


def sheets(actor: Actor, state: str = "") -> QuerySet[Sheet, dict[str, Any]]:
    """The editions the actor sees. One query."""
    rows = Sheet.objects.filter(sees_sheets(actor))
    if state:
        rows = rows.filter(state=state)
    return rows.annotate(unit_name=F("unit__name")).values(
        "id", "title", "year", "edition", "state", "unit_name", "adopted_on", "instrument"
    )


def sheet(actor: Actor, sheet_id: int) -> Sheet:
    """One edition with its unit and what it was copied from. Raises NotThere. One query."""
    found = (
        Sheet.objects.select_related("unit", "copied_from__unit")
        .filter(sees_sheets(actor), pk=sheet_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def adopted(actor: Actor, year: int) -> list[tuple[int, str]]:
    """Editions in force for a year that the actor sees, as (id, title), for forms of other rooms. One query."""
    rows = Sheet.objects.filter(sees_sheets(actor), year=year, state=SheetState.ADOPTED).order_by(
        "title", "pk"
    )
    return [(pk, title) for pk, title in rows.values_list("pk", "title")]


def link_faults(sheet: engine.Sheet, unit_path: str) -> list[str]:
    """Criteria and deductions that name an agency, a target or a feed there is none of, a sentence each.

    A target counts when it is in use at the unit of the sheet or at one above it. At most two queries.
    """
    agencies = {leaf.agency for leaf in sheet.leaves if leaf.by is engine.By.AGENCY and leaf.agency}
    targets = {leaf.target for leaf in sheet.leaves if leaf.target}
    known = set(Unit.objects.filter(code__in=agencies).values_list("code", flat=True)) if agencies else set()
    in_use = codes_in_use(targets, chain_ids(unit_path)) if targets else set()
    found = []
    for leaf in sheet.leaves:
        if leaf.agency in agencies - known:
            found.append(f"Tiêu chí “{leaf.code}”: không có đơn vị nào mang mã “{leaf.agency}”.")
        if leaf.target in targets - in_use:
            found.append(f"Tiêu chí “{leaf.code}”: không có chỉ tiêu “{leaf.target}” đang dùng ở đơn vị này.")
    unknown = (each for each in sheet.deductions if each.feed and each.feed not in FEEDS)
    found += [f"Điểm trừ “{each.code}”: hệ thống không đếm được “{each.feed}”." for each in unknown]
    return found
