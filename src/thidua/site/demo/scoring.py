"""The demo's score sheet for districts: invented after real schemes, and marked as a sample wherever it is shown."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import thidua.scoring
from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.access.types import Actor
from thidua.scoring import commands, logic, queries
from thidua.scoring.reading import read_round
from thidua.site.demo import TODAY
from thidua.site.demo.season import YEAR
from thidua.site.demo.stage import Stage

FILE = Path(thidua.scoring.__file__).parent / "data" / "mau-khoi-huyen.yaml"


def show(stage: Stage, users: dict[str, int]) -> None:
    """The sheet of this year and the last in force, and the draft of the next, by the province's standing office."""
    key = users["tinh.chuyenvien"]
    officer = actor_of(key, User.objects.values_list("full_name", flat=True).get(pk=key), TODAY)
    in_force = play(officer, stage.province.id, (YEAR - 1, YEAR))
    draft_next(officer, in_force[-1], YEAR + 1)


def play(actor: Actor, province_id: int, years: tuple[int, ...]) -> list[int]:
    """Put the sheet in force for those years, each copied from the one before; answers the editions' ids.

    Years that have the sheet in force already keep it.
    """
    sheet = read_round(FILE)[0].model_copy(update={"year": years[0]})
    made: list[int] = []
    for year in years:
        if known := [pk for pk, title in queries.adopted(actor, year) if title == sheet.title]:
            made.append(known[0])
            continue
        if made:
            pk = commands.copy(actor=actor, sheet_id=made[-1], year=year)
        else:
            pk = commands.draft(
                actor=actor, unit_id=province_id, sheet=sheet.model_copy(update={"year": year})
            )
        commands.adopt(actor=actor, sheet_id=pk, version=1, instrument="", checked=False)
        made.append(pk)
    return made


def draft_next(actor: Actor, sheet_id: int, year: int) -> int:
    """Next year's sheet on the desk of the standing office: two weights moved, to be compared and tried."""
    pk = commands.copy(actor=actor, sheet_id=sheet_id, year=year)
    sheet = queries.sheet_of(pk)
    leaves = {leaf.code: leaf for leaf in sheet.leaves}
    for code, standard in (("thu", 12), ("giaingan", 13)):
        sheet = logic.put(sheet, leaves[code].model_copy(update={"standard": Decimal(standard)}), code)
    commands.change(actor=actor, sheet_id=pk, version=1, sheet=sheet)
    return pk
