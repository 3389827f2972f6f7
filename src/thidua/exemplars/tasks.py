"""The room's job: a letter to whoever told a good deed."""

from __future__ import annotations

from thidua.exemplars.commands.tips import LETTER
from thidua.exemplars.letters import send
from thidua.foundation.jobs import Running, job


@job(LETTER)
def run(running: Running) -> str:
    """Send the letter that was asked for."""
    return send(running.args["tip"], running.args["what"], running.args["turn"])
