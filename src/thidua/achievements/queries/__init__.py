"""Reads of the register and of the facts by year."""

from __future__ import annotations

from thidua.achievements.people import unit_paths
from thidua.achievements.queries.columns import columns_of
from thidua.achievements.queries.facts import facts_for, under_penalty_system
from thidua.achievements.queries.history import attested_facts, recipient_history, unit_history
from thidua.achievements.queries.leaders import leaders_penalised_system
from thidua.achievements.queries.register import (
    awards_on_day,
    labels_of,
    nominations_of_system,
    records_of_decision,
    records_of_decision_public,
    register,
    register_public,
    verify_public,
)

__all__ = [
    "attested_facts",
    "awards_on_day",
    "columns_of",
    "facts_for",
    "labels_of",
    "leaders_penalised_system",
    "nominations_of_system",
    "recipient_history",
    "records_of_decision",
    "records_of_decision_public",
    "register",
    "register_public",
    "under_penalty_system",
    "unit_history",
    "unit_paths",
    "verify_public",
]
