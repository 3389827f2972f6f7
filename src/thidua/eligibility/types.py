"""What is asked of the law about a recipient, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: may this recipient receive this award for this year or period on that day.

    `unit` and `ballot` are the sections of the record format of the same names; left out they are not asked.
    `without` are award records to leave out of the facts, for asking what would hold had they not been given.
    """

    nomination_id: int | None
    recipient_id: int
    award: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    achievement: str
    decided_on: date
    unit: Mapping[str, Any] | None = None
    ballot: Mapping[str, Any] | None = None
    without: frozenset[int] = frozenset()

    @property
    def key(self) -> int:
        """The nomination's id, or the recipient's where there is no nomination."""
        return self.recipient_id if self.nomination_id is None else self.nomination_id


@dataclass(frozen=True, slots=True)
class Outcome:
    """The check that answers and its verdict: eligible, not_eligible, unknown or suspended."""

    check_id: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A condition whose answer changed; None where the condition did not exist."""

    rule: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Replay:
    """A stored check asked again of the current book."""

    check_id: int
    before: str
    after: str
    same_law: bool
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the verdict and every condition came out as before."""
        return self.before == self.after and not self.differences


@dataclass(frozen=True, slots=True)
class LeaningCheck:
    """A check that counted an award record, for whom the loss of that record may matter."""

    check_id: int
    recipient_id: int
    recipient: str
    nomination_id: int | None
    award: str
    award_name: str
    verdict: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class CheckHeader:
    """One check in a list of those made for a nomination, newest first."""

    id: int
    verdict: str
    decided_on: date
    law: tuple[str, ...]
    law_digest: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What would happen to an award or a nomination if one that it counted were lost as well.

    `level` 2 counted the first one itself, 3 one of those, and so on; `through` are the records it counted.
    """

    record_id: int | None
    nomination_id: int | None
    award: str
    level: int
    through: tuple[int, ...]
    before: str
    after: str
    stands: bool


class CaseState(StrEnum):
    """Where the review of an award that counted a revoked one stands."""

    OPEN = "open"
    HELD = "held"
    PROPOSED = "proposed"
    KEPT = "kept"
    REVOKED = "revoked"
    STANDS = "stands"
    OVER = "over"

    @property
    def label(self) -> str:
        return {
            "open": "Chờ xem xét",
            "held": "Chờ kiểm tra, xác minh",
            "proposed": "Đề nghị hủy bỏ",
            "kept": "Giữ nguyên",
            "revoked": "Đã hủy bỏ",
            "stands": "Khen thưởng trước đã phục hồi",
            "over": "Hồ sơ đề nghị đã kết thúc",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"open": "act", "held": "wait", "proposed": "bad"}.get(self.value, "done")

    @property
    def is_active(self) -> bool:
        """Whether a person has yet to settle it."""
        return self in ACTIVE_CASES


ACTIVE_CASES = (CaseState.OPEN, CaseState.HELD, CaseState.PROPOSED)


class CaseAct(StrEnum):
    """What a person may do with a case."""

    KEEP = "keep"
    PROPOSE = "propose"
    HOLD = "hold"

    @property
    def label(self) -> str:
        return {
            "keep": "Giữ nguyên khen thưởng",
            "propose": "Đề nghị hủy bỏ",
            "hold": "Chờ kiểm tra, xác minh",
        }[self.value]

    @property
    def to(self) -> CaseState:
        """The state it leads to."""
        return {"keep": CaseState.KEPT, "propose": CaseState.PROPOSED, "hold": CaseState.HELD}[self.value]


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination under way as the room above tells of it; `paths` are those of the units from which it is seen."""

    id: int
    recipient_id: int
    holder_id: int
    award: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case as lists show it."""

    id: int
    recipient: str
    award_name: str
    period: str
    under_way: bool
    unit: str
    revoked: str
    revoked_on: date
    before: str
    after: str
    stands: bool
    state: str
    opened_at: datetime
