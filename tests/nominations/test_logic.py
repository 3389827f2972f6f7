"""The table of transitions: every pair answered, every state reached, no dead end, no endless way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from thidua.access.types import Role
from thidua.kernel.decision import Decision
from thidua.nominations import logic
from thidua.nominations.logic import HELD_STATES, RULES
from thidua.nominations.logic.diagram import markdown_table, mermaid
from thidua.nominations.types import (
    Event,
    Goes,
    NominationState,
    ReturnReason,
    ReviewFacts,
    ReviewState,
    Transition,
    Via,
)

MIDDLE = ReviewFacts(ReviewState.RECEIVED, may_decide=False, is_top=False, below_id=1, parent_id=3)
FINAL_REVIEWS = {ReviewState.DECIDED, ReviewState.REJECTED, ReviewState.WITHDRAWN}
states = st.none() | st.sampled_from(ReviewState)
facts = st.builds(
    ReviewFacts,
    state=states,
    may_decide=st.booleans(),
    is_top=st.booleans(),
    below_id=st.none() | st.just(1),
    parent_id=st.just(3),
    resume=st.none() | st.sampled_from([ReviewState.RECEIVED, ReviewState.APPRAISED, ReviewState.ENDORSED]),
    simplified=st.booleans(),
    worsened=st.booleans(),
)


@given(facts, st.sampled_from(Event), st.none() | st.sampled_from(ReturnReason))
def test_every_pair_is_in_the_table_or_refused_with_a_sentence(
    known: ReviewFacts, event: Event, reason: ReturnReason | None
) -> None:
    answer = logic.next_state(known, event, reason=reason)
    if isinstance(answer, Decision):
        assert not answer
        assert all(text.endswith(".") and len(text) > 15 for text in answer.reasons)
    else:
        assert logic.rules_for(known.state, event)


@given(facts, st.sampled_from(Event))
def test_at_most_one_row_holds(known: ReviewFacts, event: Event) -> None:
    assert sum(row.when.holds(known) for row in logic.rules_for(known.state, event)) <= 1


@given(facts, st.sampled_from(Event))
def test_what_is_final_stays_so(known: ReviewFacts, event: Event) -> None:
    if known.state in FINAL_REVIEWS | {ReviewState.RETURNED}:
        assert isinstance(logic.next_state(known, event, reason=ReturnReason.OTHER), Decision)


def test_every_state_is_reached_and_every_event_used() -> None:
    assert {row.to for row in RULES} | {ReviewState.RECEIVED} == set(ReviewState)
    assert {row.event for row in RULES} == set(Event)
    assert {row.nomination for row in RULES} | {NominationState.DRAFT} == set(NominationState)


def test_no_held_state_is_a_dead_end() -> None:
    """In each, whatever the facts, something other than ending it by withdrawal or rejection can happen."""
    onward = {Event.WITHDRAW, Event.REJECT, Event.RETURN}
    for state in HELD_STATES - {ReviewState.SUBMITTED}:
        for top in (True, False):
            for decides in (True, False):
                for below in (None, 1):
                    known = ReviewFacts(state, decides, top, below, 3, ReviewState.ENDORSED)
                    possible = [
                        e
                        for e in Event
                        if isinstance(logic.next_state(known, e, reason=ReturnReason.OTHER), Transition)
                    ]
                    assert set(possible) - onward, (state, top, decides, below)


def test_withdrawal_is_possible_at_every_step_before_a_decision() -> None:
    for state in [None, *HELD_STATES]:
        answer = logic.next_state(replace(MIDDLE, state=state), Event.WITHDRAW)
        assert isinstance(answer, Transition)
        assert answer.nomination is NominationState.WITHDRAWN


@pytest.mark.parametrize("reason", ReturnReason)
def test_a_return_from_above_asks_for_a_new_vote_only_where_its_reason_does(reason: ReturnReason) -> None:
    answer = logic.next_state(MIDDLE, Event.RETURN, reason=reason)
    assert isinstance(answer, Transition)
    assert (answer.goes, answer.target_id, answer.target_state) == (Goes.BELOW, 1, ReviewState.TO_SUPPLEMENT)
    assert answer.resume is (ReviewState.APPRAISED if reason.needs_new_vote else ReviewState.ENDORSED)


def test_a_units_own_return_begins_its_review_again() -> None:
    own = replace(MIDDLE, state=ReviewState.COUNCIL_APPROVED, below_id=None)
    answer = logic.next_state(own, Event.RETURN, reason=ReturnReason.BELOW_STANDARD)
    assert isinstance(answer, Transition)
    assert (answer.goes, answer.state, answer.resume) == (
        Goes.STAYS,
        ReviewState.TO_SUPPLEMENT,
        ReviewState.RECEIVED,
    )


@pytest.mark.parametrize(
    ("decides", "top", "event"),
    [
        (True, False, Event.DECIDE),
        (True, True, Event.DECIDE),
        (False, False, Event.SUBMIT),
        (False, True, Event.FORWARD),
    ],
)
def test_endorsed_goes_exactly_one_way_on(decides: bool, top: bool, event: Event) -> None:
    known = replace(MIDDLE, state=ReviewState.ENDORSED, may_decide=decides, is_top=top)
    ways = [
        e
        for e in (Event.DECIDE, Event.SUBMIT, Event.FORWARD)
        if isinstance(logic.next_state(known, e), Transition)
    ]
    assert ways == [event]


@pytest.mark.parametrize("event", [Event.ENDORSE, Event.SUBMIT, Event.FORWARD, Event.DECIDE])
def test_a_hold_stops_endorsing_sending_and_deciding(event: Event) -> None:
    assert not logic.verdict_allows(event, "suspended", text="x" * 50, confirmed=True)


@pytest.mark.parametrize("event", [Event.APPRAISE_AGREE, Event.RETURN, Event.WITHDRAW, Event.COUNCIL_APPROVE])
def test_a_hold_does_not_stop_the_rest(event: Event) -> None:
    assert logic.verdict_allows(event, "suspended")


@pytest.mark.parametrize(
    ("verdict", "text", "confirmed", "allowed"),
    [
        ("eligible", "", False, True),
        ("unknown", "", False, False),
        ("unknown", "", True, True),
        ("", "", False, False),
        ("not_eligible", "x" * 19, True, False),
        ("not_eligible", " " * 30, True, False),
        ("not_eligible", "x" * 20, False, True),
    ],
)
def test_what_endorsing_asks_of_the_head(verdict: str, text: str, confirmed: bool, allowed: bool) -> None:
    assert bool(logic.verdict_allows(Event.ENDORSE, verdict, text=text, confirmed=confirmed)) is allowed


def test_a_conclusion_that_worsened_must_be_endorsed_again() -> None:
    known = replace(MIDDLE, state=ReviewState.ENDORSED, may_decide=True)
    assert isinstance(logic.next_state(known, Event.ENDORSE), Decision)
    assert isinstance(logic.next_state(replace(known, worsened=True), Event.ENDORSE), Transition)
    assert not logic.verdict_allows(Event.DECIDE, "not_eligible", worsened=True)
    assert logic.verdict_allows(Event.DECIDE, "not_eligible", worsened=False)


@given(facts, st.sets(st.sampled_from(Role)), st.sets(st.sampled_from(Role)))
def test_offers_say_yes_exactly_where_state_and_roles_allow(
    known: ReviewFacts, holder: set[Role], proposer: set[Role]
) -> None:
    offers = {offer.event: offer for offer in logic.allowed_events(known, holder, proposer)}
    assert set(offers) == {row.event for row in RULES if row.state == known.state}
    for event, offer in offers.items():
        moves = isinstance(logic.next_state(known, event, reason=ReturnReason.OTHER), Transition)
        found = logic.rule_for(known, event)
        entitled = isinstance(found, logic.Rule) and not found.roles.isdisjoint(
            proposer if found.by_proposer else holder
        )
        barred = known.worsened and event in (Event.SUBMIT, Event.FORWARD, Event.DECIDE)
        assert bool(offer.decision) is (moves and entitled and not barred)


def test_votes_come_by_session_papers_by_submission_and_decision() -> None:
    carried = {event: {row.via for row in RULES if row.event is event} for event in Event}
    assert carried[Event.COUNCIL_APPROVE] == carried[Event.COUNCIL_REFUSE] == {Via.SESSION}
    assert carried[Event.SUBMIT] == carried[Event.FORWARD] == {Via.SUBMISSION}
    assert carried[Event.DECIDE] == carried[Event.STATE_OUTCOME] == {Via.DECISION}


class Way(RuleBasedStateMachine):
    """One nomination between units 0…2 (the last is the top): whoever acts, it has one holder or is over."""

    def __init__(self) -> None:
        super().__init__()
        self.nomination = NominationState.DRAFT
        self.holder = 0
        self.reviews: dict[int, tuple[ReviewState, ReviewState | None]] = {}
        self.decides_at = 3

    def facts(self) -> ReviewFacts:
        state, resume = self.reviews.get(self.holder, (None, None))
        below = self.holder - 1 if self.holder else None
        return ReviewFacts(
            state, self.holder >= self.decides_at, self.holder == 2, below, self.holder + 1, resume
        )

    @rule(level=st.integers(0, 3))
    @precondition(lambda self: self.nomination is NominationState.DRAFT)
    def choose_award(self, level: int) -> None:
        self.decides_at = level

    @rule(event=st.sampled_from(Event), reason=st.sampled_from(ReturnReason))
    def happens(self, event: Event, reason: ReturnReason) -> None:
        known = self.facts()
        answer = logic.next_state(known, event, reason=reason)
        if isinstance(answer, Decision):
            return
        assert not self.nomination.is_final
        self.reviews[self.holder] = (answer.state, answer.resume if answer.goes is Goes.STAYS else None)
        if answer.target_id is not None:
            assert answer.target_state is not None
            self.holder = answer.target_id
            self.reviews[self.holder] = (answer.target_state, answer.resume)
        self.nomination = answer.nomination

    @invariant()
    def one_holder_or_over(self) -> None:
        assert 0 <= self.holder <= 2
        held = [
            unit
            for unit, (state, _) in self.reviews.items()
            if state in HELD_STATES - {ReviewState.SUBMITTED}
        ]
        if self.nomination in (NominationState.IN_REVIEW, NominationState.TO_SUPPLEMENT):
            assert held == [self.holder]
        elif self.nomination is NominationState.FORWARDED:
            assert self.holder == 2
            assert held == []
        else:
            assert held == []

    @invariant()
    def the_holder_can_act(self) -> None:
        if self.nomination.is_final:
            return
        assert any(row.state == self.facts().state for row in RULES)

    @invariant()
    def what_is_to_be_mended_leads_somewhere(self) -> None:
        state, resume = self.reviews.get(self.holder, (None, None))
        assert (state is ReviewState.TO_SUPPLEMENT) == (self.nomination is NominationState.TO_SUPPLEMENT)
        if state is ReviewState.TO_SUPPLEMENT:
            assert isinstance(logic.next_state(self.facts(), Event.SUPPLEMENT), Transition)
            assert resume is not None


TestWay = Way.TestCase
TestWay.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


@given(st.lists(st.sampled_from(ReturnReason), min_size=1, max_size=6), st.integers(0, 3))
@settings(deadline=None)
def test_however_often_returned_going_on_ends_in_a_bounded_number_of_acts(
    reasons: list[ReturnReason], decides_at: int
) -> None:
    way = Way()
    way.choose_award(decides_at)
    onward = [
        Event.PROPOSE, Event.SUPPLEMENT, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE, Event.ENDORSE, Event.DECIDE,
        Event.SUBMIT, Event.FORWARD, Event.STATE_OUTCOME,
    ]  # fmt: skip
    returns = list(reasons)
    for _ in range(20 + 15 * len(reasons)):
        if way.nomination.is_final:
            break
        if returns and way.holder > 0:
            way.happens(Event.RETURN, returns.pop())
            continue
        event = next(
            e
            for e in onward
            if isinstance(logic.next_state(way.facts(), e, reason=ReturnReason.OTHER), Transition)
        )
        way.happens(event, ReturnReason.OTHER)
    assert way.nomination is NominationState.AWARDED


def test_the_diagram_draws_every_row_but_withdrawal() -> None:
    drawn = mermaid().splitlines()
    arrows = [line for line in drawn if "-->" in line and "[*]" not in line]
    assert len(arrows) == sum(row.event is not Event.WITHDRAW for row in RULES)
    assert "    endorsed --> decided: Ban hành quyết định (đơn vị có thẩm quyền quyết định)" in drawn
    assert len(markdown_table().splitlines()) == len(RULES) + 2
