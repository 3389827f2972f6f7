"""Official acts of registering, and of covenants."""

from __future__ import annotations

from thidua.registrations.commands.covenants import (
    draft_covenant,
    offer_covenant,
    sign_covenant,
    write_covenant,
)
from thidua.registrations.commands.seasons import close_season, extend_season, open_season, remind
from thidua.registrations.commands.succession import take_over
from thidua.registrations.commands.writing import (
    add_pledge,
    add_title,
    approve,
    change_title,
    consolidate,
    return_back,
    send,
    withdraw_pledge,
    withdraw_title,
)

__all__ = [
    "add_pledge", "add_title", "approve", "change_title", "close_season", "consolidate", "draft_covenant",
    "extend_season", "offer_covenant", "open_season", "remind", "return_back", "send", "sign_covenant", "take_over",
    "withdraw_pledge", "withdraw_title", "write_covenant",
]  # fmt: skip
