"""The demo's season of registrations, some schools registered and one returned; a covenant measured by targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thidua.access.types import system_actor
from thidua.clusters.models import Cluster
from thidua.clusters.queries import members_of
from thidua.organisation.models import Recipient, Unit
from thidua.registrations import commands
from thidua.registrations.models import Registration
from thidua.registrations.types import NewPledge, NewTitle
from thidua.site.demo import TODAY, clusters
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT
from thidua.targets import queries as targets

YEAR = TODAY.year + 1
NAME = "Dựng tỉnh mẫu"
CODES = ("NTM-TIEU-CHI", "NTM-XA")


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
    _covenant(stage)


def _covenant(stage: Stage) -> None:
    """This year's covenant of the cluster of districts, with targets of the catalogue; all but one have signed."""
    actor = system_actor(date(TODAY.year, 3, 10), NAME)
    cluster = Cluster.objects.get(title=clusters.TITLE, year=TODAY.year)
    ids = dict(
        targets.targets(actor).filter(unit=stage.province.id, code__in=CODES).values_list("code", "pk")
    )
    pk = commands.draft_covenant(
        actor=actor, cluster_id=cluster.pk, title=f"Giao ước thi đua năm {TODAY.year} (mẫu)",
        preamble="Các huyện, thành phố trong cụm cùng giao ước thực hiện các nội dung sau (dữ liệu mẫu):",
        terms=[
            NewPledge("Bình quân tiêu chí nông thôn mới mỗi xã", Decimal(17), target_id=ids["NTM-TIEU-CHI"]),
            NewPledge("Số xã đạt chuẩn nông thôn mới", Decimal(4), target_id=ids["NTM-XA"]),
            NewPledge("Đơn vị nào cũng có ít nhất hai mô hình mới được nhân rộng (mẫu)"),
        ],
    )  # fmt: skip
    commands.offer_covenant(actor=actor, covenant_id=pk, version=1)
    for unit in [each.unit_id for each in members_of(cluster.pk)][:-1]:
        commands.sign_covenant(actor=actor, covenant_id=pk, unit_id=unit)
