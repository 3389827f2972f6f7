"""The official acts with duties."""

from thidua.duties.commands.doing import acknowledge, ask_extension, pass_down, report
from thidua.duties.commands.giving import accept, issue, issue_accepted, return_back, rule_extension, withdraw
from thidua.duties.commands.papers import draft_report, number_letter, number_report, urge
from thidua.duties.commands.succession import hand_over

__all__ = [
    "accept",
    "acknowledge",
    "ask_extension",
    "draft_report",
    "hand_over",
    "issue",
    "issue_accepted",
    "number_letter",
    "number_report",
    "pass_down",
    "report",
    "return_back",
    "rule_extension",
    "urge",
    "withdraw",
]
