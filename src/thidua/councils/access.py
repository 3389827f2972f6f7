"""Who may do what with councils and their sessions."""

from __future__ import annotations

from collections.abc import Collection

from thidua.access.types import Actor, Role
from thidua.councils.types import MemberRole, Seat
from thidua.kernel.decision import ALLOW, Decision, require

DESK = (Role.EMULATION_OFFICER, Role.SPECIALIST)
RUNNERS = (MemberRole.CHAIR, MemberRole.VICE, MemberRole.STANDING, MemberRole.SECRETARY)


def may_found(actor: Actor, unit_id: int) -> Decision:
    """Writing down the council of a unit and who sits in it."""
    return require(
        actor.is_system or bool(actor.posts_at(unit_id, *DESK, Role.ADMINISTRATOR)),
        "Chỉ cán bộ thi đua, chuyên viên hoặc quản trị của đơn vị được lập Hội đồng.",
    )


def may_run(actor: Actor, unit_id: int, seats: Collection[Seat]) -> Decision:
    """Opening a session, counting its votes and closing it: the standing body, or those who lead the council."""
    if actor.is_system or actor.posts_at(unit_id, *DESK):
        return ALLOW
    leads = any(
        seat.user_id is not None and seat.user_id == actor.user_id and seat.role in RUNNERS for seat in seats
    )
    member = bool(actor.posts_at(unit_id, Role.COUNCIL_MEMBER))
    return require(
        leads and member,
        "Chỉ cán bộ thi đua, chuyên viên của đơn vị hoặc người điều hành, thư ký Hội đồng được thực hiện.",
    )
