"""Long work that can be left: queued with the act that asked for it, carried out at least once, never forgotten.

A room's `tasks.py` registers what it can do:

    @job("nominations.import")
    def run(job: Running) -> str:
        …
        job.progress(120, 50_000, "Đang ghi")
        return "Đã nhập 50.000 dòng."

and a command queues it in its own transaction: `enqueue("nominations.import", key=f"import:{pk}", …)`.
A job may run again after a crash, so what it writes must be the same when it is done twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F
from django.utils.module_loading import autodiscover_modules

from thidua.foundation import progress
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ledger import Doer
from thidua.foundation.models import Job, JobState

log = logging.getLogger(__name__)

BACKOFF = (10, 60, 300)
"""Seconds before the second, third and later attempts."""


@dataclass(slots=True)
class Running:
    """A job at work, as its function sees it."""

    id: int
    kind: str
    key: str
    args: Mapping[str, Any]
    created_by: str
    unit_id: int | None
    attempt: int
    _beat: progress.Beat | None = field(default=None, repr=False)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; seen at once by others, also while this job's own transaction is open."""
        if self._beat is not None:
            self._beat.show(progress.Sign(done, total, message[:500]))


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job as a page shows it. `percent` is None while the extent is unknown."""

    id: int
    kind: str
    state: JobState
    done: int
    total: int
    message: str

    @property
    def percent(self) -> int | None:
        return self.done * 100 // self.total if self.total else None

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)


Work = Callable[[Running], str]
GaveUp = Callable[[Running, str], None]


@dataclass(frozen=True, slots=True)
class _Kind:
    work: Work
    gave_up: GaveUp | None


_kinds: dict[str, _Kind] = {}


def job(kind: str, *, gave_up: GaveUp | None = None) -> Callable[[Work], Work]:
    """Register the function that carries out jobs of `kind`; it returns a Vietnamese sentence of the result.

    `gave_up(running, reason)` is called in a transaction when the job is refused or failed for good.
    """

    def register(work: Work) -> Work:
        if kind in _kinds and _kinds[kind].work.__qualname__ != work.__qualname__:
            raise ValueError(f"two functions for job {kind}")
        _kinds[kind] = _Kind(work, gave_up)
        return work

    return register


def enqueue(
    kind: str,
    key: str,
    args: Mapping[str, Any],
    actor: Doer,
    unit_id: int | None = None,
    *,
    attempts: int = 3,
) -> int:
    """Queue a job in the caller's transaction; returns its id.

    `key` makes it one: a job with that key already queued, running or done is left alone and its id
    returned; one that failed for good is queued again.
    """
    moment = now()
    made, fresh = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "args": dict(args),
            "max_attempts": attempts,
            "run_after": moment,
            "created_at": moment,
            "created_by": actor.ref,
            "unit_id": unit_id,
        },
    )
    if not fresh:
        Job.objects.filter(pk=made.pk, state=JobState.FAILED).update(
            state=JobState.QUEUED, attempts=0, run_after=moment, finished_at=None, message="", args=dict(args)
        )
    return made.pk


def status(job_id: int) -> JobStatus:
    """The job as it stands now. Raises NotThere."""
    row = Job.objects.filter(pk=job_id).first()
    if row is None:
        raise NotThere
    state = JobState(row.state)
    if state is JobState.RUNNING and progress.in_files() and (sign := progress.read(row.pk)):
        return JobStatus(row.pk, row.kind, state, sign.done, sign.total, sign.message)
    return JobStatus(row.pk, row.kind, state, row.done, row.total, row.message)


def status_by_key(key: str) -> JobStatus | None:
    """The job with that key as it stands now; None when there is none."""
    pk = Job.objects.filter(key=key).values_list("pk", flat=True).first()
    return None if pk is None else status(pk)


def run_next() -> bool:
    """Claim and carry out one job that is due; False when there is none."""
    row = _claim()
    if row is None:
        return False
    _carry_out(row)
    return True


def run_all(limit: int = 1000) -> int:
    """Carry out all jobs that are due, in this process; returns how many. For tests, the demo and `--once`."""
    count = 0
    while count < limit and run_next():
        count += 1
    return count


def sweep() -> int:
    """Queue again the running jobs whose worker died; those out of attempts fail. Returns how many."""
    count = 0
    for row in Job.objects.filter(state=JobState.RUNNING).order_by("pk")[:100]:
        if not progress.is_abandoned(row):
            continue
        if row.attempts >= row.max_attempts:
            reason = f"Máy chủ dừng giữa chừng {row.attempts} lần khi đang xử lý việc này."
            count += _give_up(row, reason)
        else:
            count += _mine(row).update(
                state=JobState.QUEUED, run_after=now(), message="Máy chủ đã khởi động lại; đang làm tiếp."
            )
    return count


def work(
    stop: threading.Event, *, pause: float = 0.5, now_and_then: Callable[[], object] | None = None
) -> None:
    """Carry out jobs until `stop` is set; the job at hand is finished first.

    `now_and_then` is called every few seconds: whoever queues work by the clock.
    """
    next_sweep = now()
    while not stop.is_set():
        try:
            if now() >= next_sweep:
                sweep()
                if now_and_then is not None:
                    now_and_then()
                next_sweep = now() + timedelta(seconds=5)
            busy = run_next()
        except DatabaseError:
            log.exception("the job queue cannot be read; trying again")
            busy = False
            close_old_connections()
            stop.wait(2)
        if not busy:
            close_old_connections()
            stop.wait(pause)


def _kind(name: str) -> _Kind | None:
    """What carries out jobs of that name; every room's `tasks` is read the first time one is not known."""
    if name not in _kinds:
        autodiscover_modules("tasks")
    return _kinds.get(name)


def _claim() -> Job | None:
    """Take the job that waited longest. The condition in the update decides between two workers."""
    due = Job.objects.filter(state=JobState.QUEUED, run_after__lte=now()).order_by("run_after", "pk")
    for row in due[:5]:
        taken = Job.objects.filter(pk=row.pk, state=JobState.QUEUED, attempts=row.attempts).update(
            state=JobState.RUNNING, attempts=F("attempts") + 1, heartbeat_at=now()
        )
        if taken:
            row.state, row.attempts = JobState.RUNNING, row.attempts + 1
            return row
    return None


def _running(row: Job, beat: progress.Beat | None = None) -> Running:
    return Running(row.pk, row.kind, row.key, row.args, row.created_by, row.unit_id, row.attempts, beat)


def _carry_out(row: Job) -> None:
    kind = _kind(row.kind)
    if kind is None:
        _give_up(row, f"Không có chương trình cho loại việc “{row.kind}”.")
        return
    try:
        with progress.Beat(row.pk, row.attempts) as beat:
            running = _running(row, beat)
            says = kind.work(running)
    except Refused as refused:  # trying again would not change the answer
        _give_up(row, str(refused))
    except Exception as error:
        log.exception("job %s (%s) failed at attempt %s", row.pk, row.kind, row.attempts)
        _again(row, error)
    else:
        sign = beat.last
        _mine(row).update(
            state=JobState.DONE, finished_at=now(), message=says[:500], done=sign.done, total=sign.total
        )


def _mine(row: Job) -> Any:
    """The row, as long as no other worker has taken it over."""
    return Job.objects.filter(pk=row.pk, state=JobState.RUNNING, attempts=row.attempts)


def _again(row: Job, error: Exception) -> None:
    if row.attempts >= row.max_attempts:
        _give_up(row, f"Không thành công sau {row.attempts} lần thử ({type(error).__name__}).")
        return
    wait = BACKOFF[min(row.attempts, len(BACKOFF)) - 1]
    _mine(row).update(
        state=JobState.QUEUED,
        run_after=now() + timedelta(seconds=wait),
        message=f"Lần {row.attempts} chưa thành công; sẽ thử lại sau {wait} giây.",
    )


def _give_up(row: Job, reason: str) -> int:
    with transaction.atomic():
        ended = _mine(row).update(state=JobState.FAILED, finished_at=now(), message=reason[:500])
        kind = _kind(row.kind)
        if ended and kind and kind.gave_up:
            kind.gave_up(_running(row), reason)
    return int(ended)
