"""What a person decides about an award that counted a revoked one. Nothing is undone by these acts themselves."""

from __future__ import annotations

from django.db import transaction

from thidua.access.types import Actor
from thidua.eligibility import logic
from thidua.eligibility.access import capacity, may_settle
from thidua.eligibility.models import ReviewCase
from thidua.eligibility.queries.cases import visible
from thidua.eligibility.types import CaseAct
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.text import nfc
from thidua.lawbook import load_book


def keep_case(actor: Actor, *, case_id: int, version: int, reason: str) -> ReviewCase:
    """The award stands, for instance on other grounds; the reason says on which. Raises NotThere, Refused, Stale."""
    return _decide(actor, CaseAct.KEEP, case_id, version, reason)


def propose_revocation(
    actor: Actor, *, case_id: int, version: int, reason: str, ground: str = ""
) -> ReviewCase:
    """The award should be revoked, by the act of revocation and whoever signs it; `ground` is the legal ground.

    Raises NotThere, Refused, Stale.
    """
    return _decide(actor, CaseAct.PROPOSE, case_id, version, reason, ground)


def hold_case(actor: Actor, *, case_id: int, version: int, reason: str) -> ReviewCase:
    """Nothing is decided until an inspection has ended; the reason says which. Raises NotThere, Refused, Stale."""
    return _decide(actor, CaseAct.HOLD, case_id, version, reason)


@transaction.atomic
def _decide(
    actor: Actor, act: CaseAct, case_id: int, version: int, reason: str, ground: str = ""
) -> ReviewCase:
    if not visible(actor).filter(pk=case_id).exists():
        raise NotThere
    row = lock_one(ReviewCase, case_id)
    demand(may_settle(actor, row.unit_id))
    if version != row.version:
        raise Stale("Trường hợp này vừa được người khác xử lý; xin xem lại rồi làm tiếp.")
    demand(
        logic.may_decide_case(row.state, act, under_way=row.nomination_id is not None)
        & logic.reason_is_given(reason)
    )
    before, row.state = row.state, act.to
    row.reason, row.ground = nfc(reason)[:1000], nfc(ground)[:200]
    row.settled_by, row.settled_at = actor.name, now()
    row.version += 1
    row.save(update_fields=["state", "reason", "ground", "settled_by", "settled_at", "version"])
    name = load_book().names.get(row.award, row.award)
    record(
        actor,
        Act(
            act=f"eligibility.{act.value}_case",
            object_type="review_case",
            object_id=row.pk,
            summary=f"{act.label}: {name} của {row.recipient.name}.",
            unit_id=row.unit_id,
            post=capacity(actor, row.unit_id),
            changes={
                "state": (before, row.state),
                "reason": (None, row.reason),
                **({"ground": (None, row.ground)} if row.ground else {}),
            },
        ),
    )
    return row
