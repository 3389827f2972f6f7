"""A school and a commune with a few people whose facts are known, an open round, and those who look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

import thidua.insight.tasks  # noqa: F401 -- registers the job
from tests.factories import SYSTEM, TODAY, Province, actor, collective, household, person, unit
from thidua.access.types import Actor, Role
from thidua.achievements.models import AwardRecord, Rating
from thidua.foundation import jobs
from thidua.foundation.search import learn
from thidua.insight import commands
from thidua.nominations.commands import create_nomination, open_round
from thidua.nominations.types import Asking
from thidua.organisation.models import Recipient, Unit
from thidua.organisation.types import PersonGroup, UnitKind

WORKER = "advanced_worker"
FIGHTER = "grassroots_emulation_fighter"
_codes = iter(f"TDKT{n:08d}" for n in range(1, 10_000))


def worker(name: str, unit: Unit, **fields: Any) -> Recipient:
    """Someone who was recruited long ago."""
    return person(name, unit, recruited=date(2012, 9, 1), **fields)


def rated(recipient: Recipient, level: str = "good", year: int = 2021) -> Recipient:
    """The year's rating of someone."""
    Rating.objects.create(recipient=recipient, year=year, level=level)
    return recipient


def given(recipient: Recipient, award: str, year: int = 2021, **fields: Any) -> AwardRecord:
    """An award on record."""
    return AwardRecord.objects.create(
        recipient=recipient, recipient_name=recipient.name, unit=recipient.unit, award=award, year=year,
        **{
            "decision_number": "15/QĐ-UBND", "decided_on": date(year, 12, 10), "decided_by": "Chủ tịch",
            "code": next(_codes), **fields,
        },
    )  # fmt: skip


@dataclass
class Stage:
    """Who is there, by name, and who looks."""

    units: Province
    officer: Actor
    district: Actor
    province: Actor
    inspector: Actor
    stranger: Actor
    round_id: int
    who: dict[str, Recipient] = field(default_factory=dict)

    def run(self, who: Actor | None = None, unit_id: int | None = None, **asked: Any) -> int:
        """A finished run, by default of the whole province about 2021."""
        pk = commands.start_run(
            actor=who or self.province, unit_id=unit_id or self.units.province.pk, **{"year": 2021, **asked}
        )
        jobs.run_all()
        return pk


@pytest.fixture
def stage(province: Province, settings: Any) -> Stage:
    """One of each sort, at a school and at a commune at the border."""
    settings.TODAY = TODAY.isoformat()
    province.commune.border = True
    province.commune.save(update_fields=["border"])
    village = unit("Thôn Tám", UnitKind.VILLAGE, province.commune)
    school = province.school
    who = {
        "overlooked": rated(worker("Trần Thị Bình", school, gender="female", ethnic="Kinh")),
        "nominated": rated(worker("Nguyễn Văn An", school, gender="male", ethnic="Kinh")),
        "awarded": rated(worker("Lê Văn Cường", school, gender="male", ethnic="Nùng", leader=True)),
        "low": rated(worker("Đỗ Thị Dung", school, gender="female", ethnic="Mạ"), "completed"),
        "unrated": worker("Vũ Thị Em", school, ethnic="Kinh", facts_from=None, facts_to=None),
        "farmer": worker("Y Bhăm Niê", village, group=PersonGroup.FARMER, gender="male", ethnic="Ê Đê"),
        "elsewhere": rated(worker("Phạm Văn Giang", province.other_district)),
        "household": household("Hộ ông Hà Văn Hải", province.commune),
        "collective": collective(school),
        "gone": rated(worker("Bùi Văn Kha", school)),
    }
    Recipient.objects.filter(pk=who["gone"].pk).update(ended_on=date(2020, 5, 1))
    learn(each.name_fold for each in who.values())
    given(who["awarded"], WORKER)
    round_id = open_round(
        actor=SYSTEM, unit_id=province.province.pk, name="Đợt cuối năm", year=2021,
        opens_on=date(2021, 11, 1), closes_on=date(2021, 12, 31),
    )  # fmt: skip
    made = Stage(
        units=province,
        officer=actor(Role.EMULATION_OFFICER, school),
        district=actor(Role.SPECIALIST, province.district),
        province=actor(Role.SPECIALIST, province.province),
        inspector=actor(Role.INSPECTOR, province.district),
        stranger=actor(Role.EMULATION_OFFICER, province.other_district),
        round_id=round_id,
        who=who,
    )
    create_nomination(
        actor=made.officer,
        round_id=round_id,
        unit_id=school.pk,
        asking=Asking(who["nominated"].pk, WORKER, 2021),
    )
    return made
