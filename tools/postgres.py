"""A PostgreSQL server for tests: the one named, or a private one that lives as long as the command.

    tools/postgres.py COMMAND …     run COMMAND with DATABASE_URL set

DATABASE_URL or THIDUA_TEST_PG names a server. Otherwise a temporary cluster is made from the
distribution's binaries: Unix socket only, nothing kept, run by an unprivileged user when we are root.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}


class NoServer(Exception):
    """Why no server could be had, in a sentence."""


def binaries() -> Path | None:
    """The folder with both `initdb` and `postgres`: the distribution's newest, else from the search path."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    if named := os.environ.get("PG_BIN"):
        folders.insert(0, Path(named))
    if found := shutil.which("initdb"):
        folders.append(Path(found).parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _unprivileged() -> dict[str, Any]:
    """Whom the server runs as: initdb refuses root."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoServer("không có tài khoản thường (postgres, nobody) để chạy máy chủ")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield a database URL. Raises NoServer when there is none and none can be made."""
    if url := os.environ.get("THIDUA_TEST_PG") or os.environ.get("DATABASE_URL"):
        yield url
        return
    folder = binaries()
    if folder is None:
        raise NoServer("không thấy initdb và postgres; cài gói postgresql, hoặc đặt DATABASE_URL")
    with _cluster(folder) as url:
        yield url


@contextlib.contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    who = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    data = home / "data"
    if who:
        os.chown(home, who["user"], who["group"])
    process: subprocess.Popen[bytes] | None = None
    try:
        made = subprocess.run(
            [folder / "initdb", "-D", data, "-U", "thidua", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            cwd=home, capture_output=True, check=False, **who,
        )  # fmt: skip
        if made.returncode:
            raise NoServer("initdb: " + made.stderr.decode(errors="replace").strip()[-300:])
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [folder / "postgres", "-D", data, "-k", home, *settings],
                cwd=home, stdout=log, stderr=log, start_new_session=True, **who,
            )  # fmt: skip
        _wait(home, process)
        yield f"postgres://thidua@{quote(str(home), safe='')}/postgres"
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(home, ignore_errors=True)


def _wait(home: Path, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(200):
        if process.poll() is not None:
            raise NoServer("postgres: " + (home / "log").read_text(errors="replace").strip()[-300:])
        try:
            psycopg.connect(host=str(home), user="thidua", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer("postgres không trả lời sau 10 giây")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # the fast shutdown
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def stop_on_term() -> None:
    """Make a polite kill unwind, so that the server is stopped and its folder removed."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)


def main() -> int:
    """Run the command given as arguments against a server."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    stop_on_term()
    try:
        with server() as url:
            return subprocess.call(sys.argv[1:], env=os.environ | {"DATABASE_URL": url})
    except NoServer as why:
        print(f"Không có PostgreSQL: {why}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
