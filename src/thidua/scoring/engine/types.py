"""Sheets, inputs and results. Frozen values; every number is a Decimal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

NOTHING = Decimal(0)
MOST = 10**15
Number = Annotated[Decimal, Field(ge=-MOST, le=MOST, decimal_places=12)]
"""What a sheet or an entry may say: within a thousand million million, to twelve places, so that fifty digits of
precision keep every sum, product and share of it exact to its rounding."""


class Kind(StrEnum):
    """How a leaf makes points."""

    RATIO = "ratio"
    INVERSE = "inverse"
    STEPS = "steps"
    GRADE = "grade"
    YES_NO = "yes_no"
    PER_EVENT = "per_event"
    PLUS_MINUS = "plus_minus"
    AVERAGE = "average"
    RANK = "rank"
    LEADER = "leader"
    PLAN_LEADER = "plan_leader"

    @property
    def relative(self) -> bool:
        """Whether the points depend on the other members."""
        return self in (Kind.RANK, Kind.LEADER, Kind.PLAN_LEADER)


class By(StrEnum):
    """Who gives the points that count: the head of the cluster, the standing office, the agency that owns the data."""

    HEAD = "head"
    OFFICE = "office"
    AGENCY = "agency"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Value):
    """From this result on, that many points."""

    at: Number
    points: Number


class Group(_Value):
    """A node with nodes below it; its standard is the sum of theirs."""

    code: str
    title: str
    standard: Number
    parent: str = ""


class Leaf(_Value):
    """A criterion. `standard` is the most it gives without bonus; `bonus` the share of it that may come on top.

    `steps` for steps, `grades` for grades, `per` points for each event (plus), `minus` for each against, `floor`
    the least of plus and minus and of ranks, `share` the part of the standard for a plan just met where the leader
    of the round takes all of it, `lower` whether the lowest result leads. `by` and `scorer` say who scores, `agency` is
    the unit code of a sector agency; `target` the code of the target its figures come from; `proof` what is demanded;
    `optional` whether it may be "not applicable".
    """

    code: str
    title: str
    kind: Kind
    standard: Number
    scorer: str
    parent: str = ""
    bonus: Number = NOTHING
    places: int = Field(default=2, ge=0, le=6)
    optional: bool = False
    steps: tuple[Step, ...] = ()
    grades: dict[str, Number] = {}
    per: Number = NOTHING
    minus: Number = NOTHING
    floor: Number = NOTHING
    share: Number = NOTHING
    lower: bool = False
    by: By = By.HEAD
    agency: str = ""
    target: str = ""
    proof: str = ""


class Deduction(_Value):
    """Points taken off for each case; a case that `blocks` also keeps the member from flag and certificate.

    `feed` names what other rooms know of such cases, e.g. dossiers returned.
    """

    code: str
    title: str
    points: Number
    blocks: bool = False
    feed: str = ""


class Sheet(_Value):
    """A score sheet of one year. `ties`: codes of nodes that settle equal totals, in order; `quota`: flags to give,
    `certificates`: certificates of merit for those right after them.

    `checked` is false for a sheet that no competent body has issued; whoever shows a score says so.
    """

    code: str
    title: str
    year: int
    source: str
    checked: bool
    total: Number
    bonus_cap: Number
    leaves: tuple[Leaf, ...] = Field(max_length=1000)
    groups: tuple[Group, ...] = Field(default=(), max_length=300)
    deductions: tuple[Deduction, ...] = ()
    ties: tuple[str, ...] = ()
    quota: int = Field(default=0, ge=0)
    certificates: int = Field(default=0, ge=0)

    @property
    def nodes(self) -> tuple[Group | Leaf, ...]:
        """Groups, then leaves."""
        return (*self.groups, *self.leaves)


class Entry(_Value):
    """What one member achieved on one leaf; which fields are read depends on the leaf's kind."""

    plan: Number | None = None
    result: Number | None = None
    grade: str | None = None
    yes: bool | None = None
    count: int | None = Field(default=None, ge=0, le=1_000_000)
    against: int = Field(default=0, ge=0, le=1_000_000)
    scores: tuple[Number, ...] = ()
    na: bool = False


class Member(_Value):
    """A unit in the round with its entries by leaf and the number of cases by deduction."""

    name: str
    entries: dict[str, Entry]
    deductions: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class LeafPoints:
    """Points of a leaf before and beyond the standard, and the arithmetic in words. None: not applicable.

    A plain value, for a large round makes hundreds of thousands of them.
    """

    code: str
    points: Decimal | None
    bonus: Decimal
    why: str


class Score(_Value):
    """A member's score. `base` is re-based when leaves did not apply; total = base + bonus - deducted, not below 0."""

    name: str
    leaves: tuple[LeafPoints, ...]
    base: Decimal
    bonus: Decimal
    deducted: Decimal
    total: Decimal
    parts: dict[str, Decimal]
    blocked: tuple[str, ...] = ()


class Placed(_Value):
    """A score with its rank. `tied`: the sheet's order could not part it from another of that rank.

    `flag`, `certificate`: within the quota; None when a tie reaches across it and people must decide. A member kept
    from both by a case keeps its rank, and the quota goes past it.
    """

    rank: int
    tied: bool
    flag: bool | None
    certificate: bool | None = False
    score: Score


class Tried(_Value):
    """A member under the sheet in force and under the one that is tried."""

    name: str
    was: Placed
    now: Placed

    @property
    def moved(self) -> int:
        """Places won (positive) or lost."""
        return self.was.rank - self.now.rank


class Trial(_Value):
    """What a sheet would have changed. `aside`: criteria that had no figures; `dropped`: cases no longer deducted."""

    rows: tuple[Tried, ...]
    aside: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
