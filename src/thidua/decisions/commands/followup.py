"""What follows a published decision: correcting a name, revoking awards, giving them back.

Each is a decision of its own, with the next number of the same series; the first one stays as it was signed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements import commands as achievements
from thidua.achievements.models import AwardRecord
from thidua.decisions import logic
from thidua.decisions.commands.common import content_of, filled, opened, tell
from thidua.decisions.commands.signing import signature, take_number
from thidua.decisions.content import Texts, digest
from thidua.decisions.gather import Issuer
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import ContentKind, DecisionState
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, demand
from thidua.kernel.text import nfc
from thidua.lawbook import load_book
from thidua.organisation.naming import head_name


@transaction.atomic
def correct(
    actor: Actor,
    *,
    decision_id: int,
    version: int,
    record_id: int,
    name: str,
    reason: str,
    decided_on: date,
    signer: str = "",
    authority_lines: Sequence[str] = (),
) -> Decision:
    """Correct the recipient's name of one award by a new decision, signed and published at once."""
    first, unit = _first(actor, decision_id, version, [record_id], reason)
    demand(logic.text_is_given(name, "họ tên đúng"))
    before = AwardRecord.objects.values_list("recipient_name", flat=True).get(pk=record_id)

    def carry_out(row: Decision) -> list[AwardRecord]:
        made = achievements.amend_name(
            actor, record_id=record_id, by_unit_id=first.unit_id, name=name, decision_id=first.pk,
            document=f"Quyết định số {row.number}",
        )  # fmt: skip
        return [made]

    return _follow(
        actor, first, unit, ContentKind.CORRECTION, f"Về việc đính chính Quyết định số {first.number}", reason,
        decided_on, signature(actor, unit, signer, authority_lines), carry_out, {record_id: before},
    )  # fmt: skip


@transaction.atomic
def revoke(
    actor: Actor,
    *,
    decision_id: int,
    version: int,
    record_ids: Collection[int],
    reason: str,
    decided_on: date,
    signer: str = "",
    authority_lines: Sequence[str] = (),
) -> Decision:
    """Revoke awards of a published decision by a new one. The records stay and say that they were revoked."""
    first, unit = _first(actor, decision_id, version, record_ids, reason)

    def carry_out(row: Decision) -> list[AwardRecord]:
        return achievements.revoke(
            actor, record_ids=record_ids, by_unit_id=first.unit_id, reason=reason, on=decided_on,
            document=f"Quyết định số {row.number}", decision_id=first.pk,
        )  # fmt: skip

    return _follow(
        actor, first, unit, ContentKind.REVOCATION,
        f"Về việc hủy bỏ khen thưởng theo Quyết định số {first.number}", reason, decided_on,
        signature(actor, unit, signer, authority_lines), carry_out,
    )  # fmt: skip


@transaction.atomic
def restore(
    actor: Actor,
    *,
    decision_id: int,
    version: int,
    record_ids: Collection[int],
    reason: str,
    decided_on: date,
    signer: str = "",
    authority_lines: Sequence[str] = (),
) -> Decision:
    """Give revoked awards of a published decision back by a new one."""
    first, unit = _first(actor, decision_id, version, record_ids, reason)

    def carry_out(row: Decision) -> list[AwardRecord]:
        return achievements.restore(
            actor, record_ids=record_ids, by_unit_id=first.unit_id, reason=reason,
            document=f"Quyết định số {row.number}", decision_id=first.pk,
        )  # fmt: skip

    return _follow(
        actor, first, unit, ContentKind.RESTORATION,
        f"Về việc phục hồi khen thưởng theo Quyết định số {first.number}", reason, decided_on,
        signature(actor, unit, signer, authority_lines), carry_out,
    )  # fmt: skip


def _first(
    actor: Actor, decision_id: int, version: int, record_ids: Collection[int], reason: str
) -> tuple[Decision, Issuer]:
    """The published decision, locked, that holds these records."""
    first, unit = opened(actor, decision_id, version, "follow_up")
    demand(logic.may_follow_up(first.state) & logic.text_is_given(reason, "lý do"))
    held = DecisionItem.objects.filter(decision=first, record_id__in=record_ids).count()
    if not record_ids or held != len(set(record_ids)):
        raise NotThere
    return first, unit


def _follow(
    actor: Actor,
    first: Decision,
    unit: Issuer,
    kind: ContentKind,
    subject: str,
    reason: str,
    decided_on: date,
    signed: tuple[str, tuple[str, ...]],
    carry_out: Callable[[Decision], list[AwardRecord]],
    names_before: Mapping[int, str] | None = None,
) -> Decision:
    """Number and store the following decision, carry it out, and tie it to the first in both contents."""
    name, lines = signed
    demand(
        logic.lines_are_right(lines, name)
        & logic.date_is_possible(decided_on, actor.today)
        & logic.not_before(decided_on, first.decided_on)
    )
    at = now()
    row = Decision(
        unit_id=first.unit_id,
        issuer=head_name(unit.name, unit.kind, unit.head_title),
        symbol=logic.symbol_of(unit.symbol),
        place=unit.place,
        subject=subject[:300],
        route=first.route,
        state=DecisionState.PUBLISHED,
        signer=name,
        authority_lines=list(lines),
        recipients=list(first.recipients),
        law_digest=load_book().digest,
        content={"kind": kind.value, "texts": filled(Texts(), unit).as_json()},
        published_at=at,
        created_at=at,
        created_by=actor.ref,
    )
    take_number(row, decided_on)
    row.save()
    done = carry_out(row)
    about = {
        "of": first.pk,
        "of_number": first.number,
        "of_date": first.decided_on.isoformat() if first.decided_on else None,
        "reason": nfc(reason),
        "records": [record.pk for record in done],
        "lines": [_line(record, (names_before or {}).get(record.pk, "")) for record in done],
    }
    codes = {record.award for record in done}
    row.content = content_of(row, unit, (), (), {}, codes=codes, extra=about)
    row.save(update_fields=["content"])
    first.version += 1
    first.save(update_fields=["version"])
    tell(
        actor, row, kind.value, "follow_up", f"{subject}: ký Quyết định số {row.number}.",
        {
            "number": (None, row.number),
            "decided_on": (None, decided_on),
            "of": (None, first.pk),
            "reason": (None, nfc(reason)),
            "content": (None, digest(row.content)),
        },
    )  # fmt: skip
    return row


def _line(record: AwardRecord, before: str) -> dict[str, Any]:
    return {
        "name": record.recipient_name,
        "before": before,
        "award": record.award,
        "year": record.year,
        "period": [record.period_from or record.year, record.period_to or record.year],
    }
