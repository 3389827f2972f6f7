"""The library of models that are being spread, and "our unit has learnt from it"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.clusters.queries import clusters_of
from thidua.exemplars import commands, queries, screens
from thidua.exemplars.access import COPIERS, may_copy, units_of
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import CopyForm, LibraryFilter, ResultForm
from thidua.exemplars.lists import LIBRARY_COLUMNS
from thidua.foundation.errors import Refused, demand
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage


@signed_in
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The models of all units that others may copy."""
    clusters = clusters_of(request.actor, request.actor.today.year)
    filters = LibraryFilter(request.GET, clusters=clusters)
    page = ListPage(
        request,
        queries.library(**filters.values()),
        LIBRARY_COLUMNS,
        filters=filters,
        sort="-copies",
        noun="mô hình",
        export="thu-vien-mo-hinh",
        empty=("Thư viện chưa có mô hình nào", "Mô hình vào thư viện khi điển hình đến bước nhân rộng."),
    )
    return page.response("exemplars/list.html", screens.front(request.actor, "library"))


@signed_in
@require_safe
def model(request: HttpRequest, pk: int) -> HttpResponse:
    """One model: results, what can be copied, the tree of who copied it."""
    return render(request, "exemplars/model.html", screens.model_page(request.actor, pk))


@signed_in
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a unit of the actor copied the model."""
    found = queries.model(pk)
    units = units_of(request.actor, COPIERS)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, chuyên viên của đơn vị được ghi đơn vị mình đã học tập.")
    sources = [("", found.unit.name), *((row.pk, row.unit.name) for row in queries.spreads(pk))]
    return ask(
        request,
        CopyForm(request.POST or None, units=units, sources=sources),
        lambda values: commands.copy_model(
            actor=request.actor,
            exemplar_id=pk,
            unit_id=int(values["unit"]),
            parent=int(values["parent"]) if values["parent"] else None,
            on=values["on"],
            text=values["text"],
        ),
        title="Đơn vị chúng tôi đã học tập",
        button="Ghi đã học tập",
        back=reverse("exemplars:model", args=[pk]),
        done="Đã ghi. Đơn vị có mô hình được thông báo.",
        lead=f"Mô hình: {found.title}, {found.unit.name}.",
    )


@signed_in
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what came of copying."""
    spread = queries.spread(request.actor, pk)
    demand(may_copy(request.actor, spread.unit_id, spread.unit.path))
    initial = {"result": spread.result, "on": spread.result_on}
    return ask(
        request,
        ResultForm(request.POST or None, initial=initial),
        lambda values: commands.tell_result(actor=request.actor, spread_id=pk, **values),
        title=f"Kết quả học tập của {spread.unit.name}",
        button="Ghi kết quả",
        back=reverse("exemplars:model", args=[spread.exemplar_id]),
        done="Đã ghi kết quả.",
    )
