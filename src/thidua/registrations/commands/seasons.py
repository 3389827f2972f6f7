"""Seasons opened, extended and closed; those who have not sent are reminded."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify_many
from thidua.kernel.decision import require
from thidua.organisation.queries import children, unit_in_scope
from thidua.registrations.access import OFFICERS, READERS, may_open
from thidua.registrations.models import Registration, Season
from thidua.registrations.types import State


@transaction.atomic
def open_season(
    *, actor: Actor, unit_id: int, year: int, title: str, opens: date, closes: date, sample: bool = False
) -> int:
    """Open a season for a unit and all below; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, unit_id)
    title = " ".join(title.split())
    demand(
        may_open(actor, unit.id, unit.path)
        & require(0 < len(title) <= 200, "Tên đợt đăng ký dài từ 1 đến 200 ký tự.")
        & require(2000 <= year < 2100, "Năm phải từ 2000 đến 2099.")
        & require(opens <= closes, "Ngày đóng phải từ ngày mở trở đi.")
    )
    try:
        with transaction.atomic():
            made = Season.objects.create(
                unit_id=unit.id, year=year, title=title, opens=opens, closes=closes, created_at=now(),
                created_by=actor.ref, sample=sample,
            )  # fmt: skip
    except IntegrityError as twin:
        raise Refused(f"Năm {year} đã có đợt “{title}”.") from twin
    text = f"{title}: đăng ký từ {opens:%d/%m/%Y} đến {closes:%d/%m/%Y}."
    _tell_below(actor, made, text)
    _record(actor, "open_season", made, f"Mở đợt đăng ký “{title}” năm {year}")
    return made.pk


@transaction.atomic
def extend_season(*, actor: Actor, season_id: int, closes: date) -> None:
    """Give a season another last day, later than before; the units right below are told. Raises NotThere, Refused."""
    season = _season(actor, season_id)
    demand(require(closes > season.closes, f"Gia hạn phải sau ngày {season.closes:%d/%m/%Y}."))
    before, season.closes = season.closes, closes
    season.save(update_fields=["closes"])
    text = f"{season.title}: gia hạn đăng ký đến hết {closes:%d/%m/%Y}."
    _tell_below(actor, season, text)
    says = f"Gia hạn “{season.title}” đến {closes:%d/%m/%Y}"
    _record(actor, "extend_season", season, says, {"closes": (str(before), str(closes))})


@transaction.atomic
def close_season(*, actor: Actor, season_id: int) -> None:
    """Take no more registrations. Raises NotThere, Refused."""
    season = _season(actor, season_id)
    season.closed_on = actor.today
    season.save(update_fields=["closed_on"])
    _record(actor, "close_season", season, f"Đóng đợt đăng ký “{season.title}”")


@transaction.atomic
def remind(*, actor: Actor, season_id: int, unit_id: int) -> int:
    """Remind the units right below a unit that have not sent; answers how many, one notice each.

    Raises NotThere, Refused.
    """
    season = Season.objects.filter(pk=season_id).select_related("unit").first()
    unit = unit_in_scope(actor, unit_id)
    if season is None or not unit.path.startswith(season.unit.path):
        raise NotThere
    demand(
        require(
            actor.is_system or bool(actor.posts_over(unit.path, *OFFICERS)),
            "Việc này của cán bộ thi đua cấp trên.",
        )
        & require(season.closed_on is None, "Đợt đăng ký đã đóng.")
    )
    sent = set(
        Registration.objects.filter(season=season, state__in=[State.SENT, State.APPROVED]).values_list(
            "unit_id", flat=True
        )
    )
    waiting = [each for each in children(unit.id, actor.today) if each.id not in sent]
    text = f"Nhắc: {season.title} chưa nhận được đăng ký của đơn vị, hạn {season.closes:%d/%m/%Y}."
    notify_many([(each.id, READERS, text, f"/dang-ky/dot/{season.pk}/") for each in waiting])
    record(
        actor,
        Act(
            "registrations.remind",
            "season",
            season.pk,
            f"Nhắc {len(waiting)} đơn vị về “{season.title}”",
            unit.id,
        ),
    )
    return len(waiting)


def _tell_below(actor: Actor, season: Season, text: str) -> None:
    below = children(season.unit_id, actor.today)
    notify_many([(each.id, READERS, text, f"/dang-ky/dot/{season.pk}/") for each in below])


def _season(actor: Actor, season_id: int) -> Season:
    try:
        season = lock_one(Season, season_id)
    except Season.DoesNotExist:
        raise NotThere from None
    unit = unit_in_scope(actor, season.unit_id)
    demand(may_open(actor, unit.id, unit.path))
    demand(require(season.closed_on is None, "Đợt đăng ký đã đóng."))
    return season


def _record(
    actor: Actor,
    verb: str,
    season: Season,
    says: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    record(actor, Act(f"registrations.{verb}", "season", season.pk, says, season.unit_id, changes=changes))
