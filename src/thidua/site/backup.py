"""A site in one file: its database as of one moment, and every stored file. Restored whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections

from thidua.foundation.clock import now
from thidua.site.operations import demand_migrated, pending_migrations
from thidua.site.terminal import Stop

FORMAT = 1
_MANIFEST, _SQLITE, _DUMP, _FILES = "manifest.json", "database.sqlite3", "database.dump", "files"


def backup(target: Path) -> str:
    """Write the backup while the site runs; says what it holds. The secret key is not in it.

    The database is taken first: files are only ever added, so each row's file is there afterwards.
    """
    demand_migrated()
    if target.exists():
        raise Stop(f"tệp {target} đã có; hãy chọn tên khác.")
    with tempfile.TemporaryDirectory(prefix="thidua-backup-") as folder:
        copy = _copy_sqlite(Path(folder)) if connection.vendor == "sqlite" else _dump_postgres(Path(folder))
        manifest = {"format": FORMAT, "engine": connection.vendor, "made_at": now().isoformat()}
        (Path(folder) / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        draft = target.with_name(target.name + ".part")
        try:
            with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
                archive.add(Path(folder) / _MANIFEST, _MANIFEST)
                archive.add(copy, copy.name)
                if _files_folder().exists():
                    archive.add(_files_folder(), _FILES, filter=_whole_files)
            draft.rename(target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise Stop(f"không ghi được {target}: {error.strerror}", 1) from error
    return f"Đã sao lưu vào {target} ({target.stat().st_size / 1_048_576:.1f} MB)."


def restore(source: Path, *, replace: bool) -> str:
    """Put a backup in place of this site's data; refused when there is data, unless `replace`.

    The site must be stopped. What was there is kept beside as `….before` until the restore has succeeded.
    """
    with tempfile.TemporaryDirectory(prefix="thidua-restore-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        if manifest.get("format") != FORMAT:
            raise Stop(f"bản sao lưu {source} thuộc phiên bản khác, không đọc được.")
        if manifest.get("engine") != connection.vendor:
            raise Stop(
                f"bản sao lưu được làm từ {manifest.get('engine')}, trang này dùng {connection.vendor}."
            )
        if not replace and _has_data():
            raise Stop("trang này đang có dữ liệu; thêm --replace nếu muốn thay.")
        connections.close_all()
        if connection.vendor == "sqlite":
            _put_sqlite(folder / _SQLITE)
        else:
            _load_postgres(folder / _DUMP)
        _put_files(folder / _FILES)
    return "Đã khôi phục. Hãy chạy: thidua migrate, thidua ledger verify, thidua invariants."


def _files_folder() -> Path:
    return Path(default_storage.path(""))


def _whole_files(info: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if info.name.endswith(".part") else info


def _has_data() -> bool:
    if pending_migrations():
        return bool(connection.introspection.table_names())
    from thidua.foundation.models import LedgerHead

    return LedgerHead.objects.filter(seq__gt=0).exists()


def _copy_sqlite(folder: Path) -> Path:
    copy = folder / _SQLITE
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    target.close()
    return copy


def _put_sqlite(copy: Path) -> None:
    place = Path(settings.DATABASES["default"]["NAME"])
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(place.name + ".fresh")
    shutil.copyfile(copy, fresh)
    check = sqlite3.connect(fresh)
    try:
        (answer,) = check.execute("PRAGMA integrity_check").fetchone()
    finally:
        check.close()
    if answer != "ok":
        fresh.unlink()
        raise Stop("cơ sở dữ liệu trong bản sao lưu bị hỏng; chưa thay gì.", 1)
    for tail in ("-wal", "-shm"):
        place.with_name(place.name + tail).unlink(missing_ok=True)
    fresh.replace(place)


def _put_files(files: Path) -> None:
    place = _files_folder()
    before = place.with_name(place.name + ".before")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    place.parent.mkdir(parents=True, exist_ok=True)
    if files.exists():
        shutil.copytree(files, place)
    shutil.rmtree(before, ignore_errors=True)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        found = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Stop(f"không có tệp {source}, hoặc đó không phải là bản sao lưu.") from error
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise Stop(f"tệp {source} không phải là bản sao lưu hoặc đã hỏng.") from error
    if not isinstance(found, dict):
        raise Stop(f"tệp {source} không phải là bản sao lưu.")
    return found


def _dump_postgres(folder: Path) -> Path:
    copy = folder / _DUMP
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}", *_where())
    return copy


def _load_postgres(dump: Path) -> None:
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        *_where(),
        dump,
    )


def _where() -> list[str]:
    config = connection.settings_dict
    options = [f"--dbname={config['NAME']}"]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if config.get(key):
            options.append(f"{option}={config[key]}")
    return options


def _run(tool: str, *args: str | Path) -> None:
    if shutil.which(tool) is None:
        raise Stop(f"không thấy {tool}; hãy cài gói postgresql-client.")
    env = os.environ | {"PGPASSWORD": str(connection.settings_dict.get("PASSWORD") or "")}
    done = subprocess.run([tool, *map(str, args)], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{tool}: {done.stderr.strip()[-400:]}", 1)
