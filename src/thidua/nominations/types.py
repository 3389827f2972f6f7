"""States, events and reasons of a nomination's way.

Two labels per state: for those who work on it, for those who wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from thidua.kernel.decision import Decision


class NominationState(StrEnum):
    """Where the nomination stands as a whole."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    TO_SUPPLEMENT = "to_supplement"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    AWARDED = "awarded"

    @property
    def label(self) -> str:
        """For those who work on it."""
        return _NOMINATION_LABELS[self][0]

    @property
    def waiting_label(self) -> str:
        """For those who wait for it."""
        return _NOMINATION_LABELS[self][1]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return _NOMINATION_TONES[self]

    @property
    def is_final(self) -> bool:
        """Whether nothing more can happen to it."""
        return self in (NominationState.WITHDRAWN, NominationState.REJECTED, NominationState.AWARDED)


_NOMINATION_TONES = {
    NominationState.DRAFT: "neutral",
    NominationState.IN_REVIEW: "wait",
    NominationState.TO_SUPPLEMENT: "act",
    NominationState.WITHDRAWN: "done",
    NominationState.REJECTED: "bad",
    NominationState.FORWARDED: "wait",
    NominationState.AWARDED: "honour",
}
_NOMINATION_LABELS = {
    NominationState.DRAFT: ("Đang soạn", "Đang soạn"),
    NominationState.IN_REVIEW: ("Đang xét", "Đang được xét"),
    NominationState.TO_SUPPLEMENT: ("Trả lại để bổ sung", "Cần bổ sung"),
    NominationState.WITHDRAWN: ("Đã rút", "Đã rút"),
    NominationState.REJECTED: ("Không xét", "Không được xét khen thưởng"),
    NominationState.FORWARDED: ("Đã trình cấp Nhà nước", "Đang chờ cấp Nhà nước"),
    NominationState.AWARDED: ("Đã có quyết định", "Đã được khen thưởng"),
}


class ReviewState(StrEnum):
    """Where a nomination stands within one unit's review. The same at every level."""

    RECEIVED = "received"
    APPRAISED = "appraised"
    COUNCIL_APPROVED = "council_approved"
    ENDORSED = "endorsed"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    RETURNED = "returned"
    TO_SUPPLEMENT = "to_supplement"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _REVIEW_LABELS[self]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return _REVIEW_TONES[self]


_REVIEW_TONES = {
    ReviewState.RECEIVED: "wait",
    ReviewState.APPRAISED: "wait",
    ReviewState.COUNCIL_APPROVED: "wait",
    ReviewState.ENDORSED: "good",
    ReviewState.SUBMITTED: "done",
    ReviewState.DECIDED: "honour",
    ReviewState.RETURNED: "neutral",
    ReviewState.TO_SUPPLEMENT: "act",
    ReviewState.REJECTED: "bad",
    ReviewState.WITHDRAWN: "done",
}
_REVIEW_LABELS = {
    ReviewState.RECEIVED: "Chờ thẩm định",
    ReviewState.APPRAISED: "Chờ Hội đồng",
    ReviewState.COUNCIL_APPROVED: "Chờ thủ trưởng duyệt",
    ReviewState.ENDORSED: "Đã duyệt, chờ trình hoặc quyết định",
    ReviewState.SUBMITTED: "Đã trình cấp trên",
    ReviewState.DECIDED: "Đã quyết định",
    ReviewState.RETURNED: "Đã trả lại",
    ReviewState.TO_SUPPLEMENT: "Cần bổ sung",
    ReviewState.REJECTED: "Không xét",
    ReviewState.WITHDRAWN: "Đã rút",
}


class Event(StrEnum):
    """What can happen to a nomination at the unit that holds it."""

    PROPOSE = "propose"
    APPRAISE_AGREE = "appraise_agree"
    RETURN = "return"
    REJECT = "reject"
    COUNCIL_APPROVE = "council_approve"
    COUNCIL_REFUSE = "council_refuse"
    ENDORSE = "endorse"
    SUPPLEMENT = "supplement"
    SUBMIT = "submit"
    FORWARD = "forward"
    DECIDE = "decide"
    STATE_OUTCOME = "state_outcome"
    STATE_REFUSAL = "state_refusal"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return _EVENT_LABELS[self]


_EVENT_LABELS = {
    Event.PROPOSE: "Gửi xét",
    Event.APPRAISE_AGREE: "Thẩm định: đồng ý",
    Event.RETURN: "Trả lại để bổ sung",
    Event.REJECT: "Không xét",
    Event.COUNCIL_APPROVE: "Hội đồng thông qua",
    Event.COUNCIL_REFUSE: "Hội đồng không thông qua",
    Event.ENDORSE: "Thủ trưởng duyệt",
    Event.SUPPLEMENT: "Bổ sung xong",
    Event.SUBMIT: "Trình cấp trên",
    Event.FORWARD: "Trình cấp Nhà nước",
    Event.DECIDE: "Ban hành quyết định",
    Event.STATE_OUTCOME: "Cấp Nhà nước quyết định",
    Event.STATE_REFUSAL: "Cấp Nhà nước không khen",
    Event.WITHDRAW: "Rút đề nghị",
}


class ReturnReason(StrEnum):
    """Coded reason of a return or rejection; a text always stands beside it."""

    MISSING_PAPER = "missing_paper"
    WRONG_REPORT = "wrong_report"
    NO_EVIDENCE = "no_evidence"
    BELOW_STANDARD = "below_standard"
    WRONG_AWARD = "wrong_award"
    OVER_QUOTA = "over_quota"
    ON_HOLD = "on_hold"
    DUPLICATE = "duplicate"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _REASON_LABELS[self][0]

    @property
    def needs_new_vote(self) -> bool:
        """Whether the council of the unit below must vote again once it is mended."""
        return _REASON_LABELS[self][1]


_REASON_LABELS = {
    ReturnReason.MISSING_PAPER: ("Thiếu thành phần hồ sơ", False),
    ReturnReason.WRONG_REPORT: ("Báo cáo thành tích chưa đúng", False),
    ReturnReason.NO_EVIDENCE: ("Chưa có minh chứng", False),
    ReturnReason.BELOW_STANDARD: ("Chưa đủ tiêu chuẩn", True),
    ReturnReason.WRONG_AWARD: ("Hình thức đề nghị chưa phù hợp", True),
    ReturnReason.OVER_QUOTA: ("Vượt tỷ lệ, số lượng", True),
    ReturnReason.ON_HOLD: ("Đang thuộc diện tạm dừng xét", False),
    ReturnReason.DUPLICATE: ("Trùng thành tích đã khen", False),
    ReturnReason.OTHER: ("Lý do khác", False),
}


class ImportState(StrEnum):
    """Where an import of a workbook stands."""

    UPLOADED = "uploaded"
    READ = "read"
    REFUSED = "refused"
    WRITING = "writing"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _IMPORT_LABELS[self]


_IMPORT_LABELS = {
    ImportState.UPLOADED: "Đang đọc tệp",
    ImportState.READ: "Chờ xác nhận",
    ImportState.REFUSED: "Tệp không đọc được",
    ImportState.WRITING: "Đang ghi",
    ImportState.DONE: "Đã nhập",
    ImportState.UNDONE: "Đã hoàn tác",
    ImportState.FAILED: "Không thành công",
}


class Goes(StrEnum):
    """Whose turn it is after an act."""

    STAYS = "stays"
    ABOVE = "above"
    BELOW = "below"
    ENDS = "ends"


class Via(StrEnum):
    """Which official act carries an event: a button on the nomination, or a paper for many at once."""

    REVIEW = "review"
    SESSION = "session"
    SUBMISSION = "submission"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the state machine must know of the unit that holds the nomination.

    `state` None is a draft, which no unit has received yet; `may_decide`: this unit's head confers the award
    by law on the day; `is_top`: no unit above with people on the platform; `below_id`: the unit that sent it
    here, None at the proposing unit; `parent_id`: the unit it goes up to. `resume`: the state to which
    mending brings a returned nomination back. `simplified`: the simplified procedure, which asks for no council.
    `worsened`: the conditions turned out not to be met since the head endorsed.
    """

    state: ReviewState | None
    may_decide: bool
    is_top: bool
    below_id: int | None
    parent_id: int | None
    resume: ReviewState | None = None
    simplified: bool = False
    worsened: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """What an event does: the holder's new review state, the nomination's, and where it goes.

    `target_id` is the unit whose turn it is next (None: it stays or ends here), `target_state` the state of
    that unit's review, `resume` the state a later supplement leads to (after a return).
    """

    event: Event
    state: ReviewState
    nomination: NominationState
    goes: Goes
    target_id: int | None = None
    target_state: ReviewState | None = None
    resume: ReviewState | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An event as the officer sees it: its words, whether it may be done now, and why not.

    `needs_reason`: a coded reason and a text; `needs_text`: a written reason of some length;
    `needs_confirmation`: the open questions must be confirmed.
    """

    event: Event
    label: str
    via: Via
    needs_reason: bool
    decision: Decision
    needs_text: bool = False
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One nomination of a batch; what is given here stands before what is given for the whole batch.

    `ballot` is the council's vote as the record format writes it (members, present, yes, written_yes…).
    """

    nomination_id: int
    version: int | None = None
    text: str = ""
    ballot: Mapping[str, Any] | None = None


class Row(NamedTuple):
    """What became of one nomination of a batch; `reason` is a Vietnamese sentence when it was refused."""

    id: int
    ok: bool
    reason: str = ""


class Asking(NamedTuple):
    """What is asked for in one nomination. `year` is that of a title, or the last of the achievements;
    `row_number` the row of the workbook it came from."""

    recipient_id: int
    award: str
    year: int
    route: str = "merit"
    period_from: int | None = None
    period_to: int | None = None
    achievement: str = ""
    summary: str = ""
    row_number: int | None = None


class Origin(NamedTuple):
    """What a nomination came from, where it was not put forward by itself: a movement, a cluster's round…"""

    kind: str = ""
    id: int | None = None
    title: str = ""
    url: str = ""


class Created(NamedTuple):
    """What became of one row: the new nomination's id, or None and the reason."""

    id: int | None
    reason: str = ""


class SubmissionState(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    SENT = "sent"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"draft": "Đang soạn", "sent": "Đã gửi", "cancelled": "Đã hủy"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"draft": "neutral", "sent": "good", "cancelled": "done"}[self.value]


class Travelling(NamedTuple):
    """A nomination someone wants to put into a submission; `elsewhere`: it lies in another draft."""

    id: int
    name: str
    holder_id: int
    round_id: int
    review_state: str
    verdict: str
    may_decide: bool
    elsewhere: bool
