"""The permission tables of single rooms: each module adds its rows to the world, its addresses and its commands.

A module here may define `build(world)` (called after the world of `matrix_world` stands; puts keys into `world.ids`),
`PAGES` (lines as in `matrix_urls`), `LINES` (lines as in `matrix_commands`) and `COMMANDS`, the dotted modules
whose public commands must all have a line.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any


def modules() -> Iterator[ModuleType]:
    """The rooms' modules, by name."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        yield import_module(f"{__name__}.{found.name}")


def gathered(name: str) -> tuple[Any, ...]:
    """What all rooms' modules list under that name, in order."""
    return tuple(each for module in modules() for each in getattr(module, name, ()))


def build_all(world: Any) -> None:
    """Let each room add its rows to the world."""
    for module in modules():
        if hasattr(module, "build"):
            module.build(world)
