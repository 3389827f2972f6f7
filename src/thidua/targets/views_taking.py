"""A unit takes over the plans of those in whose place it stands: looked at first, then all at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.organisation.queries import unit_in_scope
from thidua.targets import commands, taking
from thidua.targets.access import may_set_plans, may_take_over
from thidua.targets.amounts import amount_text
from thidua.targets.forms import TakeForm


@signed_in
def take(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What would be taken over, what is not worked out and why, and the act."""
    actor = request.actor
    unit = unit_in_scope(actor, unit_id)
    demand(may_take_over(actor, unit.path))
    past = taking.past_of([unit.id], actor.today)
    rows = taking.takings([unit], actor.today, past).get(unit.id, [])
    sure, open_rows = [r for r in rows if r.amount], [r for r in rows if not r.amount]
    types = bool(may_set_plans(actor, unit.path))
    form = TakeForm(
        request.POST or None, rows=open_rows if types else [], initial={"seen": taking.digest(rows)}
    )  # fmt: skip
    back = reverse("targets:unit", args=[unit.id])

    def page() -> HttpResponse:
        context = {
            "title": "Nhận chỉ tiêu của đơn vị trước đây", "unit": unit, "paper": past.papers.get(unit.id, ""),
            "sure": [(row, taking.told(row), amount_text(row.amount, row.places)) for row in sure],
            "open": [] if types else [(row, taking.told(row)) for row in open_rows],
            "form": form, "typing": types and open_rows, "back": back,
        }  # fmt: skip
        return render(request, "targets/take.html", context, status=422 if form.errors else 200)

    if request.method != "POST" or not form.is_valid():
        return page()
    count = len(sure) + len(form.typed)
    words = f"Nhận {count} kế hoạch chỉ tiêu cho {unit.name}?"
    if count and (asked := ask_first(request, words, button="Nhận chỉ tiêu")):
        return asked
    return act(
        request,
        lambda: commands.take_over(
            actor=actor, unit_id=unit.id, seen=form.cleaned_data["seen"], typed=form.typed
        ),
        done=lambda taken: f"Đã nhận {taken} kế hoạch chỉ tiêu.",
        to=back,
        form=form,
        again=page,
    )
