"""Reads of exemplars, the library, stories and tips, within the actor's scope; those of the public say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, Prefetch, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.clusters.queries import members_of
from thidua.exemplars.access import FOLLOWERS, MODERATORS
from thidua.exemplars.logic import STEPS
from thidua.exemplars.models import Airing, Exemplar, Note, Picture, Spread, Story, Task, Tip
from thidua.exemplars.types import AiringState, Ending, Medium, Step, StoryState, TipState
from thidua.foundation.errors import NotThere
from thidua.kernel.text import fold_words
from thidua.movements.queries import movements
from thidua.movements.types import State
from thidua.organisation.models import Unit
from thidua.organisation.queries import valid_on
from thidua.organisation.types import UnitKind

M = TypeVar("M", Exemplar, Story)


def exemplars(
    actor: Actor,
    *,
    q: str = "",
    step: str = "",
    plans: Collection[int] | None = None,
    reached: str = "",
    movement: int | None = None,
    late: bool = False,
) -> QuerySet[Exemplar]:
    """The exemplars of the units in scope; `reached`: those that came at least to a step. One query."""
    rows = Exemplar.objects.filter(in_scope(actor)).select_related("unit", "recipient")
    if step:
        rows = rows.filter(step=step)
    if plans is not None:
        rows = rows.filter(plan__in=plans)
    if reached in STEPS[1:]:
        passed = STEPS[STEPS.index(Step(reached)) :]
        rows = rows.filter(Q(step__in=passed) | Q(ending=Ending.DONE))
    if movement:
        rows = rows.filter(movement=movement)
    if late:
        rows = rows.filter(due__lt=actor.today)
    return _holding(rows, q)


def step_counts(actor: Actor) -> dict[str, int]:
    """How many exemplars of the scope stand at each step. One query."""
    rows = Exemplar.objects.filter(in_scope(actor)).order_by()
    return dict(rows.values_list("step").annotate(n=Count("pk")))


def exemplar(actor: Actor, exemplar_id: int) -> Exemplar:
    """One exemplar with unit, recipient, plan and movement. Raises NotThere outside the scope. One query."""
    rows = Exemplar.objects.select_related("unit", "recipient", "plan", "movement").filter(in_scope(actor))
    return _one(rows, exemplar_id)


def notes(exemplar_id: int) -> list[Note]:
    """The notes of an exemplar, by day. One query."""
    return list(Note.objects.filter(exemplar_id=exemplar_id).select_related("file").order_by("on", "pk"))


def note_file(actor: Actor, note_id: int) -> int:
    """The file of a note: in scope, or of a model in the library. Raises NotThere. One query."""
    rows = Note.objects.filter(
        in_scope(actor, "exemplar__unit__") | Q(exemplar__step=Step.REPLICATE, kind__in=("result", "lesson"))
    )
    found = rows.filter(pk=note_id).values_list("file_id", flat=True).first()
    if found is None:
        raise NotThere
    return found


def tasks(exemplar_id: int) -> list[Task]:
    """What was given out for an exemplar, by last day. One query."""
    return list(Task.objects.filter(exemplar_id=exemplar_id).select_related("note").order_by("due", "pk"))


def task(actor: Actor, task_id: int) -> Task:
    """What was given out, with its exemplar. Raises NotThere outside the scope. One query."""
    rows = Task.objects.filter(in_scope(actor, "exemplar__unit__")).select_related("exemplar__unit")
    return _one(rows, task_id)


def open_tasks(unit_ids: Collection[int]) -> QuerySet[Task]:
    """What still waits at these units, of exemplars that are followed. One query."""
    rows = Task.objects.filter(note=None, dropped_on=None, exemplar__unit__in=unit_ids)
    return rows.exclude(exemplar__step=Step.CLOSED).select_related("exemplar").order_by("due", "pk")


def spreads(exemplar_id: int) -> list[Spread]:
    """Who copied a model, with units. One query."""
    return list(Spread.objects.filter(exemplar_id=exemplar_id).select_related("unit").order_by("on", "pk"))


def areas_on(day: date) -> list[tuple[str, str, str]]:
    """The districts of a day, or its communes where there are no districts, as (code, name, path). One query."""
    kinds = (UnitKind.DISTRICT, UnitKind.COMMUNE)
    rows = list(Unit.objects.filter(valid_on(day), kind__in=kinds).order_by("sort_key", "pk"))
    wide = [unit for unit in rows if unit.kind == UnitKind.DISTRICT] or rows
    return [(unit.code, unit.name, unit.path) for unit in wide]


def movement_choices(actor: Actor) -> list[tuple[int, str]]:
    """The movements an exemplar may belong to: launched or closed ones that the actor sees. Three queries."""
    return [(row.id, row.title) for row in movements(actor) if row.state is not State.DRAFT]


def units_to_follow(actor: Actor) -> list[tuple[int, str]]:
    """The units of today whose exemplars the actor may take up, by name. One query."""
    paths = Q(pk__in=[])
    for post in actor.posts:
        if post.role in FOLLOWERS.roles:
            paths |= Q(path__startswith=post.unit_path)
    rows = Unit.objects.filter(paths, valid_on(actor.today)).order_by("depth", "sort_key", "pk")
    return list(rows.values_list("pk", "name"))


def spread(actor: Actor, spread_id: int) -> Spread:
    """A copy made by a unit of the scope. Raises NotThere. One query."""
    return _one(Spread.objects.filter(in_scope(actor)).select_related("unit", "exemplar"), spread_id)


def library(*, q: str = "", group: str = "", cluster: str = "") -> QuerySet[Exemplar]:
    """The models that are being spread, of all units or of a cluster's members: for whoever signed in. Two queries."""
    rows = Exemplar.objects.filter(step=Step.REPLICATE).select_related("unit")
    if group:
        rows = rows.filter(group=group)
    if cluster:
        within = Q(pk__in=[])
        for member in members_of(int(cluster)):
            within |= Q(unit__path__startswith=member.unit.path)
        rows = rows.filter(within)
    return _holding(rows.annotate(copies=Count("spreads")), q)


def model(exemplar_id: int) -> Exemplar:
    """A model of the library. Raises NotThere. One query."""
    return _one(Exemplar.objects.filter(step=Step.REPLICATE).select_related("unit"), exemplar_id)


def stories(actor: Actor, *, q: str = "", state: str = "", exemplar: int | None = None) -> QuerySet[Story]:
    """The stories of the scope. One query."""
    rows = Story.objects.filter(in_scope(actor, "exemplar__unit__")).select_related("exemplar__unit")
    if state:
        rows = rows.filter(state=state)
    if exemplar:
        rows = rows.filter(exemplar=exemplar)
    return _holding(rows, q)


def story(actor: Actor, story_id: int) -> Story:
    """One story with its exemplar, unit and pictures. Raises NotThere outside the scope. Two queries."""
    rows = Story.objects.filter(in_scope(actor, "exemplar__unit__"))
    return _one(rows.select_related("exemplar__unit", "consent_file").prefetch_related(_shown()), story_id)


def airings(
    actor: Actor,
    *,
    year: int | None = None,
    month: int | None = None,
    medium: str = "",
    state: str = "",
    late: bool = False,
) -> QuerySet[Airing]:
    """The days on schedules of media of the scope; `late`: those that wait for what became of them. One query."""
    rows = Airing.objects.filter(in_scope(actor, "story__exemplar__unit__"))
    rows = rows.select_related("story__exemplar__unit")
    if year:
        rows = rows.filter(on__year=year)
    if month:
        rows = rows.filter(on__month=month)
    if medium:
        rows = rows.filter(medium=medium)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(open_airings(actor.today)) if late else rows


def open_airings(day: date) -> Q:
    """Newspapers and stations: the day has come and nobody noted what became of it, or the outlet must be told."""
    planned = Q(state=AiringState.PLANNED, on__lte=day) & ~Q(medium=Medium.PORTAL)
    return planned | Q(to_tell_on__isnull=False, told_on=None)


def airing_counts(actor: Actor, year: int) -> dict[tuple[int, str, str], int]:
    """How many days of the year's schedules, by month, medium and state. One query."""
    rows = Airing.objects.filter(in_scope(actor, "story__exemplar__unit__"), on__year=year).order_by()
    counted = rows.values_list("on__month", "medium", "state").annotate(n=Count("pk"))
    return {(month, medium, state): n for month, medium, state, n in counted}


def airing(actor: Actor, airing_id: int) -> Airing:
    """A day on a schedule with its story. Raises NotThere outside the scope. One query."""
    rows = Airing.objects.filter(in_scope(actor, "story__exemplar__unit__"))
    return _one(rows.select_related("story__exemplar__unit"), airing_id)


def _public() -> QuerySet[Story]:
    """What `logic.is_public` allows, as a condition."""
    return Story.objects.filter(
        state=StoryState.PUBLISHED,
        consent_on__isnull=False,
        consent_file__isnull=False,
        consent_ended_on=None,
    ).exclude(exemplar__ending="merit_lost")


def stories_public(
    *, q: str = "", unit_path: str = "", group: str = "", movement: str = ""
) -> QuerySet[Story]:
    """The published stories, of a unit and those below it, of a group. Two queries."""
    rows = _public().select_related("exemplar__unit").prefetch_related(_shown())
    if unit_path:
        rows = rows.filter(exemplar__unit__path__startswith=unit_path)
    if group:
        rows = rows.filter(exemplar__group=group)
    if movement:
        rows = rows.filter(exemplar__movement=int(movement))
    return _holding(rows.order_by("-published_on", "-pk"), q)


def story_public(story_id: int) -> Story:
    """A published story with its pictures. Raises NotThere. Two queries."""
    return _one(_public().select_related("exemplar__unit").prefetch_related(_shown()), story_id)


def units_public() -> list[tuple[str, str]]:
    """The units that published stories are of, as (path, name). One query."""
    rows = _public().order_by("exemplar__unit__sort_key").distinct()
    return list(rows.values_list("exemplar__unit__path", "exemplar__unit__name"))


def movements_public() -> list[tuple[str, str]]:
    """The movements that published stories belong to, as (id, title). One query."""
    rows = _public().exclude(exemplar__movement=None).order_by("exemplar__movement__title").distinct()
    found = rows.values_list("exemplar__movement", "exemplar__movement__title")
    return [(str(pk), title) for pk, title in found]


def picture_file(actor: Actor | None, picture_id: int) -> tuple[int, bool]:
    """A picture's file and whether anybody may see it; else those who follow the exemplar. Raises NotThere."""
    rows = Picture.objects.filter(gone=False)
    public = rows.filter(pk=picture_id, story__in=_public()).values_list("file_id", flat=True).first()
    if public is not None:
        return public, True
    if actor is not None:
        found = rows.filter(in_scope(actor, "story__exemplar__unit__"), pk=picture_id)
        own = found.values_list("file_id", flat=True).first()
        if own is not None:
            return own, False
    raise NotThere


def tips(actor: Actor, *, state: str = "") -> QuerySet[Tip, dict[str, Any]]:
    """The confirmed tips told to units the actor moderates, without who told them. One query."""
    rows = Tip.objects.filter(_moderated(actor)).exclude(confirmed_on=None)
    if state:
        rows = rows.filter(state=state)
    return rows.annotate(unit_name=F("unit__name")).values(
        "id", "who", "place", "text", "state", "received_on", "unit_name", "ended_on", "sample"
    )


def tip(actor: Actor, tip_id: int) -> Tip:
    """A confirmed tip for those who moderate it, contact and all. Raises NotThere for everybody else. One query."""
    rows = Tip.objects.filter(_moderated(actor)).exclude(confirmed_on=None)
    return _one(rows.select_related("unit", "exemplar__unit"), tip_id)


def tip_public(token: str) -> Tip:
    """A tip for whoever holds its token; the page shows nothing personal. Raises NotThere. One query."""
    found = Tip.objects.select_related("unit", "exemplar").filter(token=token).first()
    if found is None:
        raise NotThere
    return found


def tip_of(actor: Actor, exemplar_id: int) -> int | None:
    """The tip an exemplar came from, for those who may open it. One query."""
    rows = Tip.objects.filter(_moderated(actor), exemplar=exemplar_id, state=TipState.TAKEN_UP)
    return rows.values_list("pk", flat=True).first()


def due_between(actor: Actor, since: date, until: date) -> QuerySet[Exemplar]:
    """The exemplars of the actor's own units whose step ends in these days. One query."""
    units = {post.unit_id for post in actor.posts}
    return Exemplar.objects.filter(unit__in=units, due__range=(since, until)).order_by("due", "pk")


def _moderated(actor: Actor) -> Q:
    if actor.is_system:
        return ~Q(pk__in=[])
    return Q(unit__in={post.unit_id for post in actor.posts if post.role in MODERATORS.roles})


def _holding(rows: QuerySet[M], text: str) -> QuerySet[M]:
    """Rows in which every typed word occurs, typed with or without marks. Exemplars are few: no index is needed."""
    for word in fold_words(text):
        rows = rows.filter(words__contains=word)
    return rows


def _shown() -> Prefetch[str, QuerySet[Picture], str]:
    return Prefetch("pictures", Picture.objects.filter(gone=False).order_by("pk"))


def _one(rows: QuerySet[Any], pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found
