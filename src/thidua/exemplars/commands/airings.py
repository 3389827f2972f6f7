"""A day on the schedule of a medium, followed to its end: it appeared, it did not, the outlet was told."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.exemplars import logic
from thidua.exemplars.access import may_review
from thidua.exemplars.commands.locking import locked_airing
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.models import Airing
from thidua.exemplars.types import Aired, AiringState, Medium
from thidua.foundation.errors import demand
from thidua.foundation.files import store
from thidua.foundation.inspection import SCAN
from thidua.foundation.ledger import Act, record
from thidua.kernel.decision import require

PROOF = "airing_proof"


@transaction.atomic
def confirm_airing(
    *, actor: Actor, airing_id: int, version: int, on: date, address: str, proof: Upload | None = None
) -> None:
    """Note that the story appeared on the day `on`, with its address or a file that proves it.

    Raises NotThere, Stale, Refused.
    """
    airing, story, unit = locked_airing(actor, airing_id, version)
    demand(may_review(actor, unit.id, unit.path))
    address = address.strip()
    aired = Aired(on, address, proof is not None)
    demand(
        logic.may_note(AiringState(airing.state))
        & logic.check_aired(Medium(airing.medium), aired, story.reviewed_on, actor.today)
    )
    if proof is not None:
        airing.proof_id = store(
            proof.data, name=proof.name, kind="evidence", object_type=PROOF, object_id=airing.pk, actor=actor,
            unit_id=unit.id, accept=SCAN,
        ).id  # fmt: skip
    airing.done_on, airing.address = on, address
    words = f"{where(airing)} đã đăng, phát bài “{story.title}” ngày {on:%d/%m/%Y}."
    _move(actor, airing, unit.id, AiringState.AIRED, "confirm_airing", words)


@transaction.atomic
def miss_airing(*, actor: Actor, airing_id: int, version: int, why: str) -> None:
    """Note that the story will not appear there, with the reason. Raises NotThere, Stale, Refused."""
    airing, story, unit = locked_airing(actor, airing_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(
        logic.may_note(AiringState(airing.state))
        & require(bool(why.strip()), "Cần ghi lý do không đăng, phát.")
    )
    airing.why = why
    words = f"{where(airing)} không đăng, phát bài “{story.title}”."
    _move(actor, airing, unit.id, AiringState.NOT_AIRED, "miss_airing", words)


@transaction.atomic
def tell_outlet(*, actor: Actor, airing_id: int, version: int, on: date, how: str) -> None:
    """Note that the outlet was told that the story was taken back or changed. Raises NotThere, Stale, Refused."""
    airing, story, unit = locked_airing(actor, airing_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(
        require(airing.to_tell_on is not None, "Không cần báo gì cho nơi này.")
        & require(airing.told_on is None, "Đã ghi là đã báo cho nơi này.")
        & require(bool(how.strip()), "Cần ghi đã báo cho ai, bằng cách nào.")
        & require(
            airing.to_tell_on is None or airing.to_tell_on <= on <= actor.today,
            "Ngày báo phải từ ngày gỡ hoặc sửa bài đến hôm nay.",
        )
    )
    airing.told_on, airing.told_how = on, how
    words = f"Đã báo cho {where(airing)} về bài “{story.title}”."
    _move(actor, airing, unit.id, AiringState(airing.state), "tell_outlet", words)


def where(airing: Airing) -> str:
    """The medium and the outlet in words."""
    return ", ".join(part for part in (Medium(airing.medium).label, airing.outlet) if part)


def _move(actor: Actor, airing: Airing, unit_id: int, after: AiringState, act: str, words: str) -> None:
    before, airing.state = airing.state, after
    airing.version += 1
    airing.save()
    changes = {"airing": (None, airing.pk), "state": (before, after.value)}
    record(actor, Act(f"exemplars.{act}", "story", airing.story_id, words, unit_id, changes=changes))
