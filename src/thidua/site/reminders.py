"""How one is reminded: the day's letter, and a calendar feed for each post."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.access import commands
from thidua.access.queries import actor_of_feed, reminders_of
from thidua.access.types import HeldPost
from thidua.foundation.clock import now, today
from thidua.foundation.ui.acts import act, act_or_show, ask_first, signed_in
from thidua.foundation.ui.forms import Form
from thidua.site import calendar


class RemindersForm(Form):
    """Where the day's letter goes, and whether it is wanted."""

    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        error_messages={"invalid": "Địa chỉ thư chưa đúng, ví dụ: ten@tinh.gov.vn."},
    )
    daily = forms.BooleanField(
        label="Mỗi ngày gửi một thư tóm tắt",
        required=False,
        help_text="Chỉ gửi khi có việc đang chờ hoặc thông báo chưa đọc; không bao giờ mỗi việc một thư.",
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """One post with the address of its calendar, empty while it has none."""

    post_id: int
    title: str
    unit: str
    url: str


@signed_in
@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """The settings, and the feeds with their addresses."""
    kept = reminders_of(request.actor)
    form = RemindersForm(request.POST or None, initial={"email": kept.email, "daily": kept.daily})

    def page() -> HttpResponse:
        feeds = [
            Feed(post.id, _name(post), post.unit_name, _address(post.id, kept.turns))
            for post in request.actor.posts
        ]
        return render(request, "site/reminders.html", {"title": "Nhắc việc", "form": form, "feeds": feeds})

    return act_or_show(
        request,
        lambda: commands.set_reminders(actor=request.actor, **form.cleaned_data),
        done="Đã lưu cách nhắc việc.",
        to=reverse("site:reminders"),
        form=form,
        again=page,
    )


def _name(post: HeldPost) -> str:
    return f"{post.title} ({post.role.label})" if post.title else post.role.label


def _address(post_id: int, turns: dict[int, int]) -> str:
    turn = turns.get(post_id, 0)
    return (
        settings.BASE_URL + reverse("site:feed", args=[calendar.token_of(post_id, turn)]) if turn > 0 else ""
    )


@signed_in
@require_POST
def open_feed(request: HttpRequest, post: int) -> HttpResponse:
    """Make an address, or another one in place of the old."""
    return act(
        request,
        lambda: commands.open_feed(actor=request.actor, post_id=post),
        done="Đã có địa chỉ lịch mới; địa chỉ cũ, nếu có, không còn mở được.",
        to=reverse("site:reminders"),
    )


@signed_in
@require_POST
def close_feed(request: HttpRequest, post: int) -> HttpResponse:
    """Let the address open no more."""
    if asked := ask_first(
        request, "Đóng địa chỉ lịch này? Các máy đang theo dõi lịch sẽ không nhận việc mới.", button="Đóng"
    ):
        return asked
    return act(
        request,
        lambda: commands.close_feed(actor=request.actor, post_id=post),
        done="Đã đóng địa chỉ lịch.",
        to=reverse("site:reminders"),
    )


@signed_in
@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """A month: a table of its days and what falls on each."""
    first = calendar.month_asked(request.GET.get("thang", ""), request.actor.today)
    empty = calendar.month(first, ())
    since, until = empty.weeks[0][0].on, empty.weeks[-1][-1].on
    shown = calendar.month(first, calendar.entries(request.actor, since, until))
    return render(request, "site/calendar.html", {"title": "Lịch", "month": shown})


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A post's calendar for a program that cannot sign in: whoever has the address has the calendar."""
    found = calendar.post_of(token)
    actor = actor_of_feed(*found, today()) if found else None
    if actor is None:
        raise Http404
    response = HttpResponse(calendar.feed(actor, now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="thi-dua.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response
