"""The way of a nomination: one table of transitions, the same at every level, and the rules that read it.

The table feeds buttons, permission checks, tests, the diagram of the documents and the history. A unit's
review runs RECEIVED ▸ APPRAISED ▸ COUNCIL_APPROVED ▸ ENDORSED, then the unit decides what the law lets it
decide and submits the rest to the next unit up, where the same begins again. Which unit is next and who may
decide are facts given in, never written here, so no level is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thidua.access.types import Role
from thidua.nominations.types import Event, Goes, NominationState, ReviewFacts, ReviewState, Via

DESK = frozenset({Role.EMULATION_OFFICER, Role.SPECIALIST})
HEAD = frozenset({Role.HEAD})
SIGNERS = frozenset({Role.HEAD, Role.SIGNER})
COUNCIL = DESK | {Role.COUNCIL_MEMBER}
SENDERS = DESK | SIGNERS
PROPOSERS = frozenset({Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD})


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
        _R.ENDORSED, Event.DECIDE, _R.DECIDED, _N.AWARDED, Goes.ENDS, SIGNERS,
        "Ban hành quyết định", when=DECIDES, via=Via.DECISION,
    ),
    *_returns(_R.ENDORSED, DESK | HEAD),
    _reject(_R.ENDORSED, HEAD),
    _withdraw(_R.ENDORSED),
    Rule(
        _R.SUBMITTED, Event.STATE_OUTCOME, _R.DECIDED, _N.AWARDED, Goes.ENDS, DESK,
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

HELD_STATES = frozenset(rule.state for rule in RULES if rule.state is not None)
"""Review states in which a unit can have the nomination in hand; in the others it is over or elsewhere."""
