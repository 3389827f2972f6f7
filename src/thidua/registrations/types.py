"""Values of registrations and covenants. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """Where a unit's registration stands."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return {"draft": "Đang soạn", "sent": "Chờ duyệt", "returned": "Đã trả lại", "approved": "Đã duyệt"}[
            self.value
        ]

    @property
    def tone(self) -> str:
        return {"draft": "neutral", "sent": "wait", "returned": "bad", "approved": "good"}[self.value]


class Glance(StrEnum):
    """The four states of a subordinate, as the page of all of them tells."""

    NOT_STARTED = "not_started"
    WAITING = "waiting"
    RETURNED = "returned"
    DONE = "done"

    @property
    def label(self) -> str:
        return {
            "not_started": "Chưa gửi",
            "waiting": "Đang chờ duyệt",
            "returned": "Đã trả lại",
            "done": "Đã xong",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"not_started": "neutral", "waiting": "wait", "returned": "bad", "done": "good"}[self.value]


class CovenantState(StrEnum):
    """A covenant is written, laid before the members, and binds when all have signed."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        return {"draft": "Đang soạn", "offered": "Chờ ký", "signed": "Đã ký đủ"}[self.value]

    @property
    def tone(self) -> str:
        return {"draft": "neutral", "offered": "wait", "signed": "good"}[self.value]


@dataclass(frozen=True, slots=True)
class NewTitle:
    """A title or form that a recipient registers for; codes are those of the lawbook."""

    recipient_id: int
    award: str


@dataclass(frozen=True, slots=True)
class NewPledge:
    """A commitment in figures: what, how much, in which unit of measure; a number may be left out.

    `target_id` ties it to a target that measures it, in a registration as in a covenant.
    """

    words: str
    amount: Decimal | None = None
    measure: str = ""
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """What of a target a commitment has to agree with."""

    code: str
    measure: str
    places: int


class Kept(StrEnum):
    """How a member's result stands to what the covenant says."""

    KEPT = "kept"
    SHORT = "short"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"kept": "Đạt mức giao ước", "short": "Chưa đạt mức giao ước", "unknown": "Chưa có kết quả"}[
            self.value
        ]

    @property
    def tone(self) -> str:
        return {"kept": "good", "short": "bad", "unknown": "wait"}[self.value]
