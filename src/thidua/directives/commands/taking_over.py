"""Taking a document that another unit sent into the register of one's own, without reading it again."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.directives import logic
from thidua.directives.commands.distributing import receive, taken
from thidua.directives.commands.incoming import register
from thidua.directives.files import READABLE
from thidua.directives.models import Clause, Document
from thidua.directives.types import ClauseState, Direction, Particulars
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused
from thidua.foundation.files import files_of, open_file, store
from thidua.foundation.inspection import PAPERS
from thidua.foundation.ledger import Act, record
from thidua.organisation.types import UnitRef

_KEPT = tuple(dict.fromkeys((*READABLE, *PAPERS)))
_SAME = (
    "order", "point", "text", "reworded", "start", "end", "kind", "addressees", "deadline", "rhythm", "doubts", "state",
)  # fmt: skip


@transaction.atomic
def take_over(*, actor: Actor, dispatch_id: int) -> int:
    """Enter a document that was sent to a unit in the unit's own register; answers the id of the unit's own one.

    It is acknowledged at once where it was not yet, and that day is its day of arrival. The file, the particulars and
    the clauses come along as the sender holds them. Where the unit read the paper in by itself before, that one is
    tied to the sender's and nothing is entered twice. Raises NotThere, Refused: taken over before.
    """
    row, taker = taken(actor, dispatch_id)
    known = Document.objects.filter(
        unit_id=taker.id, direction=Direction.INCOMING, digest=_print_of(row.document)
    ).first()
    # The row and its number first, the ledger last: whoever reads the same paper in goes the same way.
    if known is None:
        own = _entered(actor, row.document, taker, row.acknowledged_on or actor.today)
    else:
        own = _tied(actor, known, row.document, taker)
    if row.acknowledged_on is None:
        receive(actor, row, taker)
    return own


def _print_of(source: Document) -> str:
    """What tells two readings of one paper: its words, and of one without words that it is this one."""
    return source.digest or logic.digest(f"document {source.pk}")


def _entered(actor: Actor, source: Document, taker: UnitRef, arrived: date) -> int:
    """Make the unit's own document and enter it in the register; answers its id. Raises Refused."""
    told = {each.name: getattr(source, each.name) for each in fields(Particulars) if each.name != "arrived"}
    try:
        with transaction.atomic():
            own = Document.objects.create(
                unit_id=taker.id,
                source=source,
                text=source.text,
                digest=_print_of(source),
                **told,
                arrived=arrived,
                created_at=now(),
                created_by=actor.ref,
                sample=source.sample,
            )
    except IntegrityError as twin:
        raise Refused("Văn bản này vừa được người khác đọc vào hệ thống.") from twin
    _carry(actor, source, own)
    right = Particulars(**told, arrived=arrived)
    register(actor=actor, document_id=own.pk, version=own.version, particulars=right)
    words = f"Nhận văn bản của {source.unit.name} vào sổ của đơn vị."
    record(actor, Act("directives.take_over", "document", own.pk, words, taker.id))
    return own.pk


def _tied(actor: Actor, own: Document, source: Document, taker: UnitRef) -> int:
    """Tie what the unit read in by itself to the document it was sent; answers its id. Raises Refused."""
    if own.source_id is not None:
        raise Refused(f"Văn bản này đã được nhận vào sổ của {taker.name}: {own}.")
    Document.objects.filter(pk=own.pk).update(source=source)
    words = f"Nối với văn bản {source.unit.name} đã gửi."
    record(actor, Act("directives.take_over", "document", own.pk, words, taker.id))
    return own.pk


def _carry(actor: Actor, source: Document, own: Document) -> None:
    """Copy the files and the clauses; what the sender set aside or merged away stays with the sender."""
    for file in files_of("document", source.pk):
        with open_file(file.id) as content:
            store(
                content, name=file.name, kind="incoming", object_type="document", object_id=own.pk, actor=actor,
                unit_id=own.unit_id, accept=_KEPT,
            )  # fmt: skip
    rows = Clause.objects.filter(document=source, state__in=[ClauseState.ACCEPTED, ClauseState.PROPOSED])
    Clause.objects.bulk_create(
        Clause(document=own, source=clause, **{name: getattr(clause, name) for name in _SAME})
        for clause in rows.order_by("order")
    )
