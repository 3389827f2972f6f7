"""Reads of the ledger for screens; the ledger itself is written and verified in `ledger`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from thidua.foundation.models import LedgerEntry, LedgerHead

FIELDS = ("seq", "at", "on_date", "actor", "post", "act", "object_type", "object_id", "summary", "changes")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an act changed, from what to what."""

    name: str
    before: str
    after: str


def entries(unit_ids: QuerySet[Any], *, without_unit: bool = False) -> QuerySet[Any, dict[str, Any]]:
    """Acts at those units, the newest first; acts of the system itself too when `without_unit` is set."""
    condition = Q(unit_id__in=unit_ids)
    if without_unit:
        condition |= Q(unit_id=None)
    return LedgerEntry.objects.filter(condition).order_by("-seq").values(*FIELDS)


def changes_of(row: dict[str, Any]) -> list[Change]:
    """What the act changed, field by field, as the ledger keeps it."""
    kept = json.loads(row["changes"])
    return [Change(name, _plain(before), _plain(after)) for name, (before, after) in sorted(kept.items())]


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def head_words() -> str:
    """The newest entry's number and the first digits of its hash, for noting down elsewhere."""
    head = LedgerHead.objects.filter(pk=1).first()
    return f"{head.seq} – {head.hash[:16]}" if head else ""
