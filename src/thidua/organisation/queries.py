"""Reads of units and recipients for the other rooms. What a page shows is read in `screens`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thidua.foundation.errors import NotThere
from thidua.foundation.search import Found, name_filter
from thidua.organisation.access import Keeper, sees
from thidua.organisation.logic import chain_ids
from thidua.organisation.models import Recipient, Succession, Unit
from thidua.organisation.types import UnitRef

_REF = ("pk", "name", "path", "kind", "authority", "parent_id", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class RecipientRef:
    """What others need to know of a recipient without loading it."""

    id: int
    name: str
    kind: str
    unit_id: int
    unit_name: str
    unit_path: str


def unit_in_scope(actor: Keeper, unit_id: int) -> UnitRef:
    """A unit of the actor's scope. Raises NotThere for any other. One query."""
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None or not sees(actor, unit.path):
        raise NotThere
    return unit


def unit_refs(unit_ids: Iterable[int]) -> dict[int, UnitRef]:
    """Units by id; ids that do not exist are absent. One query per 500."""
    wanted = _possible(unit_ids)
    found: dict[int, UnitRef] = {}
    for start in range(0, len(wanted), 500):
        rows = Unit.objects.filter(pk__in=wanted[start : start + 500]).values_list(*_REF)
        found |= {row[0]: UnitRef(*row) for row in rows}
    return found


def unit_by_code_system(code: str, period: str = "") -> UnitRef | None:
    """A unit by its code; without a period the newest unit that bears it. One query."""
    rows = Unit.objects.filter(code=code)
    if period:
        rows = rows.filter(period=period)
    row = rows.order_by("-period", "-pk").values_list(*_REF).first()
    return UnitRef(*row) if row else None


def root_system(day: date) -> UnitRef | None:
    """The root of the tree on a day: the province. One query."""
    row = Unit.objects.filter(valid_on(day), parent=None).order_by("pk").values_list(*_REF).first()
    return UnitRef(*row) if row else None


def children(unit_id: int, day: date | None = None) -> list[UnitRef]:
    """The units right below, those of `day` when one is given, by name. One query."""
    return _refs(Unit.objects.filter(parent_id=unit_id), day)


def subtree(path: str, day: date | None = None) -> list[UnitRef]:
    """The unit with that path and all below, those of `day` when one is given; parents first. One query."""
    return sorted(
        _refs(Unit.objects.filter(path__startswith=path), day), key=lambda u: len(chain_ids(u.path))
    )


def units_on(day: date, *kinds: str) -> list[UnitRef]:
    """All units that exist on a day, of these kinds when some are given, by name. One query."""
    rows = Unit.objects.filter(kind__in=kinds) if kinds else Unit.objects.all()
    return _refs(rows, day)


def successors(unit_ids: Iterable[int], day: date) -> dict[int, list[UnitRef]]:
    """What became of units that had ended by `day`: those that stand in their place then, through every change.

    Units without a successor on that day are absent. Two queries for each change in a row.
    """
    wanted = _possible(unit_ids)
    found: dict[int, dict[int, UnitRef]] = {pk: {} for pk in wanted}
    edge: dict[int, set[int]] = {pk: {pk} for pk in wanted}  # unit → those it stands in for
    seen: set[int] = set()
    while edge:
        seen |= set(edge)
        rows = Succession.objects.filter(before__in=edge, on__lte=day).values_list("before_id", "after_id")
        after: dict[int, set[int]] = {}
        for before_id, after_id in rows:
            after.setdefault(after_id, set()).update(edge[before_id])
        edge = {}
        for unit in unit_refs(after).values():
            if unit.valid_on(day):
                for origin in after[unit.id]:
                    found[origin][unit.id] = unit
            elif unit.id not in seen:
                edge[unit.id] = after[unit.id]
    return {pk: list(heirs.values()) for pk, heirs in found.items() if heirs}


def chain(path: str) -> list[UnitRef]:
    """From the unit with that path up to the root, the unit itself first. One query."""
    ids = chain_ids(path)
    found = unit_refs(ids)
    return [found[pk] for pk in reversed(ids) if pk in found]


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose unit (reached by `prefix`, e.g. `unit__`) exists on that day."""
    began = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasts = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return began & lasts


def recipients_in_scope(actor: Keeper, text: str = "", *kinds: str) -> Found[Recipient]:
    """Recipients of the actor's scope by name, typed without marks or with a slip, in the order of lists."""
    rows = Recipient.objects.filter(_scope(actor)).select_related("unit").order_by("sort_key", "pk")
    return name_filter(rows.filter(kind__in=kinds) if kinds else rows, text)


def recipient_in_scope(actor: Keeper, recipient_id: int) -> RecipientRef:
    """A recipient of the actor's scope. Raises NotThere for any other. One query."""
    found = recipient_refs([recipient_id]).get(recipient_id)
    if found is None or not sees(actor, found.unit_path):
        raise NotThere
    return found


def recipient_refs(recipient_ids: Iterable[int]) -> dict[int, RecipientRef]:
    """Recipients by id; ids that do not exist are absent. One query per 500."""
    wanted = _possible(recipient_ids)
    found: dict[int, RecipientRef] = {}
    for start in range(0, len(wanted), 500):
        rows = Recipient.objects.filter(pk__in=wanted[start : start + 500])
        for row in rows.values_list("pk", "name", "kind", "unit_id", "unit__name", "unit__path"):
            found[row[0]] = RecipientRef(*row)
    return found


def _possible(ids: Iterable[int]) -> list[int]:
    """The ids that a key column can hold, in order; a longer number in an address names nobody."""
    return sorted(pk for pk in set(ids) if pk < 2**63)


def _refs(rows: QuerySet[Unit], day: date | None) -> list[UnitRef]:
    if day is not None:
        rows = rows.filter(valid_on(day))
    return [UnitRef(*row) for row in rows.order_by("sort_key", "pk").values_list(*_REF)]


def _scope(actor: Keeper) -> Q:
    if actor.is_system:
        return Q()
    condition = Q(pk__in=[])
    for path in actor.scope_paths:
        condition |= Q(unit__path__startswith=path)
    return condition


def predecessors(unit_ids: Iterable[int], day: date) -> dict[int, frozenset[int]]:
    """Units that had ended before `day` and in whose place these stand: each with those of `unit_ids` after it.

    One query for each change in a row, and one more.
    """
    heirs: dict[int, set[int]] = {pk: {pk} for pk in _possible(unit_ids)}
    found: dict[int, set[int]] = {}
    while heirs:
        rows = Succession.objects.filter(after__in=heirs, on__lte=day, before__valid_to__lt=day)
        edge: dict[int, set[int]] = {}
        for before_id, after_id in rows.values_list("before_id", "after_id"):
            news = heirs[after_id] - found.get(before_id, set())
            if news:
                found.setdefault(before_id, set()).update(news)
                edge.setdefault(before_id, set()).update(news)
        heirs = edge
    return {pk: frozenset(after) for pk, after in found.items()}
