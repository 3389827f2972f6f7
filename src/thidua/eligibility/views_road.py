"""The road ahead of a recipient: which awards by which year, and the plan of one award; nothing is stored."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from thidua.eligibility import road_screens
from thidua.eligibility.road_forms import RoadForm
from thidua.foundation.ui.acts import signed_in
from thidua.lawbook import load_book
from thidua.organisation.queries import recipient_in_scope


@signed_in
@require_safe
def road(request: HttpRequest, pk: int) -> HttpResponse:
    """Every award that the recipient can be asked about, with the year from which it is within reach."""
    who = recipient_in_scope(request.actor, pk)
    form = RoadForm(request.GET, today=request.actor.today, kind=who.kind, book=load_book())
    context = {
        "title": f"Chặng đường phía trước của {who.name}",
        "who": who,
        "form": form,
        "page": road_screens.overview(request.actor, pk, form),
        "query": request.GET.urlencode(),
        "today": request.actor.today,
    }
    return render(request, "eligibility/road.html", context)


@signed_in
@require_safe
def award(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The plan of one award, year by year, with its articles."""
    who = recipient_in_scope(request.actor, pk)
    form = RoadForm(request.GET, today=request.actor.today, kind=who.kind, book=load_book())
    found = road_screens.award_page(request.actor, pk, code, form)
    if found is None:
        return redirect("eligibility:road", pk)
    context = {
        "title": f"{found.row.name}: chặng đường của {who.name}",
        "who": who,
        "form": form,
        "page": found.overview,
        "row": found.row,
        "plans": found.plans,
        "query": request.GET.urlencode(),
        "today": request.actor.today,
    }
    return render(request, "eligibility/road_award.html", context)
