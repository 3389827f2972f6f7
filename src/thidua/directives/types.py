"""States and values of documents. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentState(StrEnum):
    """How far an incoming document has come."""

    READ = "read"
    REGISTERED = "registered"

    @property
    def label(self) -> str:
        return {"read": "Chờ kiểm tra, vào sổ", "registered": "Đã vào sổ"}[self.value]

    @property
    def tone(self) -> str:
        return {"read": "act", "registered": "good"}[self.value]


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
