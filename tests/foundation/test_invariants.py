"""The rules of stored data hold of sound data and name what breaks them."""

from __future__ import annotations

import pytest

from tests.factories import SYSTEM
from thidua.foundation import files
from thidua.foundation.clock import now
from thidua.foundation.invariants import INVARIANTS, all_invariants, broken
from thidua.foundation.models import Job, JobState, Notice

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [b.invariant.name for b in broken(INVARIANTS)]


def test_an_empty_site_breaks_none() -> None:
    assert list(broken()) == []


def test_names_are_unique_and_say_their_room() -> None:
    found = [i.name for i in all_invariants()]
    assert len(found) == len(set(found))
    assert {"foundation.ledger", "organisation.paths", "access.posts_units"} <= set(found)


def test_a_lost_and_a_cut_file_are_found() -> None:
    kept = [
        files.store(b"%PDF-1.7 x", name=f"{n}.pdf", kind="scan", object_type="x", object_id=n, actor=SYSTEM)
        for n in range(3)
    ]
    assert names() == []
    files.path_of(kept[0].id).unlink()
    files.path_of(kept[1].id).write_bytes(b"%PDF")
    found = list(broken(INVARIANTS))
    assert [b.invariant.name for b in found] == ["foundation.files_exist"]
    assert len(found[0].sample) == 2


def test_a_job_without_an_end_and_a_notice_without_commas_are_found() -> None:
    Job.objects.create(
        kind="x",
        key="x",
        state=JobState.DONE,
        run_after=now(),
        created_at=now(),
        created_by="system",
        done=2,
        total=1,
    )
    Notice.objects.create(unit_id=1, roles="head", text="x", at=now())
    assert names() == ["foundation.jobs_end", "foundation.jobs_progress", "foundation.notices_roles"]
