"""The site's work of the day, after that of all rooms: the summaries by e-mail."""

from __future__ import annotations

from datetime import date

from thidua.site.digest import send_digests


def run(today: date) -> None:
    """Send the summaries."""
    send_digests(today)
