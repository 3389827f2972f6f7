"""A season of the province, and what units do in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests import factories as make
from tests.factories import Province
from thidua.access.types import Actor, Role
from thidua.registrations import commands
from thidua.registrations.models import Registration
from thidua.registrations.types import NewPledge, NewTitle

WORKER, FIGHTER = "advanced_worker", "grassroots_emulation_fighter"


@dataclass
class Season:
    """A season with its units, and an officer of the province who may do everything in it."""

    units: Province
    id: int
    office: Actor

    def row(self, unit: Any) -> Registration:
        """The unit's registration as it is now."""
        return Registration.objects.get(season=self.id, unit=unit)

    def officer(self, unit: Any) -> Actor:
        """A new officer of the unit."""
        return make.actor(Role.EMULATION_OFFICER, unit)

    def title(self, unit: Any, name: str, award: str = WORKER) -> int:
        """Somebody of the unit is registered by its officer."""
        new = NewTitle(make.person(name, unit).pk, award)
        return commands.add_title(actor=self.officer(unit), season_id=self.id, unit_id=unit.pk, new=new)

    def pledge(self, unit: Any, new: NewPledge) -> int:
        """The unit commits itself."""
        return commands.add_pledge(actor=self.officer(unit), season_id=self.id, unit_id=unit.pk, new=new)

    def send(self, unit: Any) -> Registration:
        """The unit sends what it has."""
        row = self.row(unit)
        commands.send(actor=self.officer(unit), registration_id=row.pk, version=row.version)
        return self.row(unit)

    def approve(self, unit: Any) -> Registration:
        """The unit sends, and it is approved from above."""
        row = self.send(unit)
        if row.state != "approved":
            commands.approve(actor=self.office, registration_id=row.pk, version=row.version)
        return self.row(unit)

    def consolidate(self, unit: Any) -> int:
        """The unit takes up what was approved right below it."""
        return commands.consolidate(actor=self.officer(unit), season_id=self.id, unit_id=unit.pk)


def season(units: Province, **more: Any) -> Season:
    """A season of the province for 2021, open the whole year."""
    office = make.actor(Role.SPECIALIST, units.province)
    pk = commands.open_season(
        actor=office, unit_id=units.province.pk, year=2021, title="Đăng ký thi đua năm 2021",
        opens=date(2021, 1, 5), closes=date(2021, 12, 31),
    )  # fmt: skip
    return Season(units, pk, office)
