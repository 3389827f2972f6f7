"""What movements put on the desk and into the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from thidua.access.standing import acting_for, inherited
from thidua.access.types import Actor
from thidua.foundation.ui.desk import CalendarEntry, DeskItem
from thidua.kernel.formats import date_vi
from thidua.movements import links, logic, queries
from thidua.movements.access import DESK, HEADS
from thidua.movements.models import Movement
from thidua.movements.types import State

_PART = {"review": "so-ket", "task": "nhiem-vu"}


def items(actor: Actor) -> list[DeskItem]:
    """Drafts to launch, reviews and tasks that are due soon, movements above to join. Nine queries at most."""
    units = {post.unit_id: post.unit_name for post in actor.posts if post.role in (*DESK, *HEADS)}
    if not units:
        return []
    reach = acting_for(actor, (*DESK, *HEADS))
    return [*_drafts(reach), *_owed(actor, reach), *_to_join(actor, units)]


def _drafts(units: set[int]) -> list[DeskItem]:
    rows = Movement.objects.filter(unit__in=units, state=State.DRAFT).order_by("since", "pk")
    return [
        DeskItem("Phong trào chờ phát động", title, links.movement(pk), "Xem dự thảo", due=since)
        for pk, title, since in rows.values_list("pk", "title", "since")[:20]
    ]


def _owed(actor: Actor, units: set[int]) -> list[DeskItem]:
    """One line a review; tasks of one movement stand together under the first day."""
    found = queries.owed(units, until=actor.today + timedelta(days=logic.SOON))
    lines = [
        DeskItem(f"{o.what} phong trào", o.movement, links.movement(o.movement_id, "so-ket"), "Ghi kết quả", due=o.due)
        for o in found
        if o.kind == "review"
    ]  # fmt: skip
    tasks: dict[int, list[queries.Owed]] = {}
    for each in found:
        if each.kind == "task":
            tasks.setdefault(each.movement_id, []).append(each)
    lines += [
        DeskItem(
            "Nhiệm vụ trong phong trào", rows[0].movement, links.movement(pk, "nhiem-vu"), "Ghi kết quả",
            due=rows[0].due, count=len(rows),
        )
        for pk, rows in tasks.items()
    ]  # fmt: skip
    return lines


def _to_join(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    waiting = queries.unjoined(units, actor.today)
    return [
        DeskItem(
            "Phong trào của cấp trên chưa tham gia", units[pk], f"{links.LIST}?state=launched", "Xem phong trào",
            count=len(rows),
        )
        for pk, rows in waiting.items()
        if rows
    ]  # fmt: skip


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """Reviews, tasks and last days of the actor's units between two days. Five queries at most."""
    own = {post.unit_id for post in actor.posts}
    if not own:
        return []
    units = own | set(inherited(actor))
    entries = [
        CalendarEntry(
            f"movements.{o.kind}.{o.id}", o.due, f"{'Nhiệm vụ' if o.kind == 'task' else o.what}: {o.movement}",
            links.movement(o.movement_id, _PART[o.kind]), o.what if o.kind == "task" else "", o.done,
        )
        for o in queries.owed(units, since=since, until=until, open_only=False)
    ]  # fmt: skip
    rows = Movement.objects.filter(unit__in=units, until__gte=since, until__lte=until)
    ends = rows.exclude(state=State.DRAFT).values_list("pk", "title", "until", "state")
    entries += [
        CalendarEntry(
            f"movements.end.{pk}", day, f"Hết thời gian phong trào: {title}", links.movement(pk),
            f"đến {date_vi(day)}", state == State.CLOSED,
        )
        for pk, title, day, state in ends
    ]  # fmt: skip
    return entries
