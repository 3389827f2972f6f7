"""States and values of duties. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyState(StrEnum):
    """How far a duty has come. What is `open` still waits for its unit; `moved` went on to the successor unit."""

    ISSUED = "issued"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"

    @property
    def label(self) -> str:
        return _STATES[self][0]

    @property
    def tone(self) -> str:
        return _STATES[self][1]

    @property
    def open(self) -> bool:
        """Whether the unit still has to work on it."""
        return self in OPEN

    @property
    def live(self) -> bool:
        """Whether it counts as a duty of its unit: open, waiting for acceptance, or accepted."""
        return self not in (DutyState.WITHDRAWN, DutyState.MOVED)


_STATES = {
    DutyState.ISSUED: ("Mới giao", "act"),
    DutyState.IN_PROGRESS: ("Đang thực hiện", "act"),
    DutyState.REPORTED_DONE: ("Đã báo cáo xong, chờ chấp nhận", "wait"),
    DutyState.RETURNED: ("Bị trả lại", "bad"),
    DutyState.ACCEPTED: ("Đã chấp nhận kết quả", "good"),
    DutyState.WITHDRAWN: ("Đã rút", "neutral"),
    DutyState.MOVED: ("Đã chuyển đơn vị kế thừa", "neutral"),
}
OPEN = (DutyState.ISSUED, DutyState.IN_PROGRESS, DutyState.RETURNED)


class Move(StrEnum):
    """What can be done with a duty: the first five by its unit, the rest by whoever gave it."""

    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    REPORT_DONE = "report_done"
    PASS_DOWN = "pass_down"
    ASK_EXTENSION = "ask_extension"
    ACCEPT = "accept"
    RETURN_BACK = "return_back"
    WITHDRAW = "withdraw"
    RULE_EXTENSION = "rule_extension"
    URGE = "urge"
    HAND_OVER = "hand_over"

    @property
    def label(self) -> str:
        return _MOVES[self]


_MOVES = {
    Move.ACKNOWLEDGE: "xác nhận đã nhận việc",
    Move.REPORT: "báo cáo tiến độ",
    Move.REPORT_DONE: "báo cáo đã xong",
    Move.PASS_DOWN: "giao tiếp cho đơn vị trực thuộc",
    Move.ASK_EXTENSION: "xin gia hạn",
    Move.ACCEPT: "chấp nhận kết quả",
    Move.RETURN_BACK: "trả lại để làm tiếp",
    Move.WITHDRAW: "rút nhiệm vụ",
    Move.RULE_EXTENSION: "trả lời việc xin gia hạn",
    Move.URGE: "đôn đốc",
    Move.HAND_OVER: "chuyển cho đơn vị kế thừa",
}


class Rhythm(StrEnum):
    """How often a duty falls due. `ONCE` falls due on its deadline; `CONTINUOUS` never by itself."""

    ONCE = ""
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    CONTINUOUS = "continuous"

    @property
    def label(self) -> str:
        return _RHYTHMS[self][0]

    @property
    def months(self) -> int:
        """Months between two due days; 0 where none follows the first."""
        return _RHYTHMS[self][1]


_RHYTHMS = {
    Rhythm.ONCE: ("Một lần", 0),
    Rhythm.MONTHLY: ("Hằng tháng", 1),
    Rhythm.QUARTERLY: ("Hằng quý", 3),
    Rhythm.HALF_YEARLY: ("Sáu tháng một lần", 6),
    Rhythm.YEARLY: ("Hằng năm", 12),
    Rhythm.CONTINUOUS: ("Thường xuyên", 0),
}


class Ruling(StrEnum):
    """What became of a request for more time."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"waiting": "Chờ trả lời", "granted": "Đồng ý gia hạn", "refused": "Không đồng ý"}[self.value]

    @property
    def tone(self) -> str:
        return {"waiting": "wait", "granted": "good", "refused": "bad"}[self.value]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is ordered: words, kind (`directives.reading.DutyKind`), first due day and rhythm."""

    text: str
    kind: str
    deadline: date | None = None
    rhythm: Rhythm = Rhythm.ONCE


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit reports: in words, how far (0 to 100), whether done, whether it is the report of this period."""

    words: str
    percent: int
    done: bool = False
    period: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A proof as it comes in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty as the algebra of progress and the report back see it."""

    state: DutyState
    percent: int
    due_on: date | None
