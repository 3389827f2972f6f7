"""Kinds, levels and states of movements, and the plain values of plans, reviews and warnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple


class Kind(StrEnum):
    """The two forms of organising a movement."""

    REGULAR = "regular"
    THEMATIC = "thematic"

    @property
    def label(self) -> str:
        return {"regular": "Thường xuyên", "thematic": "Theo chuyên đề"}[self.value]


class Level(StrEnum):
    """In which scope a movement runs; it follows from the unit that launches it."""

    PROVINCE = "province"
    SECTOR = "sector"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNIT = "unit"

    @property
    def label(self) -> str:
        return {
            "province": "Toàn tỉnh",
            "sector": "Sở, ngành",
            "district": "Cấp huyện",
            "commune": "Cấp xã",
            "unit": "Cơ quan, đơn vị",
        }[self.value]


class State(StrEnum):
    """Where a movement stands."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"draft": "Đang soạn", "launched": "Đang thực hiện", "closed": "Đã kết thúc"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"draft": "neutral", "launched": "good", "closed": "done"}[self.value]


class ReviewKind(StrEnum):
    """A look back in mid-way, or at the end."""

    INTERIM = "interim"
    FINAL = "final"

    @property
    def label(self) -> str:
        return {"interim": "Sơ kết", "final": "Tổng kết"}[self.value]


class Group(StrEnum):
    """Groups of participants that criteria are written for."""

    AGENCIES = "agencies"
    LOCALITIES = "localities"
    FRONT = "front"
    ENTERPRISES = "enterprises"
    HOUSEHOLDS = "households"
    PEOPLE = "people"

    @property
    def label(self) -> str:
        return {
            "agencies": "Cơ quan, đơn vị",
            "localities": "Huyện, xã, thôn",
            "front": "Mặt trận và các đoàn thể",
            "enterprises": "Doanh nghiệp, hợp tác xã",
            "households": "Hộ gia đình",
            "people": "Cá nhân",
        }[self.value]


class Criterion(NamedTuple):
    """What is asked of one group of participants; `sample` when it does not come from a real paper."""

    group: str
    text: str
    sample: bool = False


class Figure(NamedTuple):
    """One figure of a review as it is written down: exact digits, never a float."""

    label: str
    value: str
    unit: str = ""


class Check(NamedTuple):
    """One point of a review's checklist, whether it was done, and a remark."""

    key: str
    done: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point that a review must look at, with where it comes from; `checked`: that text was read."""

    key: str
    title: str
    cite: str
    checked: bool


@dataclass(frozen=True, slots=True)
class DueReview:
    """A review that a movement owes: its last day, the rule behind it and whether that text was read."""

    kind: ReviewKind
    due: date
    basis: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is launched: everything a person writes about a movement.

    `budget` is in đồng; `awards` are codes of the lawbook, the forms of commendation that are foreseen.
    """

    title: str
    kind: str
    since: date
    until: date | None = None
    theme: str = ""
    goal: str = ""
    content: str = ""
    criteria: tuple[Criterion, ...] = ()
    awards: tuple[str, ...] = ()
    commendation: str = ""
    budget: int | None = None
    budget_paper: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A movement as far as the overlap of two is judged: where, for whom, when, about what."""

    id: int
    title: str
    unit: str
    path: str
    groups: frozenset[str]
    since: date
    until: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another movement that meets this one, with the reasons in words; `likeness` of the contents from 0 to 1."""

    id: int
    title: str
    unit: str
    likeness: Fraction
    reasons: tuple[str, ...]


class Proposed(NamedTuple):
    """One recipient proposed for commendation at a review."""

    recipient_id: int
    award: str
    summary: str = ""


class Mark(NamedTuple):
    """A label with its tone, where no enum has one."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement as lists show it."""

    id: int
    title: str
    unit_id: int
    unit: str
    kind: Kind
    level: Level
    state: State
    since: date
    until: date | None
    joined: int
    next_due: date | None
    next_review: str
    sample: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of the plan. `now` names the unit that carries it today, where its owner was merged or ended."""

    id: int
    what: str
    unit_id: int
    unit: str
    now: str
    due: date
    done_on: date | None
    result: str
    may_finish: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review: owed or held."""

    id: int
    kind: ReviewKind
    due: date
    basis: str
    checked: bool
    held_on: date | None
    findings: str
    figures: tuple[Figure, ...]
    points: tuple[tuple[Point, Check], ...] = ()
    proposals: tuple[ProposalRow, ...] = ()
    version: int = 1
    corrections: tuple[CorrectionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What a held review said until it was corrected, by whom and why; `differs`: what the correction changed, in
    words, as (what, before, after)."""

    at: datetime
    by: str
    reason: str
    differs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A recipient proposed at a review, and the nomination that came of it.

    `version` is that of what the review had found when it was proposed.
    """

    recipient: str
    award: str
    award_name: str
    nomination_id: int
    version: int = 1


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit in the cascade: whether it joined, what it launched of its own, and the units below it.

    `movement_id` is its own movement when it launched (or drafts) one; `seen`: whether the reader may open it.
    """

    unit_id: int
    unit: str
    mark: Mark
    since: date | None = None
    additions: str = ""
    movement_id: int | None = None
    seen: bool = False
    below: tuple[Branch, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementPage:
    """Everything the pages of one movement show. `carriers`: its unit, and those that stand in its place (`now`)."""

    id: int
    version: int
    plan: Plan
    state: State
    level: Level
    unit_id: int
    unit: str
    now: str
    carriers: tuple[int, ...]
    parent_id: int | None
    parent: str
    document: str
    document_seen: bool
    launched_on: date | None
    launch_paper: str
    closed_on: date | None
    close_note: str
    sample: bool
    works: bool
    launches: bool
    joins: tuple[tuple[int, str], ...]
    tasks: tuple[TaskRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    branch: Branch | None = None
    overlaps: tuple[Overlap, ...] = field(default_factory=tuple)

    @property
    def kind(self) -> Kind:
        return Kind(self.plan.kind)

    @property
    def criteria(self) -> tuple[tuple[str, tuple[Criterion, ...]], ...]:
        """The criteria by group of participants, in the order of the groups."""
        found = [(g.label, tuple(c for c in self.plan.criteria if c.group == g)) for g in Group]
        return tuple((label, rows) for label, rows in found if rows)

    @property
    def has_sample(self) -> bool:
        """Whether some criterion does not come from a real paper."""
        return any(c.sample for c in self.plan.criteria)


def as_json(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Named tuples as they are stored."""
    return [row._asdict() for row in rows]
