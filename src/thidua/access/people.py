"""The administrator's pages: people, their posts, their accounts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thidua.access import commands, screens
from thidua.access.forms import EndPostForm, GivePostForm, NewPersonForm, PeopleFilters
from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.lists import Column, ListPage

COLUMNS = (
    Column("name", "Họ và tên", sort="order", url="access:person id", header=True),
    Column("username", "Tên đăng nhập", sort="username"),
    Column("posts", "Vị trí hiện giữ"),
    Column("state", "Tài khoản", kind="badge", sort="state", tone=lambda line: line.tone),
)


@signed_in
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with a post in scope, and those who have none yet."""
    filters = PeopleFilters(request.GET)
    rows = screens.people(request.actor, **filters.values())
    page = ListPage(
        request, rows, COLUMNS, filters=filters, sort="name", noun="người dùng", export="nguoi-dung"
    )
    return page.response("access/people.html", {"title": "Quản trị"})


@signed_in
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Create someone; the first password is shown on this one page and nowhere kept."""
    screens.administered(request.actor)
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = screens.one_time_password()
        try:
            pk = commands.create_user(actor=request.actor, password=password, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            return _password_page(request, pk, password)
    context = {
        "title": "Thêm người dùng",
        "form": form,
        "button": "Tạo tài khoản",
        "back": reverse("access:people"),
    }
    return render(request, "access/new_person.html", context, status=422 if form.errors else 200)


def _password_page(request: HttpRequest, pk: int, password: str) -> HttpResponse:
    person = screens.person(request.actor, pk)
    return render(
        request,
        "access/one_time_password.html",
        {"title": person.name, "person": person, "password": password},
    )


@signed_in
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone's posts and account."""
    return _person_page(request, pk, None)


def _person_page(request: HttpRequest, pk: int, form: GivePostForm | None) -> HttpResponse:
    units = screens.units_to_choose(request.actor)
    found = screens.person(request.actor, pk)
    context: dict[str, Any] = {
        "title": found.name,
        "person": found,
        "form": form or GivePostForm(units=units),
        "names": screens.offered_names(units),
    }
    return render(request, "access/person.html", context, status=422 if form is not None else 200)


@signed_in
@require_POST
def give_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post from a day on."""
    found = screens.person(request.actor, pk)
    form = GivePostForm(request.POST, units=screens.units_to_choose(request.actor))
    if not form.is_valid():
        return _person_page(request, pk, form)
    data = dict(form.cleaned_data)
    unit = data.pop("unit")
    return act(
        request,
        lambda: commands.give_post(actor=request.actor, user_id=pk, unit_id=unit.id, **data),
        done=f"Đã giao vị trí tại {unit.name} cho {found.name}.",
        to=reverse("access:person", args=[pk]),
        form=form,
        again=lambda: _person_page(request, pk, form),
    )


@signed_in
def end_post(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """End a post on a day; the person keeps what was done in it."""
    found = screens.person(request.actor, pk)
    line = next((line for line in found.posts if line.id == post and line.open), None)
    if line is None:
        return redirect("access:person", pk)
    form = EndPostForm(request.POST or None, initial={"until": request.actor.today})
    title = f"Kết thúc vị trí {line.role} tại {line.unit}"

    def again() -> HttpResponse:
        context = {"title": title, "form": form, "button": "Kết thúc vị trí", "person": found}
        return render(request, "access/end_post.html", context, status=422 if form.errors else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    return act(
        request,
        lambda: commands.end_post(actor=request.actor, post_id=post, until=form.cleaned_data["until"]),
        done=f"Đã kết thúc vị trí của {found.name} tại {line.unit}.",
        to=reverse("access:person", args=[pk]),
        form=form,
        again=again,
    )


@signed_in
@never_cache
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password for someone who lost theirs; shown once."""
    found = screens.person(request.actor, pk)
    if asked := ask_first(request, f"Đặt lại mật khẩu của {found.name}?", button="Đặt lại mật khẩu"):
        return asked
    password = screens.one_time_password()
    commands.reset_password(actor=request.actor, user_id=pk, password=password)
    return _password_page(request, pk, password)


@signed_in
@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Let someone sign in no more."""
    found = screens.person(request.actor, pk)
    sentence = f"Đóng tài khoản của {found.name}? Mọi vị trí đang giữ kết thúc hôm nay."
    if asked := ask_first(request, sentence, button="Đóng tài khoản"):
        return asked
    return act(
        request,
        lambda: commands.close_account(actor=request.actor, user_id=pk, on=request.actor.today),
        done=f"Đã đóng tài khoản của {found.name}.",
        to=reverse("access:people"),
    )
