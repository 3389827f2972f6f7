"""Sending a document to those in its recipients list, and acknowledging it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives import logic, queries
from thidua.directives.access import OFFICERS, may_acknowledge
from thidua.directives.commands.locking import kept
from thidua.directives.models import Dispatch, Document
from thidua.directives.types import DocumentState
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify_many
from thidua.kernel.decision import require
from thidua.kernel.text import nfc
from thidua.organisation.queries import successors, unit_refs
from thidua.organisation.types import UnitRef


@transaction.atomic
def distribute(
    *,
    actor: Actor,
    document_id: int,
    unit_ids: Sequence[int],
    outside: Sequence[str] = (),
    on: date | None = None,
) -> int:
    """Send a document to units and to recipients outside the platform; each unit's officers get one notice.

    Whoever was sent it already is left as it is; answers how many are new. `on` is today unless another day is
    given. Raises NotThere, Refused: not registered yet, nobody to send to, a unit that has ended.
    """
    document, _ = kept(actor, document_id)
    day = on or actor.today
    demand(logic.sendable(DocumentState(document.state), document.dated, day, actor.today))
    known = set(Dispatch.objects.filter(document=document).values_list("unit_id", "outside"))
    units = unit_refs(unit_ids)
    for pk in unit_ids:
        if pk not in units:
            raise NotThere
        demand(require(units[pk].valid_on(actor.today), f"{units[pk].name} đã kết thúc hoạt động."))
    words = dict.fromkeys(text[:300] for each in outside if (text := nfc(each)))
    new = [
        *(Dispatch(unit_id=pk) for pk in sorted(units) if (pk, "") not in known),
        *(Dispatch(outside=text) for text in words if (None, text) not in known),
    ]
    demand(require(bool(new), "Chưa chọn nơi nhận nào, hoặc mọi nơi đã được gửi."))
    for row in new:
        row.document, row.sent_on, row.sent_by = document, day, actor.name
    Dispatch.objects.bulk_create(new, batch_size=300)
    notify_many(
        (
            row.unit_id,
            tuple(OFFICERS.roles),
            f"Văn bản gửi đến: {document}. Hãy xác nhận đã nhận.",
            _url(document),
        )
        for row in new
        if row.unit_id
    )
    to = sum(row.unit_id is not None for row in new)
    _note(actor, document, "distribute", f"Gửi văn bản đến {to} đơn vị, {len(new) - to} nơi ngoài hệ thống.")
    return len(new)


@transaction.atomic
def acknowledge(*, actor: Actor, dispatch_id: int) -> None:
    """Say that a unit received a document; for one that has ended its successor says so. Raises NotThere, Refused."""
    row, taker = taken(actor, dispatch_id)
    if row.acknowledged_on is not None:
        raise Refused(f"{row.unit.name} đã xác nhận nhận văn bản này.")
    receive(actor, row, taker)


def taken(actor: Actor, dispatch_id: int) -> tuple[Dispatch, UnitRef]:
    """A dispatch, locked, and the unit that takes it: the one it was sent to, or whichever stands in its place."""
    if not Dispatch.objects.filter(
        queries.received_in_scope(actor), pk=dispatch_id, unit__isnull=False
    ).exists():
        raise NotThere
    row = lock_one(Dispatch, dispatch_id)
    unit = unit_refs([row.unit_id])[row.unit_id]
    takers = [unit, *successors([unit.id], actor.today).get(unit.id, [])]
    demand(may_acknowledge(actor, [(each.id, each.path) for each in takers]))
    held = {post.unit_id for post in actor.posts if post.role in OFFICERS.roles}
    return row, next((each for each in takers if each.id in held), unit)


def receive(actor: Actor, row: Dispatch, taker: UnitRef) -> None:
    """Note on a locked dispatch that the unit received it today."""
    row.acknowledged_on, row.acknowledged_by, row.received_at_id = actor.today, actor.name, taker.id
    row.save()
    _note(actor, row.document, "acknowledge", f"{row.unit.name} xác nhận đã nhận văn bản.", taker.id)


@transaction.atomic
def remind(*, actor: Actor, document_id: int) -> int:
    """Remind the units that have not acknowledged, one notice each; answers how many. Raises NotThere, Refused."""
    document, _ = kept(actor, document_id)
    rows = Dispatch.objects.filter(document=document, unit__isnull=False, acknowledged_on=None)
    waiting = list(rows.values_list("unit_id", flat=True))
    demand(require(bool(waiting), "Mọi đơn vị đã xác nhận nhận văn bản."))
    heirs = successors(waiting, actor.today)
    told = {unit.id for pk in waiting for unit in heirs.get(pk, ())} | {
        pk for pk in waiting if pk not in heirs
    }
    notify_many(
        (pk, tuple(OFFICERS.roles), f"Chưa xác nhận đã nhận văn bản: {document}.", _url(document))
        for pk in sorted(told)
    )
    _note(actor, document, "remind", f"Nhắc {len(waiting)} đơn vị chưa xác nhận nhận văn bản.")
    return len(waiting)


def _url(document: Document) -> str:
    return reverse("directives:document", args=[document.pk])


def _note(actor: Actor, document: Document, act: str, says: str, unit_id: int | None = None) -> None:
    record(actor, Act(f"directives.{act}", "document", document.pk, says, unit_id or document.unit_id))
