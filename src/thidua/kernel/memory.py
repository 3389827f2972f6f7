"""Python's own housekeeping, kept out of the way of work that makes very many objects at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python's cycle collector from searching a growing heap of plain values again and again.

    For work that makes hundreds of thousands of objects and no cycles; they are freed by their counts as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
