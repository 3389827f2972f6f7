"""Official acts in clusters: forming, rounds, scores, objections, cases, results."""

from __future__ import annotations

from thidua.clusters.commands.cases import add_case, refresh_feeds, withdraw_case
from thidua.clusters.commands.forming import add_member, change_place, end_member, form_cluster, hand_over
from thidua.clusters.commands.results import correct, propose, publish, record_meeting
from thidua.clusters.commands.rounds import go_back, go_on, open_round, take_out
from thidua.clusters.commands.scores import add_proof, enter, object_to, rule, send

__all__ = [
    "add_case", "add_member", "add_proof", "change_place", "correct", "end_member", "enter", "form_cluster", "go_back",
    "go_on", "hand_over", "object_to", "open_round", "propose", "publish", "record_meeting", "refresh_feeds", "rule",
    "send", "take_out", "withdraw_case",
]  # fmt: skip
