"""The official acts with documents."""

from thidua.directives.commands.clauses import (
    accept_clause,
    add_clause,
    edit_clause,
    merge_clause,
    reopen_clause,
    set_aside_clause,
    split_clause,
)
from thidua.directives.commands.distributing import acknowledge, distribute, remind
from thidua.directives.commands.incoming import register, take_in
from thidua.directives.commands.outgoing import register_outgoing
from thidua.directives.commands.scanning import leave_scan
from thidua.directives.commands.taking_over import take_over

__all__ = [
    "accept_clause",
    "acknowledge",
    "add_clause",
    "distribute",
    "edit_clause",
    "leave_scan",
    "merge_clause",
    "register",
    "register_outgoing",
    "remind",
    "reopen_clause",
    "set_aside_clause",
    "split_clause",
    "take_in",
    "take_over",
]
