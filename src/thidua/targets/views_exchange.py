"""The whole grid out to Excel and back: sent, looked through cell by cell, written whole or not at all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from thidua.foundation.errors import Refused
from thidua.foundation.jobs import status
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.export import XLSX
from thidua.foundation.ui.lists import ListPage
from thidua.targets import commands, queries
from thidua.targets.access import OFFICERS
from thidua.targets.commands.exchange import grid_unit, plan_of
from thidua.targets.exchange import write
from thidua.targets.forms import ExportForm, GridForm
from thidua.targets.found import kept
from thidua.targets.ground import lines_of
from thidua.targets.lists import IMPORT_COLUMNS
from thidua.targets.logic import five_years_of
from thidua.targets.types import ImportState


@signed_in
def imports(request: HttpRequest) -> HttpResponse:
    """The workbooks that were sent, the form that sends another, and the way out to Excel."""
    officer = any(post.role in OFFICERS for post in request.actor.posts)
    units = queries.catalogues(request.actor) if officer else []
    form = GridForm(request.POST or None, request.FILES or None, units=units)
    if request.method != "POST":
        return _imports(request, form, units)
    if not officer:
        raise Refused("Chỉ cán bộ thi đua, khen thưởng và chuyên viên thường trực nhập được bảng số liệu.")
    if not form.is_valid():
        response = _imports(request, form, units)
        response.status_code = 422
        return response
    upload = form.cleaned_data["file"]
    return act(
        request,
        lambda: commands.send_grid(
            actor=request.actor,
            unit_id=int(form.cleaned_data["unit"]),
            name=upload.name,
            data=upload.file,
            background=True,
        ),
        done="",
        to=lambda pk: reverse("targets:import", args=[pk]),
        form=form,
        again=lambda: _imports(request, form, units),
    )


def _imports(request: HttpRequest, form: GridForm, units: list[tuple[int, str]]) -> HttpResponse:
    page = ListPage(
        request, queries.imports(request.actor), IMPORT_COLUMNS, sort="-created_at", noun="lần nhập",
        empty=("Chưa nhập bảng nào", "Xuất bảng, điền hoặc sửa số liệu rồi gửi lên."), label="Các bảng đã gửi",
    )  # fmt: skip
    context: dict[str, Any] = {
        "title": "Nhập, xuất Excel",
        "sending": form if units else None,
        "export": ExportForm(initial={"year": request.actor.today.year}),
        "units": units,
    }
    return page.response("targets/imports.html", context)


@signed_in
@require_safe
def grid_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One sent workbook: what is wrong with which cell, and what it would write."""
    return _import_page(request, pk)


def _import_page(request: HttpRequest, pk: int) -> HttpResponse:
    sent = queries.grid_import(request.actor, pk)
    state = ImportState(sent.state)
    found: dict[str, Any] = sent.report or {}
    if state is ImportState.READ and sent.report is None:
        plan = plan_of(request.actor, sent)
        found = kept(plan, sent.unit_id)
        sent.targets, sent.amounts, sent.corrections = len(plan.targets), len(plan.entries), plan.corrections
    faults, entries = found.get("faults", []), found.get("entries", [])
    context = {
        "title": sent.file_name,
        "sent": sent,
        "state": state,
        "found": found,
        "job": status(sent.job_id)
        if state in (ImportState.SENT, ImportState.WRITING) and sent.job_id
        else None,
        "path": reverse("targets:import", args=[pk]),
        "faults": faults,
        "more_faults": found.get("total", 0) - len(faults),
        "entries": entries if state is ImportState.READ else [],
        "more_entries": sent.amounts - len(entries),
        "ready": state is ImportState.READ and not faults and bool(sent.amounts or sent.targets),
        "confirm": f"Nhập {sent.amounts} số liệu từ {sent.file_name}?",
    }
    return render(request, "targets/import.html", context)


@signed_in
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook is written, a large one in the background."""
    sent = queries.grid_import(request.actor, pk)
    grid_unit(request.actor, sent.unit_id)
    back = reverse("targets:import", args=[pk])
    if asked := ask_first(request, f"Nhập số liệu từ {sent.file_name}?", button="Nhập số liệu", back=back):
        return asked
    return act(
        request,
        lambda: commands.confirm_import(actor=request.actor, import_id=pk),
        done="",  # the page itself says so
        to=back,
    )


@signed_in
@require_safe
def export(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The catalogue of a unit with every amount of the five years that the actor sees, as a workbook."""
    unit = queries.catalogue_unit(request.actor, unit_id)
    form = ExportForm(request.GET)
    said = form.values()
    year = said["year"] or request.actor.today.year
    years = five_years_of(year)
    targets, agencies, lines = lines_of(request.actor, unit, years, blanks=year if said["blank"] else None)
    body = write(targets, agencies, lines, f"Số liệu chỉ tiêu {years} của {unit.name}")
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="chi-tieu-{years}.xlsx"'
    return response
