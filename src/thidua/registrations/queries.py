"""Reads of seasons, registrations and covenants within the actor's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from thidua.access.scope import in_scope
from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.clusters.access import sees_clusters
from thidua.clusters.models import Cluster
from thidua.foundation.errors import NotThere
from thidua.organisation.models import Unit
from thidua.organisation.queries import successors, valid_on
from thidua.organisation.types import UnitRef
from thidua.registrations.access import sees_seasons
from thidua.registrations.models import Covenant, Pledge, Registration, Season, SeasonReminder, Title
from thidua.registrations.types import Glance, State


def seasons(actor: Actor) -> QuerySet[Season, dict[str, Any]]:
    """The seasons the actor sees. One query."""
    rows = Season.objects.filter(sees_seasons(actor)).annotate(unit_name=F("unit__name"))
    return rows.values("id", "title", "year", "opens", "closes", "closed_on", "unit_name", "sample")


def season(actor: Actor, season_id: int) -> Season:
    """One season with its unit. Raises NotThere. One query."""
    found = Season.objects.select_related("unit").filter(sees_seasons(actor), pk=season_id).first()
    if found is None:
        raise NotThere
    return found


def reminders(season: Season) -> list[SeasonReminder]:
    """The reminders told of the season's present last day, in order. One query."""
    return list(season.reminders.filter(closes=season.closes).order_by("-days"))


def registration(actor: Actor, registration_id: int) -> Registration:
    """One registration with its season and unit; those of former units too, for who stands in their place.

    Raises NotThere. Three queries.
    """
    seen = in_scope(actor) | Q(unit__in=sorted(inherited(actor)))
    rows = Registration.objects.select_related("season__unit", "unit__parent").filter(seen)
    found = rows.filter(pk=registration_id).first()
    if found is None:
        raise NotThere
    return found


def of_unit(actor: Actor, season_id: int, unit_id: int) -> Registration | None:
    """A unit's registration in a season, None before it begins one. One query."""
    return Registration.objects.filter(in_scope(actor), season=season_id, unit=unit_id).first()


def subordinates(
    actor: Actor, season_id: int, unit_id: int, glance: str = ""
) -> QuerySet[Unit, dict[str, Any]]:
    """The units right below a unit with where their registration stands; narrowed to one of the four. One query."""
    own = Registration.objects.filter(season=season_id, unit=OuterRef("pk"))
    rows = Unit.objects.filter(valid_on(actor.today), in_scope(actor, ""), parent=unit_id).annotate(
        state=Subquery(own.values("state")[:1]),
        registration=Subquery(own.values("pk")[:1]),
        consolidated=Subquery(own.values("consolidated_at")[:1]),
    )
    if glance:
        rows = rows.filter(_GLANCES[Glance(glance)])
    return rows.values("id", "name", "sort_key", "state", "registration", "consolidated")


def ended_below(actor: Actor, season_id: int, unit_id: int) -> list[tuple[Registration, list[UnitRef]]]:
    """Registrations of units right below that have ended, each with who stands in their place. Two queries or more."""
    rows = list(
        Registration.objects.filter(
            in_scope(actor), season=season_id, unit__parent=unit_id, unit__valid_to__lt=actor.today
        )
        .select_related("unit")
        .order_by("unit__sort_key", "pk")
    )
    heirs = successors({row.unit_id for row in rows}, actor.today) if rows else {}
    return [(row, heirs.get(row.unit_id, [])) for row in rows]


_GLANCES = {
    Glance.NOT_STARTED: Q(state=None) | Q(state=State.DRAFT),
    Glance.WAITING: Q(state=State.SENT),
    Glance.RETURNED: Q(state=State.RETURNED),
    Glance.DONE: Q(state=State.APPROVED),
}


def glances(actor: Actor, season_id: int, unit_id: int) -> dict[Glance, int]:
    """How many units right below stand in each of the four states. One query."""
    rows = subordinates(actor, season_id, unit_id)
    counted = rows.order_by().aggregate(**{each.value: Count("pk", filter=_GLANCES[each]) for each in Glance})
    return {each: counted[each.value] for each in Glance}


def consolidated(actor: Actor, season_id: int, unit_id: int) -> QuerySet[Title, dict[str, Any]]:
    """Every title that stands in approved registrations of a unit and all below it. Two queries."""
    path = _path(actor, unit_id)
    rows = Title.objects.filter(
        registration__season=season_id, registration__unit__path__startswith=path, withdrawn_at=None,
        registration__state=State.APPROVED, passed_to=None,
    )  # fmt: skip
    return rows.annotate(
        name=F("recipient__name"), order=F("recipient__sort_key"), unit_name=F("registration__unit__name")
    ).values("id", "name", "award", "unit_name")


def pledged(actor: Actor, season_id: int, unit_id: int) -> QuerySet[Pledge, dict[str, Any]]:
    """Every commitment that stands in approved registrations of a unit and all below it. Two queries."""
    rows = Pledge.objects.filter(
        registration__season=season_id, registration__unit__path__startswith=_path(actor, unit_id), withdrawn_at=None,
        registration__state=State.APPROVED, passed_to=None,
    )  # fmt: skip
    return rows.annotate(unit_name=F("registration__unit__name"), code=F("target__code")).values(
        "id", "words", "amount", "measure", "unit_name", "code"
    )


def _path(actor: Actor, unit_id: int) -> str:
    path: str | None = (
        Unit.objects.filter(in_scope(actor, ""), pk=unit_id).values_list("path", flat=True).first()
    )
    if path is None:
        raise NotThere
    return path


def registered(recipient_id: int, year: int) -> dict[str, str]:
    """The awards a recipient registered for in a year that still stand, by code, with the state they reached."""
    rows = Title.objects.filter(
        recipient=recipient_id, registration__season__year=year, withdrawn_at=None, passed_to=None
    )
    return dict(rows.values_list("award", "registration__state"))


def covenants(actor: Actor) -> list[Covenant]:
    """The covenants of clusters the actor sees, the newest first. One query."""
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    return list(Covenant.objects.filter(cluster__in=seen).select_related("cluster").order_by("-pk")[:200])


def covenant(actor: Actor, covenant_id: int) -> Covenant:
    """One covenant with its cluster. Raises NotThere. One query."""
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    found = Covenant.objects.filter(cluster__in=seen, pk=covenant_id).select_related("cluster__unit").first()
    if found is None:
        raise NotThere
    return found
