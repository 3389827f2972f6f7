"""Drafting: which endorsed nominations a decision takes, and its words. A draft can change and be cancelled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.decisions import gather, logic
from thidua.decisions.commands.common import (
    BATCH,
    at_unit,
    default_receivers,
    filled,
    issued_by,
    opened,
    symbol_of,
    tell,
    write_positions,
)
from thidua.decisions.content import Texts
from thidua.decisions.gather import Issuer
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import Candidate, ContentKind, DecisionState
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.kernel.text import nfc, nfc_lines


@transaction.atomic
def draft_decision(
    actor: Actor,
    *,
    unit_id: int,
    nomination_ids: Collection[int],
    round_id: int | None = None,
    subject: str = "",
    texts: Texts = Texts(),
    receivers: Iterable[str] = (),
    place: str = "",
) -> Decision:
    """Draft a decision of the unit for nominations that lie endorsed there.

    Raises NotThere, Refused with the names of the cases that do not fit, Stale when another draft took one.
    """
    unit = at_unit(actor, unit_id, "draft")
    cases = gather.candidates(nomination_ids, actor.today)
    demand(logic.may_stand_together(cases, unit_id, unit.authority))
    words = filled(texts, unit)
    row = Decision.objects.create(
        unit_id=unit_id,
        round_id=round_id,
        issuer=issued_by(unit),
        symbol=symbol_of(unit),
        place=nfc(place) or unit.place,
        subject=nfc(subject)[:300] or logic.usual_subject(cases),
        route=cases[0].route,
        recipients=_lines(receivers) or list(default_receivers(words)),
        content={"kind": ContentKind.AWARD, "texts": words.as_json()},
        created_at=now(),
        created_by=actor.ref,
        sample=False,
    )
    _take_in(row, logic.annex_order(cases))
    tell(
        actor, row, "draft", "draft", f"Soạn quyết định {row.subject}: {len(cases)} hồ sơ.",
        {"nominations": (None, [case.nomination_id for case in cases])},
    )  # fmt: skip
    return row


@transaction.atomic
def change_draft(
    actor: Actor,
    *,
    decision_id: int,
    version: int,
    subject: str | None = None,
    texts: Texts | None = None,
    receivers: Iterable[str] | None = None,
    place: str | None = None,
) -> Decision:
    """Change the words of a draft; None leaves a field as it is. Raises NotThere, Refused, Stale."""
    row, unit = _draft(actor, decision_id, version, "change")
    changes: dict[str, tuple[Any, Any]] = {}
    if subject is not None:
        demand(logic.text_is_given(subject, "trích yếu của quyết định"))
        changes["subject"] = (row.subject, nfc(subject)[:300])
    if place is not None:
        changes["place"] = (row.place, nfc(place)[:80] or unit.place)
    if receivers is not None:
        changes["recipients"] = (row.recipients, _lines(receivers))
    if texts is not None:
        changes["content"] = (row.content, {**row.content, "texts": filled(texts, unit).as_json()})
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return row
    for name, (_, after) in changes.items():
        setattr(row, name, after)
    _save(row, *changes)
    tell(actor, row, "change_draft", "change", f"Sửa dự thảo quyết định {row.subject}.", changes)
    return row


@transaction.atomic
def add_to_draft(
    actor: Actor, *, decision_id: int, version: int, nomination_ids: Collection[int]
) -> Decision:
    """Take more endorsed nominations into a draft. Raises NotThere, Refused, Stale."""
    row, unit = _draft(actor, decision_id, version, "change")
    present = set(gather.active_ids(row.pk))
    fresh = [pk for pk in nomination_ids if pk not in present]
    cases = gather.without_own(gather.candidates([*present, *fresh], actor.today), row.pk)
    demand(logic.may_stand_together(cases, row.unit_id, unit.authority))
    ordered = logic.annex_order(cases)
    _take_in(row, [case for case in ordered if case.nomination_id not in present])
    write_positions(row.pk, [case.nomination_id for case in ordered])
    _save(row)
    tell(
        actor, row, "add", "change", f"Thêm {len(fresh)} hồ sơ vào dự thảo quyết định {row.subject}.",
        {"nominations": (None, fresh)},
    )  # fmt: skip
    return row


@transaction.atomic
def take_out(
    actor: Actor, *, decision_id: int, version: int, nomination_id: int, reason: str = ""
) -> Decision:
    """Take a nomination out of a draft; it lies endorsed at the unit as before."""
    row, _ = _draft(actor, decision_id, version, "change")
    if not DecisionItem.objects.filter(decision=row, nomination_id=nomination_id, active=True).exists():
        raise NotThere
    DecisionItem.objects.filter(decision=row, nomination_id=nomination_id).update(active=False)
    order = gather.active_ids(row.pk)
    write_positions(row.pk, order)
    _save(row)
    tell(
        actor, row, "take_out", "change", f"Đưa một hồ sơ ra khỏi dự thảo quyết định {row.subject}.",
        {"nomination": (nomination_id, None), "reason": (None, nfc_lines(reason))},
    )  # fmt: skip
    return row


@transaction.atomic
def cancel_draft(actor: Actor, *, decision_id: int, version: int, reason: str) -> Decision:
    """Give up a draft. Its nominations are free for another decision; nothing is deleted."""
    row, _ = _draft(actor, decision_id, version, "cancel")
    demand(logic.text_is_given(reason, "lý do hủy dự thảo"))
    DecisionItem.objects.filter(decision=row, active=True).update(active=False)
    row.state = DecisionState.CANCELLED
    _save(row, "state")
    tell(
        actor, row, "cancel_draft", "cancel", f"Hủy dự thảo quyết định {row.subject}.",
        {"state": (DecisionState.DRAFT, DecisionState.CANCELLED), "reason": (None, nfc_lines(reason))},
    )  # fmt: skip
    return row


def _draft(actor: Actor, decision_id: int, version: int, act: str) -> tuple[Decision, Issuer]:
    row, unit = opened(actor, decision_id, version, act)
    demand(logic.may_change(row.state))
    return row, unit


def _take_in(row: Decision, cases: list[Candidate]) -> None:
    """Bring nominations in, again where the draft had let one go before."""
    gone = {
        item.nomination_id: item
        for item in DecisionItem.objects.filter(
            decision=row, nomination_id__in=[c.nomination_id for c in cases]
        )
    }
    for item in gone.values():
        item.active = True
    new = [
        DecisionItem(decision=row, nomination_id=case.nomination_id, position=place)
        for place, case in enumerate(cases, start=1)
        if case.nomination_id not in gone
    ]
    try:
        with transaction.atomic():
            DecisionItem.objects.bulk_update(gone.values(), ["active"], batch_size=BATCH)
            DecisionItem.objects.bulk_create(new, batch_size=BATCH)
    except IntegrityError:
        raise Stale(
            "Có hồ sơ vừa được đưa vào một dự thảo quyết định khác; xin xem lại rồi làm tiếp."
        ) from None


def _save(row: Decision, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _lines(lines: Iterable[str]) -> list[str]:
    return [clean for line in lines if (clean := nfc(line))]
