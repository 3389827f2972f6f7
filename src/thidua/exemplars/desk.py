"""What exemplars put on the desk and on the calendar."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from thidua.access.types import Actor
from thidua.exemplars import queries
from thidua.exemplars.access import FOLLOWERS, MODERATORS, REVIEWERS, units_of
from thidua.exemplars.models import Airing, Exemplar, Story, Tip
from thidua.exemplars.types import AiringState, Medium, NoteKind, Step, StoryState, TipState
from thidua.foundation.ui.desk import CalendarEntry, DeskItem

_MOST = 50


def items(actor: Actor) -> list[DeskItem]:
    """Steps and their tasks to be done, stories to be reviewed, what media did or must be told, tips to be read.

    At the actor's own units. Five queries at most.
    """
    return [*_steps(actor), *_tasks(actor), *_stories(actor), *_media(actor), *_tips(actor)]


def _steps(actor: Actor) -> list[DeskItem]:
    units = dict(units_of(actor, FOLLOWERS))
    if not units:
        return []
    rows = Exemplar.objects.filter(unit__in=units, due__isnull=False).order_by("due", "pk")
    return [
        DeskItem(
            f"Điển hình: {Step(step).label.lower()}",
            f"{title}, {units[unit_id]}",
            reverse("exemplars:exemplar", args=[pk]),
            "Mở điển hình",
            due=due,
        )
        for pk, title, unit_id, step, due in rows.values_list("pk", "title", "unit_id", "step", "due")[:_MOST]
    ]


def _tasks(actor: Actor) -> list[DeskItem]:
    units = dict(units_of(actor, FOLLOWERS))
    if not units:
        return []
    return [
        DeskItem(
            f"Điển hình: {NoteKind(row.kind).label.lower()}",
            f"{row.text} ({row.who}); {row.exemplar.title}",
            f"{reverse('exemplars:act', args=[row.exemplar_id, 'ghi'])}?task={row.pk}",
            "Ghi đã làm",
            due=row.due,
        )
        for row in queries.open_tasks(units)[:_MOST]
    ]


def _stories(actor: Actor) -> list[DeskItem]:
    units = dict(units_of(actor, REVIEWERS))
    if not units:
        return []
    rows = Story.objects.filter(exemplar__unit__in=units, state=StoryState.DRAFT).exclude(
        written_by=actor.ref
    )
    return [
        DeskItem("Bài chờ duyệt", title, reverse("exemplars:story-page", args=[pk]), "Đọc và duyệt")
        for pk, title in rows.order_by("pk").values_list("pk", "title")[:_MOST]
    ]


def _media(actor: Actor) -> list[DeskItem]:
    """Days of newspapers and stations that have come, and outlets that must hear that a story was taken back."""
    units = dict(units_of(actor, FOLLOWERS))
    if not units:
        return []
    rows = (
        Airing.objects.filter(queries.open_airings(actor.today), story__exemplar__unit__in=units)
        .order_by("on", "pk")
        .values_list("pk", "outlet", "on", "to_tell_on", "state", "story__title")
    )
    return [
        DeskItem(
            "Báo, đài: ghi kết quả đăng, phát"
            if state == AiringState.PLANNED
            else "Báo, đài: báo tin bài đã gỡ, sửa",
            f"{outlet}: {title}",
            reverse("exemplars:airing", args=[pk, "da-dang" if state == AiringState.PLANNED else "da-bao"]),
            "Ghi kết quả" if state == AiringState.PLANNED else "Ghi đã báo",
            due=on if state == AiringState.PLANNED else to_tell_on,
        )
        for pk, outlet, on, to_tell_on, state, title in rows[:_MOST]
    ]


def _tips(actor: Actor) -> list[DeskItem]:
    units = dict(units_of(actor, MODERATORS))
    if not units:
        return []
    waiting = (TipState.CONFIRMED, TipState.MODERATED)
    rows = Tip.objects.filter(unit__in=units, state__in=waiting).order_by("received_on", "pk")
    return [
        DeskItem(
            f"Việc tốt do người dân kể: {TipState(state).label.lower()}",
            units[unit_id],
            reverse("exemplars:tip", args=[pk]),
            "Xem tin",
        )
        for pk, unit_id, state in rows.values_list("pk", "unit_id", "state")[:_MOST]
    ]


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """Last days of steps and tasks and the schedule of stories of the actor's own units. Three queries."""
    units = {post.unit_id for post in actor.posts}
    found = [
        CalendarEntry(
            f"exemplars.step.{row.pk}",
            row.due,
            f"Hạn bước {Step(row.step).label.lower()}: {row.title}",
            reverse("exemplars:exemplar", args=[row.pk]),
        )
        for row in queries.due_between(actor, since, until)
        if row.due is not None
    ]
    found += [
        CalendarEntry(
            f"exemplars.task.{row.pk}",
            row.due,
            f"{NoteKind(row.kind).label}: {row.exemplar.title}",
            reverse("exemplars:exemplar", args=[row.exemplar_id]),
            detail=f"{row.text} ({row.who})",
        )
        for row in queries.open_tasks(units).filter(due__range=(since, until))
    ]
    airings = (
        Airing.objects.filter(on__range=(since, until), story__exemplar__unit__in=units)
        .exclude(state=AiringState.CALLED_OFF)
        .select_related("story")
    )
    return found + [
        CalendarEntry(
            f"exemplars.airing.{row.pk}",
            row.on,
            f"{Medium(row.medium).label}: {row.story.title}",
            reverse("exemplars:story-page", args=[row.story_id]),
            detail=row.outlet,
            done=row.state != AiringState.PLANNED,
        )
        for row in airings.order_by("on", "pk")
    ]
