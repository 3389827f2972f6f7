"""The register: search for officers and for the public, verification, the awards of one decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.achievements import logic
from thidua.achievements.catalogue import award_name
from thidua.achievements.models import AwardRecord
from thidua.achievements.people import recipients_named, recipients_of_kind, units_where
from thidua.achievements.types import (
    RecordState,
    RegisterFilters,
    RegisterPage,
    RegisterRow,
    VerifiedAward,
)
from thidua.kernel.text import nfc
from thidua.organisation.types import RecipientKind

PAGE = 50
_FEW = 400
"""Up to so many people of a name are looked up by id. More are so common that walking the register from its
newest line, asking each for its recipient's name, meets a page of them sooner than all of them are sorted."""
_FEW_UNITS = 40
"""Up to so many units of a subtree are looked up by id, which leads to their awards; more fill the register."""

_FIELDS = (
    "id", "recipient_id", "recipient_name", "recipient__kind", "unit_id", "unit__name", "award", "route", "year",
    "period_from", "period_to", "decision_number", "decided_on", "decided_by", "decision_id", "code", "state",
    "bonus",
)  # fmt: skip


def register(
    actor: Actor, filters: RegisterFilters = RegisterFilters(), *, after: str = "", limit: int = PAGE
) -> RegisterPage:
    """The register within the actor's scope, newest first, `limit` lines after the key `after`.

    At most five queries.
    """
    rows = AwardRecord.objects.filter(in_scope(actor))
    return page_of(rows, filters, after, limit, None if actor.is_system else in_scope(actor, ""))


def register_public(
    filters: RegisterFilters = RegisterFilters(), *, after: str = "", limit: int = PAGE
) -> RegisterPage:
    """What anyone may look up: awards that stand, without money. At most five queries."""
    page = page_of(AwardRecord.objects.filter(state=RecordState.ACTIVE), filters, after, limit)
    return RegisterPage(tuple(_without_money(row) for row in page.rows), page.after, page.corrected)


def records_of_decision(actor: Actor, decision_id: int) -> list[RegisterRow]:
    """The awards of one decision within the actor's scope, in the order of its annex. One query."""
    rows = AwardRecord.objects.filter(in_scope(actor), decision_id=decision_id)
    return [_row(values) for values in rows.order_by("pk").values_list(*_FIELDS)]


def records_of_decision_public(decision_id: int) -> list[RegisterRow]:
    """The awards of one decision that stand, for anyone. One query."""
    rows = AwardRecord.objects.filter(decision_id=decision_id, state=RecordState.ACTIVE)
    return [_without_money(_row(values)) for values in rows.order_by("pk").values_list(*_FIELDS)]


def awards_on_day(recipient_ids: Collection[int], day: date) -> list[dict[str, Any]]:
    """Awards that stand and were decided that very day for these recipients. One query for each 500."""
    ids = sorted(set(recipient_ids))
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 500):
        found += AwardRecord.objects.filter(
            recipient_id__in=ids[start : start + 500], decided_on=day, state=RecordState.ACTIVE
        ).values("id", "recipient_id", "award", "year", "period_from", "period_to", "achievement", "bonus")
    return found


def verify_public(text: str) -> VerifiedAward | None:
    """What a verification code stands for, revoked awards included; None for a code never given. One query."""
    code = logic.tidy_code(text)
    if code is None:
        return None
    row = AwardRecord.objects.filter(code=code).select_related("recipient", "unit").first()
    if row is None:
        return None
    period = (
        str(row.year)
        if row.period_from is None or row.period_from == row.period_to
        else f"{row.period_from} - {row.period_to}"
    )
    return VerifiedAward(
        code=row.code,
        recipient=row.recipient_name,
        kind=row.recipient.kind,
        unit=row.unit.name,
        award_name=award_name(row.award),
        period=period,
        number=row.decision_number,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        state=row.state,
        revoked_on=row.revoked_on,
        decision_id=row.decision_id,
    )


def nominations_of_system(record_ids: Collection[int]) -> set[int]:
    """The nominations that these records came from, where they came from any. One query."""
    rows = AwardRecord.objects.filter(pk__in=record_ids, nomination_id__isnull=False)
    return set(rows.values_list("nomination_id", flat=True))


def labels_of(record_ids: Iterable[int]) -> dict[int, str]:
    """A line for each award that evidence may name: "Bằng khen … năm 2018, QĐ số 15/QĐ-UBND". One query."""
    rows = AwardRecord.objects.filter(pk__in=set(record_ids)).values_list(
        "pk", "award", "year", "decision_number", "decided_on", "state"
    )
    return {
        pk: f"{award_name(award)} năm {year}, Quyết định số {number} ngày {day:%d/%m/%Y}"
        + (" (đã hủy bỏ)" if state == RecordState.REVOKED else "")
        for pk, award, year, number, day, state in rows
    }


def page_of(
    rows: QuerySet[AwardRecord], filters: RegisterFilters, after: str, limit: int, scope: Q | None = None
) -> RegisterPage:
    """One page. `scope` is what `rows` is limited to, as a condition on units, where it is limited."""
    corrected = False
    at_units = _at_units(rows, filters, scope)
    if at_units is None:
        return RegisterPage(())
    narrowed = _narrow(at_units, filters)
    if filters.text.strip():
        people, corrected = recipients_named(filters.text)
        people = people.order_by()
        few = list(people.values_list("pk", flat=True)[: _FEW + 1])
        named = Exists(people.filter(pk=OuterRef("recipient_id")))
        narrowed = narrowed.filter(named if len(few) > _FEW else Q(recipient_id__in=few))
    key = logic.read_cursor(after)
    if key is not None:
        day, pk = key
        narrowed = narrowed.filter(Q(decided_on__lt=day) | Q(decided_on=day, pk__lt=pk), decided_on__lte=day)
    found = [_row(v) for v in narrowed.order_by("-decided_on", "-pk").values_list(*_FIELDS)[: limit + 1]]
    page = tuple(found[:limit])
    more = logic.cursor(page[-1].decided_on, page[-1].id) if len(found) > limit else ""
    return RegisterPage(page, more, corrected)


def _at_units(
    rows: QuerySet[AwardRecord], filters: RegisterFilters, scope: Q | None
) -> QuerySet[AwardRecord] | None:
    """The awards of the unit asked for and those below it, within the scope; None when there is no such unit."""
    inside = Q() if filters.unit_id is None else Q(path__contains=f"/{filters.unit_id}/")
    if filters.unit_id is None and scope is None:
        return rows
    units = units_where(inside & scope if scope is not None else inside, _FEW_UNITS + 1)
    if not units:
        return None
    if len(units) <= _FEW_UNITS:
        return rows.filter(unit_id__in=units)
    return rows if filters.unit_id is None else rows.filter(unit__path__contains=f"/{filters.unit_id}/")


def _narrow(rows: QuerySet[AwardRecord], filters: RegisterFilters) -> QuerySet[AwardRecord]:
    """The filters other than unit and name."""
    exact: dict[str, Any] = {}
    if filters.award:
        exact["award"] = filters.award
    if filters.year is not None:
        exact["year"] = filters.year
    if filters.kind == RecipientKind.PERSON:
        exact["recipient__kind"] = filters.kind
    elif filters.kind:
        exact["recipient_id__in"] = recipients_of_kind(filters.kind)
    if filters.state:
        exact["state"] = filters.state
    rows = rows.filter(**exact)
    number = nfc(filters.number)
    if number.isdecimal():
        return rows.filter(decision_number__begins=f"{number}/")
    return rows.filter(decision_number=number) if number else rows


def _row(values: tuple[Any, ...]) -> RegisterRow:
    row = dict(zip(_FIELDS, values, strict=True))
    return RegisterRow(
        id=row["id"],
        recipient_id=row["recipient_id"],
        recipient=row["recipient_name"],
        kind=row["recipient__kind"],
        unit_id=row["unit_id"],
        unit=row["unit__name"],
        award=row["award"],
        award_name=award_name(row["award"]),
        route=row["route"],
        year=row["year"],
        period_from=row["period_from"],
        period_to=row["period_to"],
        number=row["decision_number"],
        decided_on=row["decided_on"],
        decided_by=row["decided_by"],
        decision_id=row["decision_id"],
        code=row["code"],
        state=row["state"],
        bonus=row["bonus"],
    )


def _without_money(row: RegisterRow) -> RegisterRow:
    return replace(row, bonus=None)
