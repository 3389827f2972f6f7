"""Jobs: queued with the act, carried out at least once, found again after a crash."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from tests.factories import SYSTEM
from tests.race import process, together, until
from thidua.foundation import jobs, progress
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.models import Job, JobState, Notice

pytestmark = pytest.mark.django_db
ran: list[str] = []


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    autodiscover_modules("tasks")  # else the first unknown kind would teach the copy alone
    monkeypatch.setattr(jobs, "_kinds", dict(jobs._kinds))
    ran.clear()

    @jobs.job("test.note")
    def note(job: jobs.Running) -> str:
        ran.append(job.key)
        job.progress(3, 3, "Đang ghi")
        return f"Đã xong {job.args['what']}."

    @jobs.job("test.refused", gave_up=lambda job, reason: ran.append(f"gave up {job.key}: {reason}"))
    def refused(job: jobs.Running) -> str:
        raise Refused("Tệp không có dòng nào.")

    @jobs.job("test.breaks", gave_up=lambda job, reason: ran.append("gave up"))
    def breaks(job: jobs.Running) -> str:
        ran.append(f"attempt {job.attempt}")
        raise ZeroDivisionError

    yield


def enqueue(kind: str = "test.note", key: str = "k1") -> int:
    return jobs.enqueue(kind, key, {"what": "việc"}, SYSTEM, unit_id=4)


def test_a_job_runs_and_tells_its_result() -> None:
    pk = enqueue()
    assert jobs.status(pk).state is JobState.QUEUED
    assert jobs.run_all() == 1
    status = jobs.status(pk)
    assert (status.state, status.message, status.percent) == (JobState.DONE, "Đã xong việc.", 100)
    assert status.is_over


def test_the_same_key_is_one_job() -> None:
    assert enqueue() == enqueue()
    jobs.run_all()
    enqueue()
    jobs.run_all()
    assert ran == ["k1"]


def test_a_rolled_back_act_queues_nothing() -> None:
    with pytest.raises(ValueError), transaction.atomic():
        enqueue()
        raise ValueError
    assert jobs.run_all() == 0


def test_jobs_run_in_the_order_they_came() -> None:
    for key in "abc":
        enqueue(key=key)
    jobs.run_all()
    assert ran == ["a", "b", "c"]


def test_a_refusal_is_final_and_in_words() -> None:
    pk = enqueue("test.refused")
    jobs.run_all()
    status = jobs.status(pk)
    assert (status.state, status.message) == (JobState.FAILED, "Tệp không có dòng nào.")
    assert ran == ["gave up k1: Tệp không có dòng nào."]


def test_a_failure_is_tried_again_later_and_then_given_up() -> None:
    pk = enqueue("test.breaks")
    for attempt in (1, 2, 3):
        assert jobs.run_all() == 1
        Job.objects.filter(pk=pk, state=JobState.QUEUED).update(run_after=now())
        assert ran[attempt - 1] == f"attempt {attempt}"
    assert jobs.run_all() == 0
    assert jobs.status(pk).state is JobState.FAILED
    assert "ZeroDivisionError" in jobs.status(pk).message
    assert ran[-1] == "gave up"


def test_the_second_attempt_waits() -> None:
    pk = enqueue("test.breaks")
    jobs.run_all()
    assert jobs.status(pk).state is JobState.QUEUED
    assert Job.objects.get(pk=pk).run_after > now() + timedelta(seconds=5)


def test_a_failed_job_can_be_asked_for_again() -> None:
    pk = enqueue("test.refused")
    jobs.run_all()
    assert enqueue("test.refused") == pk
    assert jobs.status(pk).state is JobState.QUEUED


def test_an_unknown_kind_fails_in_words() -> None:
    pk = enqueue("test.nobody")
    jobs.run_all()
    assert "test.nobody" in jobs.status(pk).message


def test_a_job_that_is_not_there() -> None:
    with pytest.raises(NotThere):
        jobs.status(999_999)
    assert jobs.status_by_key("none") is None


def test_the_sweeper_leaves_living_jobs_alone() -> None:
    pk = enqueue()
    Job.objects.filter(pk=pk).update(state=JobState.RUNNING, attempts=1, heartbeat_at=now())
    assert jobs.sweep() == 0


@pytest.mark.parametrize(("attempts", "state"), [(1, JobState.QUEUED), (3, JobState.FAILED)])
def test_the_sweeper_finds_abandoned_jobs(attempts: int, state: JobState) -> None:
    pk = enqueue()
    silent = now() - timedelta(seconds=progress.STALE + 1)
    Job.objects.filter(pk=pk).update(state=JobState.RUNNING, attempts=attempts, heartbeat_at=silent)
    assert jobs.sweep() == 1
    assert jobs.status(pk).state is state


def test_a_worker_that_lost_its_job_cannot_end_it() -> None:
    pk = enqueue()
    row = jobs._claim()
    assert row is not None
    Job.objects.filter(pk=pk).update(attempts=2)  # another worker took it over
    jobs._carry_out(row)
    assert jobs.status(pk).state is JobState.RUNNING


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestSeveralWorkers:
    """Real transactions, real processes."""

    def test_each_job_is_claimed_once(self) -> None:
        for number in range(12):
            enqueue(key=f"k{number}")
        together(lambda _: jobs.run_all(), 4)
        assert sorted(ran) == sorted(f"k{n}" for n in range(12))

    def test_progress_is_seen_while_the_job_writes(self) -> None:
        """Also on SQLite, where the job's open transaction keeps every other writer out."""
        seen: list[jobs.JobStatus] = []

        @jobs.job("test.long")
        def long(job: jobs.Running) -> str:
            with transaction.atomic():
                Notice.objects.create(unit_id=1, roles=",head,", text="x", at=now())
                job.progress(30, 60, "Đang ghi")
                watching = together(lambda _: until(lambda: jobs.status(pk).done and jobs.status(pk)), 1)
                seen.extend(watching)
            return "Xong."

        pk = enqueue("test.long")
        jobs.run_all()
        assert [(s.state, s.percent, s.message) for s in seen] == [(JobState.RUNNING, 50, "Đang ghi")]
        assert jobs.status(pk).message == "Xong."

    def test_a_killed_worker_loses_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = """
import time
from thidua.foundation import jobs
from thidua.foundation.models import Notice
from thidua.foundation.clock import now
from django.db import transaction

@jobs.job("test.note")
def note(job):
    with transaction.atomic():
        Notice.objects.create(unit_id=1, roles=",head,", text="half", at=now())
        print("working", flush=True)
        time.sleep(60)

jobs.run_all()
"""
        pk = enqueue()
        worker = process(code)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        assert jobs.status(pk).state is JobState.RUNNING
        monkeypatch.setattr(progress, "STALE", 0.0)
        assert jobs.sweep() == 1
        jobs.run_all()
        assert jobs.status(pk).state is JobState.DONE
        assert ran == ["k1"]
        assert Notice.objects.count() == 0
