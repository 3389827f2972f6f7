"""Rounds on screen: the list, a new one, another last day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.access.types import Actor
from thidua.achievements.types import Route
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.lists import ListPage
from thidua.kernel.formats import date_vi
from thidua.nominations import commands, links, queries, screens
from thidua.nominations.access import ACTS, may
from thidua.nominations.forms_rounds import CloseForm, RoundForm
from thidua.nominations.queries import RoundRow
from thidua.nominations.screens import Status


def status_of(row: RoundRow, today: date) -> Status:
    """Whether a round takes nominations today."""
    if today < row.opens_on:
        return Status("Chưa mở", "neutral")
    return Status("Đang nhận", "act") if today <= row.closes_on else Status("Đã hết hạn", "done")


def _columns(actor: Actor, rows: list[RoundRow]) -> list[Column]:
    """The list's columns; the last one only where the actor may move some round's last day."""

    def mine(row: RoundRow) -> str:
        return "Đổi hạn" if may(actor, "open_round", row.unit_id) else ""

    columns = [
        Column(
            "name",
            "Đợt",
            url=lambda row: links.nominations(round=row.id),
            sub=lambda row: Route(row.route).label,
            header=True,
            sort="name",
        ),
        Column("unit", "Đơn vị mở đợt", sort="unit"),
        Column("year", "Năm", value=lambda row: str(row.year), sort="year", align="right"),
        Column("opens_on", "Từ ngày", kind="date", sort="opens_on"),
        Column("closes_on", "Đến hết ngày", kind="date", sort="closes_on"),
        Column("status", "Tình trạng", kind="badge", value=lambda row: status_of(row, actor.today)),
    ]
    if any(mine(row) for row in rows):
        columns.append(Column("change", "Việc", value=mine, url="nominations:change-round id", export=False))
    return columns


@signed_in
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the actor's units and of those above them, newest first."""
    actor = request.actor
    rows = queries.rounds(actor)
    page = ListPage(
        request, rows, _columns(actor, rows), noun="đợt", label="Các đợt đề nghị",
        empty=("Chưa có đợt đề nghị nào", "Đợt do đơn vị cấp trên hoặc chính đơn vị mở."),
    )  # fmt: skip
    may_open = bool(screens.desk_units(actor))
    return page.response("nominations/round_list.html", {"title": "Các đợt đề nghị", "may_open": may_open})


@signed_in
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round for one of the actor's units and all below it."""
    units = [(post.unit_id, post.unit_name) for post in screens.desk_units(request.actor)]
    if not units:
        raise Refused(ACTS["open_round"][1])
    form = RoundForm(request.POST or None, units=units, initial={"year": request.actor.today.year})
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            lambda: commands.open_round(actor=request.actor, **form.cleaned_data),
            done=f"Đã mở đợt “{form.cleaned_data['name']}”.",
            to=reverse("nominations:rounds"),
            form=form,
            again=lambda: _new(request, form),
        )
    return _new(request, form)


def _new(request: HttpRequest, form: RoundForm) -> HttpResponse:
    context = {
        "title": "Mở đợt đề nghị",
        "form": form,
        "button": "Mở đợt",
        "draft": "open-round",
        "back": reverse("nominations:rounds"),
    }
    return render(request, "nominations/round_form.html", context)


@signed_in
def change_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the last day of a round."""
    found = next((row for row in queries.rounds(request.actor) if row.id == pk), None)
    if found is None:
        raise NotThere
    demand(may(request.actor, "open_round", found.unit_id))
    form = CloseForm(request.POST or None, initial={"closes_on": found.closes_on})
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            lambda: commands.change_round_close(actor=request.actor, round_id=pk, **form.cleaned_data),
            done=f"Đợt “{found.name}” nhận đề nghị đến hết ngày {date_vi(form.cleaned_data['closes_on'])}.",
            to=reverse("nominations:rounds"),
            form=form,
            again=lambda: _change(request, found, form),
        )
    return _change(request, found, form)


def _change(request: HttpRequest, found: RoundRow, form: CloseForm) -> HttpResponse:
    context = {
        "title": "Đổi hạn của đợt",
        "form": form,
        "r": found,
        "button": "Đổi hạn",
        "back": reverse("nominations:rounds"),
    }
    return render(request, "nominations/round_form.html", context)
