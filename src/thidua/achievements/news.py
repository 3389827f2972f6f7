"""News that this room gives to the rooms above, within the transaction of the act."""

from __future__ import annotations

from datetime import date

from django.dispatch import Signal

from thidua.access.types import Actor
from thidua.achievements.types import AwardsChanged, FactsChanged

facts_changed = Signal()
"""Sent with `news=FactsChanged(...)` whenever what a check may have read has changed."""

awards_changed = Signal()
"""Sent with `actor` and `news=AwardsChanged(...)` when awards entered the register, were revoked or given back,
after `facts_changed` of the same act."""


def announce(recipient_ids: frozenset[int] | set[int], what: str, on: date) -> None:
    """Tell the rooms above; their receivers run in this transaction and may refuse it by raising.

    Before the ledger: its head is the last lock that any act takes, so that no two acts wait for each other.
    """
    if recipient_ids:
        facts_changed.send(sender=FactsChanged, news=FactsChanged(frozenset(recipient_ids), what, on))


def announce_awards(actor: Actor, news: AwardsChanged) -> None:
    """Tell the rooms above of awards themselves, in the transaction of the act and before its ledger entries."""
    if news.record_ids:
        awards_changed.send(sender=AwardsChanged, actor=actor, news=news)
