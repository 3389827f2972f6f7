"""What a condition tells beside its truth: the sentences, the evidence, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

OFFICE = "đơn vị quản lý, sử dụng người được đề nghị"
COLLECTIVE_OFFICE = "đơn vị đề nghị"
INITIATIVE_COUNCIL = "Hội đồng sáng kiến (người đứng đầu cấp công nhận sáng kiến)"
STANDING_OFFICE = "cơ quan thường trực Hội đồng Thi đua - Khen thưởng"
ARCHIVE = "cơ quan lưu trữ quyết định khen thưởng"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact a finding leans on: its place in the record, what it says and where it is kept."""

    fact: str
    shows: str
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that was never recorded and who can supply it."""

    fact: str
    says: str
    who: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What was required, what the record shows, what would change the answer (Vietnamese, no final stop)."""

    required: str
    shown: str
    change: str = ""
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    cites: tuple[str, ...] = ()
    parts: tuple[object, ...] = field(default=())

    @property
    def says(self) -> str:
        """The whole as sentences."""
        text = f"Yêu cầu: {self.required}. Hồ sơ: {self.shown}."
        return f"{text} {self.change[:1].upper()}{self.change[1:]}." if self.change else text
