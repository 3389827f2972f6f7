"""States and values of documents. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.directives.reading.types import DutyKind
from thidua.organisation.types import UnitRef


class Direction(StrEnum):
    """Whether a document came to the unit or went out from it."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"

    @property
    def label(self) -> str:
        return {"incoming": "Văn bản đến", "outgoing": "Văn bản đi"}[self.value]


class DocumentState(StrEnum):
    """How far a document has come: an incoming one is read, then registered; an outgoing one is issued."""

    READ = "read"
    REGISTERED = "registered"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return {"read": "Chờ kiểm tra, vào sổ", "registered": "Đã vào sổ", "issued": "Đã phát hành"}[
            self.value
        ]

    @property
    def tone(self) -> str:
        return {"read": "act", "registered": "good", "issued": "good"}[self.value]


class ClauseState(StrEnum):
    """What an officer has made of a clause. Only an accepted one becomes a duty; a merged one lives on in another."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return {
            "proposed": "Chờ xem",
            "accepted": "Đã chấp nhận",
            "set_aside": "Không giao",
            "merged": "Đã gộp",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"proposed": "act", "accepted": "good", "set_aside": "done", "merged": "done"}[self.value]


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """What a clause orders: its words, its kind, whom it addresses (words, not units), until when or how often."""

    text: str
    kind: DutyKind
    addressees: tuple[str, ...]
    deadline: date | None = None
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the register says of a document, as an officer has confirmed it. `recipients` holds one line each."""

    issuer: str
    number: str
    place: str
    dated: date | None
    kind: str
    subject: str
    signer: str
    signer_title: str
    arrived: date
    recipients: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """To whom a document is still to be sent by its recipients list: units, and words that name none."""

    units: tuple[UnitRef, ...]
    outside: tuple[str, ...]
