"""Plain values of the room: what a row of a run says, who it is about, where a run stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

SMALL = 20
"""A unit of fewer people than this counts as small unless whoever runs says otherwise. The law names no number."""
ROUTES = ("merit", "dedication")
"""Routes a run asks about: the others begin with an event that no register foretells."""


class What(StrEnum):
    """What a row of a run says of a recipient and an award."""

    ELIGIBLE = "eligible"
    ONE_SHORT = "one_short"
    UNSUPPORTED = "unsupported"
    NOMINATED = "nominated"
    AWARDED = "awarded"
    REGISTERED = "registered"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return _TONES[self]


_LABELS = {
    What.ELIGIBLE: "Đủ điều kiện, chưa đề nghị",
    What.ONE_SHORT: "Còn một điều kiện",
    What.UNSUPPORTED: "Hồ sơ lưu chưa đủ để chứng minh",
    What.NOMINATED: "Đã đề nghị",
    What.AWARDED: "Đã khen thưởng",
    What.REGISTERED: "Có trong danh sách",
}
_TONES = {
    What.ELIGIBLE: "good",
    What.ONE_SHORT: "wait",
    What.UNSUPPORTED: "neutral",
    What.NOMINATED: "act",
    What.AWARDED: "honour",
    What.REGISTERED: "neutral",
}
FINDINGS = (What.ELIGIBLE, What.ONE_SHORT, What.UNSUPPORTED)
"""What a run discovers; the other three are kept beside it, for the balance."""


class RunState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"waiting": "Đang rà soát", "done": "Đã xong", "failed": "Không thành công"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"waiting": "wait", "done": "good", "failed": "bad"}[self.value]


class Subject(NamedTuple):
    """A recipient as the run sees it. `place` is its place in Vietnamese order; `unit_size` the people registered
    at its own unit. Empty `gender` and `ethnic` were never recorded; `minority` is None then."""

    recipient_id: int
    kind: str
    unit_id: int
    place: int
    group: str
    gender: str
    minority: bool | None
    leader: bool
    border: bool
    remote: bool
    unit_size: int


class Line(NamedTuple):
    """One row of a run before it is stored. `condition` is a key of the run's conditions: (award, route, rule);
    `unknown` says that the condition is not known rather than not met; `ref_id` names the nomination or record."""

    recipient_id: int
    award: str
    route: str
    what: What
    condition: tuple[str, str, str] | None = None
    unknown: bool = False
    ref_id: int | None = None


class Lacking(NamedTuple):
    """A condition that someone lacks, with its article."""

    award: str
    route: str
    rule: str
    title: str
    cites: tuple[str, ...]
    checked: bool


class AskedAward(NamedTuple):
    """How the recipients whom one award may fit came out: numbers by outcome. `unloaded` says why nothing could
    be asked."""

    award: str
    route: str
    asked: int
    eligible: int
    not_eligible: int
    unknown: int
    suspended: int
    unloaded: str = ""


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as pages show it."""

    id: int
    unit_id: int
    unit: str
    unit_path: str
    year: int
    decided_on: date
    routes: tuple[str, ...]
    state: RunState
    small_below: int
    law_digest: str
    facts_at: object
    message: str
    job_id: int | None
    recipients: int
    rows: int
    not_confirmed: int
    asked: tuple[AskedAward, ...]
    created_at: object
    created_by: str
