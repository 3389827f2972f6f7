"""Everything that must hold, fast first: style, types, imports, tests on both databases, browser.

    tools/test.py               all steps
    tools/test.py style types   only these steps (names as in the summary)

Says at the end what ran, what failed and what was skipped and why. With CI=true a skip is a failure.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CI = os.environ.get("CI", "").lower() in ("1", "true")
PURE = ("tests/kernel", "tests/lawbook", "tests/papers", "tests/scoring/engine")
DEMO = "tests/site/test_demo.py"  # always on the embedded database
BROWSER = ("-m", "browser", "-n", "2", "--durations=12")
NO_TESTS = 5  # pytest's exit code


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended: `ok`, `failed` or `skipped`, with a word about it."""

    name: str
    state: str
    says: str = ""
    seconds: float = 0.0


def environment(home: Path, database: str | None) -> dict[str, str]:
    """The steps' environment: a home of their own and exactly one database."""
    not_ours = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")  # every worker and command would compile all anew
    kept = {k: v for k, v in os.environ.items() if not k.startswith("THIDUA_") and k not in not_ours}
    # One hash seed for all processes: cases named after sets must be called alike in each of them.
    kept |= {
        "PYTHONHASHSEED": "0",
        "THIDUA_HOME": str(home),
        "PYTHONUNBUFFERED": "1",
    }
    return kept | ({"DATABASE_URL": database, "THIDUA_DB_POOL": "0"} if database else {})


def run(name: str, commands: list[list[str]], home: Path, database: str | None = None) -> Outcome:
    """Run a step's commands in turn; their output is shown as it comes."""
    print(f"\n── {name}", flush=True)
    began, last = time.monotonic(), ""
    for command in commands:
        code, last = _stream(command, environment(home, database))
        if code:
            says = "không có phép thử nào" if code == NO_TESTS else last
            return Outcome(name, "failed", says, time.monotonic() - began)
    took = time.monotonic() - began
    skipped = re.search(r"(\d+) skipped", last)
    if skipped and CI:
        return Outcome(name, "failed", f"{last} (CI không được bỏ qua phép thử nào)", took)
    return Outcome(name, "ok", last, took)


def _stream(command: list[str], env: dict[str, str]) -> tuple[int, str]:
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip(" =\n") or last
    return process.returncode, last


def tool(name: str, *args: str) -> list[str]:
    """A command of the virtual environment."""
    return [str(BIN / name), *args]


def pytest(*args: str) -> list[str]:
    """pytest, quiet, without a cache folder."""
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *args]


def django_tests(*args: str) -> list[str]:
    """The tests that need Django, but no browser."""
    ours = (f"--ignore={p}" for p in PURE)
    # One worker a file: what a file builds once (a province, a world of permissions) is built once.
    return pytest(
        "tests", *ours, "-m", "not browser", "-n", "2", "--dist", "loadscope", "--durations=12", *args
    )


def _lazy_server(stack: contextlib.ExitStack) -> Callable[[], str]:
    """The server's URL, started when first asked for; its absence is asked for once too."""
    known: list[str | postgres.NoServer] = []

    def url() -> str:
        if not known:
            try:
                known.append(stack.enter_context(postgres.server()))
            except postgres.NoServer as why:
                known.append(why)
        if isinstance(known[0], postgres.NoServer):
            raise known[0]
        return known[0]

    return url


def on_postgres(name: str, commands: list[list[str]], home: Path, url: Callable[[], str]) -> Outcome:
    """As `run`, on PostgreSQL; without a server a skip, in CI a failure."""
    try:
        return run(name, commands, home, url())
    except postgres.NoServer as why:
        return Outcome(name, "failed" if CI else "skipped", f"không có PostgreSQL: {why}")


def in_browser(url: Callable[[], str]) -> list[str]:
    """The browser's tests on the embedded database: without the telephone's where PostgreSQL can take those."""
    try:
        url()
    except postgres.NoServer:
        return pytest("tests/browser", *BROWSER)
    return pytest("tests/browser", *BROWSER, "-k", "not 360")


def outcomes(home: Path, url: Callable[[], str], wanted: set[str]) -> Iterator[Outcome]:
    """The steps, in order."""
    steps: dict[str, Callable[[str], Outcome]] = {
        "style": lambda n: run(n, [tool("ruff", "check", "."), tool("ruff", "format", "--check", ".")], home),
        "types": lambda n: run(n, [tool("mypy")], home),
        "imports": lambda n: run(n, [tool("lint-imports")], home),
        "pure": lambda n: run(n, [pytest(*PURE, "-n", "2")], home),
        "sqlite": lambda n: run(n, [django_tests()], home),
        "postgres": lambda n: on_postgres(n, [django_tests(f"--ignore={DEMO}")], home, url),
        # Every journey at 1280 px on the one database and at 360 px on the other: both widths and both databases,
        # without walking each way four times.
        "browser": lambda n: run(n, [in_browser(url)], home),
        "browser-postgres": lambda n: on_postgres(
            n, [pytest("tests/browser", *BROWSER, "-k", "360")], home, url
        ),
    }
    if unknown := wanted - set(steps):
        sys.exit(f"Không có bước {', '.join(sorted(unknown))}; các bước: {', '.join(steps)}.")
    for name, step in steps.items():
        if not wanted or name in wanted:
            yield step(name)


def main() -> int:
    """Run the steps named, all when none is, and sum up."""
    postgres.stop_on_term()
    with tempfile.TemporaryDirectory(prefix="thidua-home-") as home, contextlib.ExitStack() as stack:
        results = list(outcomes(Path(home), _lazy_server(stack), set(sys.argv[1:])))
    marks = {"ok": "đạt     ", "failed": "KHÔNG ĐẠT", "skipped": "bỏ qua  "}
    print("\n── Tổng hợp")
    for r in results:
        print(f"{marks[r.state]}  {r.name:<17}{r.seconds:7.1f} s  {r.says}")
    failed = [r.name for r in results if r.state == "failed"]
    skipped = [r.name for r in results if r.state == "skipped"]
    if failed:
        print(f"Không đạt: {', '.join(failed)}.")
    elif skipped:
        print(f"Đạt; chưa chạy: {', '.join(skipped)} (lý do ở trên).")
    else:
        print("Tất cả đều đạt.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
