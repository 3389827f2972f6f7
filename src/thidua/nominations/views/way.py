"""A nomination's way as a timeline: what was done, where it stands, what comes next and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localtime

from thidua.foundation.ui.parts import TimelineStep
from thidua.nominations import links
from thidua.nominations.law import review_days
from thidua.nominations.queries import NominationPage
from thidua.nominations.queries.page import StepRow
from thidua.nominations.types import Event, NominationState, ReviewState

_TONES = {
    Event.RETURN: "wait",
    Event.REJECT: "bad",
    Event.COUNCIL_REFUSE: "bad",
    Event.STATE_REFUSAL: "bad",
    Event.WITHDRAW: "wait",
    Event.DECIDE: "honour",
    Event.STATE_OUTCOME: "honour",
}
_REST: dict[ReviewState | None, tuple[str, ...]] = {
    None: ("appraise", "council", "endorse"),
    ReviewState.RECEIVED: ("council", "endorse"),
    ReviewState.APPRAISED: ("endorse",),
    ReviewState.COUNCIL_APPROVED: (),
    ReviewState.ENDORSED: (),
    ReviewState.TO_SUPPLEMENT: (),
}
_WORDS = {"appraise": "Thẩm định", "council": "Hội đồng họp xét", "endorse": "Thủ trưởng duyệt"}


def steps_of(page: NominationPage, author: str, kind: str, today: date) -> list[TimelineStep]:
    """All steps, past and to come; `kind` is that of the unit that holds it, which sets its working days."""
    return [
        TimelineStep("Lập đề nghị", who=author, unit=page.brief.unit, at=_begun(page, today)),
        *map(_past, page.steps),
        *_now(page, kind),
        *_next(page),
    ]


def _begun(page: NominationPage, today: date) -> datetime | None:
    """When it was written; unknown where the clock runs ahead of the business date (a sample province)."""
    return page.created_at if _wall_date(page.created_at) <= today else None


def _wall_date(at: datetime) -> date:
    return localtime(at).date()


def _past(step: StepRow) -> TimelineStep:
    post = step.post.removesuffix(f", {step.unit}")
    words = [part for part in (step.reason_label, step.text) if part]
    return TimelineStep(
        title=step.label,
        who=f"{step.actor}, {post}" if post else step.actor,
        unit=step.unit,
        at=step.at if _wall_date(step.at) == step.on_date else step.on_date,
        text="\n".join(words),
        tone=_TONES.get(Event(step.event), "good"),
        paper=step.paper,
        url=step.url,
    )


def _now(page: NominationPage, kind: str) -> Iterator[TimelineStep]:
    state = NominationState(page.brief.state)
    if state.is_final:
        return
    held = next((row for row in page.reviews if row.unit_id == page.brief.holder_id), None)
    due = held.due_on if held and state is NominationState.IN_REVIEW else None
    rule = ""
    if held and due:
        days = review_days(page.brief.award, page.brief.route, kind, held.received_on)
        rule = f"{days} ngày làm việc kể từ ngày nhận hồ sơ"
    yield TimelineStep(page.label, unit=page.holder, tone="now", due=due, due_rule=rule)


def _next(page: NominationPage) -> Iterator[TimelineStep]:
    """What is still ahead: the rest of this unit's review, then who decides or where it goes up to."""
    state = NominationState(page.brief.state)
    if state.is_final or state is NominationState.FORWARDED:
        return
    at = None if state is NominationState.DRAFT else ReviewState(page.brief.review_state)
    for key in _REST.get(at, ()):
        if key == "council" and page.brief.route == "sudden":
            continue
        yield TimelineStep(_WORDS[key], unit=page.holder, tone="next")
    if page.may_decide:
        yield TimelineStep("Ban hành quyết định khen thưởng", unit=page.holder, tone="next")
    else:
        above = page.next_unit or "cấp Nhà nước"
        draft = next((sent for sent in page.submissions if sent.state == "draft"), None)
        yield TimelineStep(
            f"Trình {above}",
            unit=page.holder,
            tone="next",
            url=links.submission(draft.id) if draft and draft.seen else "",
        )
