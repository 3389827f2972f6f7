"""What a reading gives. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class DutyKind(StrEnum):
    """What sort of work a clause orders."""

    REPORT = "report"
    INSPECT = "inspect"
    TRAIN = "train"
    SPREAD = "spread"
    EXEMPLARS = "exemplars"
    COMMEND = "commend"
    CLUSTERS = "clusters"
    LAUNCH = "launch"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DutyKind.REPORT: "Tổng hợp, báo cáo",
    DutyKind.INSPECT: "Theo dõi, kiểm tra, đôn đốc",
    DutyKind.TRAIN: "Tổ chức bộ máy, bồi dưỡng cán bộ",
    DutyKind.SPREAD: "Quán triệt, tuyên truyền",
    DutyKind.EXEMPLARS: "Phát hiện, nhân rộng điển hình",
    DutyKind.COMMEND: "Khen thưởng",
    DutyKind.CLUSTERS: "Hoạt động cụm, khối",
    DutyKind.LAUNCH: "Phát động, tổ chức phong trào",
    DutyKind.OTHER: "Việc khác",
}


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value as read, and why it is doubtful, in Vietnamese; no doubt is an empty string."""

    value: T
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the body of a document. `recipients` are the lines under “Nơi nhận”, as written."""

    issuer: Field[str]
    number: Field[str]
    place: Field[str]
    dated: Field[date | None]
    kind: Field[str]
    subject: Field[str]
    signer: Field[str]
    signer_title: Field[str]
    arrival_body: Field[str]
    arrived: Field[date | None]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point with everything up to the next one: text == source[start:end].

    `lost` says that the number itself could not be read and was counted instead.
    """

    number: str
    text: str
    start: int
    end: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause proposed as a duty, in the document's own words: text == source[start:end].

    `addressees` are words, not units: named in the clause, or meant (then a doubt says so). `rhythm` is "" when
    the clause names none.
    """

    point: str
    order: int
    text: str
    start: int
    end: int
    kind: DutyKind
    addressees: tuple[str, ...]
    deadline: date | None
    rhythm: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All of it. `doubts` concern the document as a whole."""

    header: Header
    points: tuple[Point, ...]
    proposals: tuple[Proposal, ...]
    doubts: tuple[str, ...]
