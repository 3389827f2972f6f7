"""The shape of the files in `data/`. Unknown keys are refused; every node cites and says whether it was checked."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from thidua.kernel.intervals import Interval
from thidua.lawbook import terms
from thidua.lawbook.record import Day

AwardKind = Literal["title", "form"]
KIND_VI = {
    "law": "Luật",
    "decree": "Nghị định",
    "circular": "Thông tư",
    "letter": "Công văn",
    "decision": "Quyết định",
    "resolution": "Nghị quyết",
    "guidance": "Hướng dẫn",
    "directive": "Chỉ thị",
}
InstrumentKind = Literal[
    "law", "decree", "circular", "letter", "decision", "resolution", "guidance", "directive"
]


class Entry(BaseModel):
    """Frozen, refuses unknown keys; `from` and `until` are the first and last day it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(Entry):
    """Something that holds from a day, until a day when that is known."""

    first: Day = Field(alias="from")
    until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until is not None and self.until < self.first:
            raise ValueError(f"hết hiệu lực ({self.until}) trước khi có hiệu lực ({self.first})")
        return self

    @property
    def interval(self) -> Interval:
        """The days it holds."""
        return Interval(self.first, self.until)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.first <= day and (self.until is None or day <= self.until)


class Sourced(Entry):
    """Cites its source and says whether somebody read it there; if not, `because` says why not."""

    cites: tuple[str, ...] = Field(min_length=1)
    checked: bool
    because: str | None = None

    @model_validator(mode="after")
    def _says_why_unchecked(self) -> Self:
        if not self.checked and not self.because:
            raise ValueError("checked: false phải kèm lý do ở khóa because")
        return self


class InstrumentEntry(Dated):
    """One text of the law, of whatever kind. `recital` orders it among the legal bases of a decision."""

    number: str
    kind: InstrumentKind
    title: str
    issuer: str
    issued: Day | None = None
    amends: tuple[str, ...] = ()
    ended_by: str | None = None
    recital: int | None = None
    checked: bool
    because: str | None = None

    @property
    def short(self) -> str:
        """Kind and number, as texts cite it: "Nghị định 91/2017/NĐ-CP"."""
        return f"{KIND_VI[self.kind]} {self.number}"


class ParameterValue(Sourced):
    """One value, from its first day until the next value begins (or until `until`)."""

    first: Day = Field(alias="from")
    until: Day | None = None
    value: Any


class ParameterEntry(Entry):
    """A value that changes by date; `unit` says what the number counts."""

    name: str
    unit: str
    values: tuple[ParameterValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for before, after in zip(self.values, self.values[1:], strict=False):
            if after.first <= before.first:
                raise ValueError(f"giá trị từ {after.first} không sau giá trị từ {before.first}")
            if before.until is not None:
                raise ValueError("chỉ giá trị cuối cùng được có until")
        return self


class Scope(Entry):
    """To which awards a gate applies; empty means all."""

    kinds: tuple[AwardKind, ...] = ()
    levels: tuple[terms.Level, ...] = ()
    codes: tuple[str, ...] = ()


class Node(Entry):
    """A condition (`need`, `with`) or a combination (`any`, `all`) of conditions.

    `routes`, `kinds` and `groups` say to whom it applies; `from`/`until` when, inside its version. `no_means` is what a
    failure leads to: `no`, `unknown` (a rule too uncertain to refuse by) or `held`. `remark` is told with every
    failure: what a reader of the refusal must know, such as another reading of the text.
    """

    rule: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    need: str | None = None
    with_: dict[str, Any] = Field(default_factory=dict, alias="with")
    any_of: tuple[Node, ...] | None = Field(default=None, alias="any", min_length=1)
    all_of: tuple[Node, ...] | None = Field(default=None, alias="all", min_length=1)
    cites: tuple[str, ...] = ()
    checked: bool = True
    because: str | None = None
    remark: str | None = None
    routes: tuple[terms.Route, ...] = ()
    kinds: tuple[terms.Kind, ...] = ()
    groups: tuple[terms.Group, ...] = ()
    awards: Scope | None = None
    first: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    no_means: Literal["no", "unknown", "held"] = "no"

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(each is not None for each in (self.need, self.any_of, self.all_of)) != 1:
            raise ValueError("cần đúng một trong ba khóa: need, any, all")
        if self.need is not None and not self.cites:
            raise ValueError("điều kiện phải có trích dẫn ở khóa cites")
        if self.need is not None and "checked" not in self.model_fields_set:
            raise ValueError("điều kiện phải ghi checked: true hoặc false")
        if not self.checked and not self.because:
            raise ValueError("checked: false phải kèm lý do ở khóa because")
        return self


class Conduct(Sourced):
    """A condition of conduct, certified by a person; it never decides."""

    rule: str
    text: str
    kinds: tuple[terms.Kind, ...] = ()
    groups: tuple[terms.Group, ...] = ()
    routes: tuple[terms.Route, ...] = ()
    leaders_only: bool = False


class GeneralConduct(Dated, Conduct):
    """A condition of conduct that concerns every award in a period."""


class Preference(Dated, Sourced):
    """Whom the law prefers among equals. It decides nothing and is told as advice; `gender` narrows it to women."""

    rule: str
    text: str
    kinds: tuple[terms.Kind, ...] = ()
    groups: tuple[terms.Group, ...] = ()
    gender: Literal["female"] | None = None


class RecipientRule(Dated, Sourced):
    """Where the law says that an award must fit the kind of recipient."""


class Version(Dated):
    """The standard of an award in one period: the law it stands in, its conditions, what is certified.

    `unloaded`: the text was never loaded, everything is unknown. `ended`: the award no longer exists.
    """

    law: tuple[str, ...] = Field(min_length=1)
    criteria: tuple[Node, ...] = ()
    certify: tuple[Conduct, ...] = ()
    unloaded: str | None = None
    ended: str | None = None
    cites: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_state(self) -> Self:
        if sum((bool(self.criteria), self.unloaded is not None, self.ended is not None)) != 1:
            raise ValueError("cần đúng một trong ba khóa: criteria, unloaded, ended")
        if not self.criteria and not self.cites:
            raise ValueError("phiên bản không có tiêu chuẩn phải có trích dẫn ở khóa cites")
        return self


class Authority(Dated, Sourced):
    """Who decides in a period."""

    deciders: tuple[terms.Decider, ...] = Field(min_length=1)


class VoteEntry(Dated, Sourced):
    """The share of all members of the council whose yes the law asks, as a fraction; `secret` None where unstated.

    `council` says whose vote the law speaks of: that of the province, or of each level that proposes (cấp trình).
    """

    share: tuple[int, int]
    council: terms.Council
    ballot: bool = True
    secret: bool | None = None


class BonusEntry(Dated, Sourced):
    """Coefficients in thousandths of the base salary by kind of recipient; `unsure` names kinds never checked."""

    person: int | None = None
    collective: int | None = None
    household: int | None = None
    unsure: tuple[terms.Kind, ...] = ()


class PaperEntry(Entry):
    """One paper of a dossier."""

    name: str
    required: bool = True
    cites: tuple[str, ...] = ()


class DossierEntry(Dated, Sourced):
    """The papers of a dossier by route and group of recipients; none means all."""

    routes: tuple[terms.Route, ...] = ()
    groups: tuple[terms.Group, ...] = ()
    papers: tuple[PaperEntry, ...] = Field(min_length=1)


class AwardEntry(Entry):
    """One award of the catalogue. Without `standards` only its names and authorities are known; an empty `authority`
    says that nobody in a province decides it (it is recorded only)."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    aliases: tuple[str, ...] = ()
    name: str
    short_name: str
    kind: AwardKind
    level: terms.Level
    rank: int
    recipients: tuple[terms.Kind, ...] = Field(min_length=1)
    groups: tuple[terms.Group, ...] = ()
    authority: tuple[Authority, ...]
    standards: tuple[Version, ...] = ()
    votes: tuple[VoteEntry, ...] = ()
    bonus: tuple[BonusEntry, ...] = ()
    dossier: tuple[DossierEntry, ...] = ()


def concerns(scope: Scope | None, award: AwardEntry) -> bool:
    """Whether an award lies in the scope; None is every award."""
    if scope is None:
        return True
    return (
        (not scope.kinds or award.kind in scope.kinds)
        and (not scope.levels or award.level in scope.levels)
        and (not scope.codes or award.code in scope.codes)
    )


class Transition(Sourced):
    """Which day picks the law for a dossier that a change of law overtook.

    Applies to decisions from `decided_from` on dossiers accepted (or, with `year_until`, years asked about) not later
    than the day (year) named. `law_of` is the day whose law is used, None when the day of the decision stays. With
    `also_law_of` nobody has read which law governs: both are asked, and only where they agree is there an answer.
    """

    rule: str
    text: str
    decided_from: Day
    accepted_until: Day | None = None
    year_until: int | None = None
    law_of: Day | None = None
    also_law_of: Day | None = None
    no_means: Literal["no", "unknown"] = "no"


class InstrumentFile(Entry):
    """instruments/*.yaml"""

    instruments: tuple[InstrumentEntry, ...]


class ParameterFile(Entry):
    """parameters/*.yaml"""

    parameters: tuple[ParameterEntry, ...]


class AwardFile(Entry):
    """awards/*.yaml"""

    awards: tuple[AwardEntry, ...]


class GateFile(Entry):
    """gates/*.yaml"""

    gates: tuple[Node, ...] = ()
    recipient: tuple[RecipientRule, ...] = ()
    conduct: tuple[GeneralConduct, ...] = ()
    prefer: tuple[Preference, ...] = ()
    transitions: tuple[Transition, ...] = ()
