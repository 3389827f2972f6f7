"""The page of one nomination: the law's answer, the way through the levels, what may be done now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from thidua.access.types import Actor
from thidua.eligibility.queries import notes_of_nomination
from thidua.foundation.ui.acts import signed_in
from thidua.nominations import queries, screens
from thidua.nominations.access import may
from thidua.nominations.commands.attaching import may_attach
from thidua.nominations.queries import NominationPage
from thidua.nominations.registered import registered_words
from thidua.nominations.types import Event, NominationState, Offer, SubmissionState, Via
from thidua.nominations.views.sentences import question
from thidua.nominations.views.way import steps_of

_PATHS = {
    Event.PROPOSE: "propose",
    Event.APPRAISE_AGREE: "agree",
    Event.RETURN: "return",
    Event.REJECT: "reject",
    Event.ENDORSE: "endorse",
    Event.SUPPLEMENT: "supplement",
    Event.WITHDRAW: "withdraw",
    Event.STATE_REFUSAL: "state-refusal",
}
_ELSEWHERE = {
    Event.COUNCIL_APPROVE: ("councils:list", "Hội đồng họp xét"),
    Event.DECIDE: ("decisions:list", ""),
    Event.STATE_OUTCOME: ("decisions:external", ""),
}
"""Events that a paper for many carries: where it is made, and what the button says instead of the event's label."""
_FORWARD = (Event.PROPOSE, Event.APPRAISE_AGREE, Event.ENDORSE, Event.SUPPLEMENT)


@dataclass(frozen=True, slots=True)
class Button:
    """An act as a button: a plain link (a form of its own or another page), or a POST that asks `sentence`."""

    label: str
    url: str
    css: str
    sentence: str = ""


@signed_in
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one nomination."""
    page = queries.nomination_page(request.actor, pk)
    return render(request, "nominations/detail.html", context_of(request.actor, page))


def context_of(actor: Actor, page: NominationPage) -> dict[str, Any]:
    """What the page shows. Seven queries at most beyond those of `nomination_page`."""
    brief = page.brief
    kind = screens.unit_kind(brief.holder_id)
    works = bool(actor.posts_at(brief.holder_id))
    return {
        "title": brief.recipient,
        "n": page,
        "years": screens.years_words(brief.year, brief.period_from, brief.period_to),
        "status": screens.state_status(brief.state, brief.review_state, works=works),
        "steps": steps_of(page, screens.author_name(page.created_by), kind, actor.today),
        "over": NominationState(brief.state).is_final,
        "last": page.steps[-1] if page.steps else None,
        "buttons": buttons(page, drafts=bool(may(actor, "draft_submission", brief.holder_id))),
        "why_not": why_not(page.offers),
        "papers": screens.papers_asked(brief.award, brief.route, actor.today),
        "may_attach": bool(may_attach(actor, brief.holder_id, brief.state)),
        "may_recheck": bool(screens.may_recheck(actor, brief.holder_id, brief.unit_id)),
        "next_turn": screens.next_turn(actor, brief),
        "history": screens.past_awards(brief.recipient_id),
        "registered": registered_words(brief.recipient_id, brief.award, brief.year),
        "cases": notes_of_nomination(brief.id, actor),
    }


def buttons(page: NominationPage, *, drafts: bool) -> list[Button]:
    """The acts this person may carry out now, the one that takes the nomination on first.

    `drafts`: whether they may also begin a submission; those who only sign it are led to one that was begun.
    """
    allowed = [offer for offer in page.offers if offer.decision]
    if not drafts and not any(sent.state == SubmissionState.DRAFT for sent in page.submissions):
        allowed = [offer for offer in allowed if offer.via is not Via.SUBMISSION]
    allowed.sort(key=lambda offer: offer.event not in _FORWARD and offer.via is Via.REVIEW)
    return [button for at, offer in enumerate(allowed) if (button := _button(page, offer, first=at == 0))]


def _button(page: NominationPage, offer: Offer, *, first: bool) -> Button | None:
    css = "button-main" if first else ""
    if offer.via is Via.SUBMISSION:
        return _to_submission(page, offer, css)
    if offer.via is not Via.REVIEW:
        name, label = _ELSEWHERE.get(offer.event, ("", ""))
        if not name or not (url := _address(name)):
            return None
        return Button(label or offer.label, url, css)
    url = reverse(f"nominations:{_PATHS[offer.event]}", args=[page.brief.id])
    plain = offer.event in (Event.PROPOSE, Event.APPRAISE_AGREE) or (
        offer.event is Event.ENDORSE and not offer.needs_text and not offer.needs_confirmation
    )
    if offer.event in (Event.REJECT, Event.WITHDRAW):
        css = "button-danger"
    return Button(offer.label, url, css, question(page, offer.event) if plain else "")


def _to_submission(page: NominationPage, offer: Offer, css: str) -> Button:
    """To the draft it lies in, else to a new one of its unit and round."""
    draft = next((sent for sent in page.submissions if sent.state == SubmissionState.DRAFT), None)
    if draft:
        return Button("Mở dự thảo tờ trình", reverse("nominations:submission", args=[draft.id]), css)
    place = [page.brief.holder_id, page.brief.round_id]
    return Button(f"{offer.label}: lập tờ trình", reverse("nominations:submission-new", args=place), css)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def why_not(offers: tuple[Offer, ...]) -> list[tuple[str, str]]:
    """For the acts that cannot be done now: their names, and the one reason they share."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for offer in offers:
        if not offer.decision:
            by_reason[offer.decision.reason].append(offer.label)
    return [(", ".join(dict.fromkeys(labels)), reason) for reason, labels in by_reason.items()]
