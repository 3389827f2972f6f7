"""Numbers that come back in an address or a form: a row's key, the version somebody saw."""

from __future__ import annotations

from django.http import HttpRequest

from thidua.foundation.errors import NotThere


def key_of(text: str) -> int | None:
    """A row's key from an address or a form; None for anything that no key can be."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def sent_key(request: HttpRequest, name: str) -> int:
    """The key a form sent under that name. Raises NotThere for anything that no key can be."""
    key = key_of(request.POST.get(name, ""))
    if key is None:
        raise NotThere
    return key


def sent_version(request: HttpRequest, default: int = -1) -> int:
    """The version a form was drawn from; `default`, which matches none, when it says nothing readable."""
    version = key_of(request.POST.get("version", ""))
    return default if version is None else version
