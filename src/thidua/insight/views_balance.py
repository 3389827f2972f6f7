"""The balance: who is in the register, eligible, put forward and awarded, by the groups the law speaks of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.foundation.errors import NotThere
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.keys import key_of
from thidua.insight import balancing, queries, screens
from thidua.insight.logic import BALANCED
from thidua.insight.types import RunState


@signed_in
@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """Shares by group for one award of one run, over the actor's units or the one chosen."""
    known = queries.runs(request.actor)
    shown = queries.best(request.actor, known, key_of(request.GET.get("run", "")))
    if shown is None:
        if request.GET.get("run") and any(each.state is RunState.DONE for each in known):
            raise NotThere
        return render(request, "insight/nothing.html", screens.nothing_yet(request.actor, known))
    done = [each for each in known if each.state is RunState.DONE]
    form = balancing.BalanceForm(request.GET, runs=done, shown=shown)
    values = form.values()
    place = screens.place(request.actor, values["unit"], values["unit_id"])
    if place is not None and place.id is not None:
        form.name_unit(place.name)
    unit_ids = queries.roots(request.actor, shown) if place is None else [place.id] if place.id else []
    counts = queries.counts(shown.id, unit_ids, *BALANCED)
    lines = balancing.award_lines(counts, shown, place)
    award, route = balancing.chosen(lines, values["award"])
    form.show(award, route)
    context = {
        "title": "Cân đối",
        "run": shown,
        "place": place,
        "form": form,
        "lines": lines,
        "award": balancing.name_of(award, route),
        "columns": balancing.COLUMN_TITLES,
        "rows": balancing.rows(counts, award, route, shown, place),
        "principles": screens.principle_lines(shown.decided_on),
        "discover": screens.url_of(shown.id, place, award=award, route=route),
    }
    return render(request, "insight/balance.html", context)
