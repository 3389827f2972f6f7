"""Measure the scan of a register of a million recipients and seven million facts; print ratios.

    .venv/bin/python bench/scan.py              in memory, against conditions written by hand and one-by-one checks
    .venv/bin/python bench/scan.py --databases  also loading from SQLite and from PostgreSQL (filled once, kept)
    .venv/bin/python bench/scan.py --people N   another size

Baselines of the same run: the same conditions of every award written by hand in numpy (`bench/by_hand.py`, whose
answers must equal the scan's), and the explained check of one record, times the records. Nothing here runs as a test.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import by_hand, register  # noqa: E402
from thidua.lawbook import LawBook, check, load_book, parse_questions  # noqa: E402
from thidua.lawbook.columns import table as t  # noqa: E402
from thidua.lawbook.columns.table import Table  # noqa: E402
from thidua.lawbook.scan import asks_of, sweeps  # noqa: E402

YEAR, DAY = 2021, date(2021, 12, 31)
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
SAMPLE = 300
LIMITS = {"hand": 3.0, "explain": 100.0, "seconds": 20.0, "gib": 2.0, "grows": 1.5}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--people", type=int, default=1_000_000, metavar="N", help="recipients (default a million)"
    )
    parser.add_argument("--databases", action="store_true", help="also load from SQLite and PostgreSQL")
    parser.add_argument("--loaded", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill or options.loaded:
        return _in_database(options.people, fill=options.fill)
    book = load_book()
    over = _in_memory(book, options.people)
    if options.databases:
        over += _databases(options.people)
    print(f"\n{'Trong mọi định mức.' if not over else f'{over} mục vượt định mức.'}")
    return 1 if over else 0


def _in_memory(book: LawBook, people: int) -> int:
    drawn = register.draw(people, book)
    table = register.table_of(drawn, book)
    asks = asks_of(book, YEAR, DAY)
    print(
        f"{people:,} đối tượng, {drawn.facts:,} dữ kiện; {len(asks)} danh hiệu, hình thức có tiêu chuẩn ngày {DAY}"
    )
    swept = sweeps(book, table, asks, near=False)
    hand = by_hand.answers(table, YEAR, DAY, book)
    for found in swept:
        wanted = hand[found.ask.award]
        differing = int(np.count_nonzero(found.outcome != wanted[found.rows]))
        if differing:
            raise SystemExit(f"{found.ask.award}: {differing} kết quả khác bản viết tay")
    fast = _best(lambda: sweeps(book, table, asks, near=False))
    near = _best(lambda: sweeps(book, table, asks))
    manual = _best(lambda: by_hand.answers(table, YEAR, DAY, book))
    one = _one_by_one(book, table, asks)
    whole = one * sum(len(found.rows) for found in swept)
    over = _row(
        "xét mọi danh hiệu, so với viết tay bằng numpy",
        fast / manual,
        LIMITS["hand"],
        f"{fast:.2f} s; tay {manual:.2f} s",
    )
    over += _row("từng hồ sơ một (giải thích) so với quét", whole / near, LIMITS["explain"],
                 f"một kết luận {one * 1000:.2f} ms; quét kèm điều kiện thiếu {near:.2f} s", at_least=True)  # fmt: skip
    return over + _growth(book, people)


def _one_by_one(book: LawBook, table: Table, asks: list[Any]) -> float:
    """Seconds for one verdict with its explanation, on recipients of the register."""
    rng = np.random.default_rng(1)
    rows = np.sort(rng.choice(len(table), SAMPLE, replace=False))
    records = []
    for row, ask in zip(rows.tolist(), (asks * (SAMPLE // len(asks) + 1)), strict=False):
        facts = _facts_of(table, row)
        question = {"award": ask.award, "route": "merit", "year": YEAR, "decided_on": DAY}
        records += parse_questions({**facts, "question": question}, book=book)
    begun = time.perf_counter()
    for record in records:
        check(book, record)
    return (time.perf_counter() - begun) / len(records)


def _facts_of(table: Table, row: int) -> dict[str, Any]:
    """One recipient of the register in the record format, for the explained check."""

    def years_in(bits: Any) -> list[int]:
        return [year for year in range(1980, 2044) if int(bits) >> (year - 1980) & 1]

    who: dict[str, Any] = {"kind": t.KINDS[table.kind[row]]}
    if table.group[row] >= 0:
        who["group"] = t.GROUPS[table.group[row]]
    ratings = {}
    for level in ("not_completed", "completed", "good", "excellent"):
        ratings |= dict.fromkeys(years_in(table.rated[level][row]), level)
    awards, ideas = table.sections["awards"], table.sections["initiatives"]
    facts = {
        "complete": [2012, 2021],
        "ratings": ratings,
        "titles": {code: years_in(bits[row]) for code, bits in table.titles.items() if bits[row]},
        "awards": [
            {"code": table.award_codes[awards["code"][at]],
             "decided": date.fromordinal(719163 + int(awards["decided"][at])),
             "period": [int(awards["first"][at]), int(awards["last"][at])], "route": t.ROUTES[awards["route"][at]]}
            for at in np.flatnonzero(awards.owner == row)
        ],
        "initiatives": [
            {"year": int(ideas["year"][at]), "form": t.FORMS[ideas["form"][at]], "scope": t.SCOPES[ideas["scope"][at]],
             "recognised_by": t.SCOPES[ideas["recognised_by"][at]], "applied": bool(ideas["applied"][at])}
            for at in np.flatnonzero(ideas.owner == row)
        ],
    }  # fmt: skip
    return {"recipient": who, "facts": facts}


def _growth(book: LawBook, people: int) -> int:
    """Time per recipient from the smallest size up; it must not grow."""
    print(f"\n{'đối tượng':>12}{'giây':>9}{'µs/người':>10}")
    costs = []
    for size in (each for each in SIZES if each <= people):
        table = register.table_of(register.draw(size, book), book)
        asks = asks_of(book, YEAR, DAY)
        took = _best(lambda: sweeps(book, table, asks))  # noqa: B023 -- called at once
        costs.append(took / size)
        print(f"{size:>12,}{took:>9.3f}{took / size * 1e6:>10.2f}")
    return _row(
        "thời gian mỗi người, cỡ lớn nhất so với cỡ nhỏ nhất", costs[-1] / costs[0], LIMITS["grows"], ""
    )


def _databases(people: int) -> int:
    sys.path.insert(0, str(ROOT / "tools"))
    import postgres

    home = ROOT / "var" / f"bench-scan-{people}"
    over = _database("SQLite", people, {"THIDUA_HOME": str(home)})
    try:
        with postgres.server() as url:
            over += _database(
                "PostgreSQL", people, {"THIDUA_HOME": str(home), "DATABASE_URL": url, "THIDUA_DB_POOL": "0"}
            )
    except postgres.NoServer as why:
        print(f"PostgreSQL: bỏ qua, {why}")
    return over


def _database(name: str, people: int, settings: dict[str, str]) -> int:
    """One database in processes of their own: filled in one, measured in another, so that memory is the scan's own."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | settings
    env |= {"DJANGO_SETTINGS_MODULE": "thidua.site.settings", "THIDUA_TODAY": "2021-12-15"}
    command = [sys.executable, __file__, "--people", str(people)]
    subprocess.run([*command, "--fill"], env=env, check=True)
    found = json.loads(
        subprocess.run([*command, "--loaded"], env=env, check=True, capture_output=True, text=True).stdout
    )
    note = f"đọc {found['read']:.1f} s, xét {found['judged']:.1f} s, {found['eligible']:,} đủ điều kiện"
    over = _row(f"{name}: đọc và quét", found["read"] + found["judged"], LIMITS["seconds"], note, unit="giây")
    return over + _row(f"{name}: bộ nhớ cao nhất", found["gib"], LIMITS["gib"], "cả tiến trình", unit="GiB")


def _in_database(people: int, *, fill: bool) -> int:
    import django

    django.setup()
    book = load_book()
    if fill:
        from bench import store

        store.ready(register.draw(people, book), book)
        return 0
    from thidua.achievements.queries import columns_of

    begun = time.perf_counter()
    table = columns_of(until_year=YEAR)
    read = time.perf_counter() - begun
    found = sweeps(book, table, asks_of(book, YEAR, DAY))
    print(json.dumps({
        "read": read, "judged": time.perf_counter() - begun - read,
        "eligible": sum(each.count("eligible") for each in found),
        "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }))  # fmt: skip
    return 0


def _best(work: Callable[[], Any], rounds: int = 5) -> float:
    """The shortest of a few rounds, in seconds: what else the machine does only adds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def _row(
    what: str, measured: float, limit: float, note: str, unit: str = "lần", at_least: bool = False
) -> bool:
    over = measured < limit if at_least else measured > limit
    sign = "≥" if at_least else "≤"
    print(f"{what:<58}{measured:>10.4g} {unit}  {sign} {limit:g}: {'vượt' if over else 'đạt'}  ({note})")
    return over


if __name__ == "__main__":
    sys.exit(main())
