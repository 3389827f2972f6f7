"""The shape of what the law delegates to a province, and of a province's own rules (an overlay)."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from thidua.lawbook.schema import Dated, Entry, InstrumentEntry, Node, Sourced
from thidua.lawbook.schema_procedures import (
    CouncilRule,
    FamilyScope,
    Name,
    PublicNoticeRule,
    SetsRule,
    SubmissionRule,
    Text,
    TimeLimitRule,
    VoteRuleEntry,
)

May = Literal["tighten", "add", "define", "procedure"]
MAY_VI: dict[May, str] = {
    "tighten": "quy định con số chặt hơn",
    "add": "quy định thêm điều kiện",
    "define": "quy định toàn bộ tiêu chuẩn",
    "procedure": "quy định thủ tục",
}
LocalSection = Literal["submissions", "public_notice", "sets", "councils", "time_limits", "votes"]


class Delegation(Dated, Sourced):
    """What the law leaves to a province: for which awards, and whether it may set a stricter number (`parameter`,
    stricter when `lower` or `higher`), add conditions, define a whole standard, or set `sections` of procedure."""

    id: Name
    title: Text
    may: May
    awards: FamilyScope | None = None
    parameter: str | None = None
    stricter: Literal["lower", "higher"] | None = None
    sections: tuple[LocalSection, ...] = ()

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if (self.may == "tighten") != (self.parameter is not None and self.stricter is not None):
            raise ValueError("may: tighten phải kèm parameter và stricter, các loại khác thì không")
        if (self.may == "procedure") != bool(self.sections):
            raise ValueError("may: procedure phải kèm sections, các loại khác thì không")
        if self.may in ("add", "define") and self.awards is None:
            raise ValueError("may: add, define phải kèm awards")
        return self


class DelegationFile(Entry):
    """delegations/*.yaml"""

    delegations: tuple[Delegation, ...]


class OverlayHead(Entry):
    """Whose rules these are. A `sample` shows the form only: its numbers are nobody's rules, and nothing is checked."""

    province: Text
    title: Text
    sample: bool


class LocalNumber(Dated, Sourced):
    """A stricter number for some days; `title` is what officers read where the law's rule names its own number."""

    delegation: Name
    parameter: str
    value: Any
    title: Text | None = None


class LocalStandard(Dated):
    """Conditions for some days: added to the standard of the law, or the standard the law leaves to the province."""

    delegation: Name
    award: str
    criteria: tuple[Node, ...] = Field(min_length=1)


class LocalProcedure(Entry):
    """Rules of procedure under one delegation."""

    delegation: Name
    submissions: tuple[SubmissionRule, ...] = ()
    public_notice: tuple[PublicNoticeRule, ...] = ()
    sets: tuple[SetsRule, ...] = ()
    councils: tuple[CouncilRule, ...] = ()
    time_limits: tuple[TimeLimitRule, ...] = ()
    votes: tuple[VoteRuleEntry, ...] = ()


class OverlayFile(Entry):
    """A file of an overlay's folder; exactly one of them says whose rules they are."""

    overlay: OverlayHead | None = None
    instruments: tuple[InstrumentEntry, ...] = ()
    numbers: tuple[LocalNumber, ...] = ()
    conditions: tuple[LocalStandard, ...] = ()
    standards: tuple[LocalStandard, ...] = ()
    procedures: tuple[LocalProcedure, ...] = ()
