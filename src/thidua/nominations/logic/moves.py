"""Reading the table: what an event does, who may cause it, and what the conditions of the award say to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby

from thidua.access.types import Role
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.nominations.logic.table import RULES, Rule
from thidua.nominations.types import (
    Event,
    Goes,
    Offer,
    ReturnReason,
    ReviewFacts,
    ReviewState,
    Transition,
)

SHORTEST_REASON = 20
"""Characters a head must write, at least, to endorse what the record shows as not meeting the conditions."""

_BY_PAIR: dict[tuple[ReviewState | None, Event], tuple[Rule, ...]] = {}
for _rule in RULES:
    _BY_PAIR[_rule.state, _rule.event] = (*_BY_PAIR.get((_rule.state, _rule.event), ()), _rule)

_HOLDS_BLOCK = frozenset({Event.ENDORSE, Event.SUBMIT, Event.FORWARD, Event.DECIDE})


def rules_for(state: ReviewState | None, event: Event) -> tuple[Rule, ...]:
    """The rows for this pair; several differ by their condition. Empty when the event never happens there."""
    return _BY_PAIR.get((state, event), ())


def rule_for(facts: ReviewFacts, event: Event) -> Rule | Decision:
    """The one row that applies, or the refusal with its Vietnamese reason."""
    rules = rules_for(facts.state, event)
    if not rules:
        return refuse(_never(facts.state, event))
    for rule in rules:
        if rule.when.holds(facts):
            return rule
    return refuse(*dict.fromkeys(rule.when.says for rule in rules))


def next_state(
    facts: ReviewFacts, event: Event, *, reason: ReturnReason | None = None
) -> Transition | Decision:
    """What `event` does at the holder, or why it cannot happen now.

    Asks neither who acts (`allowed_events`) nor what the conditions of the award say (`verdict_allows`).
    """
    rule = rule_for(facts, event)
    if isinstance(rule, Decision):
        return rule
    if rule.needs_reason and reason is None:
        return refuse("Phải chọn lý do.")
    target = {Goes.ABOVE: facts.parent_id, Goes.BELOW: facts.below_id}.get(rule.goes)
    target_state = {Goes.ABOVE: ReviewState.RECEIVED, Goes.BELOW: ReviewState.TO_SUPPLEMENT}.get(rule.goes)
    resume = _resume(rule, reason) if event is Event.RETURN else None
    return Transition(event, rule.to, rule.nomination, rule.goes, target, target_state, resume)


def _resume(rule: Rule, reason: ReturnReason | None) -> ReviewState:
    """Where mending leads: a unit's own return begins again, one from above keeps what stands."""
    if rule.goes is Goes.STAYS and rule.state is not ReviewState.SUBMITTED:
        return ReviewState.RECEIVED
    new_vote = reason is not None and reason.needs_new_vote
    return ReviewState.APPRAISED if new_vote else ReviewState.ENDORSED


def may_roles(rule: Rule, at_holder: Collection[Role], at_proposer: Collection[Role]) -> Decision:
    """Whether someone with these roles, held exactly at those units, may do it."""
    held = at_proposer if rule.by_proposer else at_holder
    names = ", ".join(role.label for role in Role if role in rule.roles)
    where = "đơn vị đề nghị" if rule.by_proposer else "đơn vị đang giữ hồ sơ"
    return require(not rule.roles.isdisjoint(held), f"Việc này do {names} của {where} thực hiện.")


def verdict_allows(
    event: Event, verdict: str, *, text: str = "", confirmed: bool = False, worsened: bool = False
) -> Decision:
    """Whether the conclusion on the conditions lets the act happen.

    The software shows reasons, people decide: a hold stops endorsing, submitting and deciding until it is
    lifted; a condition not met can be endorsed only with a written reason, an unknown one only after its
    questions were confirmed. A conclusion that worsened after endorsement must be endorsed again.
    """
    if event not in _HOLDS_BLOCK:
        return ALLOW
    if verdict == "suspended":
        return refuse("Đang có căn cứ tạm dừng xét; hồ sơ được giữ lại, chưa thể xử lý tiếp.")
    if event is not Event.ENDORSE:
        return require(
            not worsened,
            "Sau khi duyệt, kết luận đã chuyển thành chưa đủ điều kiện; thủ trưởng phải duyệt lại.",
        )
    if verdict == "not_eligible":
        return require(
            len(text.strip()) >= SHORTEST_REASON,
            f"Hồ sơ chưa đủ điều kiện; muốn duyệt phải ghi rõ lý do (ít nhất {SHORTEST_REASON} ký tự).",
        )
    if verdict == "eligible":
        return ALLOW
    return require(
        confirmed, "Còn điều kiện chưa có dữ liệu; phải xác nhận đã kiểm tra các câu hỏi rồi mới duyệt."
    )


def words_given(rule: Rule, reason: str, text: str) -> Decision:
    """Whether the reason and the text stand where the act needs them."""
    if not rule.needs_reason:
        return ALLOW
    known = reason in {member.value for member in ReturnReason}
    return require(known, "Phải chọn lý do trong danh mục.") & require(
        bool(text.strip()), "Phải ghi nội dung cụ thể bên cạnh lý do."
    )


def allowed_events(
    facts: ReviewFacts, at_holder: Collection[Role], at_proposer: Collection[Role], verdict: str = "eligible"
) -> tuple[Offer, ...]:
    """Every event that has a place at this state, with whether it may be done now and why not."""
    rows = [rule for rule in RULES if rule.state == facts.state]
    return tuple(
        _with_verdict(_offer(facts, event, tuple(rules), at_holder, at_proposer), verdict, facts.worsened)
        for event, rules in groupby(rows, lambda rule: rule.event)
    )


def _with_verdict(offer: Offer, verdict: str, worsened: bool) -> Offer:
    """What the conclusion adds: a bar that nothing lifts, or words the head must give."""
    enough = "." * SHORTEST_REASON
    bar = verdict_allows(offer.event, verdict, text=enough, confirmed=True, worsened=worsened)
    endorses = offer.event is Event.ENDORSE
    return replace(
        offer,
        decision=offer.decision & bar,
        needs_text=endorses and verdict == "not_eligible",
        needs_confirmation=endorses and verdict in ("", "unknown"),
    )


def _offer(
    facts: ReviewFacts,
    event: Event,
    rules: tuple[Rule, ...],
    at_holder: Collection[Role],
    at_proposer: Collection[Role],
) -> Offer:
    found = rule_for(facts, event)
    if isinstance(found, Decision):
        first = rules[0]
        return Offer(event, first.label, first.via, first.needs_reason, found)
    decision = may_roles(found, at_holder, at_proposer)
    return Offer(event, found.label, found.via, found.needs_reason, decision)


def _never(state: ReviewState | None, event: Event) -> str:
    where = "đang soạn" if state is None else f"ở bước “{state.label}”"
    return f"Hồ sơ {where}, không thể làm việc “{event.label}”."
