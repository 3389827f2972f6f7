"""Recording a decision of the State on the cases that the unit sent up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.decisions import commands, screens
from thidua.decisions.forms import ExternalForm
from thidua.decisions.views_draft import NONE_PICKED, chosen_unit, ticked
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.kernel.formats import date_vi


@signed_in
def external(request: HttpRequest) -> HttpResponse:
    """Choose the cases, enter number, date and issuer of the State's decision; the awards enter the register."""
    unit_id, units = chosen_unit(request, "record")
    groups = screens.forwarded(request.actor, unit_id)
    form = ExternalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        valid = form.is_valid()
        ids = _picked(request, unit_id)
        if not ids:
            form.add_error(None, NONE_PICKED)
        elif valid:
            return _record(request, form, unit_id, units, groups, ids)
    return _page(request, form, unit_id, units, groups)


def _picked(request: HttpRequest, unit_id: int) -> list[int]:
    cases = screens.forwarded_candidates(request.actor, unit_id)
    return screens.picked(cases, picked_ids(request), request.POST.getlist("groups"))


def _record(
    request: HttpRequest,
    form: ExternalForm,
    unit_id: int,
    units: list[tuple[int, str]],
    groups: list[screens.Group],
    ids: list[int],
) -> HttpResponse:
    values = form.cleaned_data
    sentence = (
        f"Ghi Quyết định số {values['number']} ngày {date_vi(values['decided_on'])} của {values['issuer']}:"
        f" {len(ids)} khen thưởng vào sổ và báo cho đơn vị đề nghị?"
    )
    if asked := ask_first(request, sentence, button="Ghi vào sổ"):
        return asked
    return act(
        request,
        lambda: commands.record_external(request.actor, unit_id=unit_id, nomination_ids=ids, **values),
        done=lambda row: f"Đã ghi Quyết định số {row.number}; {len(ids)} khen thưởng vào sổ.",
        to=lambda row: reverse("decisions:page", args=[row.pk]),
        form=form,
        again=lambda: _page(request, form, unit_id, units, groups),
    )


def _page(
    request: HttpRequest,
    form: ExternalForm,
    unit_id: int,
    units: list[tuple[int, str]],
    groups: list[screens.Group],
) -> HttpResponse:
    context = {
        "title": "Ghi quyết định của cấp Nhà nước",
        "form": form,
        "unit_id": unit_id,
        "units": units,
        "unit_name": dict(units)[unit_id],
        "groups": groups,
        "button": "Ghi vào sổ",
        "external": True,
        **ticked(request, groups),
    }
    return render(request, "decisions/choose.html", context)
