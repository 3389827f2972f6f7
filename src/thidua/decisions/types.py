"""Plain values of decisions: what a nomination brings in, how a bonus was reached, what lists show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class DecisionState(StrEnum):
    """Where a decision stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "draft": "Dự thảo",
            "signed": "Đã ký, chờ công bố",
            "published": "Đã công bố",
            "cancelled": "Đã hủy dự thảo",
        }[self.value]


class ContentKind(StrEnum):
    """What a decision does: commend, correct an earlier one, revoke or restore its awards, record the State's."""

    AWARD = "award"
    CORRECTION = "correction"
    REVOCATION = "revocation"
    RESTORATION = "restoration"
    EXTERNAL = "external"


class AuthorityMark(StrEnum):
    """The mark before the signer's title (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 7a)."""

    NONE = ""
    TM = "TM"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"
    Q = "Q"

    @property
    def label(self) -> str:
        return {
            "": "Người đứng đầu ký",
            "TM": "Thay mặt tập thể (TM.)",
            "KT": "Cấp phó ký thay (KT.)",
            "TL": "Ký thừa lệnh (TL.)",
            "TUQ": "Ký thừa ủy quyền (TUQ.)",
            "Q": "Quyền cấp trưởng (Q.)",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nomination as a decision needs it.

    `rank` orders awards, higher first; `is_title` tells a title from a commendation form; `deciders` are
    the authorities that confer the award by the law of the day.
    """

    nomination_id: int
    recipient_id: int
    name: str
    kind: str
    sort_key: str
    unit_id: int
    unit_name: str
    award: str
    award_name: str
    rank: int
    is_title: bool
    route: str
    year: int
    period_from: int | None = None
    period_to: int | None = None
    achievement: str = ""
    holder_id: int = 0
    review_state: str = ""
    endorsed_on: date | None = None
    deciders: tuple[str, ...] = ()
    held_by_decision: int | None = None
    gender: str = ""
    position: str = ""

    @property
    def counted_period(self) -> tuple[int, int]:
        """First and last year of the achievements."""
        first = self.period_from if self.period_from is not None else self.year
        last = self.period_to if self.period_to is not None else self.year
        return first, last


@dataclass(frozen=True, slots=True)
class Paid:
    """A bonus of this day that the register already holds."""

    recipient_id: int
    is_title: bool
    period: tuple[int, int]
    bonus: int


@dataclass(frozen=True, slots=True)
class Rate:
    """What the law gives for one award: thousandths of the base salary, the product, and the sum as paid.

    Coefficient and product are None where the law names none; then nothing is paid.
    """

    coefficient_milli: int | None
    raw: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What one nomination is paid, and why when that is not the full sum."""

    nomination_id: int
    rate: Rate
    paid: int
    reason: str = ""
    cites: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFilters:
    """What to look for among decisions; empty fields do not restrict. `number` with or without its symbol."""

    state: str = ""
    year: int | None = None
    unit_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as lists show it."""

    id: int
    unit_id: int
    unit: str
    issuer: str
    number: str
    decided_on: date | None
    subject: str
    state: str
    route: str
    external: bool
    items: int
    total_bonus: int
    kind: str = "award"

    @property
    def label(self) -> str:
        return DecisionState(self.state).label


@dataclass(frozen=True, slots=True)
class DecisionList:
    """Some decisions, newest first; `after` is the key of the next page."""

    rows: tuple[DecisionRow, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a decision's annex on the screen. `record_id` and `code` exist once it is published."""

    position: int
    nomination_id: int
    recipient_id: int
    name: str
    kind: str
    unit: str
    award: str
    award_name: str
    period: str
    coefficient_milli: int | None
    bonus_raw: int | None
    bonus: int | None
    note: str
    verdict: str = ""
    record_id: int | None = None
    code: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision with everything its page shows; `may` names the acts offered and refuses the others."""

    id: int
    version: int
    state: str
    kind: str
    external: bool
    unit_id: int
    unit: str
    issuer: str
    number: str
    decided_on: date | None
    subject: str
    route: str
    round_id: int | None
    signer: str
    authority_lines: tuple[str, ...]
    receivers: tuple[str, ...]
    legal_basis: tuple[str, ...]
    total_bonus: int
    signed_file_id: int | None
    texts: dict[str, object]
    published_at: datetime | None
    items: tuple[ItemRow, ...] = ()
    may: dict[str, tuple[bool, str]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return DecisionState(self.state).label


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A published decision as anyone may read it: names, units, awards and codes, nothing more."""

    id: int
    issuer: str
    number: str
    decided_on: date
    subject: str
    signer: str
    unit: str
    lines: tuple[PublicLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One awarded recipient of a published decision."""

    name: str
    kind: str
    unit: str
    award_name: str
    period: str
    code: str
