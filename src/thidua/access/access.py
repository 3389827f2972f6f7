"""Who may create users and give posts."""

from __future__ import annotations

from thidua.access.logic import held
from thidua.access.types import Actor, Role
from thidua.kernel.decision import ALLOW, Decision, require


def may_create_user(actor: Actor) -> Decision:
    """An administrator of any unit; what the user may do comes only with a post."""
    if actor.is_system:
        return ALLOW
    return require(
        any(post.role is Role.ADMINISTRATOR for post in actor.posts),
        "Chỉ người quản trị được tạo người dùng.",
    )


def may_give_post(actor: Actor, unit_path: str) -> Decision:
    """An administrator of the unit or of one above it; so nobody hands out more than their own scope."""
    return held(actor, unit_path, Role.ADMINISTRATOR)


def may_manage_user(actor: Actor, user_id: int, post_paths: tuple[str, ...]) -> Decision:
    """Reset a password or close an account: an administrator over every post the user holds, never one's own."""
    if actor.user_id == user_id:
        return require(False, "Không tự làm việc này với chính mình; hãy dùng trang Đổi mật khẩu.")
    decision = may_create_user(actor)
    for path in post_paths:
        decision = decision and held(actor, path, Role.ADMINISTRATOR)
    return decision
