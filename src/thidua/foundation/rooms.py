"""What single rooms offer to all: which of them have a module of some name, in the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from django.apps import apps


def having(name: str) -> Iterator[tuple[str, str]]:
    """(room, dotted path) for each room with a module `name`, such as `desk`, `daily` or `invariants`."""
    for app in apps.get_app_configs():
        path = f"{app.name}.{name}"
        if app.name.startswith("thidua.") and find_spec(path):
            yield app.label, path
