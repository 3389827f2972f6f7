"""The facts of one nomination as the state machine asks for them, from its rows."""

from __future__ import annotations

from datetime import date

from thidua.nominations import law
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import NominationState, ReviewFacts, ReviewState
from thidua.nominations.ways import Stand


def facts_of(nomination: Nomination, review: Review | None, stand: Stand, on: date) -> ReviewFacts:
    """What the table needs of the holder (`review`, `stand`) on that day; a draft has no review.

    The simplified procedure, which asks for no council, is that of sudden feats (2003 law, Điều 85;
    98/2023/NĐ-CP Đ40).
    """
    draft = nomination.state == NominationState.DRAFT
    endorsed_well = review is not None and review.verdict not in ("", "not_eligible")
    return ReviewFacts(
        state=None if draft else ReviewState(nomination.review_state),
        may_decide=law.may_decide(nomination.award, on, stand.authority),
        is_top=stand.next_id is None,
        below_id=review.came_from_id if review else None,
        parent_id=stand.next_id,
        resume=ReviewState(review.resume) if review and review.resume else None,
        simplified=nomination.route == "sudden",
        worsened=endorsed_well and nomination.verdict == "not_eligible",
    )
