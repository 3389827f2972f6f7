"""Stored files: checked, written whole or not at all, never replaced in place."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.utils import timezone

from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.inspection import DEFAULT_LIMIT, PAPERS, BadFile, Inspected, inspect
from thidua.foundation.ledger import Doer
from thidua.foundation.models import Attachment

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file as a page shows it. `object_type` and `object_id` say whose it is."""

    id: int
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    object_type: str
    object_id: str
    unit_id: int | None
    added_at: datetime
    added_by: str


def store(
    upload: BinaryIO | bytes,
    *,
    name: str,
    kind: str,
    object_type: str,
    object_id: int | str,
    actor: Doer,
    unit_id: int | None = None,
    accept: tuple[str, ...] = PAPERS,
    limit: int = DEFAULT_LIMIT,
) -> StoredFile:
    """Check and keep a file, in the caller's transaction; returns what was stored.

    `kind` says what the file is for (`scan`, `report`…), `accept` lists the endings taken, `limit` is in bytes.
    Raises Refused with a Vietnamese sentence for a file that is not taken or a full disk; then nothing is kept.
    """
    file = io.BytesIO(upload) if isinstance(upload, bytes) else upload
    try:
        inspected = inspect(file, name, accept=accept, limit=limit)
    except BadFile as bad:
        raise Refused(str(bad)) from bad
    path, digest = _write(file, inspected)
    row = Attachment.objects.create(
        file=path,
        name=inspected.name,
        kind=kind,
        media_type=inspected.media_type,
        size=inspected.size,
        sha256=digest,
        object_type=object_type,
        object_id=str(object_id),
        unit_id=unit_id,
        added_at=now(),
        added_by=actor.ref,
    )
    return _stored(row)


def files_of(object_type: str, object_id: int | str) -> list[StoredFile]:
    """The files of one object, oldest first. One query."""
    rows = Attachment.objects.filter(object_type=object_type, object_id=str(object_id)).order_by("pk")
    return [_stored(row) for row in rows]


def files_of_many(object_type: str, object_ids: Iterable[int]) -> dict[int, list[StoredFile]]:
    """The files of several objects by key, oldest first; objects without one are absent. One query per 500."""
    wanted = [str(pk) for pk in object_ids]
    found: dict[int, list[StoredFile]] = {}
    for start in range(0, len(wanted), 500):
        rows = Attachment.objects.filter(object_type=object_type, object_id__in=wanted[start : start + 500])
        for row in rows.order_by("pk"):
            found.setdefault(int(row.object_id), []).append(_stored(row))
    return found


def stored_file(file_id: int) -> StoredFile:
    """One file's particulars, for the room that owns it to judge who may read. Raises NotThere."""
    return _stored(_row(file_id))


def file_of(file_id: int, object_type: str, *object_ids: int) -> StoredFile:
    """One file of these objects; of any other object there is none. Raises NotThere."""
    found = stored_file(file_id)
    if found.object_type != object_type or found.object_id not in map(str, object_ids):
        raise NotThere
    return found


def open_file(file_id: int) -> BinaryIO:
    """The content, opened for reading; the caller closes it. Raises NotThere."""
    try:
        return Path(default_storage.path(_row(file_id).file.name)).open("rb")
    except FileNotFoundError as missing:
        raise NotThere from missing


def path_of(file_id: int) -> Path:
    """Where the content lies on this machine, for tools that want a path. Raises NotThere."""
    return Path(default_storage.path(_row(file_id).file.name))


def _row(file_id: int) -> Attachment:
    row = Attachment.objects.filter(pk=file_id).first()
    if row is None:
        raise NotThere
    return row


def _stored(row: Attachment) -> StoredFile:
    return StoredFile(
        row.pk,
        row.name,
        row.kind,
        row.media_type,
        row.size,
        row.sha256,
        row.object_type,
        row.object_id,
        row.unit_id,
        row.added_at,
        row.added_by,
    )


def _write(file: BinaryIO, inspected: Inspected) -> tuple[str, str]:
    """Write beside, flush to disk, then rename: a file stands under its name only when it is whole."""
    relative = f"{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{inspected.ending}"
    final = Path(default_storage.path(relative))
    draft = final.with_suffix(".part")
    digest = hashlib.sha256()
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as target:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        draft.rename(final)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refused(
                "Ổ đĩa của máy chủ đã đầy nên chưa lưu được tệp; xin báo người quản trị."
            ) from error
        raise
    return relative, digest.hexdigest()
