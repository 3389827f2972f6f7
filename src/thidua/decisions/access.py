"""Whose act is whose: officers and specialists draft and publish, the head and signers sign."""

from __future__ import annotations

from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere
from thidua.kernel.decision import ALLOW, Decision, require

DESK = (Role.EMULATION_OFFICER, Role.SPECIALIST)
SIGNERS = (Role.SIGNER, Role.HEAD)

_ACTS: dict[str, tuple[tuple[Role, ...], str]] = {
    "draft": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị ban hành được soạn quyết định."),
    "change": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị ban hành được sửa dự thảo."),
    "cancel": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị ban hành được hủy dự thảo."),
    "sign": (SIGNERS, "Chỉ thủ trưởng hoặc người ký của đơn vị ban hành được ký quyết định."),
    "attach": ((*DESK, *SIGNERS), "Chỉ người làm việc tại đơn vị ban hành được đính kèm bản ký."),
    "publish": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị ban hành được công bố quyết định."),
    "record": (
        DESK,
        "Chỉ cán bộ thi đua, chuyên viên của đơn vị đã trình được ghi quyết định của cấp Nhà nước.",
    ),
    "follow_up": (SIGNERS, "Chỉ thủ trưởng hoặc người ký của đơn vị ban hành được đính chính, hủy bỏ."),
}


def may(actor: Actor, act: str, unit_id: int) -> Decision:
    """Whether the actor may carry out the act at the unit that decides. The system may do all."""
    if actor.is_system:
        return ALLOW
    roles, reason = _ACTS[act]
    return require(bool(actor.posts_at(unit_id, *roles)), reason)


def see_or_404(actor: Actor, unit_path: str) -> None:
    """Raise NotThere unless some post of the actor covers the deciding unit."""
    if not actor.is_system and not actor.posts_over(unit_path):
        raise NotThere


def capacity(actor: Actor, act: str, unit_id: int) -> str:
    """In which post the actor acts, in words for the ledger; empty for the system."""
    posts = actor.posts_at(unit_id, *_ACTS[act][0])
    return f"{posts[0].title or posts[0].role.label}, {posts[0].unit_name}" if posts else ""
