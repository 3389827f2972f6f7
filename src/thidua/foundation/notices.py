"""Short messages to those who hold a role at a unit; whoever reads one first reads it for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Q

from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere
from thidua.foundation.models import Notice


class Holder(Protocol):
    """A post as far as notices care."""

    @property
    def unit_id(self) -> int: ...
    @property
    def role(self) -> str: ...


class Reader(Protocol):
    """Whoever reads; `access.types.Actor` is one."""

    @property
    def ref(self) -> str: ...
    @property
    def posts(self) -> tuple[Holder, ...]: ...


@dataclass(frozen=True, slots=True)
class Message:
    """A notice as a page shows it."""

    id: int
    text: str
    url: str
    at: datetime


def notify(
    *, unit_id: int, roles: Iterable[str], text: str, url: str = "", at: datetime | None = None
) -> None:
    """Leave a message, within the transaction of the act that causes it. `url` is a path of this site."""
    notify_many([(unit_id, tuple(roles), text, url)], at=at)


def notify_many(
    messages: Iterable[tuple[int, tuple[str, ...], str, str]], at: datetime | None = None
) -> None:
    """Leave several messages (unit, roles, text, path) in one statement."""
    moment = at or now()
    rows = []
    for unit_id, roles, text, url in messages:
        codes = sorted({str(role) for role in roles})
        if not codes:
            raise ValueError("a notice needs a role to read it")
        rows.append(
            Notice(unit_id=unit_id, roles=f",{','.join(codes)},", text=text[:500], url=url, at=moment)
        )
    Notice.objects.bulk_create(rows, batch_size=500)


def unread(reader: Reader, limit: int = 20) -> list[Message]:
    """The newest unread messages for the posts the reader holds. One query; none for someone without a post."""
    if not reader.posts:
        return []
    rows = Notice.objects.filter(_for(reader), read_at=None).order_by("-at", "-pk")
    return [Message(*row) for row in rows.values_list("pk", "text", "url", "at")[:limit]]


def unread_count(reader: Reader) -> int:
    """How many messages wait, at most 100 counted."""
    if not reader.posts:
        return 0
    return Notice.objects.filter(_for(reader), read_at=None)[:100].count()


def mark_read(reader: Reader, notice_id: int) -> str:
    """Mark one message as read and return its path. Raises NotThere for a message to others."""
    row = Notice.objects.filter(_for(reader), pk=notice_id).first() if reader.posts else None
    if row is None:
        raise NotThere
    Notice.objects.filter(pk=row.pk, read_at=None).update(read_at=now(), read_by=reader.ref)
    return row.url


def mark_all_read(reader: Reader) -> int:
    """Mark all the reader's messages as read; returns how many."""
    if not reader.posts:
        return 0
    return Notice.objects.filter(_for(reader), read_at=None).update(read_at=now(), read_by=reader.ref)


def _for(reader: Reader) -> Q:
    condition = Q(pk__in=[])
    for post in reader.posts:
        condition |= Q(unit_id=post.unit_id, roles__contains=f",{post.role},")
    return condition
