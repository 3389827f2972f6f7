"""The rules of registering: what may follow what, the season's days, when a covenant binds. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from thidua.kernel.decision import Decision, require
from thidua.registrations.types import CovenantState, Glance, State

WRITABLE = (State.DRAFT, State.RETURNED)


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


def open_on(opens: date, closes: date, today: date, closed: bool) -> Decision:
    """Whether the season takes registrations today."""
    return (
        require(not closed, "Đợt đăng ký đã đóng.")
        & require(today >= opens, f"Đợt đăng ký mở từ {opens:%d/%m/%Y}.")
        & require(
            today <= closes, f"Đợt đăng ký đã hết hạn ngày {closes:%d/%m/%Y}; đề nghị cấp trên gia hạn."
        )
    )


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
