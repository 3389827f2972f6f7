"""What an operator does to a site, one function a command. Prints nothing by itself unless it reports findings."""

from __future__ import annotations

import getpass
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from thidua.access.types import Actor, Role, system_actor
from thidua.foundation.clock import today
from thidua.foundation.errors import NotThere, Refused
from thidua.site.terminal import Stop, say

DEMO_WORKBOOK = "de-nghi-mau.xlsx"
OPERATOR = "Người vận hành (dòng lệnh)"
_DEMO_FILES = (
    "thidua.sqlite3",
    "thidua.sqlite3-wal",
    "thidua.sqlite3-shm",
    DEMO_WORKBOOK,
    "secret-key",
    "files",
    "jobs",
    "static",
)


def pending_migrations() -> bool:
    """Whether the database lacks a part of today's structure. Stops when it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise Stop(f"không dùng được cơ sở dữ liệu: {str(error).strip()}") from error


def migrate() -> bool:
    """Bring the structure up to date; False when it was already."""
    from django.core.management import call_command

    if not pending_migrations():
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def demand_migrated() -> None:
    """Stop unless the structure is up to date."""
    if pending_migrations():
        raise Stop("cơ sở dữ liệu chưa đúng phiên bản; hãy chạy: thidua migrate")


def forget_demo(home: Path) -> None:
    """Remove the demo's database and files. Only what a site writes is removed, and only from SQLite's folder."""
    import os

    if os.environ.get("DATABASE_URL"):
        raise Stop(
            "--reset chỉ dùng với cơ sở dữ liệu kèm theo; với PostgreSQL hãy tạo một cơ sở dữ liệu mới."
        )
    for name in _DEMO_FILES:
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def prepare_demo() -> Iterator[str]:
    """Build the demo province unless it stands already, all or nothing; yields what to tell meanwhile."""
    from thidua.organisation.queries import units_on
    from thidua.site.demo.build import build, journey_workbook

    migrate()
    if units_on(today()):
        return
    yield "Đang dựng tỉnh mẫu, mất chừng nửa phút…"
    with transaction.atomic():
        build()
    workbook = settings.HOME / DEMO_WORKBOOK
    workbook.write_bytes(journey_workbook())
    yield f"Danh sách mẫu để nhập thử: {workbook}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def demo_greeting(port: int) -> list[str]:
    """The address and the sign-ins of the demo."""
    from thidua.site.demo import signins

    lines = [
        "",
        f"Tỉnh mẫu đã mở tại http://127.0.0.1:{port}  (ngày làm việc {today():%d/%m/%Y})",
        "Đăng nhập:",
    ]
    for item in signins():
        lines.append(
            "  " + ("  ".join(str(part) for part in item) if isinstance(item, tuple | list) else str(item))
        )
    return [*lines, "Nhấn Ctrl+C để dừng.", ""]


def seed_units() -> str:
    """Load the administrative units; says what happened."""
    from thidua.organisation.seed import seed_units as seed

    demand_migrated()
    count = _plainly(lambda: seed(system_actor(today(), OPERATOR)))
    return f"Đã nạp {count} đơn vị." if count else "Danh mục đơn vị đã có sẵn."


def check_invariants() -> int:
    """Check every room's rules and print the broken ones; 1 when there are any."""
    from thidua.foundation.invariants import all_invariants, broken

    demand_migrated()
    rules = all_invariants()
    found = list(broken(rules))
    for item in found:
        say(f"TRÁI QUY TẮC {item.invariant.name}: {item.invariant.says}")
        for row in item.sample:
            say(f"    {row}")
    say(f"Đã kiểm tra {len(rules)} quy tắc, {len(found)} quy tắc bị trái.")
    return 1 if found else 0


def verify_ledger() -> int:
    """Walk the chain and print every fault; 1 when there are any."""
    from thidua.foundation.ledger import verify
    from thidua.foundation.models import LedgerHead

    demand_migrated()
    count = 0
    for fault in verify():
        count += 1
        if count <= 50:
            say(fault.says)
    head = LedgerHead.objects.filter(pk=1).first()
    if count:
        say(f"Sổ cái có {count} chỗ không khớp.")
        return 1
    say(
        f"Sổ cái nguyên vẹn: {head.seq if head else 0} mục." + (f" Mã đầu chuỗi: {head.hash}" if head else "")
    )
    return 0


def create_administrator(username: str, name: str, unit_code: str) -> str:
    """Create a user who administers a unit (the root when no code is given), asking for the password."""
    from thidua.access.commands import create_user, give_post
    from thidua.organisation.queries import root_system, unit_by_code_system

    demand_migrated()
    unit = unit_by_code_system(unit_code) if unit_code else root_system(today())
    if unit is None:
        raise Stop(
            f"không có đơn vị mang mã {unit_code}."
            if unit_code
            else "chưa có đơn vị nào; hãy chạy: thidua seed"
        )
    password = _ask_password()
    actor = system_actor(today(), OPERATOR)

    def make() -> None:
        with transaction.atomic():
            user_id = create_user(actor=actor, username=username, full_name=name, password=password)
            give_post(actor=actor, user_id=user_id, unit_id=unit.id, role=Role.ADMINISTRATOR, since=today())

    _plainly(make)
    return f"Đã tạo {name} ({username}), quản trị {unit.name}."


def _ask_password() -> str:
    """Asked twice at a terminal; read from the first line of a pipe otherwise."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Mật khẩu: ")
    if password != getpass.getpass("Nhập lại mật khẩu: "):
        raise Stop("hai lần nhập mật khẩu không giống nhau.")
    return password


def import_workbook(file: Path, round_name: str, unit_code: str, *, dry_run: bool) -> int:
    """Send a workbook of nominations through the same path as the screen; 1 when it has problems."""
    from thidua.nominations.imports import commands, queries
    from thidua.nominations.queries import rounds
    from thidua.organisation.queries import unit_by_code_system

    demand_migrated()
    unit = unit_by_code_system(unit_code)
    if unit is None:
        raise Stop(f"không có đơn vị mang mã {unit_code}.")
    actor = system_actor(today(), OPERATOR)
    seasons = [season for season in rounds(actor) if round_name in (str(season.id), season.name)]
    if len(seasons) != 1:
        raise Stop(
            f"không có đợt xét “{round_name}”."
            if not seasons
            else f"có nhiều đợt tên “{round_name}”; dùng mã số."
        )
    try:
        with file.open("rb") as content:
            batch_id = _plainly(
                lambda: commands.upload(
                    actor=actor, round_id=seasons[0].id, unit_id=unit.id, name=file.name, data=content
                )
            )
    except OSError as error:
        raise Stop(f"không đọc được tệp {file}: {error.strerror}") from error
    batch = _finished(actor, batch_id)
    say(f"{batch.rows} dòng, {batch.problems} dòng có vấn đề, {batch.questions} dòng chưa rõ là ai.")
    if says := batch.message or (batch.job.message if batch.job else ""):
        say(says)
    for row in queries.rows(actor, batch_id, "problems", limit=200):
        for problem in row.problems:
            say(f"  {problem.cell} {problem.title}: {problem.says}")
    if not batch.ready:
        return 1
    if dry_run:
        say("Chỉ kiểm tra: chưa ghi gì.")
        return 0
    _plainly(lambda: commands.confirm(actor=actor, batch_id=batch_id))
    batch = _finished(actor, batch_id)
    say(f"{batch.state.label}. {batch.message}".strip())
    return 0 if batch.done_at else 1


def _finished(actor: Actor, batch_id: int) -> Any:
    """The import once its job is over, here or in the site's own worker."""
    from thidua.foundation import jobs
    from thidua.nominations.imports import queries

    while True:
        jobs.run_all()
        batch = queries.batch(actor, batch_id)
        if batch.job is None or batch.job.is_over:
            return batch
        time.sleep(0.5)


def _plainly(act: Callable[[], Any]) -> Any:
    """Run a command; a refusal becomes the operator's message."""
    try:
        return act()
    except Refused as refused:
        raise Stop(str(refused)) from refused
    except NotThere as missing:
        raise Stop("không có đối tượng được nêu.") from missing
