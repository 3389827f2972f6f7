"""Plain values of the room: what a target is, amounts as papers state them, periods, how a result stands to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

MOST_PLACES = 4
"""Decimal places an amount may have at most; amounts are stored as whole numbers of 10⁻⁴."""
LARGEST = Decimal("99999999999999.9999")
REPORT_DAYS, MOST_REPORT_DAYS = 15, 180
"""Days after the end of a period until its report is due, unless the target says otherwise, and at most: own rules."""
PLAN_YEARS = 5
"""Length of the plans that span several years (the five-year plan)."""


class Direction(StrEnum):
    """Whether more or less is better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self) -> str:
        return {"higher": "Càng cao càng tốt", "lower": "Càng thấp càng tốt"}[self.value]


class Kind(StrEnum):
    """What an amount is: set beforehand, guessed before the end, reported, or confirmed by the owner agency."""

    PLAN = "plan"
    ESTIMATE = "estimate"
    REPORTED = "reported"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    Kind.PLAN: "Kế hoạch", Kind.ESTIMATE: "Ước thực hiện", Kind.REPORTED: "Báo cáo", Kind.CONFIRMED: "Xác nhận",
}  # fmt: skip
RESULTS = (Kind.CONFIRMED, Kind.REPORTED, Kind.ESTIMATE)
"""What counts as the result, the surest first."""


class Sign(StrEnum):
    """How exactly a paper states an amount."""

    EXACT = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"

    @property
    def label(self) -> str:
        return {"": "", "about": "khoảng", "over": "trên", "under": "dưới"}[self.value]


class Frequency(StrEnum):
    """How often the target is reported."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def label(self) -> str:
        return {"year": "Hằng năm", "half": "6 tháng", "quarter": "Hằng quý", "month": "Hằng tháng"}[
            self.value
        ]


class OverUnits(StrEnum):
    """What the units' amounts make of the unit above them."""

    SUM = "sum"
    MEAN = "mean"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"sum": "Cộng các đơn vị", "mean": "Bình quân các đơn vị", "none": "Không tổng hợp"}[
            self.value
        ]


class OverYears(StrEnum):
    """What the years' amounts make of the plan's whole period."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"

    @property
    def label(self) -> str:
        return {"sum": "Cộng các năm", "mean": "Bình quân các năm", "last": "Lấy năm cuối"}[self.value]


class TargetState(StrEnum):
    """Whether new amounts are taken."""

    ACTIVE = "active"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        return {"active": "Đang dùng", "retired": "Đã thôi dùng"}[self.value]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"active": "good", "retired": "done"}[self.value]


class Standing(StrEnum):
    """How the result stands to the plan."""

    MET = "met"
    BEHIND = "behind"
    UNSURE = "unsure"
    NO_RESULT = "no_result"
    NO_PLAN = "no_plan"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        return _STANDINGS[self][0]

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return _STANDINGS[self][1]


_STANDINGS = {
    Standing.MET: ("Đạt", "good"),
    Standing.BEHIND: ("Chưa đạt", "bad"),
    Standing.UNSURE: ("Chưa rõ", "wait"),
    Standing.NO_RESULT: ("Chưa có kết quả", "wait"),
    Standing.NO_PLAN: ("Chưa có kế hoạch", "neutral"),
    Standing.EMPTY: ("Chưa có số liệu", "done"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a paper states it: exact, about, over, under, or a span from `low` to `high`.

    A span is always exact at both ends. Exact decimals; the unit is the target's.
    """

    low: Decimal
    high: Decimal | None = None
    sign: Sign = Sign.EXACT

    def __post_init__(self) -> None:
        if self.high is not None and (self.high <= self.low or self.sign is not Sign.EXACT):
            raise ValueError("a span runs from less to more and bears no other sign")

    def at(self, direction: Direction) -> Decimal:
        """The end that counts: what a plan asks at least, what a result is sure to have reached."""
        return self.low if direction is Direction.HIGHER or self.high is None else self.high


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or the years of a five-year plan, both ends included."""

    first: int
    last: int

    @property
    def is_year(self) -> bool:
        return self.first == self.last

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        return str(self.first) if self.is_year else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True, order=True)
class DueDay:
    """The last day of a report: for which period, when that ends, and from which day figures count for it."""

    due: date
    ends: date
    opens: date
    name: str


@dataclass(frozen=True, slots=True)
class Attainment:
    """A result against a plan: the share in exact per cent (None where none can be given, `says` tells why) and
    by how much it is behind in the target's unit."""

    standing: Standing
    percent: Fraction | None = None
    behind: Decimal | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Several amounts made one. `amount` is None unless the rule can be followed; `known` of `of` were there."""

    amount: Decimal | None
    known: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether nothing was lacking."""
        return self.known == self.of > 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A cell as it stands: the result that counts, of which kind (None where years were gathered), how it stands."""

    result: Amount | None
    kind: Kind | None
    stands: Attainment
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True)
class NewTarget:
    """The particulars of a target. `agency_id` is the unit that owns its figures and confirms them."""

    code: str
    title: str
    measure: str
    direction: Direction
    places: int = 0
    agency_id: int | None = None
    frequency: Frequency = Frequency.YEAR
    report_days: int = REPORT_DAYS
    source: str = ""
    over_units: OverUnits = OverUnits.NONE
    over_years: OverYears = OverYears.LAST
    place: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """Where an amount stands written: the document in words, its day, a remark, and why it may be doubted."""

    document: str = ""
    on: date | None = None
    note: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a target at a unit in a year; None is blank, never nought.

    A plan is what must be reached, a result what is surely reached (the lower end of a span where more is
    better, the upper where less is).
    """

    direction: Direction
    plan: Decimal | None = None
    estimate: Decimal | None = None
    reported: Decimal | None = None
    confirmed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """How one unit took the place of another: `divided` when only in part, `absorbed` when it stood there before."""

    before_id: int
    divided: bool = False
    absorbed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a former unit had as its plan; a blank where it had none."""

    unit_id: int
    unit: str
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Taking:
    """A plan of former units that their successor has not: what it would take over, or why that is not worked out."""

    target_id: int
    code: str
    title: str
    measure: str
    places: int
    period: Period
    parts: tuple[Part, ...]
    amount: Amount | None
    why: str = ""

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"t{self.target_id}-{self.period.first}-{self.period.last}"


class ImportState(StrEnum):
    """How far a sent workbook has come; large ones are read and written in the background."""

    SENT = "sent"
    READ = "read"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {
            "sent": "Đang đọc", "read": "Chờ xác nhận", "writing": "Đang ghi", "done": "Đã nhập",
            "failed": "Không thành công",
        }[self.value]  # fmt: skip

    @property
    def tone(self) -> str:
        """How screens mark it; words stand beside it."""
        return {"done": "good", "failed": "bad"}.get(self.value, "wait")


class LinkKind(StrEnum):
    """What a target is tied to."""

    RESOLUTION = "resolution"
    DIRECTIVE = "directive"
    MOVEMENT = "movement"
    CRITERION = "criterion"

    @property
    def label(self) -> str:
        return {
            "resolution": "Nghị quyết", "directive": "Chỉ thị", "movement": "Phong trào", "criterion": "Tiêu chí",
        }[self.value]  # fmt: skip


WORDS_ENOUGH = (LinkKind.RESOLUTION, LinkKind.DIRECTIVE)
"""What may be named in words alone, because its paper need not stand in this system."""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Something that stands in this system and a target can be tied to; `code` names a part, such as a criterion."""

    kind: LinkKind
    id: int
    code: str = ""

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"{self.kind}:{self.id}:{self.code}"
