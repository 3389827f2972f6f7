"""The acts of the way, by their official names; each is one event of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Literal

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.nominations.commands.advance import Advanced, advance, advance_many
from thidua.nominations.models import Nomination
from thidua.nominations.types import Event, Row

Outcome = Literal["agree", "return", "reject"]
APPRAISALS: dict[Outcome, Event] = {
    "agree": Event.APPRAISE_AGREE,
    "return": Event.RETURN,
    "reject": Event.REJECT,
}


def propose(*, actor: Actor, nomination_ids: Collection[int]) -> list[Row]:
    """Hand drafts over to the review of their own unit; a report per row.

    A round past its last day takes nothing more: its unit must move that day first.
    """
    with transaction.atomic():
        late, by_unit = _drafts(actor, nomination_ids)
        done: dict[int, Row] = dict(late)
        for unit_id, ids in by_unit.items():
            done |= {
                row.id: row
                for row in advance_many(actor=actor, unit_id=unit_id, items=ids, event=Event.PROPOSE)
            }
    return [done.get(pk, Row(pk, False, "Không tìm thấy hồ sơ.")) for pk in nomination_ids]


def _drafts(actor: Actor, ids: Collection[int]) -> tuple[dict[int, Row], dict[int, list[int]]]:
    late: dict[int, Row] = {}
    by_unit: dict[int, list[int]] = defaultdict(list)
    rows = Nomination.objects.filter(pk__in=set(ids)).values_list(
        "pk", "unit", "round__name", "round__closes_on"
    )
    for pk, unit_id, name, closes_on in rows.order_by("pk"):
        if closes_on < actor.today and not actor.is_system:
            late[pk] = Row(pk, False, f"Đợt “{name}” đã hết hạn gửi ngày {closes_on:%d/%m/%Y}.")
        else:
            by_unit[unit_id].append(pk)
    return late, by_unit


def appraise(
    *, actor: Actor, nomination_id: int, version: int, outcome: Outcome, reason: str = "", text: str = ""
) -> Advanced:
    """Appraise at the unit that holds it: agree, return with a coded reason and a text, or reject with both.

    Raises NotThere, Stale, Refused.
    """
    return _at_holder(actor, nomination_id, version, APPRAISALS[outcome], reason=reason, text=text)


def endorse(
    *, actor: Actor, nomination_id: int, version: int, text: str = "", confirmed: bool = False
) -> Advanced:
    """The head endorses; the check of that moment is kept with the review.

    Conditions not met: only with a written `text` of some length, which stands in the history. Conditions
    unknown: only when `confirmed` says that the open questions were answered. Raises NotThere, Stale, Refused.
    """
    return _at_holder(actor, nomination_id, version, Event.ENDORSE, text=text, confirmed=confirmed)


def supplement(*, actor: Actor, nomination_id: int, version: int, text: str) -> Advanced:
    """What was asked for has been mended; the review goes on where the return said. Raises as `appraise`."""
    return _at_holder(actor, nomination_id, version, Event.SUPPLEMENT, text=text)


def withdraw(*, actor: Actor, nomination_id: int, version: int, text: str = "") -> Advanced:
    """The proposing unit takes its nomination back, wherever it is, until a decision is signed."""
    row = Nomination.objects.filter(pk=nomination_id).values_list("unit", flat=True).first()
    if row is None:
        raise NotThere
    return advance(
        actor=actor,
        nomination_id=nomination_id,
        unit_id=row,
        event=Event.WITHDRAW,
        version=version,
        text=text,
    )


def record_state_refusal(
    *, actor: Actor, nomination_id: int, version: int, reason: str, text: str, paper: str = ""
) -> Advanced:
    """Write down that the State level answered no; `paper` is the number of its letter. Raises as `appraise`."""
    return _at_holder(
        actor, nomination_id, version, Event.STATE_REFUSAL, reason=reason, text=text, paper=paper
    )


def _at_holder(
    actor: Actor, nomination_id: int, version: int, event: Event, *, reason: str = "", text: str = "",
    paper: str = "", confirmed: bool = False,
) -> Advanced:  # fmt: skip
    holder_id = Nomination.objects.filter(pk=nomination_id).values_list("holder", flat=True).first()
    if holder_id is None:
        raise NotThere
    return advance(
        actor=actor, nomination_id=nomination_id, unit_id=holder_id, event=event, version=version,
        reason=reason, text=text, paper=paper, confirmed=confirmed,
    )  # fmt: skip
