"""What may follow what, when a duty falls due, how late it is, and what passing down adds up to. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from thidua.duties.types import OPEN, DutyState, Move, Rhythm, Said, Standing, Terms
from thidua.kernel.decision import Decision, refuse, require
from thidua.kernel.formats import date_vi

LONGEST = 4_000
"""Characters of a duty's text or of one report."""
DEEPEST = 8
"""How many times a duty may be passed on downward."""
SOON = 3
"""Days before the due day from which the unit is reminded."""
LEVELS = (0, 7, 15)
"""Days past due from which the second, third and fourth level of reminding begin."""

_AFTER: dict[tuple[DutyState, Move], DutyState] = {
    (DutyState.ISSUED, Move.ACKNOWLEDGE): DutyState.IN_PROGRESS,
    **{(state, Move.REPORT): DutyState.IN_PROGRESS for state in OPEN},
    **{(state, Move.REPORT_DONE): DutyState.REPORTED_DONE for state in OPEN},
    **{(state, Move.PASS_DOWN): DutyState.IN_PROGRESS for state in OPEN},
    **{(state, Move.ASK_EXTENSION): state for state in OPEN},
    **{(state, Move.RULE_EXTENSION): state for state in OPEN},
    **{(state, Move.URGE): state for state in OPEN},
    (DutyState.REPORTED_DONE, Move.ACCEPT): DutyState.ACCEPTED,
    (DutyState.REPORTED_DONE, Move.RETURN_BACK): DutyState.RETURNED,
    **{(state, Move.WITHDRAW): DutyState.WITHDRAWN for state in (*OPEN, DutyState.REPORTED_DONE)},
    **{(state, Move.HAND_OVER): DutyState.MOVED for state in (*OPEN, DutyState.REPORTED_DONE)},
}


def possible(state: DutyState, move: Move) -> Decision:
    """Whether a duty in that state takes the move."""
    return require(
        (state, move) in _AFTER,
        f"Nhiệm vụ ở tình trạng “{state.label}” nên không {move.label} được.",
    )


def after(state: DutyState, move: Move) -> DutyState:
    """The state that follows. Raises KeyError for a move that is not possible."""
    return _AFTER[state, move]


def issuable(terms: Terms, today: date) -> Decision:
    """Whether work may be ordered in these terms."""
    return (
        require(bool(terms.text.strip()), "Chưa ghi nội dung nhiệm vụ.")
        & require(len(terms.text) <= LONGEST, f"Nội dung nhiệm vụ dài quá {LONGEST} ký tự.")
        & require(terms.deadline is None or terms.deadline >= today, "Hạn phải từ hôm nay trở đi.")
    )


def sayable(said: Said, rhythm: Rhythm) -> Decision:
    """Whether a report of progress makes sense: words, a percent, done means all of it."""
    return (
        require(bool(said.words.strip()), "Chưa ghi kết quả bằng lời.")
        & require(len(said.words) <= LONGEST, f"Báo cáo dài quá {LONGEST} ký tự.")
        & require(0 <= said.percent <= 100, "Tiến độ phải từ 0 đến 100 %.")
        & require(not said.done or said.percent == 100, "Báo cáo đã xong thì tiến độ phải là 100 %.")
        & require(not said.period or rhythm.months > 0, "Nhiệm vụ này không báo cáo theo kỳ.")
    )


# Days ---------------------------------------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_due(rhythm: Rhythm, deadline: date | None, issued: date) -> date | None:
    """The first day something is due: as ordered; else the last day of the period in which it was issued."""
    if deadline is not None or not rhythm.months:
        return deadline
    last = issued.month + (-issued.month) % rhythm.months
    return date(issued.year, last, calendar.monthrange(issued.year, last)[1])


def due_after(rhythm: Rhythm, first: date, periods: int) -> date:
    """The due day once `periods` periods are reported, counted from the first day so that no month drifts.

    A first day that ends its month means the end of every month.
    """
    day = add_months(first, rhythm.months * periods)
    if first.day == calendar.monthrange(first.year, first.month)[1]:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def overdue(state: DutyState, due_on: date | None, today: date) -> bool:
    """Whether the unit is late: still open the day after it was due."""
    return state.open and due_on is not None and due_on < today


def level(due_on: date | None, today: date) -> int:
    """How insistently to remind: 0 not yet, 1 due soon, 2 late, 3 late beyond a week, 4 beyond a fortnight.

    The steps are settings of this software, not of any rule.
    """
    if due_on is None or today < due_on - timedelta(days=SOON):
        return 0
    late = (today - due_on).days
    return 1 + sum(late > days for days in LEVELS)


_STEPS = (
    (timedelta(days=-SOON), "cán bộ của đơn vị, vì sắp đến hạn"),
    (timedelta(days=LEVELS[0] + 1), "cán bộ của đơn vị, vì quá hạn"),
    (timedelta(days=LEVELS[1] + 1), "thủ trưởng của đơn vị và cán bộ nơi giao, vì quá hạn hơn một tuần"),
    (timedelta(days=LEVELS[2] + 1), "thủ trưởng nơi giao, vì quá hạn hơn nửa tháng"),
)
_OWN_STEPS = (*_STEPS[:2], (_STEPS[2][0], "thủ trưởng của đơn vị, vì quá hạn hơn một tuần"))


@dataclass(frozen=True, slots=True)
class Reminding:
    """How far up a duty was reminded of: who was told last and why, who comes next and from which day."""

    told: str
    following: str
    on: date | None


def reminding(reached: int, due_on: date | None, *, own: bool) -> Reminding:
    """Whom the level of reminding that was reached concerns, and whom the next; nobody above in `own` work."""
    steps = _OWN_STEPS if own else _STEPS
    told = steps[min(reached, len(steps)) - 1][1] if reached else ""
    if due_on is None or reached >= len(steps):
        return Reminding(told, "", None)
    after, following = steps[reached]
    return Reminding(told, following, due_on + after)


def extendable(due_on: date | None, asked: date, today: date, reason: str, waiting: bool) -> Decision:
    """Whether more time may be asked for."""
    return (
        require(due_on is not None, "Nhiệm vụ không có hạn nên không cần gia hạn.")
        & require(not waiting, "Đã có một đề nghị gia hạn đang chờ trả lời.")
        & require(due_on is None or asked > due_on, "Hạn mới phải sau hạn đang có.")
        & require(asked >= today, "Hạn mới phải từ hôm nay trở đi.")
        & require(bool(reason.strip()), "Chưa ghi lý do xin gia hạn.")
    )


def within(parent_due: date | None, wanted: date | None) -> Decision:
    """A duty passed down falls due no later than the one it came from."""
    if parent_due is None or (wanted is not None and wanted <= parent_due):
        return require(True, "")
    return refuse(
        f"Hạn không được sau hạn của nhiệm vụ cấp trên giao ({date_vi(parent_due)}); cần thêm thời gian thì xin gia hạn"
        " cấp trên trước."
    )


# Passing down -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as passing down sees it."""

    id: int
    name: str
    path: str


def passable(
    holder: Place, upward: Collection[int], below: Collection[int], to: Sequence[Place], depth: int
) -> Decision:
    """Whether `holder` may pass its duty down to these units.

    `upward` are the units that hold or gave the duty on the way down to here, the holder included; `below` those
    that hold it from the holder already. A duty that came back to one of `upward` would run in a circle.
    """
    verdict = require(bool(to), "Chưa chọn đơn vị nào để giao tiếp.") & require(
        depth < DEEPEST, f"Nhiệm vụ đã được giao tiếp {DEEPEST} lần, không giao xuống nữa được."
    )
    for unit in to:
        if unit.id in upward:
            verdict &= refuse(
                f"{unit.name} đã giao hoặc đang giữ chính nhiệm vụ này ở trên: giao ngược lại thì thành vòng tròn."
            )
        elif not unit.path.startswith(holder.path):
            verdict &= refuse(f"{unit.name} không trực thuộc {holder.name}.")
        elif unit.id in below:
            verdict &= refuse(f"{unit.name} đã được giao nhiệm vụ này.")
    return verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """What duties add up to. `mean` is the mean of their percents, None where there is none."""

    given: int
    accepted: int
    waiting: int
    under_way: int
    not_begun: int
    overdue: int
    mean: Fraction | None

    @property
    def mean_percent(self) -> int | None:
        """The mean in whole percents, rounded down so that 100 means all of it."""
        return None if self.mean is None else int(self.mean)


def tally(duties: Sequence[Standing], today: date) -> Tally:
    """Count duties that are live by where they stand; the four states add up to all, overdue is among them."""
    live = [duty for duty in duties if duty.state.live]
    count = [duty.state for duty in live].count
    return Tally(
        given=len(live),
        accepted=count(DutyState.ACCEPTED),
        waiting=count(DutyState.REPORTED_DONE),
        under_way=count(DutyState.IN_PROGRESS) + count(DutyState.RETURNED),
        not_begun=count(DutyState.ISSUED),
        overdue=sum(overdue(duty.state, duty.due_on, today) for duty in live),
        mean=Fraction(sum(duty.percent for duty in live), len(live)) if live else None,
    )


# Words of the document ----------------------------------------------------------------------------------------


def rhythm_of(words: str) -> Rhythm:
    """The rhythm that a clause names; `ONCE` where its words fix none ("định kỳ", "theo quy định")."""
    said = words.casefold()
    for sign, rhythm in (
        ("tháng", Rhythm.MONTHLY), ("quý", Rhythm.QUARTERLY), ("thường xuyên", Rhythm.CONTINUOUS),
    ):  # fmt: skip
        if sign in said:
            months = ("06 tháng", "6 tháng", "sáu tháng")
            return Rhythm.HALF_YEARLY if any(each in said for each in months) else rhythm
    return Rhythm.YEARLY if "năm" in said else Rhythm.ONCE
