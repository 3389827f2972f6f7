"""The room's work of the day: stories whose day has come, what runs late, and tips that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Min

from thidua.access.types import Actor, system_actor
from thidua.achievements.putting_forward import what_became
from thidua.exemplars.access import FOLLOWERS
from thidua.exemplars.commands import publish
from thidua.exemplars.commands.tip_outcomes import ORIGIN, give_back
from thidua.exemplars.logic import UNCONFIRMED_LASTS
from thidua.exemplars.models import Airing, Exemplar, Story, Task, Tip
from thidua.exemplars.types import AiringState, Medium, Step, StoryState, TipEnding, TipState
from thidua.foundation.clock import now
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many
from thidua.organisation.queries import successors, unit_refs
from thidua.organisation.types import UnitRef

Notice = tuple[int, tuple[str, ...], str, str]
ROLES = tuple(role.value for role in FOLLOWERS.roles)
EVERY = 7
"""Late steps are recalled on their first late day and then once in so many days."""


def run(today: date) -> None:
    """Pass on what ended units left, publish what is due, forget unconfirmed tips, look again at tips whose nomination
    failed, recall what waits."""
    actor = system_actor(today)
    pass_on(actor)
    publish_due(actor)
    forget_unconfirmed(actor)
    look_again(actor)
    recall(today)


@transaction.atomic
def look_again(actor: Actor) -> int:
    """Nominations from tips that ended without an award come back to the moderators, who nominate anew or close.

    Answers how many came back.
    """
    waiting = dict(Tip.objects.filter(state=TipState.NOMINATED).values_list("pk", "nomination_id"))
    became = what_became(ORIGIN, list(waiting))
    ended = [
        pk
        for pk, nomination in waiting.items()
        if any(
            each.nomination_id == nomination and each.ended and not each.awarded
            for each in became.get(pk, ())
        )
    ]
    return give_back(actor, ended, "Đề nghị khen thưởng kết thúc mà không được khen thưởng.")


@transaction.atomic
def pass_on(actor: Actor) -> None:
    """Open exemplars and tips of a unit that ended go to its one successor; with several or none, to the unit above.

    Copies, plans and what is closed stay with the unit that did it.
    """
    ended = {"unit__valid_to__lt": actor.today}
    exemplars = Exemplar.objects.filter(**ended).exclude(step=Step.CLOSED)
    tips = Tip.objects.filter(**ended).exclude(
        state__in=(TipState.TAKEN_UP, TipState.AWARDED, TipState.CLOSED)
    )
    left = {*exemplars.values_list("unit_id", flat=True), *tips.values_list("unit_id", flat=True)}
    if not left:
        return
    heirs = _heirs(left, actor.today)
    acts = []
    for kind, rows in (("exemplar", exemplars), ("tip", tips)):
        for row in locked(rows.filter(unit__in=heirs)):
            before, heir = row.unit_id, heirs[row.unit_id]
            row.unit_id = heir.id
            row.version += 1
            row.save(update_fields=["unit", "version"])
            words = f"Chuyển sang {heir.name} theo dõi vì đơn vị cũ đã kết thúc."
            changes = {"unit": (before, heir.id)}
            acts.append(Act("exemplars.pass_on", kind, row.pk, words, heir.id, changes=changes))
    record_many(actor, acts)


def _heirs(unit_ids: set[int], day: date) -> dict[int, UnitRef]:
    """The one successor of each ended unit, else the unit it stood under; absent where that ended too."""
    after, ended = successors(unit_ids, day), unit_refs(unit_ids)
    above = unit_refs(unit.parent_id for unit in ended.values() if unit.parent_id)
    found = {}
    for pk, unit in ended.items():
        units = after.get(pk, [])
        heir = units[0] if len(units) == 1 else above.get(unit.parent_id or 0)
        if heir is not None and heir.valid_on(day):
            found[pk] = heir
    return found


def publish_due(actor: Actor) -> None:
    """Publish the scheduled stories whose day on this site has come and whose consent stands."""
    rows = Story.objects.filter(
        state=StoryState.SCHEDULED, airings__medium=Medium.PORTAL, airings__on__lte=actor.today,
        airings__state=AiringState.PLANNED, consent_on__isnull=False, consent_file__isnull=False, consent_ended_on=None,
    ).exclude(exemplar__ending="merit_lost")  # fmt: skip
    for pk in rows.order_by("pk").values_list("pk", flat=True).distinct():
        publish(actor=actor, story_id=pk)


def recall(today: date) -> None:
    """One notice for each unit and matter, all in one statement, so that a day that broke off tells nothing twice."""
    notify_many([*_late_steps(today), *_late_tasks(today), *_late_airings(today), *_waiting_tips(today)])


def _late_steps(today: date) -> Iterator[Notice]:
    """Steps that ran late today, or a whole number of weeks ago."""
    rows = Exemplar.objects.filter(due__in=_late_days(today)).order_by().values("unit_id")
    for row in rows.annotate(n=Count("pk"), first=Min("pk")).order_by("unit_id"):
        url = "/dien-hinh/quan-ly/?late=on" if row["n"] > 1 else f"/dien-hinh/quan-ly/{row['first']}/"
        yield row["unit_id"], ROLES, f"{row['n']} điển hình đã quá hạn hoàn thành bước đang làm.", url


def _late_tasks(today: date) -> Iterator[Notice]:
    """What was given out and ran late today, or a whole number of weeks ago."""
    rows = Task.objects.filter(due__in=_late_days(today), note=None, dropped_on=None)
    rows = rows.exclude(exemplar__step=Step.CLOSED)
    counted = rows.order_by().values("exemplar__unit_id").annotate(n=Count("pk"), first=Min("exemplar_id"))
    for row in counted.order_by("exemplar__unit_id"):
        words = f"{row['n']} việc đã giao trong theo dõi điển hình đã quá hạn."
        yield row["exemplar__unit_id"], ROLES, words, f"/dien-hinh/quan-ly/{row['first']}/"


def _late_days(today: date) -> list[date]:
    """Yesterday, and every whole number of weeks before it."""
    return [today - timedelta(days=1 + EVERY * weeks) for weeks in range(52)]


def _late_airings(today: date) -> Iterator[Notice]:
    """Stories that should have appeared elsewhere, of which nobody noted whether they did."""
    rows = Airing.objects.filter(on__in=_late_days(today), state=AiringState.PLANNED).exclude(
        medium=Medium.PORTAL
    )
    counted = rows.order_by().values("story__exemplar__unit_id").annotate(n=Count("pk"))
    for row in counted.order_by("story__exemplar__unit_id"):
        words = f"{row['n']} lịch báo, đài đã qua ngày mà chưa ghi đã đăng, phát hay không."
        yield row["story__exemplar__unit_id"], ROLES, words, "/dien-hinh/quan-ly/bao-dai/?late=on"


def _waiting_tips(today: date) -> Iterator[Notice]:
    """Tips that have waited a whole number of weeks."""
    days = [today - timedelta(days=EVERY * weeks) for weeks in range(1, 53)]
    waiting = Tip.objects.filter(confirmed_on__in=days, state__in=(TipState.CONFIRMED, TipState.MODERATED))
    for row in waiting.order_by().values("unit_id").annotate(n=Count("pk")).order_by("unit_id"):
        words = f"{row['n']} tin của người dân về việc tốt đã chờ từ {EVERY} ngày trở lên."
        yield row["unit_id"], ROLES, words, "/dien-hinh/quan-ly/tin/"


@transaction.atomic
def forget_unconfirmed(actor: Actor) -> None:
    """Close tips that were not confirmed in time and take out all that is personal in them."""
    rows = list(
        locked(Tip.objects.filter(state=TipState.RECEIVED, received_at__lt=now() - UNCONFIRMED_LASTS))
    )
    for tip in rows:
        tip.state, tip.ending, tip.ended_on = TipState.CLOSED, TipEnding.UNCONFIRMED, actor.today
        tip.who = tip.place = tip.text = tip.teller = tip.contact = ""
        tip.version += 1
        tip.save()
    words = "Xóa nội dung một tin về việc tốt vì người gửi không xác nhận liên hệ."
    record_many(
        actor, [Act("exemplars.forget_unconfirmed", "tip", tip.pk, words, tip.unit_id) for tip in rows]
    )
