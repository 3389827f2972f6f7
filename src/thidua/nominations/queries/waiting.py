"""What waits for whom: at the actor's own units, and at the units directly below."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Min

from thidua.access.scope import in_scope
from thidua.access.types import Actor, Role
from thidua.nominations import logic
from thidua.nominations.law import may_decide
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import Event, NominationState, ReviewState
from thidua.organisation.queries import children

FORWARD_ON: dict[ReviewState | None, Event] = {
    None: Event.PROPOSE,
    ReviewState.RECEIVED: Event.APPRAISE_AGREE,
    ReviewState.APPRAISED: Event.COUNCIL_APPROVE,
    ReviewState.COUNCIL_APPROVED: Event.ENDORSE,
    ReviewState.ENDORSED: Event.SUBMIT,
    ReviewState.TO_SUPPLEMENT: Event.SUPPLEMENT,
}
"""The event that takes a nomination on from each state; who may cause it is for whom it waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nominations at one step of one unit's review. `event` is what takes them on; `due` the first last day."""

    unit_id: int
    unit: str
    state: ReviewState | None
    event: Event
    count: int
    due: date | None
    may_act: bool


@dataclass(frozen=True, slots=True)
class BelowRow:
    """How far a unit directly below has come, with everything in its subtree."""

    unit_id: int
    unit: str
    drafts: int
    waiting: int
    returned: int
    done: int


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the actor's own units hold, by step, with whether the actor takes it on. Two queries.

    Endorsed nominations are split by whether the unit decides them itself or sends them up.
    """
    units = {post.unit_id: post.unit_name for post in actor.posts}
    if not units:
        return []
    counts: Counter[tuple[int, ReviewState | None, Event]] = Counter()
    due: dict[tuple[int, ReviewState | None, Event], date] = {}
    for unit_id, authority, state, award, n, first in _held(list(units)):
        at = ReviewState(state)
        key = (unit_id, at, _event(at, award, authority, actor.today))
        counts[key] += n
        if first and (key not in due or first < due[key]):
            due[key] = first
    drafts = Nomination.objects.filter(holder__in=units, state=NominationState.DRAFT).order_by()
    grouped = drafts.values_list("holder").annotate(n=Count("pk"), first=Min("round__closes_on"))
    for unit_id, n, closes in grouped:
        key = (unit_id, None, Event.PROPOSE)
        counts[key], due[key] = n, closes
    return [
        Waiting(unit_id, units[unit_id], state, event, n, due.get(key), _acts(actor, unit_id, state, event))
        for key, n in counts.items()
        for unit_id, state, event in [key]
    ]


def _held(unit_ids: list[int]) -> list[tuple[int, str, str, str, int, date | None]]:
    rows = Review.objects.filter(
        unit__in=unit_ids, nomination__holder=F("unit"), state__in=[state for state in FORWARD_ON if state]
    )
    groups = rows.order_by().values_list("unit", "unit__authority", "state", "nomination__award")
    return list(groups.annotate(n=Count("pk"), first=Min("due_on")))


def _event(state: ReviewState, award: str, authority: str, today: date) -> Event:
    if state is ReviewState.ENDORSED and may_decide(award, today, authority):
        return Event.DECIDE
    return FORWARD_ON[state]


def _acts(actor: Actor, unit_id: int, state: ReviewState | None, event: Event) -> bool:
    roles = {post.role for post in actor.posts_at(unit_id)}
    wanted: set[Role] = set()
    for rule in logic.rules_for(state, event):
        wanted |= rule.roles
    return bool(roles & wanted)


def below(actor: Actor) -> list[BelowRow]:
    """Counts for each unit directly below the actor's, of rounds opened within the last year.

    One query, and one for each unit the actor holds a post at.

    `drafts`: not sent to any review yet; `waiting`: under review within the unit's subtree; `returned`: to be
    mended there; `done`: sent on beyond the unit, or over.
    """
    tops = {post.unit_id: post.unit_path for post in actor.posts}
    if not tops:
        return []
    since = actor.today - timedelta(days=366)
    units = [unit for unit_id in tops for unit in children(unit_id, actor.today)]
    tally: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Nomination.objects.filter(in_scope(actor), round__opens_on__gte=since).exclude(
        state=NominationState.WITHDRAWN
    )
    groups = rows.order_by().values_list("unit__path", "holder__path", "state").annotate(n=Count("pk"))
    by_id = {unit.id: unit.path for unit in units}
    for unit_path, holder_path, state, n in groups:
        for part in unit_path.split("/"):
            child = int(part) if part else 0
            if child in by_id:
                tally[child][_where(state, holder_path.startswith(by_id[child]))] += n
    return [
        BelowRow(
            unit.id, unit.name, *(tally[unit.id][key] for key in ("drafts", "waiting", "returned", "done"))
        )
        for unit in units
    ]


def _where(state: str, inside: bool) -> str:
    if state == NominationState.DRAFT:
        return "drafts"
    if not inside or NominationState(state).is_final or state == NominationState.FORWARDED:
        return "done"
    return "returned" if state == NominationState.TO_SUPPLEMENT else "waiting"
