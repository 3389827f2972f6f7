"""What the organisation's pages read. Scope is a set of unit paths; outside of it nothing exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db.models import Count, Q, QuerySet

from thidua.foundation.errors import NotThere
from thidua.foundation.search import name_filter
from thidua.organisation.models import Employment, Recipient, Succession, Unit
from thidua.organisation.queries import valid_on
from thidua.organisation.types import Gender, PersonGroup, RecipientKind, UnitKind

SUCCESSION_LABELS = {
    "merger": "Sáp nhập",
    "split": "Chia tách",
    "renaming": "Đổi tên",
    "transfer": "Chuyển đơn vị quản lý",
}


class Viewer(Protocol):
    """Whoever looks; `access.types.Actor` is one."""

    @property
    def scope_paths(self) -> tuple[str, ...]: ...
    @property
    def today(self) -> date: ...


class Listed(NamedTuple):
    """Rows for a list; `mended` when no name was as typed and those a slip away are shown."""

    rows: QuerySet[Any, dict[str, Any]]
    mended: bool


def within(paths: Iterable[str], prefix: str = "") -> Q:
    """Rows whose unit (reached by `prefix`, e.g. `unit__`) lies under one of the paths; none for no path."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def unit_ids_under(paths: Iterable[str]) -> QuerySet[Unit, int]:
    """Keys of the units under the paths, as a subquery or to be read."""
    return Unit.objects.filter(within(paths)).values_list("pk", flat=True)


def units(
    viewer: Viewer, *, q: str = "", kind: str = "", old: bool = False
) -> QuerySet[Unit, dict[str, Any]]:
    """Units in scope with the name of the unit above, in the order of the tree; those of today unless `old`."""
    found = Unit.objects.filter(within(viewer.scope_paths))
    if not old:
        found = found.filter(valid_on(viewer.today))
    if kind:
        found = found.filter(kind=kind)
    rows, mended = name_filter(found, q)
    ordered = rows.order_by("depth", "parent__sort_key", "sort_key", "pk")
    return Listed(
        ordered.values(
            "id", "code", "name", "kind", "parent_id", "parent__name", "depth", "valid_from", "valid_to"
        ),
        mended,
    )


def recipients(viewer: Viewer, *, q: str = "", kind: str = "", unit_id: int | None = None) -> Listed:
    """People, collectives and households in scope; of one unit when asked. No identity numbers."""
    found = Recipient.objects.filter(within(viewer.scope_paths, "unit__"))
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if kind:
        found = found.filter(kind=kind)
    rows, mended = name_filter(found, q)
    return Listed(
        rows.values(
            "id",
            "name",
            "kind",
            "unit_id",
            "unit__name",
            "ended_on",
            "person__position",
            "household__village",
        ),
        mended,
    )


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of units as seen from one of the two: what happened, when, on what paper, with which other unit."""

    kind: str
    on: date
    instrument: str
    other: str


def _change(succession: Succession, other: Unit) -> ChangeLine:
    return ChangeLine(SUCCESSION_LABELS[succession.kind], succession.on, succession.instrument, other.name)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that a unit's page says. `children` hold (id, name, kind, how many units directly below)."""

    unit: Unit
    above: tuple[tuple[int, str, bool], ...]
    before: tuple[ChangeLine, ...]
    after: tuple[ChangeLine, ...]
    children: tuple[dict[str, Any], ...]

    @property
    def kind_label(self) -> str:
        return upper_first(UnitKind(self.unit.kind).label)


def upper_first(text: str) -> str:
    """A label at the beginning of a line."""
    return text[:1].upper() + text[1:]


def unit_page(viewer: Viewer, pk: int) -> UnitPage:
    """A unit with what came before and after it, its sub-units. Raises NotThere.

    `above` goes from the root down; its last part says whether the viewer may open it. Five queries.
    """
    unit = Unit.objects.filter(within(viewer.scope_paths), pk=pk).select_related("parent").first()
    if unit is None:
        raise NotThere
    keys = [int(key) for key in unit.path.strip("/").split("/")[:-1]]
    above = Unit.objects.filter(pk__in=keys).order_by("depth")
    paths = viewer.scope_paths
    children = (
        Unit.objects.filter(valid_on(viewer.today), parent=unit)
        .annotate(below=Count("children"))
        .order_by("sort_key", "pk")
        .values("id", "name", "kind", "below")
    )
    before = Succession.objects.filter(after=unit).select_related("before").order_by("on", "pk")
    after = Succession.objects.filter(before=unit).select_related("after").order_by("on", "pk")
    return UnitPage(
        unit,
        tuple((row.pk, row.name, any(row.path.startswith(path) for path in paths)) for row in above),
        tuple(_change(s, s.before) for s in before),
        tuple(_change(s, s.after) for s in after),
        tuple(children),
    )


@dataclass(frozen=True, slots=True)
class RecipientPage:
    """All that a recipient's page says; `id_number` shows its last three digits only."""

    recipient: Recipient
    person: Any
    household: Any
    employments: tuple[Employment, ...]
    id_number: str

    @property
    def kind_label(self) -> str:
        return RecipientKind(self.recipient.kind).label

    @property
    def group_label(self) -> str:
        return PersonGroup(self.person.group).label if self.person else ""

    @property
    def gender_label(self) -> str:
        return Gender(self.person.gender).label if self.person and self.person.gender else ""


def recipient_page(viewer: Viewer, pk: int) -> RecipientPage:
    """A person, collective or household in scope. Raises NotThere. Two queries."""
    found = (
        Recipient.objects.filter(within(viewer.scope_paths, "unit__"), pk=pk)
        .select_related("unit", "person", "household")
        .first()
    )
    if found is None:
        raise NotThere
    person = getattr(found, "person", None)
    employments = tuple(
        Employment.objects.filter(person=person).select_related("unit").order_by("-since", "-pk")
        if person
        else ()
    )
    number = person.id_number if person else ""
    masked = f"{'•' * (len(number) - 3)}{number[-3:]}" if number else ""
    return RecipientPage(found, person, getattr(found, "household", None), employments, masked)
