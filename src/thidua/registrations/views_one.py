"""One unit's registration: written, sent, judged, changed afterwards with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.achievements.catalogue import award_name
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ui.acts import act, act_or_show, form_page, signed_in
from thidua.foundation.ui.keys import sent_version
from thidua.lawbook import load_book
from thidua.organisation.models import Recipient
from thidua.organisation.queries import unit_in_scope
from thidua.registrations import access, commands, logic, queries
from thidua.registrations.forms import (
    ChangeForm,
    PledgeForm,
    ReturnForm,
    TitleForm,
    WithdrawForm,
)
from thidua.registrations.gathering import carried
from thidua.registrations.leaving import offers_to
from thidua.registrations.models import Pledge, Registration, Season, Title
from thidua.registrations.summing import table
from thidua.registrations.types import NewTitle, State
from thidua.registrations.views import here_of, season_url
from thidua.targets.queries import choices

BOTH = require_http_methods(["GET", "POST"])
MOST_LISTED = 300
"""More people than this are typed by name and not chosen from a list."""


def page_of(pk: int) -> str:
    """The address of a registration."""
    return reverse("registrations:registration", args=[pk])


@signed_in
@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's registration: titles, commitments, what was withdrawn or changed, and the acts on it."""
    row = queries.registration(request.actor, pk)
    titles = list(row.titles.select_related("recipient", "replaced_by").order_by("recipient__sort_key", "pk"))
    own = bool(access.may_write(request.actor, row.unit_id, row.unit.path))
    state, lives = State(row.state), row.passed_at is None
    context = {
        "title": f"Đăng ký của {row.unit.name}",
        "content": table(row, carried(row)),
        "row": row,
        "season": row.season,
        "state": state,
        "titles": [(each, award_name(each.award)) for each in titles if each.withdrawn_at is None],
        "gone": [(each, award_name(each.award)) for each in titles if each.withdrawn_at],
        "pledges": list(row.pledges.select_related("target").order_by("pk")),
        "own": own,
        "writes": own and lives and state in logic.WRITABLE,
        "amends": own and lives and state is not State.SENT,
        "judges": bool(access.may_judge(request.actor, row.unit.path)) and lives and state is State.SENT,
        "passings": list(row.passings.select_related("after__unit").order_by("pk")),
        "received": list(row.received.select_related("before__unit").order_by("pk")),
        "offers": offers_to(row.unit_id, row.season_id, request.actor.today) if own else [],
    }
    return render(request, "registrations/registration.html", context)


def _awards() -> list[tuple[str, str]]:
    return sorted(load_book().names.items(), key=lambda item: item[1])


def _recipients(path: str) -> list[tuple[int, str]] | None:
    """Whoever the unit and those below it may register; None when they are too many for a list to choose from."""
    rows = Recipient.objects.filter(unit__path__startswith=path, ended_on=None).order_by("sort_key", "pk")
    found = list(rows.values_list("pk", "name", "unit__name")[: MOST_LISTED + 1])
    return None if len(found) > MOST_LISTED else [(pk, f"{name} ({unit})") for pk, name, unit in found]


def _adding(request: HttpRequest, pk: int) -> tuple[Season, Any]:
    found = queries.season(request.actor, pk)
    unit = unit_in_scope(request.actor, here_of(request, found))
    demand(access.may_write(request.actor, unit.id, unit.path))
    return found, unit


@signed_in
@BOTH
def add_title(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a recipient of one's unit for an award."""
    found, unit = _adding(request, pk)
    form = TitleForm(
        request.POST or None, actor=request.actor, recipients=_recipients(unit.path), awards=_awards()
    )

    def page() -> HttpResponse:
        return form_page(request, form, f"Đăng ký danh hiệu: {unit.name}", "Đăng ký", season_url(found.pk))

    if request.method == "POST" and form.is_valid():
        new = NewTitle(int(form.cleaned_data["recipient"]), form.cleaned_data["award"])
        return act(
            request, lambda: commands.add_title(actor=request.actor, season_id=pk, unit_id=unit.id, new=new),
            done="Đã đăng ký.", to=lambda _: _own_page(pk, unit.id), form=form, again=page,
        )  # fmt: skip
    return page()


@signed_in
@BOTH
def add_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a commitment in figures."""
    found, unit = _adding(request, pk)
    form = PledgeForm(request.POST or None, targets=choices(request.actor))

    def page() -> HttpResponse:
        return form_page(request, form, f"Cam kết chỉ tiêu: {unit.name}", "Đăng ký", season_url(found.pk))

    if request.method == "POST" and form.is_valid():
        new = form.pledge()
        return act(
            request, lambda: commands.add_pledge(actor=request.actor, season_id=pk, unit_id=unit.id, new=new),
            done="Đã đăng ký.", to=lambda _: _own_page(pk, unit.id), form=form, again=page,
        )  # fmt: skip
    return page()


def _own_page(season: int, unit: int) -> str:
    return page_of(Registration.objects.values_list("pk", flat=True).get(season=season, unit=unit))


@signed_in
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one's registration up."""
    row = queries.registration(request.actor, pk)
    demand(access.may_write(request.actor, row.unit_id, row.unit.path))
    return _version_act(request, pk, commands.send, "Đã gửi đăng ký.")


@signed_in
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a registration from above."""
    row = queries.registration(request.actor, pk)
    demand(access.may_judge(request.actor, row.unit.path))
    return _version_act(request, pk, commands.approve, "Đã duyệt đăng ký.")


def _version_act(request: HttpRequest, pk: int, command: Callable[..., None], done: str) -> HttpResponse:
    version = sent_version(request)
    return act(
        request,
        lambda: command(actor=request.actor, registration_id=pk, version=version),
        done=done,
        to=page_of(pk),
    )


@signed_in
@BOTH
def return_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a registration with words."""
    row = queries.registration(request.actor, pk)
    demand(access.may_judge(request.actor, row.unit.path))
    form = ReturnForm(request.POST or None, initial={"version": row.version})
    return _worded(
        request, form, f"Trả lại đăng ký của {row.unit.name}", "Trả lại", page_of(pk), "Đã trả lại.",
        lambda: commands.return_back(actor=request.actor, registration_id=pk, **form.cleaned_data),
    )  # fmt: skip


def _worded(
    request: HttpRequest,
    form: Any,
    title: str,
    button: str,
    back: str,
    done: str,
    command: Callable[[], object],
) -> HttpResponse:
    def page() -> HttpResponse:
        return form_page(request, form, title, button, back)

    return act_or_show(request, command, done=done, to=back, form=form, again=page)


def _title(request: HttpRequest, pk: int) -> Title:
    title = Title.objects.select_related("recipient").filter(pk=pk, withdrawn_at=None).first()
    if title is None:
        raise NotThere
    _own(request, title.registration_id)
    return title


def _own(request: HttpRequest, registration_id: int) -> None:
    row = queries.registration(request.actor, registration_id)
    decision = access.may_write(request.actor, row.unit_id, row.unit.path)
    if not decision:
        raise Refused(*decision.reasons)


@signed_in
@BOTH
def change_title(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the same recipient for something else, with a reason."""
    title = _title(request, pk)
    form = ChangeForm(request.POST or None, awards=_awards())
    return _worded(
        request, form, f"Đổi đăng ký của {title.recipient.name}", "Đổi", page_of(title.registration_id),
        "Đã đổi đăng ký.",
        lambda: commands.change_title(actor=request.actor, title_id=pk, **form.cleaned_data),
    )  # fmt: skip


@signed_in
@BOTH
def withdraw_title(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a registered title back, with a reason."""
    title = _title(request, pk)
    form = WithdrawForm(request.POST or None)
    return _worded(
        request, form, f"Rút đăng ký của {title.recipient.name}", "Rút", page_of(title.registration_id),
        "Đã rút đăng ký.",
        lambda: commands.withdraw_title(actor=request.actor, title_id=pk, **form.cleaned_data),
    )  # fmt: skip


@signed_in
@BOTH
def withdraw_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a commitment back, with a reason."""
    pledge = Pledge.objects.filter(pk=pk, withdrawn_at=None).first()
    if pledge is None:
        raise NotThere
    _own(request, pledge.registration_id)
    form = WithdrawForm(request.POST or None)
    return _worded(
        request, form, "Rút cam kết", "Rút", page_of(pledge.registration_id), "Đã rút cam kết.",
        lambda: commands.withdraw_pledge(actor=request.actor, pledge_id=pk, **form.cleaned_data),
    )  # fmt: skip
