"""Plain values of the register and of the facts by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class RatingLevel(StrEnum):
    """The yearly rating of the quality of work, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"

    @property
    def label(self) -> str:
        return {
            "excellent": "Hoàn thành xuất sắc nhiệm vụ",
            "good": "Hoàn thành tốt nhiệm vụ",
            "completed": "Hoàn thành nhiệm vụ",
            "not_completed": "Không hoàn thành nhiệm vụ",
        }[self.value]


class PenaltyLevel(StrEnum):
    """A disciplinary or criminal penalty, lightest first."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    PAY_CUT = "pay_cut"
    DEMOTION = "demotion"
    DISMISSAL = "dismissal"
    CRIMINAL = "criminal"

    @property
    def label(self) -> str:
        return {
            "reprimand": "Khiển trách",
            "warning": "Cảnh cáo",
            "pay_cut": "Hạ bậc lương",
            "demotion": "Giáng chức, cách chức",
            "dismissal": "Buộc thôi việc",
            "criminal": "Án hình sự",
        }[self.value]


class HoldReason(StrEnum):
    """Why consideration waits."""

    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    PRESS = "press"

    @property
    def label(self) -> str:
        return {
            "discipline": "Đang xem xét kỷ luật",
            "investigation": "Đang bị điều tra",
            "inspection": "Đang thanh tra, kiểm tra",
            "denunciation": "Đang xác minh tố cáo",
            "complaint": "Đang giải quyết khiếu nại",
            "press": "Đang xác minh nội dung báo chí nêu",
        }[self.value]


class InitiativeForm(StrEnum):
    """What sort of new work was recognised."""

    INITIATIVE = "initiative"
    TOPIC = "topic"
    SOLUTION = "solution"
    MODEL = "model"

    @property
    def label(self) -> str:
        return {
            "initiative": "Sáng kiến",
            "topic": "Đề tài khoa học",
            "solution": "Giải pháp",
            "model": "Mô hình",
        }[self.value]


class InitiativeScope(StrEnum):
    """How far an initiative reaches, or at which level it was recognised."""

    UNIT = "unit"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"
    NATION = "nation"

    @property
    def label(self) -> str:
        return {
            "unit": "Cơ sở",
            "commune": "Cấp xã",
            "district": "Cấp huyện",
            "province": "Cấp tỉnh",
            "ministry": "Cấp bộ",
            "nation": "Toàn quốc",
        }[self.value]


class Route(StrEnum):
    """The kind of commendation."""

    MERIT = "merit"
    THEMATIC = "thematic"
    SUDDEN = "sudden"
    DEDICATION = "dedication"
    SENIORITY = "seniority"
    FOREIGN = "foreign"

    @property
    def label(self) -> str:
        return {
            "merit": "Công trạng và thành tích",
            "thematic": "Phong trào thi đua, chuyên đề",
            "sudden": "Đột xuất",
            "dedication": "Quá trình cống hiến",
            "seniority": "Niên hạn",
            "foreign": "Đối ngoại",
        }[self.value]


class ServiceKind(StrEnum):
    """Leave, study or transfer, in the words of the record format."""

    SICK_LEAVE = "sick_leave"
    UNPAID_LEAVE = "unpaid_leave"
    LEAVE = "leave"
    MATERNITY_LEAVE = "maternity_leave"
    INJURY_TREATMENT = "injury_treatment"
    STUDY = "study"
    TRANSFER = "transfer"
    SECONDMENT = "secondment"

    @property
    def label(self) -> str:
        return {
            "sick_leave": "Nghỉ ốm",
            "unpaid_leave": "Nghỉ không hưởng lương",
            "leave": "Nghỉ phép",
            "maternity_leave": "Nghỉ thai sản",
            "injury_treatment": "Điều trị thương tật",
            "study": "Đi học",
            "transfer": "Chuyển công tác",
            "secondment": "Biệt phái",
        }[self.value]


class FactSection(StrEnum):
    """The rarer sections of the record format, kept one row an entry."""

    MOVEMENTS = "movements"
    POSTS = "posts"
    CONTRIBUTIONS = "contributions"
    ATTESTED = "attested"
    REGISTERED = "registered"
    EXPERIENCE = "experience"

    @property
    def label(self) -> str:
        return {
            "movements": "Phong trào thi đua",
            "posts": "Chức vụ",
            "contributions": "Đóng góp",
            "attested": "Xác nhận",
            "registered": "Đăng ký thi đua",
            "experience": "Thời gian trong ngành, nghề",
        }[self.value]


class RecordState(StrEnum):
    """Whether an award stands."""

    ACTIVE = "active"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        return {"active": "Có hiệu lực", "revoked": "Đã hủy bỏ"}[self.value]


@dataclass(frozen=True, slots=True)
class NewAward:
    """An award about to enter the register.

    Money in đồng; `coefficient_milli` in thousandths of the base salary.
    """

    recipient_id: int
    award: str
    year: int
    route: str = "merit"
    period_from: int | None = None
    period_to: int | None = None
    achievement: str = ""
    nomination_id: int | None = None
    serial: str = ""
    coefficient_milli: int | None = None
    bonus_raw: int | None = None
    bonus: int | None = None
    recipient_name: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The decision that awards rest on; `decision_id` for those made or recorded on this platform."""

    number: str
    decided_on: date
    decided_by: str
    signer: str = ""
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class PastAward:
    """An award of earlier years, entered from its decision."""

    award: NewAward
    basis: Basis


@dataclass(frozen=True, slots=True)
class History:
    """Earlier facts of many recipients, entered together from one source.

    Each list holds (recipient id, fields of the table); `awards` are past awards.
    """

    awards: tuple[PastAward, ...] = ()
    ratings: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    initiatives: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    penalties: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    holds: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    service: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    compositions: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    cluster_places: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    other: tuple[tuple[int, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """News for the rooms above: facts of these recipients are no longer what a check may have read.

    `on` is the business date of the act, by which a listener should judge.
    """

    recipient_ids: frozenset[int]
    what: str
    on: date


class AwardChange(StrEnum):
    """What happened to awards of the register."""

    CONFERRED = "conferred"
    REVOKED = "revoked"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class AwardsChanged:
    """News for the rooms above: these awards entered the register, were revoked or given back.

    `on` is the day of the revocation, else the business date of the act; `reason` and `document` as recorded.
    """

    change: AwardChange
    record_ids: frozenset[int]
    recipient_ids: frozenset[int]
    on: date
    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What to look for in the register; empty fields do not restrict, `unit_id` includes the units below."""

    text: str = ""
    unit_id: int | None = None
    award: str = ""
    year: int | None = None
    number: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register as lists show it: names, never identity numbers or birth dates."""

    id: int
    recipient_id: int
    recipient: str
    kind: str
    unit_id: int
    unit: str
    award: str
    award_name: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    number: str
    decided_on: date
    decided_by: str
    decision_id: int | None
    code: str
    state: str
    bonus: int | None = None

    @property
    def period(self) -> str:
        """The year, or the first and last year of the achievements."""
        if self.period_from is None or self.period_from == self.period_to:
            return str(self.period_from or self.year)
        return f"{self.period_from} - {self.period_to}"

    @property
    def revoked(self) -> bool:
        return self.state == RecordState.REVOKED


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some lines of the register, newest first. `after` is the key of the next page, empty on the last."""

    rows: tuple[RegisterRow, ...]
    after: str = ""
    corrected: bool = False
    """Whether nothing matched as typed and a slip was mended."""


@dataclass(frozen=True, slots=True)
class VerifiedAward:
    """What the verification page says of a code: enough to trust the paper, nothing private."""

    code: str
    recipient: str
    kind: str
    unit: str
    award_name: str
    period: str
    number: str
    decided_on: date
    decided_by: str
    state: str
    revoked_on: date | None
    decision_id: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a recipient's history: `ref` as in findings, day where there is one, year 0 where none is known.

    `section` tells the rarer facts apart, which share the sort of their references.
    """

    ref: str
    year: int
    day: date | None
    what: str
    detail: str = ""
    document: str = ""
    state: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class RecipientHistory:
    """A recipient's recorded years, newest first, and what is known to be complete."""

    recipient_id: int
    name: str
    kind: str
    unit: str
    facts_from: int | None
    facts_to: int | None
    lines: tuple[HistoryLine, ...] = field(default_factory=tuple)
