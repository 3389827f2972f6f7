"""The way of a nomination: one table of transitions, the same at every level, and the rules that read it.

The table feeds buttons, permission checks, tests, the diagram of the documents and the history. A unit's
review runs RECEIVED ▸ APPRAISED ▸ COUNCIL_APPROVED ▸ ENDORSED, then the unit decides what the law lets it
decide and submits the rest to the next unit up, where the same begins again. Which unit is next and who may
decide are facts given in, never written here, so no level is named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from thidua.access.types import Role
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.nominations.types import (
    Event,
    Goes,
    NominationState,
    Offer,
    ReturnReason,
    ReviewFacts,
    ReviewState,
    Transition,
    Via,
)

DESK = frozenset({Role.EMULATION_OFFICER, Role.SPECIALIST})
HEAD = frozenset({Role.HEAD})
SIGNERS = frozenset({Role.HEAD, Role.SIGNER})
COUNCIL = DESK | {Role.COUNCIL_MEMBER}
SENDERS = DESK | SIGNERS
PROPOSERS = frozenset({Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD})

SHORTEST_REASON = 20
"""Characters a head must write, at least, to endorse what the record shows as not meeting the conditions."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a row of the table holds, and the sentence for when it does not."""

    name: str
    holds: Callable[[ReviewFacts], bool]
    says: str


ALWAYS = Condition("luôn luôn", lambda facts: True, "")
FROM_BELOW = Condition(
    "do cấp dưới trình", lambda f: f.below_id is not None, "Hồ sơ do chính đơn vị này đề nghị."
)
OWN = Condition("do đơn vị đề nghị", lambda f: f.below_id is None, "Hồ sơ do cấp dưới trình.")
DECIDES = Condition(
    "đơn vị có thẩm quyền quyết định",
    lambda f: f.may_decide,
    "Đơn vị không có thẩm quyền quyết định hình thức này; phải trình cấp trên.",
)
SUBMITS = Condition(
    "thẩm quyền thuộc cấp trên",
    lambda f: not f.may_decide and not f.is_top,
    "Không trình cấp trên: đơn vị tự quyết định được, hoặc không còn cấp trên trên hệ thống.",
)
FORWARDS = Condition(
    "thẩm quyền thuộc cấp Nhà nước",
    lambda f: not f.may_decide and f.is_top,
    "Chỉ đơn vị cao nhất trên hệ thống mới trình cấp Nhà nước, với hình thức mình không có thẩm quyền.",
)
SIMPLIFIED = Condition(
    "theo thủ tục đơn giản",
    lambda f: f.simplified,
    "Hội đồng chưa thông qua; chỉ hồ sơ theo thủ tục đơn giản mới không cần Hội đồng.",
)
WORSENED = Condition(
    "điều kiện đã thay đổi sau khi duyệt",
    lambda f: f.worsened,
    "Thủ trưởng đã duyệt và kết luận về điều kiện không xấu đi, không phải duyệt lại.",
)


def _resumes(state: ReviewState, name: str) -> Condition:
    return Condition(name, lambda f: f.resume == state, "Không rõ phải đưa hồ sơ trở lại bước nào.")


TO_RECEIVED = _resumes(ReviewState.RECEIVED, "đơn vị tự trả lại")
TO_COUNCIL = _resumes(ReviewState.APPRAISED, "lý do phải họp lại Hội đồng")
TO_ENDORSED = _resumes(ReviewState.ENDORSED, "lý do không phải họp lại Hội đồng")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: at this state of the holder's review, this event, under this condition, by these roles.

    `state` None is the draft. `by_proposer`: the roles are those at the proposing unit, whoever holds the
    nomination; otherwise those at the holder. `needs_reason`: a coded reason and a text must be given.
    """

    state: ReviewState | None
    event: Event
    to: ReviewState
    nomination: NominationState
    goes: Goes
    roles: frozenset[Role]
    label: str
    when: Condition = ALWAYS
    via: Via = Via.REVIEW
    by_proposer: bool = False
    needs_reason: bool = False


def _returns(state: ReviewState, roles: frozenset[Role]) -> Iterator[Rule]:
    yield Rule(
        state, Event.RETURN, ReviewState.RETURNED, NominationState.TO_SUPPLEMENT, Goes.BELOW, roles,
        "Trả lại cấp dưới", when=FROM_BELOW, needs_reason=True,
    )  # fmt: skip
    if state is not ReviewState.TO_SUPPLEMENT:
        yield Rule(
            state, Event.RETURN, ReviewState.TO_SUPPLEMENT, NominationState.TO_SUPPLEMENT, Goes.STAYS, roles,
            "Trả lại để bổ sung", when=OWN, needs_reason=True,
        )  # fmt: skip


def _reject(state: ReviewState, roles: frozenset[Role]) -> Rule:
    return Rule(
        state, Event.REJECT, ReviewState.REJECTED, NominationState.REJECTED, Goes.ENDS, roles,
        "Không xét", needs_reason=True,
    )  # fmt: skip


def _withdraw(state: ReviewState | None) -> Rule:
    return Rule(
        state, Event.WITHDRAW, ReviewState.WITHDRAWN, NominationState.WITHDRAWN, Goes.ENDS, PROPOSERS,
        "Rút đề nghị", by_proposer=True,
    )  # fmt: skip


def _supplement(to: ReviewState, when: Condition) -> Rule:
    return Rule(
        ReviewState.TO_SUPPLEMENT, Event.SUPPLEMENT, to, NominationState.IN_REVIEW, Goes.STAYS, DESK,
        "Đã bổ sung xong", when=when,
    )  # fmt: skip


def _endorse(state: ReviewState, label: str, when: Condition = ALWAYS) -> Rule:
    return Rule(
        state,
        Event.ENDORSE,
        ReviewState.ENDORSED,
        NominationState.IN_REVIEW,
        Goes.STAYS,
        HEAD,
        label,
        when=when,
    )


_R, _N = ReviewState, NominationState
RULES: tuple[Rule, ...] = (
    Rule(None, Event.PROPOSE, _R.RECEIVED, _N.IN_REVIEW, Goes.STAYS, DESK, "Gửi xét"),
    _withdraw(None),
    Rule(_R.RECEIVED, Event.APPRAISE_AGREE, _R.APPRAISED, _N.IN_REVIEW, Goes.STAYS, DESK, "Đồng ý"),
    *_returns(_R.RECEIVED, DESK),
    _reject(_R.RECEIVED, DESK),
    _withdraw(_R.RECEIVED),
    Rule(
        _R.APPRAISED, Event.COUNCIL_APPROVE, _R.COUNCIL_APPROVED, _N.IN_REVIEW, Goes.STAYS, COUNCIL,
        "Hội đồng thông qua", via=Via.SESSION,
    ),
    Rule(
        _R.APPRAISED, Event.COUNCIL_REFUSE, _R.REJECTED, _N.REJECTED, Goes.ENDS, COUNCIL,
        "Hội đồng không thông qua", via=Via.SESSION,
    ),
    _endorse(_R.APPRAISED, "Duyệt", SIMPLIFIED),
    *_returns(_R.APPRAISED, DESK),
    _reject(_R.APPRAISED, DESK),
    _withdraw(_R.APPRAISED),
    _endorse(_R.COUNCIL_APPROVED, "Duyệt"),
    *_returns(_R.COUNCIL_APPROVED, HEAD),
    _reject(_R.COUNCIL_APPROVED, HEAD),
    _withdraw(_R.COUNCIL_APPROVED),
    _endorse(_R.ENDORSED, "Duyệt lại", WORSENED),
    Rule(
        _R.ENDORSED, Event.SUBMIT, _R.SUBMITTED, _N.IN_REVIEW, Goes.ABOVE, SENDERS,
        "Trình cấp trên", when=SUBMITS, via=Via.SUBMISSION,
    ),
    Rule(
        _R.ENDORSED, Event.FORWARD, _R.SUBMITTED, _N.FORWARDED, Goes.STAYS, SENDERS,
        "Trình cấp Nhà nước", when=FORWARDS, via=Via.SUBMISSION,
    ),
    Rule(
        _R.ENDORSED, Event.DECIDE, _R.DECIDED, _N.AWARDED, Goes.ENDS, SENDERS,
        "Ban hành quyết định", when=DECIDES, via=Via.DECISION,
    ),
    *_returns(_R.ENDORSED, DESK | HEAD),
    _reject(_R.ENDORSED, HEAD),
    _withdraw(_R.ENDORSED),
    Rule(
        _R.SUBMITTED, Event.STATE_OUTCOME, _R.DECIDED, _N.AWARDED, Goes.ENDS, SENDERS,
        "Ghi quyết định của cấp Nhà nước", via=Via.DECISION,
    ),
    Rule(
        _R.SUBMITTED, Event.STATE_REFUSAL, _R.REJECTED, _N.REJECTED, Goes.ENDS, DESK,
        "Cấp Nhà nước không khen", needs_reason=True,
    ),
    Rule(
        _R.SUBMITTED, Event.RETURN, _R.TO_SUPPLEMENT, _N.TO_SUPPLEMENT, Goes.STAYS, DESK,
        "Cấp Nhà nước trả lại", needs_reason=True,
    ),
    _withdraw(_R.SUBMITTED),
    _supplement(_R.RECEIVED, TO_RECEIVED),
    _supplement(_R.APPRAISED, TO_COUNCIL),
    _supplement(_R.ENDORSED, TO_ENDORSED),
    *_returns(_R.TO_SUPPLEMENT, DESK),
    _withdraw(_R.TO_SUPPLEMENT),
)  # fmt: skip
"""All that can happen. A pair of state and event that does not stand here is refused with a sentence."""

_BY_PAIR: dict[tuple[ReviewState | None, Event], tuple[Rule, ...]] = {}
for _rule in RULES:
    _BY_PAIR[_rule.state, _rule.event] = (*_BY_PAIR.get((_rule.state, _rule.event), ()), _rule)

HELD_STATES = frozenset(rule.state for rule in RULES if rule.state is not None)
"""Review states in which a unit can have the nomination in hand; in the others it is over or elsewhere."""

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
    facts: ReviewFacts, at_holder: Collection[Role], at_proposer: Collection[Role]
) -> tuple[Offer, ...]:
    """Every event that has a place at this state, with whether it may be done now and why not."""
    rows = [rule for rule in RULES if rule.state == facts.state]
    return tuple(
        _offer(facts, event, tuple(rules), at_holder, at_proposer)
        for event, rules in groupby(rows, lambda rule: rule.event)
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


def working_days_limit(unit_kind: str) -> int:
    """Working days a unit has for its review, from the day it received the nomination.

    25 at the province and 10 below are the times of procedures published by provinces under Decree 91/2017;
    they are a province's own data, shown as an aim, and breaking them closes nothing.
    """
    return 25 if unit_kind == "province" else 10
