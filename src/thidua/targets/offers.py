"""What targets can be tied to: rooms offer documents, movements and criteria by a module `targets_offer`.

Such a module names its `KINDS` and has `find(actor, kind, words, most)` and `named(actor, refs)`, both within the
actor's scope and of a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from thidua.access.types import Actor
from thidua.foundation import rooms
from thidua.targets.types import LinkKind, Ref

MOST = 20
"""How many a search offers at most."""
TITLE = 300
"""How long a title is at most."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a target can be tied to: its name, a line that tells it from others, and where it is shown."""

    ref: Ref
    title: str
    about: str
    url: str


@lru_cache(maxsize=1)
def _sources() -> tuple[Any, ...]:
    return tuple(import_module(path) for _, path in rooms.having("targets_offer"))


def find(actor: Actor, kind: LinkKind, words: str) -> list[Offer]:
    """What the actor sees of that kind by words of its name (marks may be left out), the newest first."""
    return [
        offer
        for source in _sources()
        if kind in source.KINDS
        for offer in source.find(actor, kind, words, MOST)
    ][:MOST]


def named(actor: Actor, refs: Collection[Ref]) -> dict[Ref, Offer]:
    """Those of `refs` that the actor may see, as they stand now. A constant number of queries for each kind."""
    found: dict[Ref, Offer] = {}
    for source in _sources():
        asked = [ref for ref in refs if ref.kind in source.KINDS]
        if asked:
            found |= {offer.ref: offer for offer in source.named(actor, asked)}
    return found
