"""Who may put a recipient to the law outside a nomination."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.access.types import Actor
from thidua.kernel.decision import ALLOW, Decision, require


def may_ask(actor: Actor, unit_paths: Iterable[str]) -> Decision:
    """Whoever holds any post over the recipients' units. For a nomination its own room has asked before."""
    if actor.is_system:
        return ALLOW
    return require(
        all(actor.posts_over(path) for path in unit_paths),
        "Chỉ kiểm tra được điều kiện của đối tượng thuộc phạm vi mình phụ trách.",
    )
