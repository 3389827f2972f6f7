"""What clusters put on the desk and on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from thidua.access.standing import Former, acting_for, inherited
from thidua.access.types import Actor
from thidua.clusters.access import OFFICERS, SCORERS
from thidua.clusters.models import Activity, Attendance, Member, Participant, Round
from thidua.clusters.types import Place, Stage
from thidua.foundation.ui.desk import CalendarEntry, DeskItem

_LEADS = {
    Stage.CHECK: ("Bảng điểm cần kiểm tra", "Kiểm tra"),
    Stage.OBJECT: ("Ý kiến về điểm cần trả lời", "Xem"),
    Stage.MEETING: ("Họp cụm, khối và bỏ phiếu", "Mở"),
}

AHEAD, BEHIND = timedelta(days=14), timedelta(days=120)
"""How far the desk looks: to activities ahead, and back to held ones without attendance."""


def items(actor: Actor) -> list[DeskItem]:
    """Sheets to score oneself, rounds one leads or decides, activities ahead or without attendance. Five queries."""
    former = inherited(actor)
    own = acting_for(actor, SCORERS, former)
    if not own:
        return []
    found = [
        DeskItem(
            "Tự chấm điểm thi đua",
            f"{row.round.title}, {row.round.cluster.title}: {row.unit.name}",
            reverse("clusters:sheet", args=[row.pk]),
            "Tự chấm",
            due=row.round.self_by,
        )
        for row in Participant.objects.filter(
            unit__in=own, sent_at=None, out_on=None, round__stage=Stage.SELF
        ).select_related("round__cluster", "unit")[:50]
    ]
    for row in _led(actor, own, former).filter(stage__in=list(_LEADS))[:50]:
        title, button = _LEADS[Stage(row.stage)]
        due = row.meet_by if row.stage == Stage.MEETING else row.check_by
        found.append(
            DeskItem(
                title,
                f"{row.title}, {row.cluster.title}",
                reverse("clusters:round", args=[row.pk]),
                button,
                due=due,
            )
        )
    return found + _activities(actor, own, former)


def _activities(actor: Actor, own: set[int], former: Former) -> list[DeskItem]:
    """Activities of the coming fortnight, and held ones whose attendance one has to enter. One query."""
    today, leads = actor.today, _leads(actor, own, former)
    ahead = (_joined(own) | leads) & Q(held_on__range=(today, today + AHEAD))
    entered = Exists(Attendance.objects.filter(activity=OuterRef("pk")))
    blank = leads & Q(held_on__range=(today - BEHIND, today - timedelta(days=1))) & ~Q(entered)
    rows = Activity.objects.filter(ahead | blank, off_at=None).select_related("cluster")
    return [
        DeskItem(
            "Hoạt động cụm, khối sắp diễn ra"
            if row.held_on >= today
            else "Chưa điểm danh hoạt động cụm, khối",
            f"{row.title}, {row.cluster.title}{', ' + row.place if row.place else ''}",
            reverse("clusters:activity", args=[row.pk]),
            "Xem" if row.held_on >= today else "Điểm danh",
            due=row.held_on if row.held_on >= today else None,
        )
        for row in rows.order_by("held_on", "pk")[:50]
    ]


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """The days of the rounds one takes part in or leads, and of activities. Five queries."""
    former = inherited(actor)
    own = acting_for(actor, SCORERS, former)
    if not own:
        return []
    rounds = {row.pk: row for row in _led(actor, own, former)}
    joined = Round.objects.filter(participants__unit__in=own, participants__out_on=None)
    rounds |= {row.pk: row for row in joined.select_related("cluster").distinct()}
    order = list(Stage)
    found = []
    for row in rounds.values():
        days = ((row.self_by, "Hạn tự chấm", Stage.CHECK), (row.check_by, "Hạn kiểm tra điểm", Stage.OBJECT),
                (row.meet_by, "Hạn họp cụm, khối", Stage.PUBLISHED))  # fmt: skip
        for at, (day, words, past) in enumerate(days):
            if day is not None and since <= day <= until:
                done = order.index(Stage(row.stage)) >= order.index(past)
                url = reverse("clusters:round", args=[row.pk])
                key = f"clusters.round.{row.pk}.{at}"
                found.append(CalendarEntry(key, day, f"{words}: {row.title}", url, row.cluster.title, done))
    held = Activity.objects.filter(
        _joined(own) | _leads(actor, own, former), off_at=None, held_on__range=(since, until)
    ).select_related("cluster")
    for each in held.order_by("held_on", "pk"):
        url, done = reverse("clusters:activity", args=[each.pk]), each.held_on < actor.today
        where = f"{each.cluster.title}{', ' + each.place if each.place else ''}"
        found.append(
            CalendarEntry(f"clusters.activity.{each.pk}", each.held_on, each.title, url, where, done)
        )
    return found


def _led(actor: Actor, own: set[int], former: Former) -> QuerySet[Round]:
    led = _leads(actor, own, former)
    return Round.objects.filter(led).select_related("cluster").order_by("pk")


def _leads(actor: Actor, own: set[int], former: Former) -> Q:
    """What belongs to clusters whose office or whose head or deputy one is."""
    office = acting_for(actor, OFFICERS, former)
    heads = Member.objects.filter(unit__in=own, until=None, place__in=[Place.HEAD, Place.DEPUTY])
    return Q(cluster__unit__in=office) | Q(cluster__in=heads.values("cluster"))


def _joined(own: set[int]) -> Q:
    """What belongs to clusters one's units are in."""
    return Q(cluster__in=Member.objects.filter(unit__in=own, until=None).values("cluster"))
