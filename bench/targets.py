"""The progress pages of targets over 71 communes, 60 targets and five years, beside a named baseline.

    .venv/bin/python bench/targets.py            fills a database of its own in var/bench-targets, then measures
    .venv/bin/python bench/targets.py --fresh    fills it anew

The baseline is a bare Django view: the same counts by two grouped queries, one template with two loops, no frame.
Budgets are those of every page: under 100 ms of CPU, a constant number of queries. Nothing here runs as a test.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

COMMUNES, TARGETS, YEARS = 71, 60, range(2021, 2026)
BUDGET_MS = 100


def main() -> int:
    from bench import ground

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fresh", action="store_true", help="fill the database anew")
    ground.open_site("bench-targets", _fill, fresh=parser.parse_args().fresh)
    return _measure()


def _fill() -> None:
    """Every cell with a plan and a report; half a percent of them corrected once."""
    from django.db import transaction

    from bench import ground
    from thidua.access.types import system_actor
    from thidua.targets import commands
    from thidua.targets.models import Value
    from thidua.targets.settling import settle
    from thidua.targets.types import Direction, Kind, NewTarget, OverUnits

    actor, rng = system_actor(date(2021, 12, 15)), Random(71)
    with transaction.atomic():
        top, communes = ground.province(actor, COMMUNES)
        targets = [
            commands.create_target(
                actor=actor, unit_id=top,
                new=NewTarget(
                    f"CT{n}", f"Chỉ tiêu đo số {n}", "%", rng.choice(list(Direction)), 2, over_units=OverUnits.SUM
                ),
            )
            for n in range(TARGETS)
        ]  # fmt: skip
        for target in targets:
            Value.objects.bulk_create(
                (
                    Value(
                        target_id=target, unit_id=commune, year_from=year, year_to=year, kind=kind,
                        amount=Decimal(rng.randint(0, 20_000)) / 100, at="2021-12-15T00:00Z", by="system", by_name="Đo",
                    )
                    for commune in communes for year in YEARS for kind in (Kind.PLAN, Kind.REPORTED)
                ),
                batch_size=1000,
            )  # fmt: skip
            settle((target, commune, year, year) for commune in communes for year in YEARS)


def _bare() -> Callable[[], Any]:
    """The baseline: counts by target and by unit over five years, two loops, nothing else."""
    from django.db.models import Count
    from django.http import HttpResponse
    from django.template import Context, Engine

    from thidua.targets.models import Cell

    template = Engine().from_string(
        "<table>{% for r in targets %}<tr><td>{{ r.0 }}</td><td>{{ r.1 }}</td><td>{{ r.2 }}</td><td>{{ r.3 }}</td></tr>"
        "{% endfor %}</table><table>{% for r in units %}<tr><td>{{ r.0 }}</td><td>{{ r.1 }}</td><td>{{ r.2 }}</td>"
        "<td>{{ r.3 }}</td></tr>{% endfor %}</table>"
    )

    def view() -> HttpResponse:
        cells = Cell.objects.filter(year_from__gte=2021, year_to__lte=2025).order_by()
        by_target = cells.values_list("target__title", "year_from", "standing").annotate(n=Count("pk"))
        by_unit = cells.values_list("unit__name", "year_from", "standing").annotate(n=Count("pk"))
        return HttpResponse(template.render(Context({"targets": list(by_target), "units": list(by_unit)})))

    return view


def _measure() -> int:
    from django.urls import reverse

    from bench import ground
    from thidua.targets.models import Cell, Target

    first = Target.objects.order_by("pk").values_list("pk", flat=True)[0]
    unit = Cell.objects.values_list("unit_id", flat=True)[0]
    pages = {
        "tiến độ: 71 xã × 60 chỉ tiêu × 5 năm": reverse("targets:progress"),
        "một chỉ tiêu: 71 xã × 5 năm, bản đồ": reverse("targets:target", args=[first]),
        "một đơn vị: 60 chỉ tiêu × 5 năm": reverse("targets:unit", args=[unit]),
        "chưa đạt, 50 dòng": reverse("targets:behind"),
    }
    print(f"{Cell.objects.count()} ô.")
    return 0 if ground.compare(pages, _bare(), BUDGET_MS) else 1


if __name__ == "__main__":
    sys.exit(main())
