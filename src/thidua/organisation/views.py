"""Pages of units and of those who can be awarded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.organisation import screens
from thidua.organisation.screen_forms import RECIPIENT_COLUMNS, UNIT_COLUMNS, RecipientFilters, UnitFilters


def _tabs() -> list[Tab]:
    return [
        Tab("units", "Đơn vị", reverse("organisation:units")),
        Tab("recipients", "Cá nhân, tập thể, hộ gia đình", reverse("organisation:recipients")),
    ]


@signed_in
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units in scope, in the order of the tree or as the columns sort them."""
    filters = UnitFilters(request.GET)
    values = filters.values()
    rows, mended = screens.units(request.actor, q=values["q"], kind=values["kind"], old=bool(values["old"]))
    page = ListPage(
        request, rows, UNIT_COLUMNS, filters=filters, noun="đơn vị", export="don-vi", mended=mended
    )
    return page.response("organisation/list.html", {"title": "Đơn vị", "tabs": _tabs(), "tab": "units"})


@signed_in
@require_safe
def recipients(request: HttpRequest) -> HttpResponse:
    """Who can be awarded, by given name as Vietnamese lists go."""
    filters = RecipientFilters(request.GET)
    rows, mended = screens.recipients(request.actor, **filters.values())
    page = ListPage(
        request,
        rows,
        RECIPIENT_COLUMNS,
        filters=filters,
        sort="name",
        noun="đối tượng",
        export="doi-tuong",
        mended=mended,
    )
    return page.response(
        "organisation/list.html",
        {"title": "Cá nhân, tập thể, hộ gia đình", "tabs": _tabs(), "tab": "recipients"},
    )


@signed_in
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: facts, what came before and after, sub-units, recipients."""
    found = screens.unit_page(request.actor, pk)
    filters = RecipientFilters(request.GET)
    rows, mended = screens.recipients(request.actor, unit_id=pk, **filters.values())
    columns = [column for column in RECIPIENT_COLUMNS if column.key != "unit"]
    page = ListPage(
        request,
        rows,
        columns,
        filters=filters,
        sort="name",
        noun="đối tượng",
        export=f"don-vi-{pk}",
        mended=mended,
    )
    return page.response("organisation/unit.html", {"title": found.unit.name, "found": found})


@signed_in
@require_safe
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """A person, collective or household, with where they served."""
    found = screens.recipient_page(request.actor, pk)
    return render(request, "organisation/recipient.html", {"title": found.recipient.name, "found": found})
