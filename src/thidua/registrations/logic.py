"""The rules of registering: what may follow what, the season's days, when a covenant binds. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from thidua.kernel.decision import ALLOW, Decision, require
from thidua.registrations.types import CovenantState, Glance, Kept, State, Tied
from thidua.targets.amounts import checked, places_of
from thidua.targets.types import Amount, Direction

WRITABLE = (State.DRAFT, State.RETURNED)
REMINDED = (10, 5, 1)
"""How many days before the last day of a season units are reminded: our own rule."""


def glance(state: State | None) -> Glance:
    """One of the four states for a unit's registration; None is a unit that has none."""
    match state:
        case State.SENT:
            return Glance.WAITING
        case State.RETURNED:
            return Glance.RETURNED
        case State.APPROVED:
            return Glance.DONE
        case _:
            return Glance.NOT_STARTED


def may_write(state: State) -> Decision:
    """Whether titles and commitments may still be put in and taken out freely."""
    return require(
        state in WRITABLE,
        "Bản đăng ký đã gửi. Muốn thay đổi sau khi duyệt thì ghi thay đổi hoặc rút có lý do.",
    )


def may_change(state: State) -> Decision:
    """Whether what was registered may be changed or withdrawn with a reason: not while the level above judges it."""
    return require(state is not State.SENT, "Bản đăng ký đang chờ duyệt; chờ cấp trên duyệt hoặc trả lại.")


def may_send(state: State, titles: int, pledges: int) -> Decision:
    """Whether a registration can go up: something in it, and not already there."""
    return require(state in WRITABLE, "Bản đăng ký đã gửi.") & require(
        titles + pledges > 0, "Bản đăng ký còn trống: ghi ít nhất một danh hiệu hoặc một chỉ tiêu."
    )


def may_judge(state: State) -> Decision:
    """Whether the level above may approve or return it now."""
    return require(state is State.SENT, "Bản đăng ký không ở trạng thái chờ duyệt.")


def still_lives(passed: bool) -> Decision:
    """Whether a registration is still worked on: not after a successor took it over."""
    return require(not passed, "Bản đăng ký đã chuyển sang đơn vị kế thừa, chỉ còn để xem.")


def may_receive(new: State | None) -> Decision:
    """Whether a successor's registration can take something in now; None is one not begun."""
    return require(
        new is not State.SENT,
        "Bản đăng ký của đơn vị kế thừa đang chờ duyệt; nhận sau khi cấp trên duyệt hoặc trả lại.",
    )


def after_receiving(old: State, new: State | None) -> State:
    """Where a successor's registration stands with what it took over.

    Only what was approved stays approved; anything not judged yet has to be sent, all of it together.
    """
    if new in (None, State.APPROVED):
        return State.APPROVED if old is State.APPROVED else State.DRAFT
    return new


def open_on(opens: date, closes: date, today: date, closed: bool) -> Decision:
    """Whether the season takes registrations today."""
    return (
        require(not closed, "Đợt đăng ký đã đóng.")
        & require(today >= opens, f"Đợt đăng ký mở từ {opens:%d/%m/%Y}.")
        & require(
            today <= closes, f"Đợt đăng ký đã hết hạn ngày {closes:%d/%m/%Y}; đề nghị cấp trên gia hạn."
        )
    )


def reminder_due(opens: date, closes: date, today: date) -> int | None:
    """Which of the reminders has come, in days before the last day; None when none has, or the season does not run.

    One that the day's work missed is due until the next one comes; one that falls before the season opened is none.
    """
    left = (closes - today).days
    if left < 0 or today < opens:
        return None
    come = [step for step in REMINDED if left <= step <= (closes - opens).days]
    return min(come, default=None)


def may_sign(
    state: CovenantState, unit_id: int, members: Collection[int], signed: Collection[int]
) -> Decision:
    """Whether a member may sign a covenant now."""
    return (
        require(state is CovenantState.OFFERED, "Giao ước chưa được đưa ra ký, hoặc đã ký đủ.")
        & require(unit_id in members, "Đơn vị không thuộc cụm, khối của giao ước này.")
        & require(unit_id not in signed, "Đơn vị đã ký giao ước này.")
    )


def binds(members: Collection[int], signed: Collection[int]) -> bool:
    """Whether every member has signed; a covenant nobody belongs to binds nobody."""
    return bool(members) and set(members) <= set(signed)


def may_bind(words: str, amount: Decimal | None, measure: str, target: Tied | None) -> Decision:
    """Whether a term of a covenant may be written so: exact numbers, in the measure of its target where it has one."""
    decision = require(0 < len(words) <= 500, "Mỗi nội dung giao ước dài từ 1 đến 500 ký tự.") & require(
        len(measure) <= 60, f"“{words[:60]}”: đơn vị tính dài nhất 60 ký tự."
    )
    if amount is not None:
        decision &= _exact(words, amount)
    if target is None:
        return decision
    decision &= require(
        measure.casefold() in ("", target.measure.casefold()),
        f"“{words[:60]}”: chỉ tiêu {target.code} tính bằng “{target.measure}”, không phải “{measure}”.",
    )
    if amount is not None:
        decision &= require(
            places_of(Amount(amount)) <= target.places,
            f"“{words[:60]}”: chỉ tiêu {target.code} lấy nhiều nhất {target.places} chữ số thập phân.",
        )
    return decision


def _exact(words: str, amount: Decimal) -> Decision:
    try:
        checked(amount)
    except ValueError as error:
        return require(False, f"“{words[:60]}”: {error}")
    return ALLOW


def kept(direction: Direction, bound: Decimal | None, result: Decimal | None) -> Kept | None:
    """How a result stands to the amount a covenant binds to; None where it binds to no amount."""
    if bound is None:
        return None
    if result is None:
        return Kept.UNKNOWN
    return (
        Kept.KEPT if (result >= bound if direction is Direction.HIGHER else result <= bound) else Kept.SHORT
    )
