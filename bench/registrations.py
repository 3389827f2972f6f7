"""The page of a season over 1,000 units in four states, beside a named baseline.

    .venv/bin/python bench/registrations.py            fills a database of its own in var/bench-registrations
    .venv/bin/python bench/registrations.py --fresh    fills it anew

The baseline is a bare Django view: the same fifty units with their registrations, counts by state, one loop.
The budget is that of every page: under 100 ms of CPU. Nothing here runs as a test.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

UNITS, BUDGET_MS = 1000, 100


def main() -> int:
    from bench import ground

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fresh", action="store_true", help="fill the database anew")
    ground.open_site("bench-registrations", _fill, fresh=parser.parse_args().fresh)
    from django.urls import reverse

    from thidua.registrations.models import Season

    season = Season.objects.values_list("pk", flat=True)[0]
    page = reverse("registrations:season", args=[season])
    pages = {
        "bốn trạng thái của 1.000 đơn vị": page,
        "các đơn vị chờ duyệt": f"{page}?glance=waiting",
        "các đơn vị chưa gửi": f"{page}?glance=not_started",
    }
    return 0 if ground.compare(pages, _bare, BUDGET_MS) else 1


def _fill() -> None:
    """A quarter of the units in each state; each that began registers one title and two commitments."""
    from django.db import transaction

    from bench import ground
    from thidua.access.types import system_actor
    from thidua.organisation.models import Recipient, Unit
    from thidua.registrations import commands
    from thidua.registrations.models import Pledge, Registration, Title
    from thidua.registrations.types import State

    actor = system_actor(date(2021, 12, 15))
    with transaction.atomic():
        top, below = ground.province(actor, UNITS)
        season = commands.open_season(
            actor=actor, unit_id=top, year=2022, title="Đăng ký năm 2022", opens=date(2021, 12, 1),
            closes=date(2022, 1, 31),
        )  # fmt: skip
        states = (None, State.SENT, State.RETURNED, State.APPROVED)
        rows = Registration.objects.bulk_create(
            Registration(
                season_id=season, unit_id=pk, state=state, reason="Đo" if state is State.RETURNED else ""
            )
            for n, pk in enumerate(below)
            if (state := states[n % 4]) is not None
        )
        names = dict(Unit.objects.filter(pk__in=below).values_list("pk", "name"))
        people = Recipient.objects.bulk_create(
            Recipient(
                kind="person", name=f"Người {row.unit_id}", name_fold=f"nguoi {row.unit_id}",
                sort_key=names[row.unit_id], unit_id=row.unit_id,
            )
            for row in rows
        )  # fmt: skip
        Title.objects.bulk_create(
            Title(registration=row, recipient=person, award="advanced_worker")
            for row, person in zip(rows, people, strict=True)
        )
        Pledge.objects.bulk_create(
            Pledge(registration=row, words=f"Cam kết {n}", amount=n) for row in rows for n in (1, 2)
        )


def _bare() -> Any:
    from django.db.models import Count
    from django.http import HttpResponse
    from django.template import Context, Engine

    from thidua.organisation.models import Unit
    from thidua.registrations.models import Registration

    template = Engine().from_string(
        "{% for c in counts %}{{ c.0 }}: {{ c.1 }} {% endfor %}<table>{% for u in units %}<tr><td>{{ u.0 }}</td>"
        "<td>{{ u.1 }}</td></tr>{% endfor %}</table>"
    )
    counts = Registration.objects.order_by().values_list("state").annotate(n=Count("pk"))
    units = Unit.objects.exclude(parent=None).order_by("sort_key").values_list("name", "registrations__state")
    return HttpResponse(template.render(Context({"counts": list(counts), "units": list(units[:50])})))


if __name__ == "__main__":
    sys.exit(main())
