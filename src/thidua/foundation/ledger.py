"""The ledger of official acts: appended within the act's own transaction, verified by one command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Protocol

from django.db import connection

from thidua.foundation.chain import GENESIS, canonical, entry_hash
from thidua.foundation.clock import now
from thidua.foundation.locks import lock_one
from thidua.foundation.models import LedgerEntry, LedgerHead


class Doer(Protocol):
    """What the ledger must know of whoever acts; `access.types.Actor` is one."""

    @property
    def name(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Act:
    """One official act to record.

    `act` is a dotted name (`nominations.submit`); `changes` maps a field to (before, after), as plain values;
    `post` says in which capacity; `summary` is a Vietnamese sentence without personal data beyond names.
    """

    act: str
    object_type: str
    object_id: int | str
    summary: str
    unit_id: int | None = None
    post: str = ""
    changes: Mapping[str, tuple[Any, Any]] | None = None


def record(actor: Doer, act: Act) -> None:
    """Append one act. Must run inside the transaction that carries the act out."""
    record_many(actor, [act])


def record_many(actor: Doer, acts: Iterable[Act]) -> None:
    """Append several acts of one transaction, in order, under one lock of the chain's head."""
    acts = list(acts)
    if not acts:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("a ledger entry belongs to the transaction of its act")
    LedgerHead.objects.get_or_create(pk=1)
    head = lock_one(LedgerHead, 1)
    at = now()
    rows = []
    for act in acts:
        row = LedgerEntry(
            seq=head.seq + 1,
            at=at,
            on_date=actor.today,
            actor_ref=actor.ref,
            actor=actor.name,
            post=act.post,
            act=act.act,
            object_type=act.object_type,
            object_id=str(act.object_id),
            unit_id=act.unit_id,
            summary=act.summary[:500],
            changes=canonical(act.changes or {}),
            prev_hash=head.hash,
        )
        row.hash = entry_hash(head.hash, _content(row))
        head.seq, head.hash = row.seq, row.hash
        rows.append(row)
    LedgerEntry.objects.bulk_create(rows, batch_size=500)
    head.save(update_fields=["seq", "hash"])


def _content(row: LedgerEntry) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "at": row.at.astimezone(UTC).isoformat(),
        "on_date": row.on_date.isoformat(),
        "actor_ref": row.actor_ref,
        "actor": row.actor,
        "post": row.post,
        "act": row.act,
        "object_type": row.object_type,
        "object_id": row.object_id,
        "unit_id": row.unit_id,
        "summary": row.summary,
        "changes": row.changes,
    }


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold, in a Vietnamese sentence."""

    seq: int
    says: str


def verify() -> Iterator[Fault]:
    """Walk the whole chain and yield every fault: an edit, a removal, a reorder, a cut at the end."""
    prev_hash, expected = GENESIS, 1
    for row in LedgerEntry.objects.order_by("seq").iterator(chunk_size=2000):
        if row.seq != expected:
            yield Fault(
                expected, f"Thiếu mục từ số {expected} đến số {row.seq - 1}: đã bị xóa hoặc đổi thứ tự."
            )
            expected = row.seq
        if row.prev_hash != prev_hash:
            yield Fault(row.seq, f"Mục số {row.seq} không nối với mục đứng trước.")
        if entry_hash(row.prev_hash, _content(row)) != row.hash:
            yield Fault(row.seq, f"Nội dung mục số {row.seq} đã bị sửa sau khi ghi.")
        prev_hash, expected = row.hash, expected + 1
    head = LedgerHead.objects.filter(pk=1).first()
    head_seq, head_hash = (head.seq, head.hash) if head else (0, GENESIS)
    if head_seq != expected - 1:
        yield Fault(head_seq, f"Sổ phải có {head_seq} mục nhưng mục cuối là số {expected - 1}.")
    elif head_hash != prev_hash:
        yield Fault(head_seq, "Mã của mục cuối không khớp với đầu chuỗi đã giữ.")
