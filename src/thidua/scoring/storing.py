"""Between the engine's sheet and its stored form: exact, and named by its content."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from thidua.scoring import engine


def body_of(sheet: engine.Sheet) -> dict[str, Any]:
    """The stored form: every decimal as the digits it was written with, defaults left out."""
    return sheet.model_dump(mode="json", exclude_defaults=True)


def sheet_from(body: dict[str, Any]) -> engine.Sheet:
    """The engine's sheet, equal to the one that was stored."""
    return engine.Sheet.model_validate(body)


def digest_of(body: dict[str, Any]) -> str:
    """A name for the content: equal exactly for equal bodies."""
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
