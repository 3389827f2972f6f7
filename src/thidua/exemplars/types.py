"""States and values of exemplars, their stories and the tips of citizens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from thidua.organisation.types import NewHousehold, NewPerson, PersonGroup


class _Named(StrEnum):
    """An enum whose label and tone stand in a table beside it."""

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES.get(self, "neutral")


class Step(_Named):
    """Where an exemplar stands: the four steps of the work, or no longer followed."""

    DETECT = "detect"
    NURTURE = "nurture"
    SUMMARISE = "summarise"
    REPLICATE = "replicate"
    CLOSED = "closed"


class PlanState(_Named):
    """How a plan stands against what it wants."""

    COMING = "coming"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    MET = "met"
    SHORT = "short"


class FoundBy(_Named):
    """Who found the exemplar."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    SCAN = "scan"


class NoteKind(_Named):
    """What a note of a step records; each kind is evidence of one step."""

    CHECK = "check"
    PLAN = "plan"
    MENTOR = "mentor"
    VISIT = "visit"
    RESULT = "result"
    LESSON = "lesson"


class Ending(_Named):
    """Why an exemplar is no longer followed."""

    DONE = "done"
    NOT_PROVEN = "not_proven"
    STOPPED = "stopped"
    MERIT_LOST = "merit_lost"


class StoryState(_Named):
    """How far a story has come."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class StoryEvent(_Named):
    """What may happen to a story."""

    REVISE = "revise"
    REVIEW = "review"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Medium(_Named):
    """Where a story appears."""

    PORTAL = "portal"
    NEWSPAPER = "newspaper"
    RADIO = "radio"
    TELEVISION = "television"


class AiringState(_Named):
    """What became of a day on the schedule of a medium."""

    PLANNED = "planned"
    AIRED = "aired"
    NOT_AIRED = "not_aired"
    CALLED_OFF = "called_off"


class TipState(_Named):
    """How far a good deed told by a citizen has come."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    MODERATED = "moderated"
    TAKEN_UP = "taken_up"
    NOMINATED = "nominated"
    AWARDED = "awarded"
    CLOSED = "closed"


class TipEvent(_Named):
    """What may happen to a tip."""

    CONFIRM = "confirm"
    MODERATE = "moderate"
    TAKE_UP = "take_up"
    NOMINATE = "nominate"
    AWARD = "award"
    RETURN = "return"
    CLOSE = "close"
    EXPIRE = "expire"


class TipEnding(_Named):
    """Why a tip is closed without being followed."""

    KNOWN = "known"
    NOT_PROVEN = "not_proven"
    OUTSIDE = "outside"
    ABUSE = "abuse"
    UNCONFIRMED = "unconfirmed"


_LABELS: dict[_Named, str] = {
    Step.DETECT: "Phát hiện",
    Step.NURTURE: "Bồi dưỡng",
    Step.SUMMARISE: "Tổng kết",
    Step.REPLICATE: "Nhân rộng",
    Step.CLOSED: "Đã kết thúc theo dõi",
    PlanState.COMING: "Chưa đến năm đầu",
    PlanState.NOT_BEGUN: "Chưa phát hiện điển hình nào",
    PlanState.UNDER_WAY: "Đang thực hiện",
    PlanState.MET: "Đạt kế hoạch",
    PlanState.SHORT: "Hết thời hạn, chưa đạt",
    FoundBy.OFFICER: "Cán bộ phát hiện",
    FoundBy.CITIZEN: "Người dân giới thiệu",
    FoundBy.SCAN: "Rà soát sổ khen thưởng",
    NoteKind.CHECK: "Xác minh thực tế",
    NoteKind.PLAN: "Kế hoạch bồi dưỡng",
    NoteKind.MENTOR: "Người giúp đỡ",
    NoteKind.VISIT: "Lần thăm, kiểm tra",
    NoteKind.RESULT: "Kết quả bằng số liệu",
    NoteKind.LESSON: "Điều có thể học tập",
    Ending.DONE: "Đã nhân rộng xong",
    Ending.NOT_PROVEN: "Không xác minh được",
    Ending.STOPPED: "Mô hình không còn hoạt động",
    Ending.MERIT_LOST: "Không còn xứng đáng",
    StoryState.DRAFT: "Đang soạn",
    StoryState.REVIEWED: "Đã duyệt",
    StoryState.SCHEDULED: "Đã xếp lịch",
    StoryState.PUBLISHED: "Đã đăng",
    StoryState.WITHDRAWN: "Đã gỡ",
    StoryEvent.REVISE: "sửa bài",
    StoryEvent.REVIEW: "duyệt bài",
    StoryEvent.SCHEDULE: "xếp lịch",
    StoryEvent.PUBLISH: "đăng bài",
    StoryEvent.WITHDRAW: "gỡ bài",
    Medium.PORTAL: "Trang điện tử này",
    Medium.NEWSPAPER: "Báo",
    Medium.RADIO: "Phát thanh",
    Medium.TELEVISION: "Truyền hình",
    AiringState.PLANNED: "Đã xếp lịch",
    AiringState.AIRED: "Đã đăng, phát",
    AiringState.NOT_AIRED: "Không đăng, phát",
    AiringState.CALLED_OFF: "Đã hủy lịch",
    TipState.RECEIVED: "Chờ xác nhận liên hệ",
    TipState.CONFIRMED: "Chờ xem xét",
    TipState.MODERATED: "Đã tiếp nhận, đang tìm hiểu",
    TipState.TAKEN_UP: "Đã đưa vào theo dõi",
    TipState.NOMINATED: "Đã đề nghị khen thưởng",
    TipState.AWARDED: "Đã được khen thưởng",
    TipState.CLOSED: "Đã kết thúc",
    TipEvent.CONFIRM: "xác nhận liên hệ",
    TipEvent.MODERATE: "tiếp nhận",
    TipEvent.TAKE_UP: "đưa vào theo dõi",
    TipEvent.NOMINATE: "đề nghị khen thưởng",
    TipEvent.AWARD: "ghi đã được khen thưởng",
    TipEvent.RETURN: "xem xét lại",
    TipEvent.CLOSE: "kết thúc",
    TipEvent.EXPIRE: "xóa vì không xác nhận",
    TipEnding.KNOWN: "Việc này đã được theo dõi hoặc đã được khen thưởng",
    TipEnding.NOT_PROVEN: "Không xác minh được",
    TipEnding.OUTSIDE: "Không phải việc tốt, người tốt cần biểu dương",
    TipEnding.ABUSE: "Tin rác hoặc xúc phạm người khác",
    TipEnding.UNCONFIRMED: "Người gửi không xác nhận liên hệ",
}
_TONES = {
    Step.DETECT: "act",
    Step.NURTURE: "act",
    Step.SUMMARISE: "act",
    Step.REPLICATE: "good",
    Step.CLOSED: "done",
    PlanState.COMING: "neutral",
    PlanState.NOT_BEGUN: "act",
    PlanState.UNDER_WAY: "wait",
    PlanState.MET: "good",
    PlanState.SHORT: "bad",
    StoryState.DRAFT: "act",
    StoryState.REVIEWED: "wait",
    StoryState.SCHEDULED: "wait",
    StoryState.PUBLISHED: "good",
    StoryState.WITHDRAWN: "done",
    AiringState.PLANNED: "wait",
    AiringState.AIRED: "good",
    AiringState.NOT_AIRED: "done",
    AiringState.CALLED_OFF: "done",
    TipState.RECEIVED: "wait",
    TipState.CONFIRMED: "act",
    TipState.MODERATED: "act",
    TipState.TAKEN_UP: "good",
    TipState.NOMINATED: "wait",
    TipState.AWARDED: "honour",
    TipState.CLOSED: "done",
}

GROUPS: dict[str, str] = {
    **{group.value: group.label for group in PersonGroup},
    "household": "Hộ gia đình",
    "collective": "Tập thể",
}
"""Whose exemplar it is, as stories are looked up by."""


@dataclass(frozen=True, slots=True)
class NewExemplar:
    """An exemplar as found. `origin_*` say from which record of the site it came, if any; `due` ends the first step.

    `recipient_id` is whoever could be commended, None for a model of a unit.
    """

    unit_id: int
    title: str
    summary: str
    group: str
    due: date
    recipient_id: int | None = None
    plan_id: int | None = None
    movement_id: int | None = None
    found_by: FoundBy = FoundBy.OFFICER
    origin_kind: str = ""
    origin_id: int | None = None
    origin_url: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How many exemplars of a plan were found, and how many of them came at least to each further step."""

    found: int = 0
    nurtured: int = 0
    summarised: int = 0
    replicated: int = 0

    def __add__(self, other: Reach) -> Reach:
        return Reach(
            self.found + other.found,
            self.nurtured + other.nurtured,
            self.summarised + other.summarised,
            self.replicated + other.replicated,
        )


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note of a step. A result is a measure with its unit of measurement, the value before (if known) and after."""

    kind: NoteKind
    on: date
    text: str
    measure: str = ""
    unit_of: str = ""
    before: Decimal | None = None
    after: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """What `who` has to do for an exemplar by `due`; a note of the kind proves it."""

    kind: NoteKind
    text: str
    who: str
    due: date


@dataclass(frozen=True, slots=True)
class Told:
    """A good deed as a citizen told it. `contact` is an e-mail address; `address` the network address it came from."""

    unit_id: int
    who: str
    place: str
    text: str
    teller: str
    contact: str
    address: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class NewNomination:
    """For what a tip is put forward, by which unit: somebody on record by id, or the particulars of somebody new.

    `feat_on` is the day of a sudden feat. `achievement` is its short name, `summary` tells it.
    """

    unit_id: int
    who: int | NewPerson | NewHousehold
    award: str
    route: str
    year: int
    achievement: str
    summary: str
    feat_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """The consent of whoever a story is about: by whom, when, and whether it was taken back."""

    name: str
    given_on: date | None
    paper: bool
    taken_back_on: date | None

    @property
    def stands(self) -> bool:
        """Whether the story may be public: given, with the paper, and not taken back."""
        return self.given_on is not None and self.paper and self.taken_back_on is None


@dataclass(frozen=True, slots=True)
class Aired:
    """A story as it appeared: on which day, at which address of the internet, whether a file proves it."""

    on: date
    address: str
    proof: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A unit that copied a model, from the exemplar itself (`parent` None) or from another copy."""

    id: int
    parent: int | None
    unit_id: int


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `span`."""

    most: int
    span: timedelta
