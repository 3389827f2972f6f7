"""Decisions of the State, recorded by the unit that forwarded the nominations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.decisions import gather, logic
from thidua.decisions.commands.common import BATCH, address, at_unit, content_of, tell
from thidua.decisions.commands.publishing import put_into_register, tell_units
from thidua.decisions.commands.signing import refused
from thidua.decisions.content import Texts, digest
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import ContentKind, DecisionState
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, demand
from thidua.kernel.text import nfc
from thidua.lawbook import load_book
from thidua.nominations.commands import advance_many
from thidua.nominations.types import Event


@transaction.atomic
def record_external(
    actor: Actor,
    *,
    unit_id: int,
    nomination_ids: Collection[int],
    issuer: str,
    number: str,
    decided_on: date,
    subject: str = "",
    signer: str = "",
) -> Decision:
    """Record a State decision on nominations that the unit forwarded; the awards enter the register at once.

    `issuer` as printed ("Chủ tịch nước"), `number` the whole number and symbol. Raises NotThere, Refused.
    """
    unit = at_unit(actor, unit_id, "record")
    cases = logic.annex_order(gather.candidates(nomination_ids, decided_on))
    demand(
        logic.may_be_recorded(cases, unit_id)
        & logic.date_is_possible(decided_on, actor.today)
        & logic.text_is_given(issuer, "cơ quan, người ban hành")
        & logic.text_is_given(number, "số quyết định")
    )
    if Decision.objects.filter(
        external=True, unit_id=unit_id, number=nfc(number), decided_on=decided_on
    ).exists():
        raise Refused(f"Quyết định số {nfc(number)} ngày {decided_on:%d/%m/%Y} đã được ghi trước đó.")
    paid = logic.payments(
        cases, gather.rates(cases, decided_on), decided_on, gather.paid_on(cases, decided_on)
    )
    row = Decision.objects.create(
        unit_id=unit_id,
        external=True,
        issuer=nfc(issuer)[:200],
        state=DecisionState.PUBLISHED,
        year=decided_on.year,
        number=nfc(number)[:60],
        symbol=nfc(number).partition("/")[2][:40],
        decided_on=decided_on,
        subject=nfc(subject)[:300] or logic.usual_subject(cases),
        route=cases[0].route,
        signer=nfc(signer)[:120],
        content={"kind": ContentKind.EXTERNAL, "texts": Texts().as_json()},
        law_digest=load_book().digest,
        total_bonus=logic.total(paid),
        published_at=now(),
        created_at=now(),
        created_by=actor.ref,
    )
    row.content = content_of(row, unit, cases, paid, gather.check_ids(cases))
    row.save(update_fields=["content"])
    DecisionItem.objects.bulk_create(
        [
            DecisionItem(decision=row, nomination_id=case.nomination_id, position=place)
            for place, case in enumerate(cases, start=1)
        ],
        batch_size=BATCH,
    )
    report = advance_many(
        actor=actor,
        unit_id=unit_id,
        items=[case.nomination_id for case in cases],
        event=Event.STATE_OUTCOME,
        paper=f"Quyết định số {row.number}",
        url=address(row),
    )
    refused(report, {case.nomination_id: case for case in cases})
    put_into_register(actor, row)
    tell_units(row)
    tell(
        actor, row, "record_external", "record",
        f"Ghi Quyết định số {row.number} ngày {decided_on:%d/%m/%Y} của {row.issuer}: {len(cases)} khen thưởng.",
        {
            "number": (None, row.number),
            "total_bonus": (None, row.total_bonus),
            "content": (None, digest(row.content)),
        },
    )  # fmt: skip
    return row
