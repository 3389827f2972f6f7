"""Signs of life of a running job, written past the job's own transaction.

PostgreSQL: the job's row, through a second connection. SQLite has one writer at a time, and the job may be it
for minutes, so there the signs go to a small file beside the database, on the one machine that SQLite serves.
"""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from thidua.foundation.clock import now
from thidua.foundation.models import Job, JobState

BEAT = 5.0
"""Seconds between two signs of life."""
STALE = 45.0
"""Seconds of silence after which a running job counts as abandoned."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How far a job has come: `total` 0 while the extent is unknown."""

    done: int = 0
    total: int = 0
    message: str = ""


def in_files() -> bool:
    """Whether signs go to files (SQLite) rather than to the job's row."""
    return connection.vendor == "sqlite"


def read(job_id: int) -> Sign | None:
    """The newest sign kept in a file, if there is one."""
    try:
        kept = json.loads(_path(job_id).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Sign(kept["done"], kept["total"], kept["message"])


def is_abandoned(job: Job) -> bool:
    """Whether nobody works on this running job any more."""
    if in_files():
        try:
            kept = json.loads(_path(job.pk).read_text(encoding="utf-8"))
            return not _alive(kept["pid"]) or time.time() - kept["at"] > STALE
        except (OSError, ValueError):
            pass  # no file yet: judge by the row
    return job.heartbeat_at is None or (now() - job.heartbeat_at).total_seconds() > STALE


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _path(job_id: int) -> Path:
    return Path(settings.HOME) / "jobs" / f"{job_id}.json"


class Beat:
    """A thread that says every few seconds that a job is alive, and passes on its newest progress.

    `attempt` guards the row: once another worker has taken the job over, this one's signs count no more.
    """

    def __init__(self, job_id: int, attempt: int) -> None:
        self._job_id, self._attempt = job_id, attempt
        self._sign: Sign | None = None
        self._wake, self._over = threading.Event(), threading.Event()
        self._files = in_files()
        self._thread = threading.Thread(target=self._run, name=f"beat-{job_id}", daemon=True)

    def __enter__(self) -> Beat:
        if self._files:
            self._to_file()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._wake.set()
        self._thread.join(timeout=30)
        if self._files:
            _path(self._job_id).unlink(missing_ok=True)

    @property
    def last(self) -> Sign:
        """The newest progress shown."""
        return self._sign or Sign()

    def show(self, sign: Sign) -> None:
        """Keep the newest progress; it is written by the thread, a few times a second at most."""
        self._sign = sign
        self._wake.set()

    def _run(self) -> None:
        try:
            while True:
                self._wake.wait(BEAT)
                if self._over.is_set():
                    return
                self._wake.clear()
                self._write()
                self._over.wait(0.2)
        finally:
            connections.close_all()

    def _write(self) -> None:
        if self._files:
            self._to_file()
            return
        sign = self._sign
        fields = {"done": sign.done, "total": sign.total, "message": sign.message} if sign else {}
        try:
            Job.objects.filter(pk=self._job_id, state=JobState.RUNNING, attempts=self._attempt).update(
                heartbeat_at=now(), **fields
            )
        except DatabaseError:
            connections.close_all()  # the next beat tries on a fresh connection

    def _to_file(self) -> None:
        sign = self.last
        path = _path(self._job_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        content = {"pid": os.getpid(), "at": time.time(), "attempt": self._attempt}
        content |= {"done": sign.done, "total": sign.total, "message": sign.message}
        try:
            fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
        except OSError:  # a full disk must not end the job; only the progress bar stands still
            fresh.unlink(missing_ok=True)
