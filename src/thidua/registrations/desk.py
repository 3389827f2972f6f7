"""What registrations put on the desk and on the calendar."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.foundation.ui.desk import CalendarEntry, DeskItem
from thidua.registrations.access import OFFICERS, WRITERS, sees_seasons, signing_units
from thidua.registrations.models import Registration, Season, Signing
from thidua.registrations.types import CovenantState, State


def items(actor: Actor) -> list[DeskItem]:
    """One's own and former units' registrations, those below to judge, covenants to sign. Nine queries at most."""
    own = {post.unit_id: post.unit_name for post in actor.posts if post.role in WRITERS.roles}
    found: list[DeskItem] = []
    if own:
        open_ = Season.objects.filter(
            sees_seasons(actor), closed_on=None, opens__lte=actor.today, closes__gte=actor.today
        ).select_related("unit")
        states = {
            (season, unit): state
            for season, unit, state in Registration.objects.filter(unit__in=own).values_list(
                "season_id", "unit_id", "state"
            )
        }
        paths = {post.unit_id: post.unit_path for post in actor.posts}
        for season in open_:
            for pk, name in own.items():
                state = states.get((season.pk, pk), State.DRAFT)
                if paths[pk].startswith(season.unit.path) and state in (State.DRAFT, State.RETURNED):
                    url = f"{reverse('registrations:season', args=[season.pk])}?don-vi={pk}"
                    title = "Đăng ký thi đua bị trả lại" if state == State.RETURNED else "Đăng ký thi đua"
                    tone = "bad" if state == State.RETURNED else "act"
                    found.append(
                        DeskItem(
                            title, f"{season.title}: {name}", url, "Đăng ký", due=season.closes, tone=tone
                        )
                    )
        found += _left(actor, set(own))
    judged = [post.unit_id for post in actor.posts if post.role in OFFICERS]
    if judged:
        waiting = Registration.objects.filter(
            state=State.SENT, unit__parent__in=judged, passed_at=None
        ).values("season_id", "season__title", "season__closes", "unit__parent_id")
        for row in waiting.annotate(n=Count("pk")).order_by("season_id"):
            page = reverse("registrations:season", args=[row["season_id"]])
            url = f"{page}?don-vi={row['unit__parent_id']}&glance=waiting"
            found.append(
                DeskItem(
                    "Đăng ký thi đua chờ duyệt",
                    row["season__title"],
                    url,
                    "Duyệt",
                    due=row["season__closes"],
                    count=row["n"],
                )
            )
    if signs := signing_units(actor):
        rows = Signing.objects.filter(unit__in=signs, signed_at=None, covenant__state=CovenantState.OFFERED)
        found += [
            DeskItem(
                "Giao ước chờ ký",
                row.covenant.title,
                reverse("registrations:covenant", args=[row.covenant_id]),
                "Xem, ký",
            )
            for row in rows.select_related("covenant")[:50]
        ]
    return found


def _left(actor: Actor, own: set[int]) -> list[DeskItem]:
    """What units left in whose place one's own stand."""
    former = inherited(actor)
    if not former:
        return []
    rows = Registration.objects.filter(
        unit__in=sorted(former), passed_at=None, season__closed_on=None, season__opens__lte=actor.today,
        season__closes__gte=actor.today,
    ).select_related("season", "unit")  # fmt: skip
    return [
        DeskItem(
            "Đăng ký của đơn vị đã kết thúc", f"{row.season.title}: {row.unit.name}",
            reverse("registrations:take-over", args=[row.pk, heir]), "Xem, nhận", due=row.season.closes,
        )
        for row in rows
        for heir in sorted(former[row.unit_id] & own)
    ]  # fmt: skip


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """The last days of seasons one registers in. One query."""
    rows = Season.objects.filter(sees_seasons(actor), Q(closes__gte=since) & Q(closes__lte=until))
    return [
        CalendarEntry(
            f"registrations.season.{row.pk}", row.closes, f"Hết hạn: {row.title}",
            reverse("registrations:season", args=[row.pk]), done=row.closed_on is not None,
        )
        for row in rows
    ]  # fmt: skip
