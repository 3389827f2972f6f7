"""The import's jobs: load by id, call, say how far it is."""

from __future__ import annotations

from thidua.access.queries import actor_by_ref
from thidua.foundation.clock import today
from thidua.foundation.jobs import Running, job
from thidua.nominations.imports.reading import read_batch
from thidua.nominations.imports.writing import CHECK_JOB, check_batch, write_batch
from thidua.nominations.models import ImportBatch
from thidua.nominations.types import ImportState


def _failed(running: Running, reason: str) -> None:
    open_states = (ImportState.UPLOADED, ImportState.WRITING)
    ImportBatch.objects.filter(pk=running.args["batch"], state__in=open_states).update(
        state=ImportState.FAILED, message=f"Không thành công, chưa ghi gì: {reason}"[:1000]
    )


@job("nominations.import.read", gave_up=_failed)
def read(running: Running) -> str:
    """Read a sent workbook into rows with their problems."""
    return read_batch(running.args["batch"], today(), running.progress)


@job("nominations.import.write", gave_up=_failed)
def write(running: Running) -> str:
    """Write a confirmed list as whoever confirmed it, with the posts held today."""
    return write_batch(actor_by_ref(running.created_by, today()), running.args["batch"], running.progress)


@job(CHECK_JOB)
def check(running: Running) -> str:
    """Put a written list to the law, as whoever confirmed it."""
    return check_batch(actor_by_ref(running.created_by, today()), running.args["batch"], running.progress)
