"""The rules of a round: who scores what when, how it goes on, when a vote holds, how clusters are formed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from thidua.clusters.types import Place, Side, Stage
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.scoring.engine import By

ORDER = (Stage.SELF, Stage.CHECK, Stage.OBJECT, Stage.MEETING, Stage.PUBLISHED)
LEAST_MEMBERS, LEAST_STAFF, MOST_DEPUTIES = 5, 5, 2
"""Read in another province's guidance of 2021, not in a rule of Đắk Nông: told as advice, never enforced."""


def after(stage: Stage) -> Stage | None:
    """The stage that follows; None after publication."""
    place = ORDER.index(stage)
    return ORDER[place + 1] if place + 1 < len(ORDER) else None


def before(stage: Stage) -> Stage | None:
    """The stage a round can be taken back to; none from the first, and a published round stays published."""
    place = ORDER.index(stage)
    return ORDER[place - 1] if 0 < place < len(ORDER) - 1 else None


def may_score(side: Side, by: By, stage: Stage) -> Decision:
    """Whether that side may enter a value on a criterion scored by `by`, at that stage.

    A member claims while units score themselves, on all criteria that are not the office's or an agency's. The head
    assesses those from the check to the objections; the standing office may do so in its place at any time before
    the meeting, and alone scores its own part. The final value is always the assessed one.
    """
    if stage in (Stage.MEETING, Stage.PUBLISHED):
        return refuse("Cụm, khối đã họp: điểm không sửa ở bước này nữa.")
    match side:
        case Side.MEMBER:
            return require(stage is Stage.SELF, "Đã hết bước tự chấm; có ý kiến thì ghi phản hồi.") & require(
                by is By.HEAD, "Tiêu chí này không do đơn vị tự chấm."
            )
        case Side.HEAD:
            return require(stage is not Stage.SELF, "Các đơn vị còn đang tự chấm.") & require(
                by is By.HEAD, "Tiêu chí này không do trưởng cụm, khối chấm."
            )
        case Side.AGENCY:
            return require(by is By.AGENCY, "Tiêu chí này không do cơ quan quản lý số liệu chấm.")
        case Side.OFFICE:
            return require(
                by is not By.HEAD or stage is not Stage.SELF, "Các đơn vị còn đang tự chấm tiêu chí này."
            )


def may_go_on(
    stage: Stage, *, missing: Collection[str] = (), open_objections: int = 0, voted: bool = False
) -> Decision:
    """Whether a round may leave its stage. `missing`: what keeps the scores from being worked out."""
    if stage is Stage.PUBLISHED:
        return refuse("Kết quả đã công bố.")
    if stage is Stage.SELF:
        return ALLOW
    decision = refuse(*list(missing)[:20]) if missing else ALLOW
    if stage is Stage.OBJECT:
        decision &= require(not open_objections, f"Còn {open_objections} ý kiến phản hồi chưa trả lời.")
    if stage is Stage.MEETING:
        decision &= require(voted, "Chưa ghi kết quả bỏ phiếu của cuộc họp.")
    return decision


def holds(present: int, entitled: int) -> Decision:
    """Whether enough members met: two thirds, a working rule of this program, for the sources say nothing."""
    return (
        require(entitled > 0, "Cụm, khối chưa có thành viên.")
        & require(present <= entitled, f"Số đơn vị dự họp ({present}) nhiều hơn số thành viên ({entitled}).")
        & require(
            3 * present >= 2 * entitled,
            f"Chỉ {present} trên {entitled} thành viên dự họp: chưa đủ hai phần ba thì không bỏ phiếu.",
        )
    )


def carried(yes: int, present: int) -> bool:
    """Whether a vote carries: more than half of those present."""
    return 2 * yes > present


def in_working_year(day: date, year: int) -> bool:
    """Whether a day falls in a cluster's year of work: the year itself and the quarter in which it is reviewed.

    A working rule of this program, so that a slip of the year is told.
    """
    return day.year == year or (day.year == year + 1 and day.month <= 3)


def meeting_differs(present: int | None, came: int, members: int, entered: int) -> str:
    """What a meeting's attendance says against its minutes; "" while it is not whole, or when they agree."""
    if present is None or entered < members or came == present:
        return ""
    return f"Biên bản ghi {present} đơn vị dự họp, điểm danh có {came}; hãy xem lại một trong hai."


@dataclass(frozen=True, slots=True)
class Formed:
    """A member of a cluster, as far as the forming of it goes."""

    unit: str
    place: Place
    also_in: tuple[str, ...] = ()
    ended: bool = False
    staff: int | None = None


def findings(members: Iterable[Formed]) -> list[str]:
    """What is unusual in the forming of a cluster; sentences for its page."""
    rows = list(members)
    places = Counter(row.place for row in rows)
    found = []
    if not places[Place.HEAD]:
        found.append("Chưa có trưởng cụm, khối.")
    if places[Place.DEPUTY] > MOST_DEPUTIES:
        found.append(f"Có {places[Place.DEPUTY]} phó trưởng; thường nhiều nhất {MOST_DEPUTIES}.")
    if len(rows) < LEAST_MEMBERS:
        found.append(f"Có {len(rows)} đơn vị; thường ít nhất {LEAST_MEMBERS}.")
    if small := [
        f"{row.unit} ({row.staff})" for row in rows if row.staff is not None and row.staff < LEAST_STAFF
    ]:
        found.append(
            f"Có dưới {LEAST_STAFF} người làm việc: {', '.join(small)}; thường ít nhất {LEAST_STAFF}."
        )
    if unknown := [row.unit for row in rows if row.staff is None]:
        found.append(f"Chưa ghi số người làm việc: {_first(unknown)}.")
    found += [
        f"{row.unit} đã chấm dứt hoạt động; đơn vị kế tục xử lý việc còn mở." for row in rows if row.ended
    ]
    found += [f"{row.unit} cũng thuộc {', '.join(row.also_in)} cùng năm." for row in rows if row.also_in]
    return found


def _first(names: list[str], most: int = 10) -> str:
    more = f" và {len(names) - most} đơn vị khác" if len(names) > most else ""
    return ", ".join(names[:most]) + more
