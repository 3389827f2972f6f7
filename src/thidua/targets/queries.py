"""Reads of targets and their amounts, within the actor's scope unless the name says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.kernel.text import fold
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef
from thidua.targets import offers
from thidua.targets.access import keeping_units, sees_targets, sees_values
from thidua.targets.models import Boundary, BoundarySet, Cell, GridImport, Link, Target, Value
from thidua.targets.outlines import Drawn
from thidua.targets.settling import amount_of
from thidua.targets.types import Direction, Kind, LinkKind, Period, Reading, Standing, TargetState


def value(target_id: int, unit_id: int, year: int) -> Reading:
    """What is known of a target at a unit in a year, for other rooms. Raises NotThere. Two queries.

    A blank is None, never nought. See `Reading` for what a span gives.
    """
    word = Target.objects.filter(pk=target_id).values_list("direction", flat=True).first()
    if word is None:
        raise NotThere
    rows = _current().filter(target_id=target_id, unit_id=unit_id, year_from=year, year_to=year)
    direction = Direction(word)
    return Reading(
        direction,
        **{
            kind: amount_of(low, high, sign).at(direction)
            for kind, low, high, sign in rows.values_list("kind", "amount", "amount_to", "sign")
        },
    )


def confirmed_for(
    target_ids: Collection[int], unit_ids: Collection[int], year: int
) -> dict[tuple[int, int], tuple[Decimal | None, Decimal | None]]:
    """(target, unit) → (plan, confirmed) of a year, for scoring; pairs of which nothing is known are absent.

    Only confirmed amounts count here: what is merely reported or estimated is a blank. One query.
    """
    rows = _current().filter(
        target_id__in=set(target_ids), unit_id__in=set(unit_ids), year_from=year, year_to=year,
        kind__in=[Kind.PLAN, Kind.CONFIRMED],
    )  # fmt: skip
    found: dict[tuple[int, int], tuple[Decimal | None, Decimal | None]] = {}
    for target_id, unit_id, kind, low, high, sign, word in rows.values_list(
        "target_id", "unit_id", "kind", "amount", "amount_to", "sign", "target__direction"
    ):
        plan, confirmed = found.get((target_id, unit_id), (None, None))
        number = amount_of(low, high, sign).at(Direction(word))
        found[target_id, unit_id] = (number, confirmed) if kind == Kind.PLAN else (plan, number)
    return found


def choices(actor: Actor) -> list[tuple[int, str]]:
    """The targets in use that the actor sees, as (id, "code: title"), for forms of other rooms. One query."""
    rows = Target.objects.filter(sees_targets(actor), state=TargetState.ACTIVE).order_by(
        "place", "code", "pk"
    )
    return [(pk, f"{code}: {title}") for pk, code, title in rows.values_list("pk", "code", "title")]


def codes_in_use(codes: Collection[str], unit_ids: Collection[int]) -> set[str]:
    """Which of the codes belong to a target in use at one of the units, for score sheets. One query."""
    rows = Target.objects.filter(code__in=codes, unit__in=unit_ids, state=TargetState.ACTIVE)
    return set(rows.values_list("code", flat=True))


def targets(actor: Actor) -> QuerySet[Target]:
    """The targets the actor sees: of the units in scope, of those above, of the actor's agency."""
    return Target.objects.filter(sees_targets(actor)).select_related("unit", "agency")


def searched(actor: Actor, text: str = "", state: str = "") -> QuerySet[Target]:
    """The targets the actor sees, narrowed by words of code or title (marks may be left out) and by state."""
    rows = targets(actor)
    if state:
        rows = rows.filter(state=state)
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    return rows


def target(actor: Actor, target_id: int) -> Target:
    """One target with its unit and owner agency. Raises NotThere outside the scope. One query."""
    found = targets(actor).filter(pk=target_id).first()
    if found is None:
        raise NotThere
    return found


def tied(actor: Actor, kinds: Collection[LinkKind], ref_id: int) -> list[Target]:
    """The targets the actor sees that are tied to what stands here under that id. One query."""
    links = Link.objects.filter(kind__in=kinds, ref_id=ref_id, ended_on=None).values("target_id")
    return list(Target.objects.filter(sees_targets(actor), pk__in=links).order_by("place", "code", "pk"))


def links(actor: Actor, target_id: int) -> list[tuple[int, str, str, str]]:
    """What a target is tied to: the tie's id, in which way, its name, its address where the actor may open it.

    One query, and those of the rooms that know what it is tied to.
    """
    rows = list(Link.objects.filter(target_id=target_id, ended_on=None).order_by("pk"))
    known = offers.named(actor, [row.ref for row in rows if row.ref])
    found = []
    for row in rows:
        offer = known.get(row.ref) if row.ref else None
        found.append(
            (row.pk, row.label, offer.title if offer else row.title, offer.url if offer else row.url)
        )
    return found


def link_row(actor: Actor, link_id: int) -> Link:
    """One tie that stands, with its target. Raises NotThere outside the scope. One query."""
    rows = Link.objects.filter(sees_targets(actor, "target__"), pk=link_id, ended_on=None)
    found = rows.select_related("target__unit").first()
    if found is None:
        raise NotThere
    return found


def values(actor: Actor, **narrowed: Any) -> QuerySet[Value]:
    """The amounts that count, of the units the actor sees."""
    return _current().filter(sees_values(actor), **narrowed)


def cells(actor: Actor, period: Period) -> QuerySet[Cell]:
    """Where targets stand in a period, at the units the actor sees."""
    return Cell.objects.filter(sees_values(actor), year_from=period.first, year_to=period.last)


def counts(actor: Actor, period: Period, by: str, **narrowed: Any) -> dict[int, dict[Standing, int]]:
    """How many cells stand how, by `target` or `unit` id. One query, whatever the number of cells."""
    found: dict[int, dict[Standing, int]] = {}
    rows = (
        cells(actor, period)
        .exclude(_gone(actor))
        .filter(**narrowed)
        .order_by()
        .values_list(f"{by}_id", "standing")
        .annotate(n=Count("pk"))
    )
    for pk, standing, n in rows:
        found.setdefault(pk, {})[Standing(standing)] = n
    return found


ByPeriod = dict[int, dict[Period, dict[Standing, int]]]


def counts_by_period(actor: Actor, years: Period) -> tuple[ByPeriod, ByPeriod]:
    """How many cells stand how in each of the years and in the five-year plan, by target and by unit.

    Two queries, however many cells.
    """
    rows = Cell.objects.filter(sees_values(actor), year_from__gte=years.first, year_to__lte=years.last)
    rows = rows.exclude(_gone(actor))
    found: list[ByPeriod] = []
    for by in ("target_id", "unit_id"):
        counted: ByPeriod = {}
        grouped = rows.order_by().values_list(by, "year_from", "year_to", "standing").annotate(n=Count("pk"))
        for pk, first, last, standing, n in grouped:
            counted.setdefault(pk, {}).setdefault(Period(first, last), {})[Standing(standing)] = n
        found.append(counted)
    return found[0], found[1]


def _gone(actor: Actor) -> Q:
    """Cells without a result of units that ended within the period: what was left to do is their successors' now."""
    ended = Q(unit__valid_to__lt=actor.today, unit__valid_to__year__lte=F("year_to"))
    return ended & Q(standing=Standing.NO_RESULT)


def behind(actor: Actor, period: Period) -> QuerySet[Cell, dict[str, Any]]:
    """The cells whose result is short of its plan, the furthest behind first by share. One query."""
    rows = cells(actor, period).filter(standing=Standing.BEHIND)
    return rows.order_by(F("percent").asc(nulls_first=True), "pk").values(
        "id", "target_id", "unit_id", "percent", "behind", "result", "year_from", "year_to",
        title=F("target__title"), code=F("target__code"), measure=F("target__measure"), places=F("target__places"),
        unit_name=F("unit__name"),
    )  # fmt: skip


def history(actor: Actor, target_id: int, unit_id: int) -> list[Value]:
    """Every amount ever entered for a target at a unit, replaced ones too, the newest first. One query."""
    rows = Value.objects.filter(sees_values(actor), target_id=target_id, unit_id=unit_id)
    return list(rows.select_related("replaces").order_by("-year_to", "-year_from", "kind", "-pk"))


def imports(actor: Actor) -> QuerySet[GridImport]:
    """The workbooks sent for catalogues of units in scope, and those the actor sent."""
    return GridImport.objects.filter(in_scope(actor) | Q(created_by=actor.ref)).select_related("unit")


def grid_import(actor: Actor, import_id: int) -> GridImport:
    """One sent workbook. Raises NotThere outside the scope. One query."""
    found = imports(actor).filter(pk=import_id).first()
    if found is None:
        raise NotThere
    return found


def catalogues(actor: Actor) -> list[tuple[int, str]]:
    """The units with a catalogue the actor sees, highest first, and the actor's own. Two queries."""
    owners = Unit.objects.filter(pk__in=targets(actor).order_by().values("unit_id")).order_by(
        "depth", "sort_key"
    )
    found = dict(owners.values_list("pk", "name"))
    return list((found | {pk: name for pk, name in keeping_units(actor) if pk not in found}).items())


def catalogue_unit(actor: Actor, unit_id: int) -> UnitRef:
    """A unit whose catalogue the actor sees, or an own one. Raises NotThere. Two queries."""
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None:
        raise NotThere
    if not (
        actor.is_system or actor.posts_over(unit.path) or targets(actor).filter(unit_id=unit_id).exists()
    ):
        raise NotThere
    return unit


def boundary_sets(actor: Actor) -> QuerySet[BoundarySet]:
    """The sets of boundaries of the units in scope, each with how many shapes it has."""
    return BoundarySet.objects.filter(in_scope(actor)).select_related("unit").annotate(drawn=Count("shapes"))


def outlines(owner_path: str, unit_ids: Iterable[int]) -> tuple[dict[int, Drawn], str]:
    """The outlines of these units from the set of the nearest unit above that has one, and where it comes from.

    Boundaries are no secret: whoever sees a unit sees its outline. Two queries at most.
    """
    above = [int(part) for part in owner_path.split("/") if part]
    held = BoundarySet.objects.filter(unit__in=above, current=True).order_by("-unit__depth").first()
    if held is None:
        return {}, ""
    rows = Boundary.objects.filter(belongs=held, unit__in=list(unit_ids))
    return {
        pk: Drawn(path, (left, top, right, bottom))
        for pk, path, left, top, right, bottom in rows.values_list(
            "unit_id", "path", "left", "top", "right", "bottom"
        )
    }, held.source


def value_row(actor: Actor, value_id: int) -> Value:
    """One amount as entered, replaced or not. Raises NotThere outside the scope. One query."""
    found = Value.objects.filter(sees_values(actor), pk=value_id).first()
    if found is None:
        raise NotThere
    return found


def _current() -> QuerySet[Value]:
    return Value.objects.filter(current=True, amount__isnull=False)
