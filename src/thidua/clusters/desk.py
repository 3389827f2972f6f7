"""What clusters put on the desk and on the calendar."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from thidua.access.standing import Former, acting_for, inherited
from thidua.access.types import Actor
from thidua.clusters.access import OFFICERS, SCORERS
from thidua.clusters.models import Member, Participant, Round
from thidua.clusters.types import Place, Stage
from thidua.foundation.ui.desk import CalendarEntry, DeskItem

_LEADS = {
    Stage.CHECK: ("Bảng điểm cần kiểm tra", "Kiểm tra"),
    Stage.OBJECT: ("Ý kiến về điểm cần trả lời", "Xem"),
    Stage.MEETING: ("Họp cụm, khối và bỏ phiếu", "Mở"),
}


def items(actor: Actor) -> list[DeskItem]:
    """Sheets one's unit has to score itself, rounds one leads or decides. Four queries."""
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
    return found


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """The days of the rounds one takes part in or leads. Four queries."""
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
    return found


def _led(actor: Actor, own: set[int], former: Former) -> QuerySet[Round]:
    office = acting_for(actor, OFFICERS, former)
    heads = Member.objects.filter(unit__in=own, until=None, place__in=[Place.HEAD, Place.DEPUTY])
    led = Q(cluster__unit__in=office) | Q(cluster__in=heads.values("cluster"))
    return Round.objects.filter(led).select_related("cluster").order_by("pk")
