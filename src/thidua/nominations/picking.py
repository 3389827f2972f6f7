"""Picking nominations for a paper: by award, one by one in short lists, else the whole group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from thidua.nominations.queries import Brief

LISTED = 400
"""How many are listed with a box of their own; a form with many more would not be taken."""


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one award; `cases` is empty when only the whole group can be picked."""

    key: str
    title: str
    cases: tuple[Brief, ...]
    count: int


def groups(briefs: Iterable[Brief]) -> list[Group]:
    """Cases by award, the awards by their first case; small groups are listed before the room is used up."""
    found: dict[str, list[Brief]] = {}
    for brief in briefs:
        found.setdefault(brief.award, []).append(brief)
    room, listed = LISTED, set()
    for key in sorted(found, key=lambda award: len(found[award])):
        room -= len(found[key])
        if room >= 0:
            listed.add(key)
    return [
        Group(key, rows[0].award_name, tuple(rows) if key in listed else (), len(rows))
        for key, rows in found.items()
    ]


def picked(briefs: Sequence[Brief], ids: Iterable[int], keys: Collection[str]) -> list[int]:
    """Those ticked one by one and those of the ticked groups, each once."""
    whole = (brief.id for brief in briefs if brief.award in keys)
    return list(dict.fromkeys([*whole, *ids]))
