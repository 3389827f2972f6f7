"""The demo's score sheet for districts: invented after real schemes, and marked as a sample wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import thidua.scoring
from thidua.access.types import Actor
from thidua.scoring import commands
from thidua.scoring.reading import read_round

FILE = Path(thidua.scoring.__file__).parent / "data" / "mau-khoi-huyen.yaml"


def play(actor: Actor, province_id: int, years: tuple[int, ...]) -> list[int]:
    """Put the sheet in force for those years, each copied from the one before; answers the editions' ids."""
    sheet = read_round(FILE)[0].model_copy(update={"year": years[0]})
    made = [commands.draft(actor=actor, unit_id=province_id, sheet=sheet)]
    for year in years[1:]:
        made.append(commands.copy(actor=actor, sheet_id=made[-1], year=year))
    for pk in made:
        commands.adopt(actor=actor, sheet_id=pk, version=1, instrument="", checked=False)
    return made
