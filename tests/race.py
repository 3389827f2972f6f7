"""Several at once against one database: threads with a common start, and whole processes that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, connections

from thidua.foundation.errors import Stale
from thidua.foundation.invariants import broken

_PRELUDE = """
import os, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
django.setup()
"""


def together(act: Callable[[int], Any], count: int = 8) -> list[Any]:
    """Run `act(0)`, `act(1)` … in threads that start at one moment; results or exceptions, in order."""
    start = threading.Barrier(count)
    results: list[Any] = [None] * count

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            results[number] = act(number)
        except Exception as error:  # noqa: BLE001 -- the test judges it
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def one_wins(
    act: Callable[[int], Any], loses: type[Exception] | tuple[type[Exception], ...] = Stale, count: int = 4
) -> list[Exception]:
    """Run it several times at once: one answers, the others are refused in words, nothing is broken; the refusals."""
    answers = together(act, count)
    lost = [answer for answer in answers if isinstance(answer, loses)]
    assert len(lost) == count - 1, answers
    assert not [answer for answer in answers if isinstance(answer, Exception) and answer not in lost], answers
    assert list(broken()) == []
    return lost


def process(code: str, **more: str) -> subprocess.Popen[str]:
    """A Python process with Django on the test database; the test must use real transactions."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "thidua.site.settings",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "THIDUA_HOME": str(settings.HOME),
        "THIDUA_DB_POOL": "0",
        **more,
    }
    return subprocess.Popen(
        [sys.executable, "-c", _PRELUDE + code],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Wait until the condition is true and return it; an AssertionError when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")
