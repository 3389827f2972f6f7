"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Demo banner and actor; no query beyond those the middleware made."""
    return {"demo": settings.DEMO, "demo_date": settings.TODAY, "actor": getattr(request, "actor", None)}
