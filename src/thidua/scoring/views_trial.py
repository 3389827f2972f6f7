"""A draft tried on last year's figures: old and new ranks side by side, before it is put in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.export import XLSX
from thidua.scoring import engine, figures, past, queries
from thidua.scoring.access import may_try
from thidua.scoring.forms import TrialForm
from thidua.scoring.models import Sheet as Row
from thidua.scoring.storing import sheet_from
from thidua.scoring.words import honour, shift


@signed_in
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for figures and show what the sheet would have made of them. Nothing is stored."""
    row = _tried(request, pk)
    former = sheet_from(row.copied_from.body) if row.copied_from else None
    rounds = past.offers(request.actor, row.copied_from_id) if row.copied_from_id else []
    form = TrialForm(request.POST or None, request.FILES or None, rounds=rounds, former=former)
    found = None
    if request.method == "POST" and form.is_valid():
        found = _outcome(request, row, former, form)
    context = {"title": "Chạy thử trên số liệu cũ", "row": row, "form": form, "trial": found}
    context["former"] = former
    context["lines"] = [
        (line, shift(line.moved), honour(line.was), honour(line.now))
        for line in (found.rows if found else ())
    ]
    return render(request, "scoring/trial.html", context)


def _outcome(
    request: HttpRequest, row: Row, former: engine.Sheet | None, form: TrialForm
) -> engine.Trial | None:
    given = form.cleaned_data
    if given.get("round") and former is not None:
        before, members = former, past.members(request.actor, row.copied_from_id, given["round"])
    else:
        before, members = given["before"], given["members"]
    try:
        return engine.trial(before, sheet_from(row.body), members)
    except ValueError as error:
        form.add_error(None, str(error).splitlines()[:20])
        return None


@signed_in
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in for a trial, made for the sheet the figures were entered under."""
    row = _tried(request, pk)
    if row.copied_from is None:
        raise NotThere
    response = HttpResponse(figures.write(sheet_from(row.copied_from.body)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{row.copied_from.year}.xlsx"'
    return response


def _tried(request: HttpRequest, pk: int) -> Row:
    row = queries.sheet(request.actor, pk)
    demand(may_try(request.actor, row.unit_id, row.unit.path))
    return row
