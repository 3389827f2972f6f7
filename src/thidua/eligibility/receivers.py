"""What this room does with news from the register, within the transaction of the act that caused it."""

from __future__ import annotations

from typing import Any

from thidua.access.types import Actor
from thidua.achievements.types import AwardChange, AwardsChanged
from thidua.eligibility.commands.cascades import after_conferring, after_restoring, after_revoking

_AFTER = {
    AwardChange.CONFERRED: after_conferring,
    AwardChange.REVOKED: after_revoking,
    AwardChange.RESTORED: after_restoring,
}


def follow_awards(sender: object, *, actor: Actor, news: AwardsChanged, **_: Any) -> None:
    """Awards were conferred, revoked or given back: open, or settle, the cases of those that counted them."""
    _AFTER[news.change](actor, news)
