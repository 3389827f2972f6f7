"""The command line: Vietnamese throughout, clear about bad input, and safe with the data it is given."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import urllib.request
import uuid
from pathlib import Path

import psycopg
import pytest

from tests.race import until
from thidua.site.cli import main

pytestmark = pytest.mark.engine


class Site:
    """A site of its own on the engine under test, operated as an operator does: one process a command."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("THIDUA_") and k != "DATABASE_URL"}
        kept |= {"THIDUA_HOME": str(self.home), "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
        return kept | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *args: str | Path, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """`thidua …`"""
        return subprocess.run(
            [sys.executable, "-m", "thidua.site.cli", *map(str, args)],
            env=self.env | more,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def sql(self, statement: str) -> None:
        """A statement given to the database behind the platform's back."""
        opened = (
            psycopg.connect(self.database) if self.database else sqlite3.connect(self.home / "thidua.sqlite3")
        )
        try:
            opened.execute(statement)
            opened.commit()
        finally:
            opened.close()


class Sites:
    """Makes sites: empty ones, and copies of one that was migrated and seeded once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made, self.pattern = folder, 0, Site(folder / "none", "")

    def empty(self) -> Site:
        """A site with nothing in it."""
        self.made += 1
        return Site(self.folder / f"site{self.made}", self._database(""))

    def seeded(self) -> Site:
        """A site with the units of Đắk Nông."""
        if not self.pattern.home.exists():
            self.pattern = self.empty()
            assert self.pattern.run("migrate").returncode == 0
            assert "109 đơn vị" in self.pattern.run("seed").stdout
        self.made += 1
        home = self.folder / f"site{self.made}"
        shutil.copytree(self.pattern.home, home)
        return Site(home, self._database(self.pattern.database))

    def _database(self, pattern: str) -> str:
        url = os.environ.get("DATABASE_URL")
        if not url:
            return ""
        name = f"cli_{uuid.uuid4().hex[:12]}"
        source = pattern.rpartition("/")[2]
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {source}" if source else ""))
        return f"{url.rpartition('/')[0]}/{name}"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def seeded(sites: Sites) -> Site:
    return sites.seeded()


def told(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    try:
        code = main(list(args))
    except SystemExit as leave:
        code = int(leave.code or 0)
    out = capsys.readouterr()
    return code, out.out + out.err


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "--help")
    assert code == 0
    for word in (
        "Cách dùng",
        "Tùy chọn",
        "demo",
        "serve",
        "migrate",
        "import",
        "invariants",
        "ledger",
        "backup",
    ):
        assert word in text
    for english in ("usage", "options", "show this", "positional"):
        assert english not in text
    assert told(capsys)[0] == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nope"], "không có lựa chọn 'nope'"),
        (["serve", "--port", "x"], "'x' không phải số nguyên"),
        (["backup"], "thiếu tham số: TỆP"),
        (["import", "a.xlsx"], "thiếu tham số: --round, --unit"),
        (["user", "create", "a"], "thiếu tham số: --name"),
        (["ledger"], "thiếu tham số: LỆNH"),
        (["demo", "--what"], "không hiểu tham số: --what"),
        (["serve", "--port"], "thiếu giá trị"),
    ],
)
def test_bad_arguments_are_told_in_vietnamese(
    capsys: pytest.CaptureFixture[str], args: list[str], says: str
) -> None:
    code, text = told(capsys, *args)
    assert code == 2
    assert says in text


def test_a_site_from_nothing_to_its_first_administrator(sites: Sites) -> None:
    early = sites.empty().run("ledger", "verify")
    assert (early.returncode, "thidua migrate" in early.stderr) == (2, True)
    run = sites.seeded().run
    assert "đã có sẵn" in run("seed").stdout
    weak = run("user", "create", "admin", "--name", "Trần Văn Quản", stdin="12345\n")
    assert (weak.returncode, "ít nhất 10 ký tự" in weak.stderr) == (2, True)
    made = run("user", "create", "admin", "--name", "Trần Văn Quản", stdin="một mật khẩu đủ dài\n")
    assert made.returncode == 0, made.stderr
    nowhere = run("user", "create", "b", "--name", "B", "--unit", "không-có", stdin="một mật khẩu đủ dài\n")
    assert (nowhere.returncode, "không có đơn vị mang mã" in nowhere.stderr) == (2, True)
    lost = run("import", "a.xlsx", "--round", "1", "--unit", "0")
    assert (lost.returncode, "không có đơn vị mang mã 0" in lost.stderr) == (2, True)
    sound = run("invariants")
    assert sound.returncode == 0, sound.stdout


def test_verify_finds_an_edit_made_with_the_databases_own_tool(seeded: Site) -> None:
    edit = "UPDATE foundation_ledgerentry SET summary = 'x' WHERE seq = 5"
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="append-only"):
        seeded.sql(edit)
    assert "nguyên vẹn" in seeded.run("ledger", "verify").stdout
    if seeded.database:
        seeded.sql("DROP TRIGGER foundation_ledgerentry_append_only ON foundation_ledgerentry")
    else:
        seeded.sql("DROP TRIGGER foundation_ledgerentry_no_UPDATE")
    seeded.sql(edit)
    found = seeded.run("ledger", "verify")
    assert found.returncode == 1
    assert "mục số 5 đã bị sửa" in found.stdout
    assert "foundation.ledger" in seeded.run("invariants").stdout


@pytest.mark.slow
def test_a_backup_restores_what_was_there(sites: Sites, seeded: Site, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar.gz"
    kept = seeded.home / "files" / "2021" / "a.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF")
    assert seeded.run("backup", file).returncode == 0
    with tarfile.open(file) as archive:
        assert not [n for n in archive.getnames() if "secret" in n]
    assert (seeded.run("backup", file).returncode, seeded.run("restore", file).returncode) == (2, 2)
    head = seeded.run("ledger", "verify").stdout
    kept.unlink()
    seeded.sql("DROP TABLE foundation_notice")
    again = seeded.run("restore", file, "--replace")
    assert again.returncode == 0, again.stderr
    assert seeded.run("ledger", "verify").stdout == head
    assert seeded.run("invariants").returncode == 0
    assert kept.read_bytes() == b"%PDF"
    other = sites.empty()
    elsewhere = other.run("restore", file)
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert other.run("ledger", "verify").stdout == head


@pytest.mark.parametrize("content", [None, b"not an archive"])
def test_what_is_no_backup_is_refused(seeded: Site, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.tar.gz"
    if content is not None:
        file.write_bytes(content)
    refused = seeded.run("restore", file, "--replace")
    assert refused.returncode == 2
    assert "bản sao lưu" in refused.stderr


def test_an_unknown_database_is_told(seeded: Site) -> None:
    refused = seeded.run("migrate", DATABASE_URL="mysql://x/y")
    assert refused.returncode != 0
    assert "PostgreSQL" in refused.stderr
    gone = seeded.run("migrate", DATABASE_URL="postgres://x@127.0.0.1:1/x")
    assert (gone.returncode, "không dùng được cơ sở dữ liệu" in gone.stderr) == (2, True)
    assert "Traceback" not in gone.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def pages_answer(port: int, patience: float = 5) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=patience) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_serving_and_stopping_leaves_nothing_behind(seeded: Site, end: signal.Signals) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "thidua.site.cli", "serve", "--port", str(port), "--workers", "1"],
        env=seeded.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert str(port) in server.stdout.readline()
        # A fresh worker loads the program before its first answer; a busy machine takes its time.
        assert pages_answer(port, patience=90)
        taken = seeded.run("serve", "--port", str(port))
        assert (taken.returncode, "chọn cổng khác" in taken.stderr) == (2, True)
    finally:
        server.send_signal(end)
        server.wait(timeout=40)
    assert server.returncode == (0 if end is signal.SIGTERM else -signal.SIGKILL)
    until(lambda: not pages_answer(port), 40)
    server.communicate()
