"""The business date: the real one, or the fixed one of a demo. Read at the edge only; commands get it as a value."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today's business date, in Vietnam's time zone; a demo's fixed date where one is set."""
    if settings.TODAY:
        return date.fromisoformat(settings.TODAY)
    return timezone.localdate()


def now() -> datetime:
    """The moment an act is recorded: always the real one, also in a demo."""
    return timezone.now()
