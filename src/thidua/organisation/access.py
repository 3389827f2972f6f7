"""Who may change the organisation. Roles are named by their codes: this room stands below the one that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from thidua.kernel.decision import ALLOW, Decision, require

ADMINISTRATOR = "administrator"
REGISTRARS = ("administrator", "emulation_officer", "specialist")


class Keeper(Protocol):
    """Whoever acts; `access.types.Actor` is one."""

    @property
    def name(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def today(self) -> date: ...
    @property
    def is_system(self) -> bool: ...
    @property
    def scope_paths(self) -> tuple[str, ...]: ...
    def posts_over(self, path: str, *roles: Any) -> Sequence[Any]: ...


def may_change_units(actor: Keeper, path: str) -> Decision:
    """Create, rename, end and succeed units: an administrator of the unit above or of one above that."""
    if actor.is_system:
        return ALLOW
    return require(
        bool(actor.posts_over(path, ADMINISTRATOR)),
        "Chỉ người quản trị của đơn vị này hoặc của đơn vị cấp trên được thay đổi đơn vị.",
    )


def may_register(actor: Keeper, path: str) -> Decision:
    """Register and move people and households: officer, specialist or administrator of the unit or one above."""
    if actor.is_system:
        return ALLOW
    return require(
        bool(actor.posts_over(path, *REGISTRARS)),
        "Chỉ cán bộ thi đua, khen thưởng, chuyên viên thường trực hoặc người quản trị được đăng ký đối tượng.",
    )


def sees(actor: Keeper, path: str) -> bool:
    """Whether the unit lies in the actor's scope; outside of it nothing exists for them."""
    return actor.is_system or bool(actor.posts_over(path))
