"""Who may look for the overlooked, and who may have the register swept."""

from __future__ import annotations

from thidua.access.types import Actor, Role
from thidua.kernel.decision import ALLOW, Decision, require

RUNNERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
READERS = (*RUNNERS, Role.HEAD, Role.INSPECTOR)


def may_read(actor: Actor, unit_path: str = "") -> Decision:
    """The pages: emulation officers, the standing office, heads and inspectors, each within their units.

    Without a unit: whether the actor may read at some unit at all.
    """
    if actor.is_system:
        return ALLOW
    return require(
        any(post.role in READERS and unit_path.startswith(post.unit_path) for post in actor.posts)
        if unit_path
        else any(post.role in READERS for post in actor.posts),
        "Chỉ cán bộ thi đua, chuyên viên thường trực, thủ trưởng và thanh tra xem được phần này.",
    )


def may_run(actor: Actor, unit_path: str) -> Decision:
    """A new run over a unit and below: an emulation officer or specialist of that unit or of one above."""
    if actor.is_system:
        return ALLOW
    return require(
        bool(actor.posts_over(unit_path, *RUNNERS)),
        "Chỉ cán bộ thi đua, chuyên viên thường trực của đơn vị hoặc cấp trên được rà soát.",
    )


def reading_paths(actor: Actor) -> tuple[str, ...]:
    """The smallest set of unit paths under which the actor may read what a run found."""
    paths = sorted({post.unit_path for post in actor.posts if post.role in READERS})
    return tuple(p for i, p in enumerate(paths) if not any(p.startswith(q) for q in paths[:i]))
