"""The room's job: read a scan page by page."""

from __future__ import annotations

from thidua.access.queries import actor_by_ref
from thidua.directives.commands.scanning import JOB, give_up_scan, read_scan
from thidua.foundation.clock import today
from thidua.foundation.jobs import Running, job


def _failed(running: Running, reason: str) -> None:
    give_up_scan(running.args["scan"], reason)


@job(JOB, gave_up=_failed)
def run(running: Running) -> str:
    """Read it as whoever left it, with the posts held today."""
    return read_scan(actor_by_ref(running.created_by, today()), running.args["scan"], running.progress)
