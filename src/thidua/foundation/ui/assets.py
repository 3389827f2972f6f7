"""Addresses of static files that change when the file does, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static


@lru_cache(maxsize=256)
def _version(path: str) -> str:
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(f"no static file {path}")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]


def asset_url(path: str) -> str:
    """URL of a static file with the first digits of its digest. Raises FileNotFoundError for an unknown file."""
    if settings.DEBUG:
        _version.cache_clear()
    return f"{static(path)}?v={_version(path)}"
