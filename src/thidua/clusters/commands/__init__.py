"""Official acts in clusters: forming, activities, papers, rounds, scores, objections, cases, results."""

from __future__ import annotations

from thidua.clusters.commands.activities import call_activity, call_off, change_activity, take_attendance
from thidua.clusters.commands.cases import add_case, refresh_feeds, withdraw_case
from thidua.clusters.commands.documents import add_paper, withdraw_paper
from thidua.clusters.commands.forming import (
    add_member,
    change_place,
    end_member,
    form_cluster,
    hand_over,
    set_staff,
)
from thidua.clusters.commands.results import correct, propose, publish, record_meeting
from thidua.clusters.commands.rounds import go_back, go_on, open_round, take_out
from thidua.clusters.commands.scores import add_proof, enter, object_to, rule, send

__all__ = [
    "add_case", "add_member", "add_paper", "add_proof", "call_activity", "call_off", "change_activity", "change_place",
    "correct", "end_member", "enter", "form_cluster", "go_back", "go_on", "hand_over", "object_to",
    "open_round", "propose", "publish", "record_meeting", "refresh_feeds", "rule", "send", "set_staff",
    "take_attendance", "take_out", "withdraw_case", "withdraw_paper",
]  # fmt: skip
