"""Nominations by hand: created, perhaps with a new recipient, and changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.keys import key_of
from thidua.nominations import commands, finding, queries, screens
from thidua.nominations.commands.by_hand import nominate_new
from thidua.nominations.forms import EditForm
from thidua.nominations.forms_by_hand import NEW_FIELDS, CreateForm
from thidua.nominations.queries import NominationPage
from thidua.nominations.types import Asking


@signed_in
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """One form: find the recipient or write down a new one, and say what for."""
    actor = request.actor
    rounds, units = screens.open_places(actor)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, chuyên viên của đơn vị được lập đề nghị.")
    choices: dict[str, Any] = {
        "today": actor.today, "rounds": rounds, "units": units, "below": finding.units_below(units, actor.today),
    }  # fmt: skip
    if request.method == "GET" or "search" in request.POST:
        # Looking someone up is not sending: what was typed comes back without complaints.
        initial = {name: value for name, value in (request.POST or request.GET).items() if value}
        season = next((each for each in rounds), None)
        initial.setdefault("year", str(season.year) if season else "")
        initial.setdefault("route", season.route if season else "merit")
        return _form(request, CreateForm(initial=initial, **choices), initial, bool(rounds))
    form = CreateForm(request.POST, **choices)
    if not form.is_valid():
        return _form(request, form, request.POST, bool(rounds), status=422)
    return act(
        request,
        lambda: _create(request, form),
        done="Đã lập đề nghị và kiểm tra điều kiện.",
        to=lambda pk: reverse("nominations:detail", args=[pk]),
        form=form,
        again=lambda: _form(request, form, request.POST, bool(rounds)),
    )


def _create(request: HttpRequest, form: CreateForm) -> int:
    cleaned = form.cleaned_data
    place = {"actor": request.actor, "round_id": cleaned["round"], "unit_id": cleaned["unit"]}
    if cleaned["recipient"]:
        asking = Asking(recipient_id=cleaned["recipient"], **form.asked)
        return commands.create_nomination(**place, asking=asking)
    return nominate_new(**place, new=form.new, **form.asked)


def _form(
    request: HttpRequest, form: CreateForm, typed: Any, open_rounds: bool, status: int = 200
) -> HttpResponse:
    chosen = typed.get("recipient", "")
    hits, mended = finding.find_recipients(request.actor, typed.get("find", ""), key_of(chosen))
    context = {
        "title": "Thêm đề nghị",
        "form": form,
        "hits": hits,
        "mended": mended,
        "chosen": chosen,
        "looked": bool(typed.get("find")),
        "new_open": any(typed.get(name) for name in NEW_FIELDS),
        "open_rounds": open_rounds,
    }
    return render(request, "nominations/create.html", context, status=status)


@signed_in
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Recipients by name, as a fragment for the form that is being filled in."""
    text, chosen = request.GET.get("find", "")[:200], request.GET.get("recipient", "")
    hits, mended = finding.find_recipients(request.actor, text, key_of(chosen))
    context = {"hits": hits, "mended": mended, "chosen": chosen, "looked": bool(text)}
    return render(request, "nominations/found.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is asked for in a draft, or in what came back."""
    page = queries.nomination_page(request.actor, pk)
    if not page.may_edit:
        raise Refused("Chỉ cán bộ của đơn vị đề nghị sửa được hồ sơ đang soạn hoặc được trả lại.")
    form = EditForm(
        request.POST or None,
        initial=_asked(page),
        today=request.actor.today,
        current=page.brief.award,
    )
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            lambda: commands.edit_nomination(actor=request.actor, nomination_id=pk, **form.cleaned_data),
            done="Đã ghi thay đổi và kiểm tra lại điều kiện.",
            to=reverse("nominations:detail", args=[pk]),
            form=form,
            again=lambda: _edit_page(request, page, form),
        )
    return _edit_page(request, page, form, 422 if form.errors else 200)


def _asked(page: NominationPage) -> dict[str, Any]:
    brief = page.brief
    return {
        "award": brief.award, "route": brief.route, "year": brief.year, "period_from": brief.period_from,
        "period_to": brief.period_to, "achievement": brief.achievement, "summary": page.summary,
        "version": brief.version,
    }  # fmt: skip


def _edit_page(request: HttpRequest, page: NominationPage, form: EditForm, status: int = 200) -> HttpResponse:
    context = {
        "title": f"Sửa đề nghị: {page.brief.recipient}",
        "form": form,
        "n": page,
        "button": "Lưu thay đổi",
        "draft": f"edit-{page.brief.id}-{page.brief.version}",
        "back": reverse("nominations:detail", args=[page.brief.id]),
    }
    return render(request, "nominations/edit.html", context, status=status)
