"""The room's job: load by id, call, say how far it is."""

from __future__ import annotations

from thidua.foundation.jobs import Running, job
from thidua.insight import commands


def _failed(running: Running, reason: str) -> None:
    commands.gave_up(running.args["run"], reason)


@job(commands.JOB, gave_up=_failed)
def run(running: Running) -> str:
    """Sweep the register for one run."""
    return commands.carry_out(running.args["run"], running.progress)
