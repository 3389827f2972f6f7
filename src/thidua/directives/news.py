"""News that this room gives to the rooms above, within the transaction of the act."""

from __future__ import annotations

from django.dispatch import Signal

clause_reopening = Signal()
"""Sent with `clause_id` before an accepted clause is taken back; a receiver that built on it raises Refused."""
