"""Roles in a council, states of a session, and the plain values of a vote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple


class MemberRole(StrEnum):
    """What a member is in the council."""

    CHAIR = "chair"
    VICE = "vice"
    STANDING = "standing"
    MEMBER = "member"
    SECRETARY = "secretary"

    @property
    def label(self) -> str:
        return {
            "chair": "Chủ tịch Hội đồng",
            "vice": "Phó Chủ tịch Hội đồng",
            "standing": "Ủy viên thường trực",
            "member": "Ủy viên",
            "secretary": "Thư ký Hội đồng",
        }[self.value]


class SessionState(StrEnum):
    """Where a session stands."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"open": "Đang mở", "closed": "Đã kết thúc", "cancelled": "Đã hủy"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"open": "act", "closed": "good", "cancelled": "done"}[self.value]


class Method(StrEnum):
    """How a session votes."""

    BALLOT = "ballot"
    SHOW_OF_HANDS = "show_of_hands"

    @property
    def label(self) -> str:
        return {"ballot": "Bỏ phiếu", "show_of_hands": "Biểu quyết giơ tay"}[self.value]


class VoteOutcome(StrEnum):
    """What a vote came to."""

    NONE = ""
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"": "Chưa có kết quả", "approved": "Thông qua", "refused": "Không thông qua"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"": "neutral", "approved": "good", "refused": "bad"}[self.value]


class Absent(NamedTuple):
    """A member who did not come, why, and whether an opinion came in writing."""

    name: str
    reason: str = ""
    wrote: bool = False


class Vote(NamedTuple):
    """The count for one nomination: `yes` includes `written_yes`, the yes of absent members in writing.

    `conflicts` names the members who took no part; None leaves those found when the session was opened.
    """

    nomination_id: int
    yes: int
    written_yes: int = 0
    conflicts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who could vote: all members counted when the session was opened, those present, those absent."""

    members: int
    present: int
    absent: tuple[Absent, ...] = ()

    @property
    def wrote(self) -> int:
        """Absent members whose opinion came in writing."""
        return sum(each.wrote for each in self.absent)


@dataclass(frozen=True, slots=True)
class Need:
    """The yes votes asked for, whether the law asks them, and the words for the minutes."""

    votes: int
    by_law: bool
    basis: str
    ballot: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """How a session went; everything the minutes say besides the votes."""

    absent: tuple[Absent, ...] = ()
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    method: Method = Method.BALLOT
    secret: bool = True
    chair: str = ""
    secretary: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of a council as lists show it."""

    id: int
    name: str
    title: str
    role: str
    since: date
    until: date | None
    user_id: int | None = None

    @property
    def role_label(self) -> str:
        return MemberRole(self.role).label


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A council with what it has to do."""

    id: int
    unit_id: int
    unit: str
    name: str
    founded_by: str
    since: date
    until: date | None
    members: int
    open_sessions: int
    waiting: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as lists show it."""

    id: int
    council: str
    unit_id: int
    unit: str
    round: str
    held_on: date
    state: str
    items: int
    counted: int
    approved: int
    minutes_number: str

    @property
    def state_label(self) -> str:
        return SessionState(self.state).label


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One nomination on the agenda."""

    nomination_id: int
    version: int
    position: int
    recipient: str
    kind: str
    place: str
    unit: str
    award: str
    award_name: str
    verdict: str
    yes: int | None
    written_yes: int
    needed: int
    by_law: bool
    basis: str
    outcome: str
    conflicts: tuple[str, ...] = ()

    @property
    def outcome_label(self) -> str:
        return VoteOutcome(self.outcome).label


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything one page of a session shows."""

    id: int
    council_id: int
    council: str
    unit_id: int
    unit: str
    round_id: int
    round: str
    year: int
    held_on: date
    course: Course
    attendance: Attendance
    state: str
    minutes_number: str
    quorum: int
    may_run: bool
    why_not: str
    members: tuple[Seat, ...] = ()
    items: tuple[ItemRow, ...] = field(default_factory=tuple)

    @property
    def state_label(self) -> str:
        return SessionState(self.state).label
