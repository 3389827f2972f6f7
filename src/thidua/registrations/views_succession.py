"""A successor takes over the registration of a unit that has ended: looked at first, then done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from thidua.achievements.catalogue import award_name
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ui.acts import act_or_show, signed_in
from thidua.organisation.queries import unit_in_scope
from thidua.registrations import access, commands, leaving, logic
from thidua.registrations.forms_succession import TakeForm
from thidua.registrations.models import Registration
from thidua.registrations.types import State


@signed_in
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """What comes along, what stays behind and why, and the act."""
    actor = request.actor
    heir = unit_in_scope(actor, unit)
    demand(access.may_write(actor, heir.id, heir.path))
    rows = Registration.objects.filter(leaving.running(actor.today), pk=pk)
    offer = next((each for each in leaving.offers(rows, actor.today) if each.heir.id == heir.id), None)
    if offer is None:
        raise NotThere
    form = TakeForm(request.POST or None, offer=offer)

    def page() -> HttpResponse:
        context = {
            "title": f"Nhận đăng ký của {offer.row.unit.name}",
            "offer": offer,
            "unit": heir,
            "season": offer.row.season,
            "form": form,
            "titles": [(each, award_name(each.award)) for each in offer.titles],
            "staying": [(each, award_name(each.award)) for each in offer.staying],
            "blocked": logic.may_receive(offer.new).reasons,
            "reopens": offer.new is State.APPROVED
            and logic.after_receiving(State(offer.row.state), offer.new) is State.DRAFT,
        }
        return render(request, "registrations/take.html", context, status=422 if form.errors else 200)

    def command() -> int:
        given: dict[str, Any] = form.cleaned_data
        return commands.take_over(
            actor=actor,
            registration_id=pk,
            unit_id=heir.id,
            version=given["version"],
            pledges=[int(each) for each in given["pledges"]] if offer.pledges else None,
        )

    return act_or_show(
        request,
        command,
        done="Đã nhận đăng ký của đơn vị trước.",
        to=lambda new: reverse("registrations:registration", args=[new]),
        form=form,
        again=page,
    )
