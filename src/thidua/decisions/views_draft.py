"""Drafting a decision: choosing cases, its words, taking a case out, giving the draft up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.decisions import commands, queries, screens
from thidua.decisions.access import may
from thidua.decisions.forms import ReasonForm, TakeOutForm, WordsForm
from thidua.decisions.types import DecisionPage
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.foundation.ui.forms import Form
from thidua.foundation.ui.keys import sent_version
from thidua.kernel.decision import require

NONE_PICKED = "Chưa chọn hồ sơ nào; hãy chọn cả nhóm hoặc từng hồ sơ."


class PickForm(Form):
    """Carries what is refused; the boxes themselves are drawn by the page."""


def chosen_unit(request: HttpRequest, act_name: str = "draft") -> tuple[int, list[tuple[int, str]]]:
    """The unit that the address names, else the first at which the actor may do this. Raises NotThere, Refused."""
    units = screens.drafting_units(request.actor, act_name)
    if not units:
        own = request.actor.posts[0].unit_id if request.actor.posts else 0
        demand(may(request.actor, act_name, own) & require(bool(own), "Hôm nay không giữ vị trí nào."))
    asked = request.GET.get("unit", "")
    if not asked:
        return units[0][0], units
    if not asked.isascii() or not asked.isdecimal() or int(asked) not in dict(units):
        raise NotThere
    return int(asked), units


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Draft a decision from endorsed cases that the unit decides itself."""
    unit_id, units = chosen_unit(request)
    form = PickForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        cases = screens.free_candidates(request.actor, unit_id)
        ids = screens.picked(cases, picked_ids(request), request.POST.getlist("groups"))
        if ids:
            return act(
                request,
                lambda: commands.draft_decision(
                    request.actor, unit_id=unit_id, nomination_ids=ids, round_id=screens.round_of(ids)
                ),
                done=f"Đã soạn dự thảo với {len(ids)} hồ sơ. Xem lại lời văn, danh sách rồi trình ký.",
                to=lambda row: reverse("decisions:page", args=[row.pk]),
                form=form,
                again=lambda: _choose(request, unit_id, units, form),
            )
        form.add_error(None, NONE_PICKED)
    return _choose(request, unit_id, units, form)


def _choose(request: HttpRequest, unit_id: int, units: list[tuple[int, str]], form: Form) -> HttpResponse:
    groups = screens.groups(request.actor, unit_id)
    context = {
        "title": "Soạn quyết định khen thưởng",
        "form": form,
        "unit_id": unit_id,
        "units": units,
        "unit_name": dict(units)[unit_id],
        "groups": groups,
        "button": "Soạn dự thảo",
        **ticked(request, groups),
    }
    return render(request, "decisions/choose.html", context)


def ticked(request: HttpRequest, groups: list[screens.Group]) -> dict[str, Any]:
    """What was ticked before a refusal, and the whole that is offered."""
    return {
        "ticked": set(picked_ids(request)),
        "ticked_groups": set(request.POST.getlist("groups")),
        "offered": sum(group.count for group in groups),
        "offered_total": sum(group.total for group in groups),
    }


@signed_in
def more(request: HttpRequest, pk: int) -> HttpResponse:
    """Take further endorsed cases into a draft."""
    found = offered(request, pk, "change")
    form = PickForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        cases = screens.free_candidates(request.actor, found.unit_id)
        ids = screens.picked(cases, picked_ids(request), request.POST.getlist("groups"))
        if ids:
            return act(
                request,
                lambda: commands.add_to_draft(
                    request.actor, decision_id=pk, version=sent_version(request), nomination_ids=ids
                ),
                done=f"Đã thêm {len(ids)} hồ sơ vào dự thảo.",
                to=reverse("decisions:page", args=[pk]),
                form=form,
                again=lambda: _more(request, found, form),
            )
        form.add_error(None, NONE_PICKED)
    return _more(request, found, form)


def _more(request: HttpRequest, found: DecisionPage, form: Form) -> HttpResponse:
    groups = screens.groups(request.actor, found.unit_id)
    context = {
        "title": "Thêm hồ sơ vào dự thảo",
        "form": form,
        "unit_name": found.unit,
        "d": found,
        "groups": groups,
        "button": "Thêm vào dự thảo",
        **ticked(request, groups),
    }
    return render(request, "decisions/choose.html", context)


def offered(request: HttpRequest, pk: int, act_name: str) -> DecisionPage:
    """The decision, when the act is offered. Raises NotThere, Refused with why not."""
    found = queries.decision_page(request.actor, pk)
    allowed, reason = found.may[act_name]
    if not allowed:
        raise Refused(reason)
    return found


@signed_in
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """The subject, reasons, recitals, funding and nơi nhận of a draft."""
    found = offered(request, pk, "change")
    form = WordsForm.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            lambda: commands.change_draft(request.actor, decision_id=pk, **form.words()),
            done="Đã sửa dự thảo.",
            to=reverse("decisions:page", args=[pk]),
            form=form,
            again=lambda: form_page(
                request, found, form, "Sửa lời văn dự thảo", "Lưu lời văn", draft=f"words-{pk}"
            ),
        )
    return form_page(request, found, form, "Sửa lời văn dự thảo", "Lưu lời văn", draft=f"words-{pk}")


@signed_in
def take_out(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    """Take one case out of a draft; it stays endorsed."""
    found = offered(request, pk, "change")
    item = next((line for line in found.items if line.nomination_id == nomination), None)
    if item is None:
        raise NotThere
    sentence = f"Đưa {item.name} ({item.award_name}) ra khỏi dự thảo? Hồ sơ vẫn ở trạng thái đã duyệt."
    form = TakeOutForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        if asked := ask_first(request, sentence, button="Đưa ra khỏi dự thảo"):
            return asked
        return act(
            request,
            lambda: commands.take_out(
                request.actor, decision_id=pk, nomination_id=nomination, **form.cleaned_data
            ),
            done=f"Đã đưa {item.name} ra khỏi dự thảo.",
            to=reverse("decisions:page", args=[pk]),
            form=form,
            again=lambda: form_page(
                request, found, form, "Đưa ra khỏi dự thảo", "Đưa ra khỏi dự thảo", sentence
            ),
        )
    lead = f"{item.name} – {item.award_name} năm {item.period}."
    return form_page(request, found, form, "Đưa ra khỏi dự thảo", "Đưa ra khỏi dự thảo", sentence, lead=lead)


@signed_in
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up; its cases are free again."""
    found = offered(request, pk, "cancel")
    sentence = f"Hủy dự thảo này? {len(found.items)} hồ sơ trở lại chờ quyết định."
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        if asked := ask_first(request, sentence, button="Hủy dự thảo"):
            return asked
        return act(
            request,
            lambda: commands.cancel_draft(request.actor, decision_id=pk, **form.cleaned_data),
            done="Đã hủy dự thảo; các hồ sơ trở lại chờ quyết định.",
            to=reverse("decisions:page", args=[pk]),
            form=form,
            again=lambda: form_page(request, found, form, "Hủy dự thảo", "Hủy dự thảo", sentence),
        )
    return form_page(request, found, form, "Hủy dự thảo", "Hủy dự thảo", sentence)


def form_page(
    request: HttpRequest,
    found: DecisionPage,
    form: forms.Form,
    title: str,
    button: str,
    confirm: str = "",
    *,
    draft: str = "",
    lead: str = "",
) -> HttpResponse:
    """A page with one form about a decision."""
    context = {
        "form": form,
        "d": found,
        "title": title,
        "button": button,
        "confirm": confirm,
        "draft": draft,
        "lead": lead,
        "back": reverse("decisions:page", args=[found.id]),
    }
    return render(request, "decisions/form.html", context)
