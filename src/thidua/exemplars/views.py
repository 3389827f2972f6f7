"""The officers' pages of exemplars: the list, one exemplar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.exemplars import commands, queries, queries_plans, reaching, screens
from thidua.exemplars.access import FOLLOWERS, units_of
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import ExemplarFilter, ExemplarForm
from thidua.exemplars.lists import COLUMNS
from thidua.exemplars.types import NewExemplar
from thidua.foundation.errors import Refused
from thidua.foundation.files import stored_file
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.lists import ListPage


@signed_in
@require_safe
def exemplars(request: HttpRequest) -> HttpResponse:
    """The exemplars of the scope, with how many stand at each step."""
    filters = ExemplarFilter(request.GET)
    values = filters.values()
    plan = values.pop("plan")
    plans = reaching.below(plan, queries_plans.parents_system()) if plan else None
    page = ListPage(
        request,
        queries.exemplars(request.actor, **{**values, "late": values["late"] == "on", "plans": plans}),
        COLUMNS,
        filters=filters,
        sort="due",
        noun="điển hình",
        export="dien-hinh",
        empty=("Chưa có điển hình nào", "Ghi điển hình mới phát hiện, hoặc xem tin của người dân."),
    )
    return page.response("exemplars/list.html", screens.front(request.actor, "list"))


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Take up an exemplar."""
    initial = {"plan": request.GET.get("plan", "")}
    return _new(request, ExemplarForm(request.POST or None, initial=initial, **form_parts(request)))


def form_parts(request: HttpRequest) -> dict[str, Any]:
    """What the form of a new exemplar offers. Raises Refused for those who follow none."""
    units = units_of(request.actor, FOLLOWERS)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, khen thưởng và chuyên viên thường trực được theo dõi điển hình.")
    plans = queries_plans.plan_choices(request.actor, request.actor.today.year)
    below = queries.units_to_follow(request.actor)
    movements = queries.movement_choices(request.actor)
    return {"actor": request.actor, "units": below, "plans": plans, "movements": movements}


def read_exemplar(values: dict[str, Any], **more: Any) -> NewExemplar:
    """What the form says, as a value."""
    return NewExemplar(
        unit_id=int(values["unit"]),
        title=values["title"],
        summary=values["summary"],
        group=values["group"],
        due=values["due"],
        recipient_id=values["recipient"],
        plan_id=int(values["plan"]) if values["plan"] else None,
        movement_id=int(values["movement"]) if values["movement"] else None,
        **more,
    )


def _new(request: HttpRequest, form: ExemplarForm) -> HttpResponse:
    return ask(
        request,
        form,
        lambda values: commands.find_exemplar(actor=request.actor, new=read_exemplar(values)),
        title="Ghi điển hình mới phát hiện",
        button="Đưa vào theo dõi",
        back=reverse("exemplars:list"),
        done="Đã đưa điển hình vào theo dõi.",
        to=lambda pk: reverse("exemplars:exemplar", args=[pk]),
    )


@signed_in
@require_safe
def exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    """One exemplar: its steps with their evidence, who copied it, its stories."""
    return render(request, "exemplars/exemplar.html", screens.exemplar_page(request.actor, pk))


@signed_in
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a note."""
    return file_answer(stored_file(queries.note_file(request.actor, pk)))
