"""Who may do what with movements. A unit that was merged acts through the units that stand in its place."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from thidua.access.scope import in_scope
from thidua.access.types import Actor, HeldPost, Role
from thidua.kernel.decision import ALLOW, Decision, require
from thidua.movements.types import State
from thidua.organisation.logic import chain_ids
from thidua.organisation.queries import successors

DESK = (Role.EMULATION_OFFICER, Role.SPECIALIST)
HEADS = (Role.HEAD, Role.SIGNER)


def standing_at(actor: Actor, unit_id: int) -> tuple[int, ...]:
    """The unit and those that stand in its place today. Two queries."""
    return (unit_id, *(unit.id for unit in successors([unit_id], actor.today).get(unit_id, [])))


def posts_for(actor: Actor, unit_ids: Iterable[int], *roles: Role) -> list[HeldPost]:
    """The actor's posts at one of these units, in one of `roles`."""
    return [post for pk in unit_ids for post in actor.posts_at(pk, *roles)]


def may_work(actor: Actor, unit_ids: Iterable[int]) -> Decision:
    """Drafting, editing, tasks, reviews, proposals and closing: the officers of the unit."""
    return require(
        actor.is_system or bool(posts_for(actor, unit_ids, *DESK)),
        "Chỉ cán bộ thi đua, chuyên viên của đơn vị tổ chức phong trào được thực hiện.",
    )


def may_launch(actor: Actor, unit_ids: Iterable[int], paper: str) -> Decision:
    """Launching is the head's act; officers write it down with the paper the head signed.

    Law 06/2022/QH15 Article 18; Decree 91/2017 Articles 5 and 6.
    """
    units = tuple(unit_ids)
    if actor.is_system or posts_for(actor, units, *HEADS):
        return ALLOW
    return require(
        bool(posts_for(actor, units, *DESK)),
        "Chỉ thủ trưởng, người ký hoặc cán bộ thi đua của đơn vị được phát động.",
    ) & require(
        bool(paper),
        "Thẩm quyền phát động là của người đứng đầu: cán bộ thi đua phải ghi số, ngày văn bản đã ký.",
    )


def may_join(actor: Actor, unit_id: int) -> Decision:
    """Joining for a unit: its officers or its head."""
    return require(
        actor.is_system or bool(actor.posts_at(unit_id, *DESK, *HEADS)),
        "Chỉ cán bộ thi đua, chuyên viên hoặc thủ trưởng của đơn vị được đăng ký tham gia.",
    )


def visible(actor: Actor, after: Iterable[int] = (), prefix: str = "") -> Q:
    """Movements of the actor's scope, of units it stands in for (`after`), and launched ones of units above."""
    above = {pk for post in actor.posts for pk in chain_ids(post.unit_path)}
    return (
        in_scope(actor, f"{prefix}unit__")
        | Q(**{f"{prefix}unit__in": set(after)})
        | Q(**{f"{prefix}unit__in": above}) & ~Q(**{f"{prefix}state": State.DRAFT})
    )
