"""Reads of nominations, always within the actor's scope; names ending in `_system` are for commands."""

from thidua.nominations.queries.briefs import Brief, awaiting_council, briefs_system, endorsed
from thidua.nominations.queries.lists import (
    Counts,
    ListFilters,
    ListPage,
    ListRow,
    RoundRow,
    counts,
    list_page,
    of_recipient,
    round_taking_system,
    rounds,
    waiting_counts,
)
from thidua.nominations.queries.page import NominationPage, nomination_page, offers
from thidua.nominations.queries.submissions import (
    SubmissionPage,
    SubmissionRow,
    decision_candidates,
    submission_candidates,
    submission_page,
    submissions,
)
from thidua.nominations.queries.waiting import BelowRow, Waiting, below, waiting_for

__all__ = [
    "BelowRow",
    "Brief",
    "Counts",
    "ListFilters",
    "ListPage",
    "ListRow",
    "NominationPage",
    "RoundRow",
    "SubmissionPage",
    "SubmissionRow",
    "Waiting",
    "awaiting_council",
    "below",
    "briefs_system",
    "counts",
    "decision_candidates",
    "endorsed",
    "list_page",
    "nomination_page",
    "of_recipient",
    "offers",
    "round_taking_system",
    "rounds",
    "submission_candidates",
    "submission_page",
    "submissions",
    "waiting_counts",
    "waiting_for",
]
