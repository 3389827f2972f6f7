"""What this room does with news from the rooms below, within the transaction of the act that caused it."""

from __future__ import annotations

from typing import Any

from thidua.access.types import system_actor
from thidua.achievements.types import FactsChanged
from thidua.nominations.commands import recheck_recipients


def check_again(sender: object, *, news: FactsChanged, **_: Any) -> None:
    """Facts of these recipients changed: put their open nominations to the law again."""
    recheck_recipients(actor=system_actor(news.on), recipient_ids=news.recipient_ids)
