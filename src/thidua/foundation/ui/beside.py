"""What rooms show on the page of something that belongs to another room, which need not know them.

A room says it in a module `shown_beside` by `sections(actor, what, pk)`; the page includes each section's template
with its data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from thidua.foundation import rooms


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: the template that draws it, and what it draws as `data`."""

    template: str
    data: Any


@lru_cache(maxsize=1)
def _rooms() -> tuple[Any, ...]:
    return tuple(import_module(path) for _, path in rooms.having("shown_beside"))


def sections(actor: Any, what: str, pk: int) -> list[Section]:
    """What all rooms show beside the thing of that name, e.g. "document"; a constant number of queries each."""
    return list(_asked(actor, what, pk))


def _asked(actor: Any, what: str, pk: int) -> Iterator[Section]:
    for room in _rooms():
        yield from room.sections(actor, what, pk)
