"""A database of its own for a bench, filled once and kept between runs; and the people who ask for pages."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
USER = "bench-tinh"


def open_site(name: str, fill: Callable[[], None], *, fresh: bool = False) -> None:
    """Set Django up on `var/<name>`; `fill` is called when nothing is there yet, or `fresh` asks for it."""
    home = ROOT / "var" / name
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    os.environ.update(
        THIDUA_HOME=str(home), THIDUA_TODAY="2021-12-15", DJANGO_SETTINGS_MODULE="thidua.site.settings",
        THIDUA_HOSTS="testserver",
    )  # fmt: skip
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    if (home / "filled").exists():
        return
    begun = time.perf_counter()
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    (home / "filled").write_text("", encoding="utf-8")
    print(f"Đã nạp dữ liệu đo trong {time.perf_counter() - begun:.0f} giây.")


def province(actor: Any, communes: int) -> tuple[int, list[int]]:
    """A province with so many communes and a specialist who may sign in; answers its id and theirs."""
    from datetime import date

    from thidua.access import commands as access
    from thidua.access.types import Role
    from thidua.organisation.commands import create_unit, create_units
    from thidua.organisation.types import NewUnit, UnitKind

    top = create_unit(actor=actor, parent_id=None, new=NewUnit("Tỉnh đo", UnitKind.PROVINCE, "67"))
    new = [NewUnit(f"Xã Đo Lường {n}", UnitKind.COMMUNE, f"C{n}") for n in range(communes)]
    below = create_units(actor=actor, parent_id=top, new=new)
    user = access.create_user(actor=actor, username=USER, full_name="Người Đo", password="mot-mat-khau-dai")
    access.give_post(actor=actor, user_id=user, unit_id=top, role=Role.SPECIALIST, since=date(2020, 1, 2))
    return top, list(below)


def signed_in() -> Any:
    """A client of that specialist."""
    from django.test import Client

    from thidua.access.models import User

    client = Client()
    client.force_login(User.objects.get(username=USER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def compare(pages: dict[str, str], bare: Callable[[], Any], budget_ms: float) -> bool:
    """Print each page's cost beside the bare view's, by its budget; answers whether all keep it."""
    from bench.pages import _cost
    from bench.run import median_cost

    client = signed_in()
    floor = median_cost(lambda: _cost(bare))
    print(f"Mốc so sánh, trang trần: {floor.cpu_ms:.1f} ms CPU, {floor.queries} truy vấn, {floor.bytes} byte")
    print(f"{'trang':<44}{'CPU ms':>8}{'× mốc':>8}{'truy vấn':>10}{'byte':>9}")
    good = True
    for title, url in pages.items():
        cost = median_cost(lambda url=url: _cost(lambda: client.get(url)))
        kept = cost.cpu_ms <= budget_ms
        good &= kept
        print(
            f"{title:<44}{cost.cpu_ms:>8.1f}{cost.cpu_ms / floor.cpu_ms:>8.2f}{cost.queries:>10}{cost.bytes:>9}"
            f"  ≤ {budget_ms:g} ms: {'đạt' if kept else 'vượt'}"
        )
    return good
