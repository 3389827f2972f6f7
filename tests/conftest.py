"""What all tests share: a home of their own, fast hashing, no network, and the mini province."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.sqlite3.base import DatabaseOperations

# A clock speaks of the machine and its neighbours: no example is too slow, only wrong.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("calm")

HOME = Path(tempfile.mkdtemp(prefix="thidua-test-"))
_NOT_OURS = ("THIDUA_HOME", "THIDUA_TODAY", "THIDUA_DEMO", "THIDUA_BASE_URL", "THIDUA_HTTPS", "THIDUA_HOSTS")


def _settle() -> None:
    """Point the settings, already loaded by pytest-django, away from any real site."""
    for name in _NOT_OURS:
        os.environ.pop(name, None)
    os.environ["THIDUA_HOME"] = str(HOME)
    settings.HOME = HOME
    settings.SECRET_KEY = "a key for tests only"
    settings.DEMO, settings.TODAY, settings.HTTPS = False, None, False
    settings.BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    settings.STATIC_ROOT = HOME / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.STORAGES["default"]["OPTIONS"]["location"] = HOME / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["NAME"] = HOME / "thidua.sqlite3"
        database["TEST"]["NAME"] = str(HOME / "test.sqlite3")
        command = database["OPTIONS"]["init_command"]
        database["OPTIONS"]["init_command"] = command.replace("synchronous=NORMAL", "synchronous=OFF")
    else:
        database["OPTIONS"].pop("pool", None)


_settle()


def _flush_past_triggers() -> None:
    """Let tests with real transactions empty SQLite's tables; PostgreSQL's TRUNCATE passes row triggers anyway."""
    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(), self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(self, sql_list)
            for _, sql in triggers:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = without_triggers  # type: ignore[method-assign]


_flush_past_triggers()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what may turn out otherwise there: what asks a database and is not marked `once`."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    asking = {"db", "transactional_db", "live_server"}
    kept = [
        item
        for item in items
        if not item.get_closest_marker("once")
        and (
            any(item.get_closest_marker(name) for name in ("django_db", "engine"))
            or asking & set(getattr(item, "fixturenames", ()))
        )
    ]
    left = set(items) - set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = kept


def pytest_report_header(config: pytest.Config) -> str:
    """Say which database answers."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """A test that would reach beyond this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to reach {address!r}; tests stay on this machine")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    """No test searches with the vocabulary of the one before."""
    from thidua.foundation.search import forget

    forget()


@pytest.fixture
def province(db: None) -> Any:
    """The mini province of `tests.factories`."""
    from tests.factories import mini_province

    return mini_province()
