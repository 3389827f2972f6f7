"""Who may do what with nominations: a few lines each, always with a reason.

What happens along the way is asked of the one table in `logic`; here stand the acts around it. An act needs a
post held exactly at the unit that acts; a post above sees the units below but does not act for them. Whether a
nomination's recipient is the very officer who handles it is not judged: users and recipients are not linked.
"""

from __future__ import annotations

from collections.abc import Collection

from thidua.access.types import Actor, Role
from thidua.kernel.decision import ALLOW, Decision, require
from thidua.nominations.logic import DESK, SENDERS, Rule, may_roles

ACTS: dict[str, tuple[frozenset[Role], str]] = {
    "open_round": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị được mở đợt đề nghị."),
    "create": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị được lập đề nghị."),
    "edit": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị đề nghị được sửa hồ sơ."),
    "draft_submission": (DESK, "Chỉ cán bộ thi đua, chuyên viên của đơn vị được soạn tờ trình."),
    "send_submission": (
        SENDERS,
        "Chỉ cán bộ thi đua, thủ trưởng hoặc người ký của đơn vị được gửi tờ trình.",
    ),
}
"""Acts other than the events of the way: roles held at the unit, and the sentence for all others."""


def may(actor: Actor, act: str, unit_id: int) -> Decision:
    """Whether the actor may carry out one of `ACTS` at the unit. The system may do all."""
    if actor.is_system:
        return ALLOW
    roles, reason = ACTS[act]
    return require(bool(actor.posts_at(unit_id, *roles)), reason)


def may_event(actor: Actor, rule: Rule, holder_id: int, proposer_id: int) -> Decision:
    """Whether the actor's posts let them carry out this row of the table."""
    if actor.is_system:
        return ALLOW
    return may_roles(rule, roles_at(actor, holder_id), roles_at(actor, proposer_id))


def roles_at(actor: Actor, unit_id: int) -> Collection[Role]:
    """The roles held exactly at the unit; every role for the system."""
    if actor.is_system:
        return frozenset(Role)
    return {post.role for post in actor.posts_at(unit_id)}


def sees(actor: Actor, *paths: str) -> bool:
    """Whether one of these unit paths lies in the actor's scope; otherwise the object is not there for them."""
    return actor.is_system or any(actor.posts_over(path) for path in paths)


def post_words(actor: Actor, unit_id: int, roles: Collection[Role] = ()) -> str:
    """In which capacity the actor acts at the unit, in words: "Hiệu trưởng, Trường THCS Nguyễn Du"."""
    posts = actor.posts_at(unit_id, *roles) or actor.posts_at(unit_id)
    if not posts:
        return ""
    return f"{posts[0].title or posts[0].role.label}, {posts[0].unit_name}"
