"""The shape of `data/procedures/`: the law around the standards, as strict as that of the standards.

Every rule is dated and sourced and says which awards, recipients and routes it concerns; nothing said means all.
Rules of one name are versions of each other. Where two rules concern the same question the narrower one holds.
"""

from __future__ import annotations

import calendar
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from thidua.lawbook import terms
from thidua.lawbook.schema import Dated, DossierEntry, Entry, Scope, Sourced, VoteEntry

Counting = Literal["working", "calendar"]
COUNTING_VI: dict[Counting, str] = {"working": "ngày làm việc", "calendar": "ngày"}
Sector = Literal["general", "education"]
Days = Annotated[int, Field(strict=True, ge=1, le=1000)]
Text = Annotated[str, Field(strict=True, min_length=1)]
Office = Literal["central", "province", "district", "commune", "unit"]
OFFICE_VI: dict[Office, str] = {
    "central": "Trung ương",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "unit": "cơ quan, đơn vị",
}
Step = Literal[
    "check_dossier",
    "appraise",
    "submit_after_opinions",
    "whole",
    "copy_decision",
    "pass_decision_on",
    "notify_result",
    "notify_refusal",
    "hand_out_insignia",
    "exchange_insignia",
    "report_violation",
    "decide_revocation",
]
STEP_VI: dict[Step, str] = {
    "check_dossier": "trả lại hồ sơ chưa đủ, chưa đúng",
    "appraise": "thẩm định",
    "submit_after_opinions": "trình sau khi đủ ý kiến",
    "whole": "giải quyết toàn bộ",
    "copy_decision": "sao quyết định gửi cấp trình",
    "pass_decision_on": "cấp trình sao quyết định gửi người được khen",
    "notify_result": "thông báo kết quả",
    "notify_refusal": "thông báo không được khen",
    "hand_out_insignia": "cấp phát hiện vật",
    "exchange_insignia": "cấp đổi hiện vật",
    "report_violation": "cấp trình báo cáo, gửi hồ sơ vi phạm",
    "decide_revocation": "quyết định hủy bỏ",
}
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class FamilyScope(Scope):
    """A scope that may also name families of awards."""

    families: tuple[str, ...] = ()


class Family(Entry):
    """Awards that procedures treat alike, such as the orders."""

    name: Name
    title: Text
    codes: tuple[str, ...] = Field(min_length=1)


class Rule(Dated, Sourced):
    """What every rule of procedure says: its name, since when, for which awards, recipients and routes."""

    rule: Name
    title: Text
    awards: FamilyScope | None = None
    kinds: tuple[terms.Kind, ...] = ()
    groups: tuple[terms.Group, ...] = ()
    routes: tuple[terms.Route, ...] = ()


class Asked(Entry):
    """A body that is asked, and about what."""

    who: Text
    on: tuple[Text, ...] = ()


class ConsultationRule(Rule):
    """Who is asked before an award is proposed or decided; `days` is the time to answer, None where none is known.

    Not `required`: no national text that was read asks for it.
    """

    required: bool
    asked_by: Office | None = None
    asked: tuple[Asked, ...] = ()
    days: Days | None = None
    counting: Counting = "working"
    silence: Text | None = None

    @model_validator(mode="after")
    def _somebody_is_asked(self) -> Self:
        if self.required != bool(self.asked):
            raise ValueError("required: true phải kèm asked, required: false thì không")
        return self


class Notice(Entry):
    """One public notice: who publishes, where, for how many days; None where no text that was read says."""

    publisher: Text
    place: Text
    days: Days | None = None
    counting: Counting = "working"


class PublicNoticeRule(Rule):
    """Whether a list is published for opinions before it is proposed, by whom and how long."""

    required: bool
    notices: tuple[Notice, ...] = ()
    opinions: Text | None = None

    @model_validator(mode="after")
    def _published_somewhere(self) -> Self:
        if self.required != bool(self.notices):
            raise ValueError("required: true phải kèm notices, required: false thì không")
        return self


class TimeLimitRule(Rule):
    """How long a step may take at a level, and from when it is counted."""

    step: Step
    office: Office
    days: Days
    counting: Counting
    counted_from: Text


class LastDay(Entry):
    """The day in a year on which submission closes, `years_after` the year asked about."""

    month: Annotated[int, Field(strict=True, ge=1, le=12)]
    day: Annotated[int, Field(strict=True, ge=1, le=31)]
    years_after: Annotated[int, Field(strict=True, ge=0, le=5)] = 0

    @model_validator(mode="after")
    def _in_every_year(self) -> Self:
        if self.day > calendar.monthrange(2001, self.month)[1]:
            raise ValueError(f"ngày {self.day} không có trong tháng {self.month} của mọi năm")
        return self


class Cycle(Entry):
    """Every so many years, one of them `anchor`."""

    every: Annotated[int, Field(strict=True, ge=1, le=20)]
    anchor: Annotated[int, Field(strict=True, ge=1945, le=2099)]

    def year_from(self, year: int) -> int:
        """The first year of the cycle not before `year`."""
        return year + (self.anchor - year) % self.every


class SubmissionRule(Rule):
    """The last day to submit what concerns a year; `cycle` where submission is open in some years only.

    No `last`: there is no date in the text, `because_none` says why. `conferred` tells when such awards are given.
    """

    sector: Sector | None = None
    to: Text
    last: LastDay | None = None
    cycle: Cycle | None = None
    because_none: Text | None = None
    conferred: Text | None = None

    @model_validator(mode="after")
    def _date_or_reason(self) -> Self:
        if (self.last is None) == (self.because_none is None):
            raise ValueError("cần đúng một trong hai khóa: last, because_none")
        return self


class SetsRule(Rule):
    """How many original sets of the dossier, and whether electronic files go with them; None: not in a text read."""

    originals: Annotated[int, Field(strict=True, ge=1, le=20)] | None = None
    electronic: bool | None = None
    set_by: Literal["law", "province"] = "law"


class PayerRule(Rule):
    """From whose fund the bonus is paid: that of who decided, or of who proposed."""

    payer: Literal["decider", "proposer"]


class SeveralRule(Rule):
    """What is paid of several awards given at one time; `household` is the factor on a person's bonus."""

    titles_same_period: Literal["highest", "all"]
    titles_other_periods: Literal["highest", "all"]
    forms_other_achievements: Literal["highest", "all"]
    title_and_form: Literal["highest", "all"]
    household: tuple[int, int] | None = None


class FundRule(Rule):
    """How much a level may set aside, as a fraction of `base`, by area where the text tells areas apart."""

    offices: tuple[Office, ...] = Field(min_length=1)
    area: Text | None = None
    most: tuple[int, int]
    base: Text


class GroundRule(Rule):
    """A ground on which an award is revoked; `fault` False: also without any fault of the recipient."""

    text: Text
    fault: bool | None = None
    decided_by: Text


class CouncilRule(Rule):
    """The council of a level; None where no text that was read fixes the number."""

    office: Office
    chair: Text
    vice_chairs: tuple[Text, ...] = ()
    vice_chairs_most: int | None = None
    members_least: int | None = None
    members_most: int | None = None
    members_by: Text
    standing_body: Text
    duties: tuple[Text, ...] = ()
    quorum: tuple[int, int] | None = None
    meets_every_months: int | None = None
    absent: Text | None = None

    @model_validator(mode="after")
    def _numbers_in_order(self) -> Self:
        if self.members_least and self.members_most and self.members_most < self.members_least:
            raise ValueError("số thành viên nhiều nhất nhỏ hơn số ít nhất")
        if self.quorum is not None and not 0 < self.quorum[0] <= self.quorum[1]:
            raise ValueError("quorum phải là một phần của tổng số, ví dụ [2, 3]")
        return self


class PointsRule(Rule):
    """A rule that is a list of points: cases, steps, contents, duties."""

    points: tuple[Text, ...] = Field(min_length=1)
    office: Office | None = None


class VoteRuleEntry(VoteEntry):
    """The vote asked for a family of awards that say nothing of their own."""

    rule: Name
    awards: FamilyScope


class DossierRule(DossierEntry):
    """The dossier of a family of awards; an award's own list for the same route comes first."""

    rule: Name
    awards: FamilyScope | None = None
    kinds: tuple[terms.Kind, ...] = ()


class Doubt(Dated):
    """Days on which no rule of procedure may be taken for read, whatever it says of itself: a text nobody loaded."""

    unloaded: Text
    cites: tuple[str, ...] = Field(min_length=1)


class ProcedureFile(Entry):
    """procedures/*.yaml"""

    families: tuple[Family, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    consultation: tuple[ConsultationRule, ...] = ()
    public_notice: tuple[PublicNoticeRule, ...] = ()
    time_limits: tuple[TimeLimitRule, ...] = ()
    submissions: tuple[SubmissionRule, ...] = ()
    sets: tuple[SetsRule, ...] = ()
    payers: tuple[PayerRule, ...] = ()
    several_awards: tuple[SeveralRule, ...] = ()
    funds: tuple[FundRule, ...] = ()
    revocation: tuple[GroundRule, ...] = ()
    restoration: tuple[PointsRule, ...] = ()
    councils: tuple[CouncilRule, ...] = ()
    insignia: tuple[PointsRule, ...] = ()
    ceremonies: tuple[PointsRule, ...] = ()
    prohibited: tuple[PointsRule, ...] = ()
    simplified: tuple[PointsRule, ...] = ()
    proposers: tuple[PointsRule, ...] = ()
    movements: tuple[PointsRule, ...] = ()
    carried_over: tuple[PointsRule, ...] = ()
    votes: tuple[VoteRuleEntry, ...] = ()
    dossiers: tuple[DossierRule, ...] = ()
