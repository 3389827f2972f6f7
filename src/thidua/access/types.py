"""Who acts: roles, posts and the actor. Pure, so that every rule of permission can be tested on values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do at its unit and below."""

    EMULATION_OFFICER = "emulation_officer"
    HEAD = "head"
    COUNCIL_MEMBER = "council_member"
    SPECIALIST = "specialist"
    SIGNER = "signer"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.EMULATION_OFFICER: "Cán bộ thi đua, khen thưởng",
    Role.HEAD: "Thủ trưởng đơn vị",
    Role.COUNCIL_MEMBER: "Thành viên Hội đồng",
    Role.SPECIALIST: "Chuyên viên thường trực",
    Role.SIGNER: "Người ký",
    Role.INSPECTOR: "Thanh tra, kiểm tra",
    Role.ADMINISTRATOR: "Quản trị",
}


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held today: a role at a unit, whose subtree is its scope."""

    id: int
    role: Role
    unit_id: int
    unit_path: str
    unit_name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, with the posts held on the business date `today`. A command's first question.

    `user_id` None is the system itself (import of history, demo, jobs): it passes every check and is
    named in the ledger as such.
    """

    user_id: int | None
    name: str
    today: date
    posts: tuple[HeldPost, ...] = ()

    @property
    def is_system(self) -> bool:
        return self.user_id is None

    @property
    def ref(self) -> str:
        """Stable key for ledger and files."""
        return "system" if self.user_id is None else f"user:{self.user_id}"

    def posts_over(self, path: str, *roles: Role) -> tuple[HeldPost, ...]:
        """Posts in one of `roles` (any role when none is given) whose subtree holds `path`."""
        return tuple(p for p in self.posts if path.startswith(p.unit_path) and (not roles or p.role in roles))

    def posts_at(self, unit_id: int, *roles: Role) -> tuple[HeldPost, ...]:
        """Posts held exactly at that unit, in one of `roles` (any when none is given)."""
        return tuple(p for p in self.posts if p.unit_id == unit_id and (not roles or p.role in roles))

    @property
    def scope_paths(self) -> tuple[str, ...]:
        """The smallest set of unit paths that covers all the actor's posts."""
        paths = sorted({p.unit_path for p in self.posts})
        return tuple(p for i, p in enumerate(paths) if not any(p.startswith(q) for q in paths[:i]))


def system_actor(today: date, name: str = "Hệ thống") -> Actor:
    """The actor for work that no person does."""
    return Actor(None, name, today)
