"""Official acts with documents: taking one in, and entering it in the register."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import BinaryIO

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.directives import logic, reading
from thidua.directives.access import may_keep
from thidua.directives.commands.clauses import row_of
from thidua.directives.commands.locking import kept
from thidua.directives.files import READABLE
from thidua.directives.models import Clause, Document
from thidua.directives.types import Direction, DocumentState, Particulars
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, Stale, demand
from thidua.foundation.files import store
from thidua.foundation.ledger import Act, record
from thidua.foundation.numbering import next_number
from thidua.kernel.decision import require
from thidua.organisation.queries import unit_in_scope

SERIES = "incoming"


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    unit_id: int,
    text: str,
    file: BinaryIO | bytes | None = None,
    file_name: str = "",
    sample: bool = False,
) -> int:
    """Read a document and keep its text, particulars and clauses for an officer to check; answers its id.

    `file` is what the text was read from, kept under `file_name`. Raises NotThere, Refused: nothing to read, a bad
    file, or this document (spaces apart) stands at the unit already.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_keep(actor, unit.id, unit.path))
    text = logic.clean(text)
    demand(logic.takable(text))
    print_of = logic.digest(text)
    known = Document.objects.filter(unit_id=unit.id, direction=Direction.INCOMING, digest=print_of).first()
    if known is not None:
        raise Refused(f"Văn bản này đã được đọc vào hệ thống: {known}.")
    found = reading.read(text)
    head = found.header
    named = ("issuer", "number", "place", "kind", "subject", "signer", "signer_title")
    try:
        with transaction.atomic():
            document = Document.objects.create(
                unit_id=unit.id,
                text=text,
                digest=print_of,
                **{
                    name: getattr(head, name).value[: Document._meta.get_field(name).max_length]
                    for name in named
                },
                dated=head.dated.value,
                arrived=head.arrived.value,
                recipients="\n".join(head.recipients),
                doubts={
                    name: getattr(head, name).doubt
                    for name in (*named, "dated", "arrived")
                    if getattr(head, name).doubt
                },
                created_at=now(),
                created_by=actor.ref,
                sample=sample,
            )
    except IntegrityError as twin:
        raise Refused("Văn bản này vừa được người khác đọc vào hệ thống.") from twin
    if file is not None:
        store(
            file, name=file_name, kind="incoming", object_type="document", object_id=document.pk, actor=actor,
            unit_id=unit.id, accept=READABLE,
        )  # fmt: skip
    Clause.objects.bulk_create(Clause(document=document, **row_of(each)) for each in found.proposals)
    record(
        actor,
        Act(
            "directives.take_in",
            "document",
            document.pk,
            f"Đọc văn bản đến: {len(found.points)} điểm, {len(found.proposals)} nội dung giao việc.",
            unit.id,
        ),
    )
    return document.pk


@transaction.atomic
def register(*, actor: Actor, document_id: int, version: int, particulars: Particulars) -> int:
    """Enter a checked document in the year's register; answers its arrival number.

    The number is the next of the unit in the year of arrival (NĐ 30/2020/NĐ-CP). Raises NotThere, Refused, Stale.
    """
    document, unit = kept(actor, document_id)
    if document.version != version:
        raise Stale("Người khác vừa sửa văn bản này. Hãy xem lại rồi làm tiếp.")
    demand(
        require(document.state == DocumentState.READ, "Văn bản đã vào sổ.")
        & logic.registrable(particulars, actor.today)
    )
    changes = {
        each.name: (str(getattr(document, each.name) or ""), str(getattr(particulars, each.name) or ""))
        for each in fields(particulars)
        if getattr(document, each.name) != getattr(particulars, each.name)
    }
    for name, value in asdict(particulars).items():
        setattr(document, name, value)
    document.arrival_year = particulars.arrived.year
    document.arrival_number = next_number(unit_id=unit.id, series=SERIES, year=document.arrival_year)
    document.state = DocumentState.REGISTERED
    document.version += 1
    document.save()
    record(
        actor,
        Act(
            "directives.register",
            "document",
            document.pk,
            f"Vào sổ văn bản đến số {document.arrival_number} năm {document.arrival_year}.",
            unit.id,
            changes=changes,
        ),
    )
    return document.arrival_number
