"""A round of 1,000 units by 200 criteria worked out and published, and five years of it worked out again.

    .venv/bin/python bench/clusters.py            fills a database of its own in var/bench-clusters, then measures
    .venv/bin/python bench/clusters.py --small    100 units, to try the script

Times are of the processor. Budgets: 5 s for publishing, as many reads as for a tenth of the units, and a rebuild that
finds no difference. The baseline reads the same entries and adds their results as decimals, nothing else.
Nothing here runs as a test.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CRITERIA, BUDGET_SECONDS = 200, 5
DAY = date(2021, 12, 15)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="100 units")
    parser.add_argument("--years", type=int, default=5, help="how many years to publish and work out again")
    options = parser.parse_args()
    units = 100 if options.small else 1000
    home = ROOT / "var" / "bench-clusters"
    shutil.rmtree(home, ignore_errors=True)
    os.environ.update(
        THIDUA_HOME=str(home), THIDUA_TODAY=DAY.isoformat(), DJANGO_SETTINGS_MODULE="thidua.site.settings"
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return _measure(units, range(2022 - options.years, 2022))


def _sheet(year: int) -> Any:
    from thidua.scoring.engine import Kind, Leaf, Sheet

    kinds = (Kind.RATIO, Kind.INVERSE, Kind.PER_EVENT, Kind.YES_NO)
    leaves = tuple(
        Leaf(
            code=f"tc{n}", title=f"Tiêu chí đo {n}", kind=kinds[n % 4], standard=Decimal(5), scorer="Trưởng cụm",
            bonus=Decimal("0.1") if n % 4 < 2 else Decimal(0), per=Decimal("0.5") if n % 4 == 2 else Decimal(0),
        )
        for n in range(CRITERIA)
    )  # fmt: skip
    return Sheet(
        code="do", title="Bảng điểm đo", year=year, source="", checked=False, total=Decimal(5 * CRITERIA),
        bonus_cap=Decimal(20), quota=1, leaves=leaves,
    )  # fmt: skip


def _entry(n: int, rng: Random) -> dict[str, Any]:
    if n % 4 < 2:
        return {"plan": "100", "result": f"{rng.randint(5000, 13000) / 100:.2f}"}
    return {"count": rng.randint(0, 12)} if n % 4 == 2 else {"yes": rng.random() < 0.8}


def _round(actor: Any, top: int, ids: list[int], year: int, rng: Random) -> int:
    """A round that has met, filled past the screens."""
    from django.db import transaction

    from thidua.clusters import commands
    from thidua.clusters.models import Cluster, Entry, Member, Participant, Round
    from thidua.clusters.types import ClusterKind, Stage
    from thidua.scoring import commands as scoring
    from thidua.scoring.models import Sheet

    with transaction.atomic():
        found = Sheet.objects.filter(year=year).values_list("pk", flat=True).first()
        if found is None:
            found = scoring.draft(actor=actor, unit_id=top, sheet=_sheet(year))
            scoring.adopt(actor=actor, sheet_id=found, version=1, instrument="", checked=False)
        cluster = commands.form_cluster(
            actor=actor, unit_id=top, title=f"Khối đo {len(ids)}", kind=ClusterKind.BLOC, year=year
        )
        Member.objects.bulk_create(
            Member(cluster=Cluster(pk=cluster), unit_id=pk, since=date(year, 1, 1)) for pk in ids
        )
        made = commands.open_round(actor=actor, cluster_id=cluster, title="Tổng kết", sheet_id=found)
        Entry.objects.bulk_create(
            (
                Entry(participant_id=pk, leaf=f"tc{n}", value=_entry(n, rng))
                for pk in Participant.objects.filter(round=made).values_list("pk", flat=True)
                for n in range(CRITERIA)
            ),
            batch_size=2000,
        )
        Round.objects.filter(pk=made).update(stage=Stage.MEETING)
        commands.record_meeting(
            actor=actor, round_id=made, version=1, met_on=DAY, met_at="", present=len(ids), votes={}
        )
    return made


def _publish(actor: Any, round_id: int) -> tuple[float, int]:
    """Seconds and reads; counted by a wrapper, for Django's own log writes out every parameter."""
    from django.db import connection

    from thidua.clusters import commands
    from thidua.clusters.models import Round

    version, reads = Round.objects.get(pk=round_id).version, 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal reads
        reads += sql.startswith("SELECT")
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        begun = time.process_time()
        commands.publish(actor=actor, round_id=round_id, version=version)
        seconds = time.process_time() - begun
    return seconds, reads


def _baseline(round_id: int) -> float:
    from thidua.clusters.models import Entry

    begun, total = time.process_time(), Decimal(0)
    for value in Entry.objects.filter(participant__round=round_id).values_list("value", flat=True):
        total += Decimal(value.get("result", 0))
    return time.process_time() - begun


def _measure(units: int, years: range) -> int:
    from thidua.access.types import system_actor
    from thidua.clusters.rebuilding import rebuild
    from thidua.organisation.commands import create_unit, create_units
    from thidua.organisation.types import NewUnit, UnitKind

    actor, rng = system_actor(DAY), Random(5)
    top = create_unit(actor=actor, parent_id=None, new=NewUnit("Tỉnh đo", UnitKind.PROVINCE, "67"))
    ids = create_units(
        actor=actor, parent_id=top,
        new=[NewUnit(f"Đơn vị Đo Lường {n}", UnitKind.COMMUNE, f"C{n}") for n in range(units)],
    )  # fmt: skip
    few_seconds, few = _publish(actor, _round(actor, top, list(ids)[: units // 10], years[-1], rng))
    slowest, most, floor = 0.0, 0, 0.0
    for year in years:
        made = _round(actor, top, list(ids), year, rng)
        floor = _baseline(made)
        seconds, reads = _publish(actor, made)
        slowest, most = max(slowest, seconds), max(most, reads)
    begun = time.process_time()
    report = rebuild()
    took = time.process_time() - begun
    print(f"{units} đơn vị × {CRITERIA} tiêu chí; mốc so sánh, đọc và cộng: {floor:.2f} s")
    print(f"công bố {units // 10} đơn vị: {few_seconds:.2f} s, {few} lượt đọc")
    print(
        f"công bố {units} đơn vị, năm chậm nhất: {slowest:.2f} s ({slowest / floor:.1f} × mốc), {most} lượt đọc"
    )
    print(
        f"tính lại {report.results} kết quả, {report.standings} dòng: {took:.1f} s, {len(report.faults)} khác biệt"
    )
    good = slowest <= BUDGET_SECONDS and few == most and not report.faults
    print("Trong mọi định mức." if good else "Vượt định mức.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
