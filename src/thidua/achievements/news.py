"""News that this room gives to the rooms above, within the transaction of the act."""

from __future__ import annotations

from datetime import date

from django.dispatch import Signal

from thidua.achievements.types import FactsChanged

facts_changed = Signal()
"""Sent with `news=FactsChanged(...)` whenever what a check may have read has changed."""


def announce(recipient_ids: frozenset[int] | set[int], what: str, on: date) -> None:
    """Tell the rooms above; their receivers run in this transaction and may refuse it by raising.

    Before the ledger: its head is the last lock that any act takes, so that no two acts wait for each other.
    """
    if recipient_ids:
        facts_changed.send(sender=FactsChanged, news=FactsChanged(frozenset(recipient_ids), what, on))
