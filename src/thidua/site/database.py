"""The database: SQLite in the site's folder by default, PostgreSQL when `DATABASE_URL` names one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url


def database_config(home: Path) -> dict[str, Any]:
    """Django's settings for the one database.

    SQLite gets WAL and IMMEDIATE transactions, so that writers queue instead of failing; both engines
    get the same transaction habits. Raises SystemExit with a Vietnamese sentence for a URL of another kind.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "thidua.sqlite3",
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                ),
            },
            # A file, not memory: race tests and the browser's server open it from several threads.
            "TEST": {"NAME": os.environ.get("THIDUA_TEST_DB", str(home / "test.sqlite3"))},
        }
    config = dj_database_url.parse(url, conn_max_age=0, conn_health_checks=True)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise SystemExit("DATABASE_URL phải chỉ tới PostgreSQL (postgres://…); để trống thì dùng SQLite.")
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8}}
    if os.environ.get("THIDUA_DB_POOL") == "0":
        del config["OPTIONS"]["pool"]
    return dict(config)
