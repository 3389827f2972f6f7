"""The one writer of states: lock ▸ may ▸ logic ▸ nomination, reviews, step ▸ ledger ▸ notices ▸ check again.

One nomination or a thousand go the same way; the number of queries grows with every 500 rows, not with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F

from thidua.access.types import Actor
from thidua.eligibility.commands import follow_nominations
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.kernel.decision import Decision
from thidua.nominations import law, logic
from thidua.nominations.access import may_event, post_words, roles_at, sees
from thidua.nominations.commands.checks import recheck
from thidua.nominations.commands.doing import CHUNK, Case, Doing
from thidua.nominations.commands.reviews import write_reviews
from thidua.nominations.facts import facts_of
from thidua.nominations.models import Nomination, Review, Step
from thidua.nominations.news import tell
from thidua.nominations.types import (
    Event,
    Item,
    NominationState,
    ReturnReason,
    Row,
)
from thidua.nominations.ways import stands

_CHECKED_BEFORE = frozenset({Event.ENDORSE})
_CHECKED_AFTER = frozenset({Event.PROPOSE, Event.SUBMIT, Event.COUNCIL_APPROVE})


@dataclass(frozen=True, slots=True)
class Advanced:
    """Where a nomination stands after the act."""

    nomination_id: int
    version: int
    state: NominationState
    review_state: str
    holder_id: int


def advance(
    *,
    actor: Actor,
    nomination_id: int,
    unit_id: int,
    event: Event,
    version: int | None = None,
    text: str = "",
    reason: str = "",
    paper: str = "",
    url: str = "",
    session_id: int | None = None,
    ballot: Mapping[str, Any] | None = None,
    confirmed: bool = False,
) -> Advanced:
    """Carry out one event of the way at the unit that acts.

    Raises NotThere outside the actor's scope, Stale when `version` is no longer the newest, Refused with
    Vietnamese reasons when the state, the roles or the conditions do not allow it.
    """
    doing = Doing(actor, unit_id, event, reason, text, paper, url, session_id, confirmed)
    item = Item(nomination_id, version, ballot=ballot)
    with transaction.atomic():
        [(case, fault)] = _run(doing, [item])
        if fault is not None:
            raise fault
    assert case is not None
    made = case.nomination
    return Advanced(made.pk, made.version, NominationState(made.state), made.review_state, made.holder_id)


def advance_many(
    *,
    actor: Actor,
    unit_id: int,
    items: Iterable[Item | int],
    event: Event,
    reason: str = "",
    text: str = "",
    paper: str = "",
    url: str = "",
    session_id: int | None = None,
    confirmed: bool = False,
) -> list[Row]:
    """The same event for many nominations in one transaction, with a report per row in the order given.

    A row that is refused stays as it was and does not stop the others.
    """
    doing = Doing(actor, unit_id, event, reason, text, paper, url, session_id, confirmed)
    asked = [item if isinstance(item, Item) else Item(item) for item in items]
    rows: list[Row] = []
    with transaction.atomic():
        for chunk in _chunks(asked):
            for item, (_, fault) in zip(chunk, _run(doing, chunk), strict=True):
                rows.append(Row(item.nomination_id, fault is None, _words(fault)))
    return rows


def _words(fault: Exception | None) -> str:
    if isinstance(fault, NotThere):
        return "Không tìm thấy hồ sơ."
    return "" if fault is None else str(fault)


def _chunks(items: Sequence[Item]) -> Iterable[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _run(doing: Doing, items: list[Item]) -> list[tuple[Case | None, Exception | None]]:
    """Judge every item, write those that pass, and answer each with its case and its fault, if any."""
    if doing.event in _CHECKED_BEFORE and roles_at(doing.actor, doing.unit_id):
        recheck(actor=doing.actor, nomination_ids=[item.nomination_id for item in items])
    cases = _gather(doing, items)
    answers: list[tuple[Case | None, Exception | None]] = []
    passed: list[Case] = []
    seen: set[int] = set()
    for item in items:
        case = cases.get(item.nomination_id)
        fault = Stale("Hồ sơ có hai lần trong danh sách.") if item.nomination_id in seen else None
        fault = fault or _judge(doing, item, case)
        if fault is None and case is not None:
            passed.append(case)
            seen.add(item.nomination_id)
        answers.append((case, fault))
    _write(doing, passed)
    return answers


def _gather(doing: Doing, items: list[Item]) -> dict[int, Case]:
    ids = {item.nomination_id for item in items}
    found = list(locked(Nomination.objects.filter(pk__in=ids).select_related("recipient", "unit", "holder")))
    reviews = {
        review.nomination_id: review
        for review in Review.objects.filter(nomination__in=ids, unit=F("nomination__holder"))
    }
    way = stands({nomination.holder_id for nomination in found}, doing.actor.today)
    by_id = {item.nomination_id: item for item in items}
    return {
        nomination.pk: Case(
            by_id[nomination.pk], nomination, reviews.get(nomination.pk), way[nomination.holder_id]
        )
        for nomination in found
    }


def _judge(doing: Doing, item: Item, case: Case | None) -> Exception | None:
    """None when the act may happen; the case then knows its rule and transition."""
    if case is None:
        return NotThere()
    nomination = case.nomination
    if not sees(doing.actor, nomination.unit.path, nomination.holder.path):
        return NotThere()
    if item.version is not None and item.version != nomination.version:
        return Stale()
    facts = facts_of(nomination, case.review, case.stand, doing.actor.today)
    rule = logic.rule_for(facts, doing.event)
    if isinstance(rule, Decision):
        return Refused(*rule.reasons)
    acts_at = nomination.unit_id if rule.by_proposer else nomination.holder_id
    if doing.unit_id != acts_at:
        return Refused(
            "Hồ sơ không ở đơn vị này nữa." if not rule.by_proposer else "Đơn vị không đề nghị hồ sơ này."
        )
    text = item.text or doing.text
    decision = (
        may_event(doing.actor, rule, nomination.holder_id, nomination.unit_id)
        & logic.words_given(rule, doing.reason, text)
        & logic.verdict_allows(
            doing.event, nomination.verdict, text=text, confirmed=doing.confirmed, worsened=facts.worsened
        )
    )
    if not decision:
        return Refused(*decision.reasons)
    reason = ReturnReason(doing.reason) if rule.needs_reason else None
    transition = logic.next_state(facts, doing.event, reason=reason)
    if isinstance(transition, Decision):
        return Refused(*transition.reasons)
    case.rule, case.transition = rule, transition
    return None


def _write(doing: Doing, cases: list[Case]) -> None:
    if not cases:
        return
    changes = {case.nomination.pk: _write_fields(case) for case in cases}
    _write_nominations(cases)
    write_reviews(doing, cases)
    _write_steps(doing, cases)
    _tell_cases(doing, [case.nomination for case in cases])
    record_many(doing.actor, [_act(doing, case, changes[case.nomination.pk]) for case in cases])
    tell(doing.actor, doing.event, [(case.nomination, case.transition) for case in cases], doing.reason)
    if doing.event in _CHECKED_AFTER:
        recheck(actor=doing.actor, nomination_ids=[case.nomination.pk for case in cases])


def _tell_cases(doing: Doing, moved: list[Nomination]) -> None:
    """Reviews after a revocation lie with whoever holds the nomination, and end with it."""
    over = {
        row.pk: NominationState(row.state).label.lower()
        for row in moved
        if NominationState(row.state).is_final
    }
    follow_nominations(doing.actor, holders={row.pk: row.holder_id for row in moved}, over=over)


def _write_fields(case: Case) -> dict[str, tuple[Any, Any]]:
    """Set the new values on the row in memory; answers what changed, for the ledger."""
    nomination, to = case.nomination, case.transition
    assert to is not None
    before = (nomination.state, nomination.review_state, nomination.holder_id)
    nomination.state = to.nomination
    nomination.review_state = to.target_state or to.state
    nomination.holder_id = to.target_id or nomination.holder_id
    nomination.version += 1
    after = (nomination.state, nomination.review_state, nomination.holder_id)
    names = ("state", "review_state", "holder")
    return {name: pair for name, *pair in zip(names, before, after, strict=True) if pair[0] != pair[1]}  # type: ignore[misc]


def _write_nominations(cases: list[Case]) -> None:
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for case in cases:
        row = case.nomination
        groups[str(row.state), str(row.review_state), row.holder_id].append(row.pk)
    at = now()
    for (state, review_state, holder_id), ids in groups.items():
        Nomination.objects.filter(pk__in=ids).update(
            state=state,
            review_state=review_state,
            holder_id=holder_id,
            version=F("version") + 1,
            changed_at=at,
        )


def _write_steps(doing: Doing, cases: list[Case]) -> None:
    at = now()
    Step.objects.bulk_create(
        [
            Step(
                nomination=case.nomination,
                unit_id=doing.unit_id,
                event=doing.event,
                at=at,
                on_date=doing.actor.today,
                actor=doing.actor.name,
                actor_ref=doing.actor.ref,
                post=_post(doing, case),
                reason=doing.reason if case.rule and case.rule.needs_reason else "",
                text=case.item.text or doing.text,
                paper=doing.paper,
                url=doing.url,
            )
            for case in cases
        ],
        batch_size=CHUNK,
    )


def _post(doing: Doing, case: Case) -> str:
    return post_words(doing.actor, doing.unit_id, case.rule.roles if case.rule else ())


def _act(doing: Doing, case: Case, changes: Mapping[str, tuple[Any, Any]]) -> Act:
    nomination = case.nomination
    what = f"{nomination.recipient.name} – {law.award_name(nomination.award)}"
    return Act(
        act=f"nominations.{doing.event.value}",
        object_type="nomination",
        object_id=nomination.pk,
        summary=f"{doing.event.label}: {what}",
        unit_id=doing.unit_id,
        post=_post(doing, case),
        changes=changes,
    )
