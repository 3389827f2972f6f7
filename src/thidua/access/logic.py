"""Which roles an act needs and at which unit: the one table-shaped way to answer "may this actor?". Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor, Role
from thidua.kernel.decision import ALLOW, Decision, refuse, require

AUTHORITY_MARKS = ("", "TM", "KT", "TL", "TUQ", "Q")


def held(actor: Actor, path: str, *roles: Role) -> Decision:
    """Whether the actor holds one of the roles at the unit with that path or at one above it."""
    if actor.is_system or actor.posts_over(path, *roles):
        return ALLOW
    return refuse(f"Việc này cần vai trò {_names(roles)} tại đơn vị hoặc đơn vị cấp trên.")


def held_at(actor: Actor, unit_id: int, *roles: Role) -> Decision:
    """Whether the actor holds one of the roles at that very unit; a post above it does not count."""
    if actor.is_system or actor.posts_at(unit_id, *roles):
        return ALLOW
    return refuse(f"Việc này cần vai trò {_names(roles)} tại chính đơn vị này.")


@dataclass(frozen=True, slots=True)
class Need:
    """What an act asks of whoever does it: one of `roles`, at the unit itself (`exactly`) or there and above.

    Rooms keep a table act → Need and ask it, so that buttons, commands and tests read the same lines.
    """

    roles: tuple[Role, ...]
    exactly: bool = True

    def judge(self, actor: Actor, unit_id: int, path: str) -> Decision:
        """Whether the actor may do it at the unit."""
        return held_at(actor, unit_id, *self.roles) if self.exactly else held(actor, path, *self.roles)

    def units(self, actor: Actor) -> list[tuple[int, str]]:
        """The units at which the actor holds one of the roles, by name: what a form offers."""
        units = {post.unit_id: post.unit_name for post in actor.posts if post.role in self.roles}
        return sorted(units.items(), key=lambda item: item[1])

    def anywhere(self, actor: Actor) -> Decision:
        """Whether the actor may do it at any unit; the refusal is that of the actor's first post."""
        if self.units(actor):
            return ALLOW
        own = actor.posts[0] if actor.posts else None
        return self.judge(actor, own.unit_id if own else 0, own.unit_path if own else "/")


def check_post(
    role: Role, since: date, until: date | None, mark: str, unit_from: date | None, unit_to: date | None
) -> Decision:
    """Whether a post may be given so: days in order and within the unit's, a mark that a signature can carry."""
    return (
        require(until is None or since <= until, "Ngày thôi giữ vai trò phải sau hoặc trùng ngày bắt đầu.")
        & require(unit_from is None or since >= unit_from, "Đơn vị chưa hoạt động vào ngày bắt đầu.")
        & require(unit_to is None or since <= unit_to, "Đơn vị đã kết thúc trước ngày bắt đầu.")
        & require(
            mark in AUTHORITY_MARKS, f"Không có cách ký “{mark}”; chọn TM, KT, TL, TUQ, Q hoặc để trống."
        )
        & require(not mark or role in (Role.SIGNER, Role.HEAD), "Chỉ thủ trưởng và người ký có cách ký.")
    )


def _names(roles: tuple[Role, ...]) -> str:
    return " hoặc ".join(role.label for role in roles) or "bất kỳ"
