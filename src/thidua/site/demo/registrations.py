"""The demo's season of registrations: opened in January, some schools of Cư Jút registered, one returned."""

from __future__ import annotations

from datetime import date

from thidua.access.types import system_actor
from thidua.organisation.models import Recipient, Unit
from thidua.registrations import commands
from thidua.registrations.models import Registration
from thidua.registrations.types import NewPledge, NewTitle
from thidua.site.demo import TODAY
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT

YEAR = TODAY.year + 1
NAME = "Dựng tỉnh mẫu"


def play(stage: Stage) -> None:
    """Next year's season, open now.

    Of the first schools one is approved and taken up by the district, one waits, one was sent back.
    """
    actor = system_actor(TODAY, NAME)
    season = commands.open_season(
        actor=actor, unit_id=stage.province.id, year=YEAR, title=f"Đăng ký thi đua năm {YEAR} (mẫu)",
        opens=date(YEAR - 1, 12, 1), closes=date(YEAR, 1, 31), sample=True,
    )  # fmt: skip
    schools = Unit.objects.filter(parent=stage.by_code[CU_JUT].id, kind="school").order_by("sort_key", "pk")[
        :3
    ]
    for at, school in enumerate(schools):
        call = {"actor": actor, "season_id": season, "unit_id": school.pk}
        for recipient in Recipient.objects.filter(unit=school, kind="person").order_by("sort_key", "pk")[:3]:
            commands.add_title(**call, new=NewTitle(recipient.pk, "advanced_worker"))
        commands.add_pledge(**call, new=NewPledge("Mỗi tổ chuyên môn ít nhất một sáng kiến (mẫu)"))
        row = Registration.objects.get(season=season, unit=school)
        commands.send(actor=actor, registration_id=row.pk, version=row.version)
        row.refresh_from_db()
        if at == 0:
            commands.approve(actor=actor, registration_id=row.pk, version=row.version)
        elif at == 1:
            reason = "Bổ sung danh hiệu của tập thể."
            commands.return_back(actor=actor, registration_id=row.pk, version=row.version, reason=reason)
    commands.consolidate(actor=actor, season_id=season, unit_id=stage.by_code[CU_JUT].id)
