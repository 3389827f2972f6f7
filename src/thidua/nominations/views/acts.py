"""The acts of the way on one nomination: a form where words are needed, one question, one command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from thidua.access.types import Actor
from thidua.foundation.errors import Refused, Stale, demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.nominations import commands, queries, screens
from thidua.nominations.forms import ActForm
from thidua.nominations.queries import NominationPage
from thidua.nominations.types import Event, Offer
from thidua.nominations.views.sentences import DONE, question


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, event: Event) -> HttpResponse:
    """One event on one nomination."""
    page = queries.nomination_page(request.actor, pk)
    offer = next((each for each in page.offers if each.event is event), None)
    form = ActForm(request.POST or None, event=event, offer=offer, version=page.brief.version)
    if request.method == "GET":
        if offer is None or not offer.decision:
            raise Refused(offer.decision.reason if offer else _gone(page, event))
        return _ask_words(request, page, event, offer, form)
    if offer is None:  # somebody acted since the page was drawn, or the act never happens here
        raise Stale(_gone(page, event))
    if not offer.decision:
        raise Refused(*offer.decision.reasons)
    if not form.is_valid():
        return _ask_words(request, page, event, offer, form, status=422)
    if asked := ask_first(request, question(page, event), button=offer.label, back=_url(pk)):
        return asked
    return act(
        request,
        lambda: _run(request.actor, page, event, form),
        done=DONE[event],
        to=_url(pk),
        form=form,
        again=lambda: _ask_words(request, page, event, offer, form),
    )


def _gone(page: NominationPage, event: Event) -> str:
    return (
        f"Hồ sơ của {page.brief.recipient} đang ở bước “{page.label}” tại {page.holder}, "
        f"không thể làm việc “{event.label}”."
    )


def _url(pk: int) -> str:
    return reverse("nominations:detail", args=[pk])


def _ask_words(
    request: HttpRequest, page: NominationPage, event: Event, offer: Offer, form: ActForm, status: int = 200
) -> HttpResponse:
    context = {
        "title": offer.label,
        "n": page,
        "form": form,
        "question": question(page, event),
        "button": offer.label,
        "draft": f"{event.value}-{page.brief.id}",
        "danger": event in (Event.REJECT, Event.WITHDRAW),
    }
    return render(request, "nominations/act.html", context, status=status)


def _run(actor: Actor, page: NominationPage, event: Event, form: ActForm) -> Any:
    common = {
        "actor": actor,
        "nomination_id": page.brief.id,
        "version": form.cleaned_data["version"],
        **form.words,
    }
    return _COMMANDS[event](**common)


def _propose(*, actor: Actor, nomination_id: int, version: int, text: str) -> None:
    if queries.nomination_page(actor, nomination_id).brief.version != version:
        raise Stale
    [row] = commands.propose(actor=actor, nomination_ids=[nomination_id])
    if not row.ok:
        raise Refused(row.reason)


def _appraise(outcome: str) -> Callable[..., Any]:
    def run(**words: Any) -> Any:
        return commands.appraise(outcome=outcome, **words)  # type: ignore[arg-type]

    return run


_COMMANDS: dict[Event, Callable[..., Any]] = {
    Event.PROPOSE: _propose,
    Event.APPRAISE_AGREE: _appraise("agree"),
    Event.RETURN: _appraise("return"),
    Event.REJECT: _appraise("reject"),
    Event.ENDORSE: commands.endorse,
    Event.SUPPLEMENT: commands.supplement,
    Event.WITHDRAW: commands.withdraw,
    Event.STATE_REFUSAL: commands.record_state_refusal,
}


@signed_in
@require_POST
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the nomination to the law of today with the facts of now."""
    nomination = screens.seen(request.actor, pk)
    demand(screens.may_recheck(request.actor, nomination.holder_id, nomination.unit_id))
    return act(
        request,
        lambda: commands.recheck(actor=request.actor, nomination_ids=[pk]),
        done="Đã kiểm tra lại điều kiện theo luật và dữ liệu hôm nay.",
        to=_url(pk),
    )
