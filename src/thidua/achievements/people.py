"""What this room needs to know of recipients: the one place that reads the organisation's tables for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from thidua.foundation.columns import code_of, day_of, or_else, read_columns
from thidua.foundation.errors import NotThere
from thidua.foundation.locks import hold, locked
from thidua.foundation.search import Found, name_filter
from thidua.lawbook.columns import arrays, table
from thidua.lawbook.columns.arrays import Numbers
from thidua.organisation.models import Recipient, Succession, Unit
from thidua.organisation.types import UnitKind

LOCKED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class RecipientRef:
    """A recipient with the path of the unit that says who may act on it."""

    id: int
    name: str
    kind: str
    unit_id: int
    unit_path: str


def lock_recipient(recipient_id: int) -> RecipientRef:
    """One recipient, locked so that its facts change one act at a time. Raises NotThere."""
    row = locked(Recipient.objects.filter(pk=recipient_id)).first()
    if row is None:
        raise NotThere
    return _ref(row, row.unit.path)


def lock_recipients(recipient_ids: Iterable[int]) -> dict[int, RecipientRef]:
    """Recipients by id, locked in key order. Raises NotThere when one is missing.

    Two queries for every 5,000 people.
    """
    wanted = sorted(set(recipient_ids))
    found: dict[int, RecipientRef] = {}
    for start in range(0, len(wanted), LOCKED_AT_ONCE):
        rows = Recipient.objects.filter(pk__in=wanted[start : start + LOCKED_AT_ONCE])
        hold(rows)
        about = rows.values_list("pk", "name", "kind", "unit_id", "unit__path")
        found |= {pk: RecipientRef(pk, *rest) for pk, *rest in about}
    if len(found) != len(wanted):
        raise NotThere
    return found


def _ref(row: Recipient, path: str) -> RecipientRef:
    return RecipientRef(row.pk, row.name, row.kind, row.unit_id, path)


def particulars(recipient_ids: Iterable[int]) -> Iterable[dict[str, Any]]:
    """What the record format asks of recipients, as plain rows. One query."""
    return Recipient.objects.filter(pk__in=recipient_ids).values(
        "pk", "kind", "name", "facts_from", "facts_to", "ended_on",
        "person__group", "person__gender", "person__leader", "person__ethnic",
        "person__higher_retirement_age", "person__recruited",
        "collective__kind", "collective__founded", "collective__valid_to", "collective__in_flag_list",
    )  # fmt: skip


def columns_of_recipients(unit_path: str) -> dict[str, Numbers]:
    """The same of every recipient (below a unit, given its path) as columns of the law's codes. One query."""
    rows = (
        Recipient.objects.filter(unit__path__startswith=unit_path) if unit_path else Recipient.objects.all()
    )
    group = {
        "person": code_of("person__group", table.GROUPS),
        "collective": code_of(
            "collective__kind", {kind.value: table.GROUPS.index(kind.law_group) for kind in UnitKind}
        ),
    }
    return read_columns(
        rows,
        id="pk",
        kind=code_of("kind", table.KINDS),
        group=Case(
            *(When(kind=kind, then=code) for kind, code in group.items()),
            default=Value(arrays.UNKNOWN),
            output_field=IntegerField(),
        ),
        gender=code_of("person__gender", table.GENDERS),
        higher_retirement_age=Coalesce("person__higher_retirement_age", Value(False)),
        recruited=Case(
            When(kind="person", then=day_of("person__recruited", arrays.NO_DAY)),
            default=Value(arrays.NOT_GIVEN),
            output_field=IntegerField(),
        ),
        founded=or_else("collective__founded", arrays.NO_YEAR),
        dissolved=day_of("collective__valid_to", arrays.NO_DAY),
        in_flag_list=Case(
            When(kind="collective", then=Cast("collective__in_flag_list", IntegerField())),
            default=Value(arrays.UNKNOWN),
            output_field=IntegerField(),
        ),
        facts_from=or_else("facts_from", arrays.NO_YEAR),
        facts_to=or_else("facts_to", arrays.NO_YEAR),
    )


def unit_paths(recipient_ids: Iterable[int]) -> dict[int, str]:
    """The path of each recipient's unit. One query."""
    return dict(Recipient.objects.filter(pk__in=recipient_ids).values_list("pk", "unit__path"))


def path_of(unit_id: int) -> str | None:
    """The path of a unit, or None. One query."""
    return Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()


def units_where(condition: Q, limit: int) -> list[int]:
    """Units that fulfil a condition, at most `limit` of them. One query."""
    return list(Unit.objects.filter(condition).values_list("pk", flat=True)[:limit])


def recipients_of_kind(kind: str) -> QuerySet[Recipient, int]:
    """Keys of all recipients of a kind, for use within another query."""
    return Recipient.objects.filter(kind=kind).values_list("pk", flat=True)


def unit_of(recipient_id: int) -> tuple[str, str] | None:
    """Name and path of the unit a recipient belongs to, or None. One query."""
    return Recipient.objects.filter(pk=recipient_id).values_list("unit__name", "unit__path").first()


def predecessors(unit_id: int) -> dict[int, tuple[str, str]]:
    """The unit and every unit that became part of it, however long ago: id → name and path.

    One query for each step back in time, at most twenty.
    """
    found = {
        pk: (name, path)
        for pk, name, path in Unit.objects.filter(pk=unit_id).values_list("pk", "name", "path")
    }
    edge = set(found)
    for _ in range(20):
        rows = Succession.objects.filter(after_id__in=edge).exclude(before_id__in=found)
        before = {
            pk: (name, path)
            for pk, name, path in rows.values_list("before_id", "before__name", "before__path")
        }
        if not before:
            break
        found |= before
        edge = set(before)
    return found


def recipients_named(text: str) -> Found[Recipient]:
    """Recipients whose name holds the words typed, without marks and with one slip forgiven."""
    return name_filter(Recipient.objects.all(), text, "name_fold")
