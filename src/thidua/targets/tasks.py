"""Jobs of this room: reading and writing large workbooks as whoever sent or confirmed them."""

from __future__ import annotations

from thidua.access.queries import actor_by_ref
from thidua.foundation.clock import today
from thidua.foundation.jobs import Running, job
from thidua.kernel.formats import number
from thidua.targets import commands
from thidua.targets.commands.exchange import READ_JOB, WRITE_JOB
from thidua.targets.models import GridImport
from thidua.targets.types import ImportState


def _failed(running: Running, reason: str) -> None:
    rows = GridImport.objects.filter(
        pk=running.args["import"], state__in=[ImportState.SENT, ImportState.WRITING]
    )
    rows.update(state=ImportState.FAILED, message=reason[:1000])


@job(READ_JOB, gave_up=_failed)
def read(running: Running) -> str:
    """Judge every cell of a sent workbook."""
    actor = actor_by_ref(running.created_by, today())
    faults = commands.read_sent(actor=actor, import_id=running.args["import"], tell=running.progress)
    return f"Đã đọc tệp: {number(faults)} ô phải sửa." if faults else "Đã đọc tệp: mọi ô đều hợp lệ."


@job(WRITE_JOB, gave_up=_failed)
def write(running: Running) -> str:
    """Write a confirmed workbook whole or not at all; one that stands written already is left alone."""
    pk = running.args["import"]
    done = GridImport.objects.filter(pk=pk, state=ImportState.DONE).values_list("amounts", flat=True).first()
    if done is None:
        actor = actor_by_ref(running.created_by, today())
        done = commands.import_values(actor=actor, import_id=pk, tell=running.progress)
    return f"Đã nhập {number(done)} số liệu."
