"""Figures of past rounds, for the trial of a sheet. Rooms above keep them and register how to get at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.scoring.engine import Member


@dataclass(frozen=True, slots=True)
class Past:
    """Where past figures come from; both ask what the actor may see, in a constant number of queries.

    `offers(actor, sheet_id)`: the rounds scored by that sheet, as (key, title). `members(actor, sheet_id, key)`: the
    figures of one of them; raises NotThere for a key that is not offered.
    """

    offers: Callable[[Actor, int], list[tuple[str, str]]]
    members: Callable[[Actor, int, str], tuple[Member, ...]]


_KNOWN: dict[str, Past] = {}


def register(name: str, past: Past) -> None:
    """Let a room offer its rounds; `name` leads their keys."""
    _KNOWN[name] = past


def offers(actor: Actor, sheet_id: int) -> list[tuple[str, str]]:
    """All rounds scored by the sheet that the actor may see, as (key, title)."""
    return [
        (f"{name}:{key}", title)
        for name, past in sorted(_KNOWN.items())
        for key, title in past.offers(actor, sheet_id)
    ]


def members(actor: Actor, sheet_id: int, key: str) -> tuple[Member, ...]:
    """The figures of one of those rounds. Raises NotThere."""
    name, _, own = key.partition(":")
    if name not in _KNOWN:
        raise NotThere
    return _KNOWN[name].members(actor, sheet_id, own)
