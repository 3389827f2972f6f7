"""Seasons, one's own registration, the subordinates at a glance, what came together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.achievements.catalogue import award_name
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, ask_first, form_page, signed_in
from thidua.foundation.ui.keys import key_of, sent_key
from thidua.foundation.ui.lists import Column, ListPage
from thidua.foundation.ui.parts import Tab
from thidua.kernel.formats import decimal_vi
from thidua.organisation.queries import unit_in_scope
from thidua.registrations import access, commands, logic, queries
from thidua.registrations.forms import (
    ExtendForm,
    GlanceFilter,
    SeasonForm,
)
from thidua.registrations.leaving import offers_to
from thidua.registrations.models import Season
from thidua.registrations.types import Glance, State

BOTH = require_http_methods(["GET", "POST"])
SEASONS = (
    Column("title", "Đợt đăng ký", sort="title", url="registrations:season id", header=True),
    Column("year", "Năm", sort="year", value=lambda row: str(row["year"])),
    Column("unit_name", "Đơn vị mở"),
    Column("opens", "Mở", kind="date", sort="opens"),
    Column("closes", "Đóng", kind="date", sort="closes"),
    Column("closed_on", "Tình trạng", value=lambda row: "Đã đóng" if row["closed_on"] else "Đang mở"),
)


def _of(row: dict[str, Any]) -> str:
    pk = row["registration"]
    return reverse("registrations:registration", args=[pk]) if pk else ""


def _glance(row: dict[str, Any]) -> Glance:
    return logic.glance(State(row["state"]) if row["state"] else None)


UNITS = (
    Column("name", "Đơn vị", sort="sort_key", header=True, url=_of),
    Column("state", "Tình trạng", kind="badge", value=_glance),
    Column("consolidated", "Tổng hợp", value=lambda row: "Đã tổng hợp" if row["consolidated"] else "–"),
)
TOGETHER = (
    Column("name", "Cá nhân, tập thể", sort="order", header=True),
    Column("award", "Danh hiệu, hình thức", value=lambda row: award_name(row["award"])),
    Column("unit_name", "Đơn vị", sort="unit_name"),
)


def _amount(row: dict[str, Any]) -> str:
    return (
        "" if row["amount"] is None else f"{decimal_vi(row['amount'].normalize())} {row['measure']}".strip()
    )


FIGURES = (
    Column("unit_name", "Đơn vị", sort="unit_name", header=True),
    Column("words", "Nội dung cam kết"),
    Column("amount", "Chỉ tiêu", value=_amount),
    Column("code", "Mã chỉ tiêu đo"),
)


@signed_in
@require_safe
def seasons(request: HttpRequest) -> HttpResponse:
    """The seasons the actor sees."""
    page = ListPage(
        request, queries.seasons(request.actor), SEASONS, sort="-year", noun="đợt đăng ký",
        empty=("Chưa có đợt đăng ký nào", "Cơ quan thường trực mở đợt đăng ký đầu năm."),
    )  # fmt: skip
    return page.response(
        "registrations/list.html",
        {"title": "Đăng ký thi đua", "may_keep": bool(access.keeping_units(request.actor))},
    )


@signed_in
@BOTH
def new(request: HttpRequest) -> HttpResponse:
    """Open a season."""
    units = access.keeping_units(request.actor)
    demand(access.KEEPERS.anywhere(request.actor))
    today = request.actor.today
    initial = {"year": today.year, "opens": today, "title": f"Đăng ký thi đua năm {today.year}"}
    form = SeasonForm(request.POST or None, units=units, initial=initial)

    def page() -> HttpResponse:
        return form_page(request, form, "Mở đợt đăng ký", "Mở đợt", reverse("registrations:list"))

    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        unit = int(given.pop("unit"))
        return act(
            request, lambda: commands.open_season(actor=request.actor, unit_id=unit, **given),
            done="Đã mở đợt đăng ký; các đơn vị trực thuộc được báo.", to=season_url, form=form, again=page,
        )  # fmt: skip
    return page()


def season_url(pk: int) -> str:
    """The address of a season."""
    return reverse("registrations:season", args=[pk])


def here_of(request: HttpRequest, season: Season) -> int:
    """The unit whose view is shown: the one in the address, else the actor's first in the season."""
    if (key := key_of(request.GET.get("don-vi", ""))) is not None:
        return unit_in_scope(request.actor, key).id
    inside = [post.unit_id for post in request.actor.posts if post.unit_path.startswith(season.unit.path)]
    return inside[0] if inside else season.unit_id


@signed_in
@require_safe
def season(request: HttpRequest, pk: int) -> HttpResponse:
    """A season from one's own place: one's registration, and the subordinates in their four states."""
    found = queries.season(request.actor, pk)
    here = here_of(request, found)
    filters = GlanceFilter(request.GET)
    page = ListPage(
        request, queries.subordinates(request.actor, pk, here, filters.values()["glance"]), UNITS, filters=filters,
        sort="name", noun="đơn vị", empty=("Không có đơn vị trực thuộc nào", "Đơn vị này không có đơn vị bên dưới."),
    )  # fmt: skip
    unit, writes = unit_in_scope(request.actor, here), here in dict(access.own_units(request.actor))
    context = {
        "title": found.title,
        "season": found,
        "here": unit,
        "ended": queries.ended_below(request.actor, pk, here),
        "offers": offers_to(here, pk, request.actor.today) if writes else [],
        "own": queries.of_unit(request.actor, pk, here),
        "told": queries.reminders(found),
        "steps": logic.REMINDED,
        "glances": queries.glances(request.actor, pk, here),
        "may_open": bool(access.may_open(request.actor, found.unit_id, found.unit.path)),
        "writes": writes,
        "keeps": here in dict(access.keeping_units(request.actor)),
        "open": bool(logic.open_on(found.opens, found.closes, request.actor.today, found.closed_on is not None)),
    }  # fmt: skip
    return page.response("registrations/season.html", context)


@signed_in
@require_safe
def together(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was approved in a unit and below it: titles, or commitments in figures."""
    found = queries.season(request.actor, pk)
    here = here_of(request, found)
    figures = request.GET.get("xem") == "cam-ket"
    page = ListPage(
        request,
        (queries.pledged if figures else queries.consolidated)(request.actor, pk, here),
        FIGURES if figures else TOGETHER,
        sort="unit_name" if figures else "name",
        noun="cam kết" if figures else "đăng ký",
        export="cam-ket" if figures else "dang-ky",
        empty=("Chưa có đăng ký nào được duyệt", "Duyệt đăng ký của các đơn vị để tổng hợp."),
    )
    own = f"?don-vi={here}"
    views = [
        Tab("", "Danh hiệu, hình thức", own),
        Tab("cam-ket", "Cam kết bằng con số", f"{own}&xem=cam-ket"),
    ]
    context = {
        "title": "Tổng hợp đăng ký",
        "season": found,
        "views": views,
        "view": "cam-ket" if figures else "",
    }
    return page.response("registrations/together.html", context)


@signed_in
@BOTH
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a season a later last day."""
    found = queries.season(request.actor, pk)
    demand(access.may_open(request.actor, found.unit_id, found.unit.path))
    form = ExtendForm(request.POST or None)

    def page() -> HttpResponse:
        return form_page(request, form, f"Gia hạn “{found.title}”", "Gia hạn", season_url(pk))

    if request.method == "POST" and form.is_valid():
        day: date = form.cleaned_data["closes"]
        return act(
            request, lambda: commands.extend_season(actor=request.actor, season_id=pk, closes=day),
            done="Đã gia hạn.", to=season_url(pk), form=form, again=page,
        )  # fmt: skip
    return page()


@signed_in
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a season."""
    found = queries.season(request.actor, pk)
    demand(access.may_open(request.actor, found.unit_id, found.unit.path))
    if asked := ask_first(
        request, f"Đóng “{found.title}”? Sau đó không đơn vị nào gửi được nữa.", button="Đóng"
    ):
        return asked
    return act(
        request, lambda: commands.close_season(actor=request.actor, season_id=pk), done="Đã đóng đợt đăng ký.",
        to=season_url(pk),
    )  # fmt: skip


@signed_in
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those below who have not sent."""
    unit = sent_key(request, "unit")
    return act(
        request, lambda: commands.remind(actor=request.actor, season_id=pk, unit_id=unit),
        done=lambda count: f"Đã nhắc {count} đơn vị.", to=f"{season_url(pk)}?don-vi={unit}",
    )  # fmt: skip


@signed_in
@require_POST
def consolidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was approved below up into one's own."""
    unit = sent_key(request, "unit")
    return act(
        request, lambda: commands.consolidate(actor=request.actor, season_id=pk, unit_id=unit),
        done=lambda count: f"Đã tổng hợp đăng ký của {count} đơn vị.", to=f"{season_url(pk)}?don-vi={unit}",
    )  # fmt: skip
