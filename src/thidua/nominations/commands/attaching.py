"""Papers of a dossier: added by the unit that has it in hand, never replaced or removed."""

from __future__ import annotations

from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.files import StoredFile, store
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.decision import Decision, require
from thidua.nominations.access import post_words, sees
from thidua.nominations.logic import DESK
from thidua.nominations.models import Nomination
from thidua.nominations.types import NominationState


def may_attach(actor: Actor, holder_id: int, state: str) -> Decision:
    """Whether the actor may add papers to a nomination that this unit has in hand."""
    return require(
        actor.is_system or bool(actor.posts_at(holder_id, *DESK)),
        "Chỉ cán bộ thi đua, chuyên viên của đơn vị đang giữ hồ sơ được thêm giấy tờ.",
    ) & require(not NominationState(state).is_final, "Hồ sơ đã kết thúc, không thêm giấy tờ được nữa.")


@transaction.atomic
def attach(*, actor: Actor, nomination_id: int, kind: str, name: str, data: BinaryIO | bytes) -> StoredFile:
    """Add a paper (`report`, `evidence`, `minutes`, `other`) to a dossier. Raises NotThere, Refused."""
    found = Nomination.objects.filter(pk=nomination_id).select_related("unit", "holder", "recipient").first()
    if found is None or not sees(actor, found.unit.path, found.holder.path):
        raise NotThere
    held = lock_one(Nomination, nomination_id)
    demand(may_attach(actor, held.holder_id, held.state))
    stored = store(
        data, name=name, kind=kind, object_type="nomination", object_id=nomination_id, actor=actor,
        unit_id=held.holder_id,
    )  # fmt: skip
    record(
        actor,
        Act(
            act="nominations.attach",
            object_type="nomination",
            object_id=nomination_id,
            summary=f"Thêm giấy tờ vào hồ sơ của {found.recipient.name}: {stored.name}",
            unit_id=held.holder_id,
            post=post_words(actor, held.holder_id),
            changes={"file": (None, stored.sha256)},
        ),
    )
    return stored
