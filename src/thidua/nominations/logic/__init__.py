"""The pure rules of nominations: the table of transitions, its readers, and what may be written."""

from thidua.nominations.logic.moves import (
    SHORTEST_REASON,
    allowed_events,
    may_roles,
    next_state,
    rule_for,
    rules_for,
    verdict_allows,
    words_given,
)
from thidua.nominations.logic.table import DESK, HELD_STATES, RULES, SENDERS, Condition, Rule
from thidua.nominations.logic.writing import (
    SERIES,
    asks,
    submission_problems,
    usual_subject,
    year_fits,
)

__all__ = [
    "DESK",
    "HELD_STATES",
    "RULES",
    "SENDERS",
    "SERIES",
    "SHORTEST_REASON",
    "Condition",
    "Rule",
    "allowed_events",
    "asks",
    "may_roles",
    "next_state",
    "rule_for",
    "rules_for",
    "submission_problems",
    "usual_subject",
    "verdict_allows",
    "words_given",
    "year_fits",
]
