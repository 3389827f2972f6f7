"""Who may put a recipient to the law outside a nomination, and who settles what follows a revocation."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.access.types import Actor, Role
from thidua.kernel.decision import ALLOW, Decision, require

SETTLERS = (Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD, Role.SIGNER)


def may_ask(actor: Actor, unit_paths: Iterable[str]) -> Decision:
    """Whoever holds any post over the recipients' units. For a nomination its own room has asked before."""
    if actor.is_system:
        return ALLOW
    return require(
        all(actor.posts_over(path) for path in unit_paths),
        "Chỉ kiểm tra được điều kiện của đối tượng thuộc phạm vi mình phụ trách.",
    )


def may_settle(actor: Actor, unit_id: int) -> Decision:
    """A case after a revocation: those who work, decide or sign at the very unit that decided the award."""
    if actor.is_system:
        return ALLOW
    return require(
        bool(actor.posts_at(unit_id, *SETTLERS)),
        "Chỉ cán bộ thi đua, chuyên viên, thủ trưởng hoặc người ký của đơn vị đã quyết định khen thưởng"
        " (đang giữ hồ sơ) được kết luận.",
    )


def capacity(actor: Actor, unit_id: int) -> str:
    """In which post the actor acts at the unit, in words for the ledger; empty for the system."""
    posts = actor.posts_at(unit_id, *SETTLERS)
    return f"{posts[0].title or posts[0].role.label}, {posts[0].unit_name}" if posts else ""
