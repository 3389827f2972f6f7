"""The ledger's hash: pure, so that anyone can recompute the chain from an export."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(value: Mapping[str, Any]) -> str:
    """JSON in the one form that is hashed: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def entry_hash(prev_hash: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before and the entry's canonical content, as hex."""
    return hashlib.sha256(f"{prev_hash}\n{canonical(content)}".encode()).hexdigest()
