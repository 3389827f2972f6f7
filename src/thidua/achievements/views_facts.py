"""Recording facts of a recipient, and ending those that are open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.achievements import screens
from thidua.achievements.access import may_hold, may_record
from thidua.achievements.forms import ENDS, FACTS, End, Fact, FactForm
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.organisation.queries import RecipientRef, recipient_in_scope


@signed_in
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record one fact: rating, initiative, penalty, hold, service, heads, place, award of earlier years."""
    who = recipient_in_scope(request.actor, pk)
    fact = FACTS.get(kind)
    if fact is None or who.kind not in fact.kinds:
        raise Http404
    demand((may_hold if fact.hold else may_record)(request.actor, who.unit_path))
    form = fact.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _record(request, who, fact, form, kind)
    return _form(request, who, fact, form, draft=f"{kind}-{pk}")


def _record(request: HttpRequest, who: RecipientRef, fact: Fact, form: FactForm, kind: str) -> HttpResponse:
    if fact.asks and (asked := ask_first(request, fact.asks.format(name=who.name), button=fact.title)):
        return asked
    arguments: dict[str, Any] = form.facts()
    if "award" in arguments and "basis" in arguments:
        arguments["award"] = replace(arguments["award"], recipient_id=who.id)
    else:
        arguments["recipient_id"] = who.id
    return act(
        request,
        lambda: fact.command(request.actor, **arguments),
        done=fact.done,
        to=reverse("achievements:recipient", args=[who.id]),
        form=form,
        again=lambda: _form(request, who, fact, form, draft=f"{kind}-{who.id}"),
    )


@signed_in
def end(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    """End a hold or write down the last day of a penalty or of a stretch of work."""
    who = recipient_in_scope(request.actor, screens.owner_of(fact, pk))
    ending = ENDS[fact]
    demand((may_hold if ending.hold else may_record)(request.actor, who.unit_path))
    form = ending.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if asked := ask_first(request, ending.asks.format(name=who.name), button=ending.title):
            return asked
        return act(
            request,
            lambda: ending.command(request.actor, **{ending.key: pk}, **form.facts()),
            done=ending.done,
            to=reverse("achievements:recipient", args=[who.id]),
            form=form,
            again=lambda: _form(request, who, ending, form, draft=f"{fact}-{pk}"),
        )
    return _form(request, who, ending, form, draft=f"{fact}-{pk}")


def _form(
    request: HttpRequest, who: RecipientRef, fact: Fact | End, form: FactForm, draft: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": f"{fact.title}: {who.name}",
        "who": who,
        "button": fact.title,
        "back": reverse("achievements:recipient", args=[who.id]),
        "confirm": fact.asks.format(name=who.name),
        "draft": draft,
    }
    return render(request, "achievements/fact_form.html", context)
