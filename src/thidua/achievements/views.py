"""The register's lists: search, the history of one recipient, the history of a unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.access.types import Actor
from thidua.achievements import queries, screens
from thidua.achievements.access import may_hold, may_record
from thidua.achievements.facts_page import sections
from thidua.achievements.forms import FACTS
from thidua.achievements.lists import EXPORT_COLUMNS, ROWS, RegisterForm, kind_label, register_columns
from thidua.achievements.types import RegisterFilters, RegisterPage
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.keyset import KeysetPage
from thidua.organisation.queries import recipient_in_scope, unit_in_scope


@signed_in
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register within the actor's scope, searched by name, unit, award, year, number, kind."""
    form = RegisterForm(request.GET)
    values = form.values()
    place = screens.place(request.actor, values["unit"], values["unit_id"])
    filters = _filters(values, place)

    def read(after: str = "", limit: int = ROWS) -> RegisterPage:
        if filters is None:
            return RegisterPage(())
        return queries.register(request.actor, filters, after=after, limit=limit)

    found = RegisterPage(()) if "export" in request.GET else read(request.GET.get("after", ""))
    page = KeysetPage(
        request, found.rows, _columns(request, found),
        after=found.after, filters=form, noun="khen thưởng", mended=found.corrected, export="so-khen-thuong",
        every=lambda most: read(limit=most).rows,
        empty=("Sổ chưa có khen thưởng nào", "Khen thưởng vào sổ khi quyết định được công bố."),
    )  # fmt: skip
    return page.response("achievements/register.html", {"title": "Sổ khen thưởng", "place": place})


def _filters(values: dict[str, Any], place: screens.Place | None) -> RegisterFilters | None:
    """The room's filters; None when the unit that was typed does not exist, so that nothing can be found."""
    if place is not None and place.id is None:
        return None
    return RegisterFilters(
        text=values["q"],
        unit_id=place.id if place else None,
        award=values["award"],
        year=values["year"],
        number=values["number"],
        kind=values["kind"],
        state=values["state"],
    )


def _columns(request: HttpRequest, found: RegisterPage) -> tuple[Column, ...]:
    """Those of the screen, or all that a download has."""
    return EXPORT_COLUMNS if "export" in request.GET else register_columns(found.rows)


@signed_in
@require_safe
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is recorded of a person, collective or household, with who recorded it on which paper."""
    who = recipient_in_scope(request.actor, pk)
    history = queries.recipient_history(request.actor, pk)
    may = may_record(request.actor, who.unit_path)
    hold = may_hold(request.actor, who.unit_path)
    context = {
        "title": history.name,
        "who": who,
        "kind": kind_label(history.kind),
        "history": history,
        "sections": sections(
            history,
            screens.recorded_by(pk),
            screens.still_open(pk) if hold else {},
            may_end={"hold": bool(hold), "penalty": bool(may), "fact": bool(may)},
        ),
        "offers": offers(request.actor, who.unit_path, history.kind),
        "why_not": "" if may else may.reason,
    }
    return render(request, "achievements/recipient.html", context)


def offers(actor: Actor, unit_path: str, kind: str) -> list[tuple[str, str]]:
    """The facts that the actor may record of such a recipient, as (key, words)."""
    may, hold = may_record(actor, unit_path), may_hold(actor, unit_path)
    return [
        (key, fact.title)
        for key, fact in FACTS.items()
        if kind in fact.kinds and (hold if fact.hold else may)
    ]


@signed_in
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The awards of a unit itself and of those that became part of it."""
    place = unit_in_scope(request.actor, pk)

    def read(after: str = "", limit: int = ROWS) -> RegisterPage:
        return queries.unit_history(request.actor, pk, after=after, limit=limit)

    found = read(request.GET.get("after", ""))
    page = KeysetPage(
        request, found.rows, _columns(request, found),
        after=found.after, noun="khen thưởng", export=f"lich-su-don-vi-{pk}",
        every=lambda most: read(limit=most).rows,
        empty=("Tập thể chưa có khen thưởng nào trong sổ", ""),
    )  # fmt: skip
    return page.response(
        "achievements/unit.html",
        {"title": f"Khen thưởng của {place.name}", "unit": place, "earlier": screens.earlier_units(pk)},
    )
