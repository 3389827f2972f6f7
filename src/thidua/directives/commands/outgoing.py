"""Issuing a document of the unit's own: its number in the register of outgoing documents."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.directives import logic, reading
from thidua.directives.access import may_keep
from thidua.directives.commands.clauses import row_of
from thidua.directives.models import Clause, Document
from thidua.directives.types import Direction, DocumentState
from thidua.foundation.clock import now
from thidua.foundation.errors import demand
from thidua.foundation.files import store
from thidua.foundation.ledger import Act, record
from thidua.foundation.numbering import next_number
from thidua.kernel.numbering import document_number
from thidua.kernel.text import nfc
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def register_outgoing(
    *,
    actor: Actor,
    unit_id: int,
    kind: str,
    subject: str,
    signer: str,
    on: date,
    signer_title: str = "",
    recipients: str = "",
    file: BinaryIO | bytes | None = None,
    file_name: str = "",
    text: str = "",
    sample: bool = False,
) -> tuple[int, str]:
    """Enter a document that the unit issues in its register; answers the document's id and its number and symbol.

    `kind` is a name or abbreviation of NĐ 30/2020/NĐ-CP, Phụ lục III ("Báo cáo", "BC"), or "Công văn". The number
    is the next of the unit, the kind and the year of `on`. `recipients` holds one line each, `file` is the issued
    paper under `file_name`, `text` its words: from them come the clauses that order something, and the recipients
    where none are given. Raises NotThere, Refused: an unknown kind, no subject, a day to come, a bad file.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_keep(actor, unit.id, unit.path))
    subject, short = nfc(subject), logic.outgoing_kind(kind)
    demand(logic.issuable(short, subject, on, actor.today))
    text = logic.clean(text)
    if text:
        demand(logic.takable(text))
    found = reading.read(text)
    document = Document(
        direction=Direction.OUTGOING,
        unit_id=unit.id,
        issuer=unit.name,
        dated=on,
        kind=logic.kind_name(short),
        subject=subject[:1000],
        signer=nfc(signer)[:200],
        signer_title=nfc(signer_title)[:200],
        recipients=recipients or "\n".join(found.header.recipients),
        text=text,
        digest=logic.digest(text) if text else "",
        state=DocumentState.ISSUED,
        outgoing_kind=short,
        outgoing_year=on.year,
        created_at=now(),
        created_by=actor.ref,
        sample=sample,
    )
    symbol = logic.outgoing_symbol(short, document.unit.symbol or "ĐV")
    document.place = document.unit.place
    document.outgoing_number = next_number(unit_id=unit.id, series=f"outgoing-{short}", year=on.year)
    document.number = document_number(document.outgoing_number, symbol)
    document.save()
    Clause.objects.bulk_create(Clause(document=document, **row_of(each)) for each in found.proposals)
    if file is not None:
        store(
            file,
            name=file_name,
            kind="outgoing",
            object_type="document",
            object_id=document.pk,
            actor=actor,
            unit_id=unit.id,
        )
    record(
        actor,
        Act(
            "directives.register_outgoing",
            "document",
            document.pk,
            f"Vào sổ văn bản đi: {document.kind} số {document.number}.",
            unit.id,
        ),
    )
    return document.pk, document.number
