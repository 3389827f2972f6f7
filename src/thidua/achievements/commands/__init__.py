"""Writes of the register and of the facts by year; one function per official act."""

from __future__ import annotations

from thidua.achievements.commands.facts import (
    add_initiative,
    add_other_fact,
    add_penalty,
    add_service_event,
    close_hold,
    end_experience,
    end_penalty,
    mark_initiative_used,
    open_hold,
    set_cluster_place,
    set_composition,
    set_rating,
)
from thidua.achievements.commands.history import enter_history
from thidua.achievements.commands.register import (
    amend_name,
    confer_many,
    enter_past_award,
    restore,
    revoke,
)

__all__ = [
    "add_initiative",
    "add_other_fact",
    "add_penalty",
    "add_service_event",
    "amend_name",
    "close_hold",
    "confer_many",
    "end_experience",
    "end_penalty",
    "enter_history",
    "enter_past_award",
    "mark_initiative_used",
    "open_hold",
    "restore",
    "revoke",
    "set_cluster_place",
    "set_composition",
    "set_rating",
]
