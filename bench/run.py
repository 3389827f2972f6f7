"""Measure pages and work at a province's full load; print each beside its budget and a named baseline.

    make bench                     everything, on a database kept in var/bench between runs
    .venv/bin/python bench/run.py --small    a tenth of the load, to try the script

The baseline is a bare Django list view over the register: count, fifty rows, one template with one loop.
Times depend on the machine; the ratios are what to compare. Nothing here runs as a test.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = tomllib.loads((ROOT / "bench" / "budgets.toml").read_text(encoding="utf-8"))


class Cost(NamedTuple):
    """Median cost of a request: CPU milliseconds, SQL queries, bytes of the answer."""

    cpu_ms: float
    queries: int
    bytes: int


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="a tenth of the load")
    parser.add_argument("--fresh", action="store_true", help="fill the database anew")
    parser.add_argument("--only", choices=("pages", "work"), help="one half")
    options = parser.parse_args()
    home = ROOT / "var" / ("bench-small" if options.small else "bench")
    if options.fresh:
        shutil.rmtree(home, ignore_errors=True)
    os.environ.update(
        THIDUA_HOME=str(home), THIDUA_TODAY="2021-12-15", DJANGO_SETTINGS_MODULE="thidua.site.settings"
    )
    os.environ["THIDUA_HOSTS"] = "testserver"
    sys.path.insert(0, str(ROOT))
    _prepare(home, small=options.small)
    over = 0
    if options.only != "work":
        over += _pages()
    if options.only != "pages":
        over += _work()
    print(f"\n{'Trong mọi định mức.' if not over else f'{over} mục vượt định mức.'}")
    return 1 if over else 0


def _prepare(home: Path, *, small: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    marker = home / "filled"
    if marker.exists():
        return
    from bench import seed

    begun = time.perf_counter()
    scale = 10 if small else 1
    seed.fill(people=seed.PEOPLE // scale, awards=seed.AWARDS // scale, nominations=seed.NOMINATIONS // scale)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    marker.write_text("", encoding="utf-8")
    print(f"Đã nạp dữ liệu đo trong {time.perf_counter() - begun:.0f} giây.")


def _pages() -> int:
    from bench import pages

    floor = pages.measure_baseline()
    print(
        f"\nMốc so sánh, trang danh sách trần: {floor.cpu_ms:.1f} ms CPU, {floor.queries} truy vấn, {floor.bytes} byte"
    )
    print(f"{'trang':<52}{'CPU ms':>8}{'× mốc':>8}{'truy vấn':>10}{'byte':>9}  định mức")
    over = 0
    for key, budget in BUDGETS["pages"].items():
        cost = pages.measure(key)
        exceeded = [name for name in ("cpu_ms", "queries", "bytes") if getattr(cost, name) > budget[name]]
        over += bool(exceeded)
        verdict = f"vượt {', '.join(exceeded)}" if exceeded else "đạt"
        limits = f"≤ {budget['cpu_ms']} ms, {budget['queries']} tv, {budget['bytes']} B: {verdict}"
        print(
            f"{budget['title']:<52}{cost.cpu_ms:>8.1f}{cost.cpu_ms / floor.cpu_ms:>8.1f}{cost.queries:>10}"
            f"{cost.bytes:>9}  {limits}"
        )
    return over


def _work() -> int:
    from bench import work

    over = 0
    print(f"\n{'việc':<62}{'đo được':>12}  định mức")
    for key, budget in BUDGETS["work"].items():
        if "ratio" in budget:
            measured, note = work.RATIOS[key]()
            limit, unit = budget["ratio"], "lần"
        else:
            measured, note = work.TIMES[key]()
            limit, unit = budget["seconds"], "giây"
        over += measured > limit
        verdict = "đạt" if measured <= limit else "vượt"
        print(f"{budget['title']:<62}{measured:>9.4g} {unit}  ≤ {limit} {unit}: {verdict}  ({note})")
    return over


def median_cost(request: Callable[[], Cost], rounds: int = 15) -> Cost:
    """The median of `rounds` requests after three that warm up."""
    for _ in range(3):
        request()
    costs = [request() for _ in range(rounds)]
    return Cost(
        statistics.median(cost.cpu_ms for cost in costs),
        max(cost.queries for cost in costs),
        max(cost.bytes for cost in costs),
    )


if __name__ == "__main__":
    sys.exit(main())
