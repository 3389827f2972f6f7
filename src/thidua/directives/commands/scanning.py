"""Scans: left with the system, read page by page behind, and taken in as any other document."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.directives.access import OFFICERS, may_keep
from thidua.directives.commands.incoming import take_in
from thidua.directives.files import READABLE, text_of
from thidua.directives.models import Scan
from thidua.foundation.clock import now
from thidua.foundation.errors import demand
from thidua.foundation.files import files_of, open_file, store
from thidua.foundation.jobs import enqueue
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify
from thidua.organisation.queries import unit_in_scope

JOB = "directives.scan"


@transaction.atomic
def leave_scan(*, actor: Actor, unit_id: int, file: BinaryIO | bytes, file_name: str, pages: int) -> int:
    """Leave a scan to be read; answers its id. Raises NotThere, Refused: not an officer of the unit, a bad file."""
    unit = unit_in_scope(actor, unit_id)
    demand(may_keep(actor, unit.id, unit.path))
    scan = Scan.objects.create(
        unit_id=unit.id, file_name=file_name[:200], pages=pages, created_at=now(), created_by=actor.ref
    )
    store(
        file, name=file_name, kind="incoming", object_type="scan", object_id=scan.pk, actor=actor,
        unit_id=unit.id, accept=READABLE,
    )  # fmt: skip
    enqueue(JOB, f"scan:{scan.pk}", {"scan": scan.pk}, actor, unit.id)
    record(
        actor, Act("directives.leave_scan", "scan", scan.pk, f"Gửi bản quét {pages} trang để đọc.", unit.id)
    )
    return scan.pk


def read_scan(who: Actor, scan_id: int, progress: Callable[[int, int, str], None]) -> str:
    """Read a scan and take it in, as whoever left it; answers what to say. Done again it does nothing.

    Raises Refused: unreadable, or the document stands at the unit already.
    """
    scan = Scan.objects.get(pk=scan_id)
    if scan.document_id is None:
        [stored] = files_of("scan", scan_id)
        with open_file(stored.id) as file:
            text = text_of(file, scan.file_name, progress)
            with transaction.atomic():
                scan = lock_one(Scan, scan_id)
                if scan.document_id is None:
                    _take_in(who, scan, text, file)
    return "Đã đọc xong bản quét. Đối chiếu từng mục với toàn văn rồi vào sổ."


def _take_in(who: Actor, scan: Scan, text: str, file: BinaryIO) -> None:
    scan.document_id = take_in(
        actor=who, unit_id=scan.unit_id, text=text, file=file, file_name=scan.file_name
    )
    scan.failed = ""
    scan.save(update_fields=["document", "failed"])
    words = f"Đã đọc xong bản quét “{scan.file_name}”; hãy đối chiếu rồi vào sổ."
    notify(unit_id=scan.unit_id, roles=OFFICERS.roles, text=words, url=f"/van-ban/{scan.document_id}/")


def give_up_scan(scan_id: int, reason: str) -> None:
    """Note why a scan was not read; its officers are told. In the caller's transaction."""
    scan = lock_one(Scan, scan_id)
    if scan.document_id is not None:
        return
    scan.failed = reason[:500]
    scan.save(update_fields=["failed"])
    words = f"Chưa đọc được bản quét “{scan.file_name}”: {scan.failed}"
    notify(unit_id=scan.unit_id, roles=OFFICERS.roles, text=words[:500], url=f"/van-ban/ban-quet/{scan.pk}/")
