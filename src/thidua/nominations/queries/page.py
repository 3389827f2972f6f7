"""Everything one nomination's page shows: recipient, reviews, history, papers, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from thidua.access.types import Actor
from thidua.eligibility.queries import newest_check_system
from thidua.foundation.errors import NotThere
from thidua.foundation.files import StoredFile, files_of
from thidua.foundation.ui.verdict import VerdictView
from thidua.nominations import logic
from thidua.nominations.access import roles_at, sees
from thidua.nominations.facts import facts_of
from thidua.nominations.fast_lane import Clock, clock_of
from thidua.nominations.law import award_name
from thidua.nominations.models import Nomination, Review, Step, SubmissionItem
from thidua.nominations.queries.briefs import Brief, briefs_system
from thidua.nominations.types import Event, NominationState, Offer, Origin, ReturnReason, ReviewState
from thidua.nominations.ways import Stand, stands


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One unit's handling of the nomination."""

    unit_id: int
    unit: str
    level: int
    state: str
    received_on: date
    due_on: date | None
    opinion: str
    reason: str
    reason_text: str
    session_id: int | None
    votes_yes: int | None
    votes_members: int | None
    check_id: int | None
    verdict: str

    @property
    def label(self) -> str:
        return ReviewState(self.state).label

    @property
    def reason_label(self) -> str:
        return ReturnReason(self.reason).label if self.reason else ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the timeline."""

    id: int
    unit: str
    event: str
    at: datetime
    on_date: date
    actor: str
    post: str
    reason: str
    text: str
    paper: str
    url: str

    @property
    def label(self) -> str:
        return Event(self.event).label

    @property
    def reason_label(self) -> str:
        return ReturnReason(self.reason).label if self.reason else ""


@dataclass(frozen=True, slots=True)
class SentWith:
    """A submission the nomination travelled or will travel with; `seen` by whoever works at one of its ends."""

    id: int
    number: str
    unit: str
    to_name: str
    state: str
    sent_on: date | None
    seen: bool


@dataclass(frozen=True, slots=True)
class NominationPage:
    """One nomination with all that belongs to it. `next_unit` is where it goes up to, None at the top.

    `check` is the newest one, arranged for the page; None before the first.
    """

    brief: Brief
    summary: str
    round: str
    holder: str
    next_unit: str | None
    may_decide: bool
    may_edit: bool
    created_by: str
    created_at: datetime
    reviews: tuple[ReviewRow, ...]
    steps: tuple[StepRow, ...]
    submissions: tuple[SentWith, ...]
    files: tuple[StoredFile, ...]
    offers: tuple[Offer, ...]
    check: VerdictView | None
    origin: Origin
    clock: Clock | None

    @property
    def label(self) -> str:
        state = NominationState(self.brief.state)
        if state is NominationState.IN_REVIEW:
            return ReviewState(self.brief.review_state).label
        return state.label

    @property
    def waiting_label(self) -> str:
        return NominationState(self.brief.state).waiting_label

    @property
    def award_name(self) -> str:
        return award_name(self.brief.award)


def nomination_page(actor: Actor, nomination_id: int) -> NominationPage:
    """The page of one nomination. At most twelve queries. Raises NotThere outside the actor's scope."""
    row = _visible(actor, nomination_id)
    reviews = list(Review.objects.filter(nomination=row).select_related("unit").order_by("level", "pk"))
    way = stands([row.holder_id], actor.today)
    stand = way[row.holder_id]
    return NominationPage(
        brief=briefs_system([row.pk])[row.pk],
        summary=row.summary,
        round=row.round.name,
        holder=row.holder.name,
        next_unit=way[stand.next_id].name if stand.next_id else None,
        may_decide=facts_of(row, None, stand, actor.today).may_decide,
        may_edit=_may_edit(actor, row),
        created_by=row.created_by,
        created_at=row.created_at,
        reviews=tuple(map(_review_row, reviews)),
        steps=tuple(_steps(actor, row.pk)),
        submissions=tuple(_sent_with(actor, row.pk)),
        files=tuple(files_of("nomination", row.pk)),
        offers=_offers(actor, row, reviews, stand),
        check=newest_check_system(row.pk),
        clock=clock_of(row, actor.today),
        origin=Origin(row.origin_kind, row.origin_id, row.origin_title, row.origin_url),
    )


def offers(actor: Actor, nomination_id: int) -> tuple[Offer, ...]:
    """What could be done with the nomination now, whether this actor may, and why not. Four queries."""
    row = _visible(actor, nomination_id)
    reviews = list(Review.objects.filter(nomination=row, unit=row.holder_id))
    return _offers(actor, row, reviews, stands([row.holder_id], actor.today)[row.holder_id])


def _visible(actor: Actor, pk: int) -> Nomination:
    row = Nomination.objects.filter(pk=pk).select_related("unit", "holder", "round").first()
    if row is None or not sees(actor, row.unit.path, row.holder.path):
        raise NotThere
    return row


def _offers(actor: Actor, row: Nomination, reviews: list[Review], stand: Stand) -> tuple[Offer, ...]:
    held = next((review for review in reviews if review.unit_id == row.holder_id), None)
    return logic.allowed_events(
        facts_of(row, held, stand, actor.today),
        roles_at(actor, row.holder_id),
        roles_at(actor, row.unit_id),
        row.verdict,
    )


def _may_edit(actor: Actor, row: Nomination) -> bool:
    own = row.holder_id == row.unit_id
    open_to_change = row.state in (NominationState.DRAFT, NominationState.TO_SUPPLEMENT)
    return own and open_to_change and not logic.DESK.isdisjoint(roles_at(actor, row.unit_id))


def _review_row(review: Review) -> ReviewRow:
    return ReviewRow(
        review.unit_id, review.unit.name, review.level, review.state, review.received_on, review.due_on,
        review.opinion, review.reason, review.reason_text, review.session_id, review.votes_yes,
        review.votes_members, review.check_id, review.verdict,
    )  # fmt: skip


def _steps(actor: Actor, pk: int) -> list[StepRow]:
    """The steps; the papers of units beyond the actor's scope are named but lead nowhere. One query."""
    fields = (
        "pk", "unit__name", "event", "at", "on_date", "actor", "post", "reason", "text", "paper",
    )  # fmt: skip
    rows = Step.objects.filter(nomination=pk).order_by("pk").values_list("unit__path", *fields, "url")
    return [StepRow(*row, url=url if sees(actor, path) else "") for path, *row, url in rows]


def _sent_with(actor: Actor, pk: int) -> list[SentWith]:
    names = ("unit__path", "to_unit__path", "pk", "number", "unit__name", "to_name", "state", "sent_on")
    rows = SubmissionItem.objects.filter(nomination=pk).order_by("submission")
    found = rows.values_list(*(f"submission__{name}" for name in names))
    return [SentWith(*row, seen=sees(actor, *filter(None, (own, to)))) for own, to, *row in found]
