"""Reads of plans of models, within the actor's scope and of the units above, whose plans one contributes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.exemplars import reaching
from thidua.exemplars.models import Exemplar, Plan, Spread
from thidua.exemplars.types import Reach, Step
from thidua.foundation.errors import NotThere


def plans(actor: Actor, *, q: str = "", year: int | None = None) -> QuerySet[Plan]:
    """The plans of the units in scope and of those above. One query."""
    rows = Plan.objects.filter(_seen(actor)).select_related("unit")
    if year:
        rows = rows.filter(year_from__lte=year, year_to__gte=year)
    if q:
        rows = rows.filter(title__icontains=q)
    return rows


def plan(actor: Actor, plan_id: int) -> Plan:
    """One plan with unit and the plan it contributes to. Raises NotThere. One query."""
    found = Plan.objects.filter(_seen(actor), pk=plan_id).select_related("unit", "parent__unit").first()
    if found is None:
        raise NotThere
    return found


def shares(plan_id: int) -> list[Plan]:
    """The plans that contribute directly to one. One query."""
    return list(Plan.objects.filter(parent=plan_id).select_related("unit").order_by("unit__sort_key", "pk"))


def parents_system() -> dict[int, int | None]:
    """For every plan the one it contributes to. One query; plans are few."""
    return dict(Plan.objects.values_list("pk", "parent_id"))


def reached_system(parents: Mapping[int, int | None]) -> dict[int, Reach]:
    """For every plan how far its exemplars came, those of contributing plans with them. One query."""
    rows = Exemplar.objects.exclude(plan=None).order_by().values_list("plan_id", "step", "ending")
    own: dict[int, Reach] = {}
    for pk, step, ending, count in rows.annotate(n=Count("pk")):
        own[pk] = own.get(pk, Reach()) + reaching.reach(Step(step), ending, count)
    return reaching.rolled_up({pk: some for pk, some in own.items() if pk in parents}, parents)


def by_year(plan_ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """For each year how many exemplars of these plans were found, came to replication, and were copied. Three
    queries."""
    found: dict[int, list[int]] = {}
    exemplars = Exemplar.objects.filter(plan__in=plan_ids).order_by()
    copies = Spread.objects.filter(exemplar__plan__in=plan_ids).order_by()
    for place, rows, day in ((0, exemplars, "found_on"), (1, exemplars, "replicated_on"), (2, copies, "on")):
        counted = rows.exclude(**{day: None}).values_list(f"{day}__year").annotate(n=Count("pk"))
        for year, count in counted:
            found.setdefault(year, [0, 0, 0])[place] = count
    return {year: (some[0], some[1], some[2]) for year, some in sorted(found.items())}


def plan_choices(actor: Actor, year: int) -> list[tuple[int, str]]:
    """The plans that run in a year, of the scope and of the units above. One query."""
    rows = plans(actor, year=year).order_by("title", "pk")
    return [(row.pk, f"{row.title} ({row.unit.name})") for row in rows]


def _seen(actor: Actor) -> Q:
    above = {int(part) for post in actor.posts for part in post.unit_path.split("/") if part}
    return in_scope(actor) | Q(unit__in=above)
