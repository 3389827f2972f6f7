"""What every act on cases shares: ending them without a person, the ledger entry, one message for each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor
from thidua.eligibility.access import SETTLERS
from thidua.eligibility.models import ReviewCase
from thidua.eligibility.types import ACTIVE_CASES, CaseState
from thidua.foundation.clock import now
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many

BATCH = 500


@transaction.atomic
def follow_nominations(
    actor: Actor, *, holders: Mapping[int, int], over: Mapping[int, str] | None = None
) -> None:
    """Nominations moved: their cases go to the unit that holds them now; of those that are over (in which words) they
    are settled. One query where no case waits. The room of nominations has judged the right."""
    waiting = ReviewCase.objects.filter(nomination_id__in=[*holders], state__in=ACTIVE_CASES)
    if not waiting.exists():
        return
    ended = over or {}
    rows = list(locked(waiting))
    moved = [row for row in rows if row.nomination_id not in ended]
    for row in moved:
        assert row.nomination_id is not None
        row.unit_id = holders[row.nomination_id]
    ReviewCase.objects.bulk_update(moved, ["unit_id"], batch_size=BATCH)
    acts: list[Act] = []
    for row in rows:
        if row.nomination_id in ended:
            words = f"Hồ sơ đề nghị đã kết thúc: {ended[row.nomination_id]}."
            acts += settle(actor, [row], CaseState.OVER, words, now())
    record_many(actor, acts)


def settle(actor: Actor, cases: Iterable[ReviewCase], to: CaseState, reason: str, at: datetime) -> list[Act]:
    """End cases whose question no longer waits; what the ledger is to say of them."""
    acts, rows = [], list(cases)
    for case in rows:
        before, case.state = case.state, to
        case.reason, case.settled_by, case.settled_at = reason[:1000], actor.name, at
        case.version += 1
        acts.append(
            case_act(
                case, "close_case", f"Kết thúc trường hợp xem xét: {reason}", {"state": (before, to.value)}
            )
        )
    ReviewCase.objects.bulk_update(
        rows, ["state", "reason", "settled_by", "settled_at", "version", "after", "changes", "stands"], BATCH
    )
    return acts


def case_act(case: ReviewCase, act: str, summary: str, changes: Mapping[str, tuple[Any, Any]]) -> Act:
    """An entry of the ledger about a case."""
    return Act(
        act=f"eligibility.{act}",
        object_type="review_case",
        object_id=case.pk,
        summary=summary,
        unit_id=case.unit_id,
        changes=changes,
    )


def tell(unit_ids: Iterable[int], words: str) -> None:
    """One message for each unit, with how many of its awards are meant."""
    counts = Counter(unit_ids)
    try:
        url = reverse("eligibility:cases")
    except NoReverseMatch:
        url = ""
    roles = tuple(role.value for role in SETTLERS)
    notify_many((pk, roles, words.format(count=count), url) for pk, count in sorted(counts.items()))
