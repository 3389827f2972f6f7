"""One question with the facts it rests on: the public record format (docs/record-format), typed.

Every fact may carry `ref`, an opaque text that links the evidence of a finding back to where the fact is kept.
A field that is None is unknown; a list left out is empty.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from thidua.kernel import years
from thidua.lawbook import terms

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> Any:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("ngày không có trong lịch") from None
    raise ValueError("phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2021-01-15")


Day = Annotated[date, BeforeValidator(_day)]
Year = Annotated[int, Field(strict=True, ge=years.FIRST_YEAR, le=years.LAST_YEAR)]
AnyYear = Annotated[int, Field(strict=True, ge=1900, le=years.LAST_YEAR)]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
Amount = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Flag = Annotated[bool, Field(strict=True)]
Word = Annotated[str, Field(strict=True, min_length=1, max_length=200)]


def _in_order(first: date | None, last: date | None, what: str) -> None:
    if first is not None and last is not None and last < first:
        raise ValueError(f"{what} kết thúc ({last}) trước khi bắt đầu ({first})")


class Model(BaseModel):
    """Frozen, and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Model):
    """Something recorded, with where it is kept."""

    ref: str | None = None


class Recipient(Model):
    """Who is asked about."""

    kind: terms.Kind
    group: terms.Group | None = None
    gender: Annotated[str, Field(pattern="^(female|male)$")] | None = None
    leader: Flag | None = False
    ethnic_minority: Flag | None = False
    higher_retirement_age: Flag | None = False
    recruited: Day | None = None
    founded: AnyYear | None = None
    dissolved: Day | None = None
    in_flag_list: Flag | None = None
    name: str | None = None
    ref: str | None = None

    @model_validator(mode="after")
    def _group_fits(self) -> Self:
        if self.group is None:
            return self
        wanted = {"person": terms.PersonGroup, "collective": terms.CollectiveGroup}.get(self.kind)
        allowed = wanted.__args__ if wanted is not None else ()  # type: ignore[attr-defined]
        if self.group not in allowed:
            raise ValueError(f"nhóm “{self.group}” không dùng cho {terms.KIND_VI[self.kind]}")
        return self

    @model_validator(mode="after")
    def _dissolved_after_it_was_founded(self) -> Self:
        if self.founded is not None and self.dissolved is not None and self.dissolved.year < self.founded:
            raise ValueError(f"giải thể ({self.dissolved}) trước năm thành lập ({self.founded})")
        return self


class YearRef(Fact):
    """A year with where it is kept."""

    year: AnyYear


class RatingFact(Fact):
    """A yearly rating with where it is kept."""

    level: terms.Rating | None


class Initiative(Fact):
    """An initiative, topic, solution or model."""

    year: AnyYear
    form: terms.Form = "initiative"
    scope: terms.Scope | None = None
    applied: Flag | None = None
    replicable: Flag | None = None
    recognised_by: terms.Scope | None = None
    used_for: tuple[Word, ...] | None = ()
    stable_years: Count | None = None
    name: str | None = None


class AwardFact(Fact):
    """An award with its decision; `period` is the first and last year of the achievements it rewards."""

    code: Word
    decided: Day
    period: tuple[AnyYear, AnyYear] | None = None
    route: terms.Route | None = None
    achievement: Word | None = None

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        if self.period and self.period[0] > self.period[1]:
            raise ValueError("thời gian thành tích kết thúc trước khi bắt đầu")
        if self.period and self.decided.year < self.period[1]:
            reason = (
                f"quyết định ngày {self.decided} trước khi hết thời gian thành tích (năm {self.period[1]})"
            )
            raise ValueError(reason)
        return self


class PenaltyFact(Fact):
    """A penalty; `until` is its last day, None while that is not known."""

    date: Day
    level: terms.Penalty
    until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.date, self.until, "kỷ luật")
        return self


class Hold(Model):
    """A reason to suspend consideration; `until` is its last day, None while it is open."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    reason: terms.HoldReason
    since: Day = Field(alias="from")
    until: Day | None = None
    ref: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.since, self.until, "tạm dừng xét")
        return self


class ServiceEvent(Model):
    """Leave, study or transfer."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Annotated[
        str,
        Field(
            pattern="^(sick_leave|unpaid_leave|leave|maternity_leave|injury_treatment|study|transfer|secondment)$"
        ),
    ]
    year: AnyYear | None = None
    working_days: Count | None = None
    months: Count | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    date: Day | None = None
    grade: Annotated[str, Field(pattern="^(excellent|good|average)$")] | None = None
    months_at_previous_unit: Count | None = None
    previous_unit_comment: Flag | None = None
    ref: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.since, self.until, "thời gian")
        return self


class Composition(Fact):
    """A collective's members in one year, as heads."""

    members: Annotated[int, Field(strict=True, ge=1, le=10_000_000)]
    completed: Count | None = None
    good: Count | None = None
    advanced_worker: Count | None = None
    grassroots_emulation_fighter: Count | None = None
    penalised: dict[terms.Penalty, Count] | None = Field(default_factory=dict)

    @model_validator(mode="after")
    def _no_more_than_members(self) -> Self:
        for name in ("completed", "good", "advanced_worker", "grassroots_emulation_fighter"):
            heads = getattr(self, name)
            if heads is not None and heads > self.members:
                raise ValueError(f"{name} ({heads}) nhiều hơn số thành viên ({self.members})")
        for level, heads in (self.penalised or {}).items():
            if heads is not None and heads > self.members:
                raise ValueError(f"penalised.{level} ({heads}) nhiều hơn số thành viên ({self.members})")
        if self.good is not None and self.completed is not None and self.good > self.completed:
            raise ValueError(
                f"good ({self.good}) nhiều hơn completed ({self.completed}), trong đó đã có hoàn thành tốt"
            )
        return self


class ClusterPlace(Fact):
    """A collective's place in its cluster in one year."""

    rank: Annotated[int, Field(strict=True, ge=1)] | None = None
    size: Annotated[int, Field(strict=True, ge=1)] | None = None
    nominated: Flag | None = None
    run_by: terms.RunBy | None = None

    @model_validator(mode="after")
    def _rank_in_size(self) -> Self:
        if self.rank is not None and self.size is not None and self.rank > self.size:
            raise ValueError(f"hạng {self.rank} lớn hơn số thành viên của cụm, khối ({self.size})")
        return self


class MovementPart(Model):
    """Part taken in a thematic movement; `year` is the year of the review that judged it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    launched_by: terms.Launcher
    since: AnyYear | None = Field(default=None, alias="from")
    until: AnyYear | None = None
    years: Count | None = None
    year: AnyYear | None = None
    review: Annotated[str, Field(pattern="^(interim|final)$")] | None = None
    led: Flag | None = None
    ref: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"phong trào kết thúc (năm {self.until}) trước khi bắt đầu (năm {self.since})")
        return self


class Post(Model):
    """An office held."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    post: Word
    since: Day = Field(alias="from")
    until: Day | None = None
    era: Annotated[str, Field(pattern="^(construction|resistance)$")] = "construction"
    ref: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _in_order(self.since, self.until, "thời gian giữ chức vụ")
        return self


class Experience(Model):
    """A stretch of time in one kind of work; `counts_double`: in a place or post whose time the law counts twice."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: terms.Work
    since: Day = Field(alias="from")
    until: Day | None = None
    counts_double: Flag | None = False
    ref: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError("thời gian kết thúc trước khi bắt đầu")
        return self


class Contribution(Fact):
    """What a recipient gave."""

    year: AnyYear
    kind: Word = "donation"
    amount_vnd: Amount | None = None
    area_m2: Amount | None = None
    purpose: str | None = None


class Facts(Model):
    """Everything recorded about the recipient; see "what silence means" in the format.

    `experience` left out is unknown, not empty: few registers keep it.
    """

    complete: tuple[AnyYear, AnyYear] | None = None
    titles: dict[str, tuple[AnyYear | YearRef, ...] | None] | None = Field(default_factory=dict)
    ratings: dict[AnyYear, terms.Rating | RatingFact | None] | None = Field(default_factory=dict)
    initiatives: tuple[Initiative, ...] | None = ()
    awards: tuple[AwardFact, ...] | None = ()
    penalties: tuple[PenaltyFact, ...] | None = ()
    holds: tuple[Hold, ...] | None = ()
    service: tuple[ServiceEvent, ...] | None = ()
    composition: dict[AnyYear, Composition | None] | None = Field(default_factory=dict)
    cluster: dict[AnyYear, ClusterPlace | None] | None = Field(default_factory=dict)
    movements: tuple[MovementPart, ...] | None = ()
    posts: tuple[Post, ...] | None = ()
    registered: dict[str, tuple[AnyYear, ...] | None] | None = None
    attested: tuple[Word, ...] | None = ()
    contributions: tuple[Contribution, ...] | None = ()
    experience: tuple[Experience, ...] | None = None


class Local(Model):
    """What the province has done of what the law leaves to it."""

    standard_issued: Flag | None = None


class UnitNumbers(Model):
    """The numbers a quota binds: the base, how many are asked for, this one's place among them."""

    advanced_workers: Count | None = None
    fighters_proposed: Count | None = None
    provincial_flags: Count | None = None
    flags_proposed: Count | None = None
    place: Annotated[int, Field(strict=True, ge=1)] | None = None


class Ballot(Model):
    """How the council voted; `yes` are the votes of those present, `written_yes` those of absent members."""

    members: Annotated[int, Field(strict=True, ge=1, le=1000)]
    present: Count | None = None
    yes: Count
    written_yes: Count = 0
    secret: Flag | None = None
    method: Annotated[str, Field(pattern="^(ballot|show_of_hands)$")] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.yes > self.members:
            raise ValueError(f"số phiếu đồng ý ({self.yes}) nhiều hơn số thành viên ({self.members})")
        if self.present is not None and self.present > self.members:
            raise ValueError(f"số có mặt ({self.present}) nhiều hơn số thành viên ({self.members})")
        if self.present is not None and self.yes > self.present:
            raise ValueError(f"số phiếu đồng ý ({self.yes}) nhiều hơn số có mặt ({self.present})")
        absent = self.members - (self.present if self.present is not None else self.yes)
        if self.written_yes > absent:
            raise ValueError(f"ý kiến bằng văn bản ({self.written_yes}) nhiều hơn số vắng mặt ({absent})")
        return self


class Question(Model):
    """What is asked, and the day that chooses the law."""

    award: Word
    route: terms.Route | None = None
    year: Year | None = None
    period: tuple[Year, Year] | None = None
    decided_on: Day
    accepted_on: Day | None = None
    achievement: Word | None = None
    local: Local | None = None
    unit: UnitNumbers | None = None
    ballot: Ballot | None = None

    @model_validator(mode="after")
    def _years_before_the_decision(self) -> Self:
        if self.period and self.period[0] > self.period[1]:
            raise ValueError("thời gian thành tích kết thúc trước khi bắt đầu")
        last = self.period[1] if self.period else self.year
        if last is not None and last > self.decided_on.year:
            raise ValueError(f"năm {last} sau ngày quyết định {self.decided_on.isoformat()}")
        if self.accepted_on and self.accepted_on > self.decided_on:
            raise ValueError("ngày tiếp nhận hồ sơ sau ngày quyết định")
        return self

    @property
    def last_year(self) -> int:
        """The last year of the achievements asked about; the year of the decision when none is named."""
        if self.period:
            return self.period[1]
        return self.year if self.year is not None else self.decided_on.year


class Record(Model):
    """A question with the facts it rests on.

    `why`, `cites` and `expect` are the notes of a worked case; they answer nothing, so that cases can be asked as
    they stand.
    """

    id: str | None = None
    why: str | None = None
    cites: tuple[str, ...] = ()
    expect: dict[str, Any] | None = None
    recipient: Recipient
    facts: Facts = Field(default_factory=Facts)
    question: Question
