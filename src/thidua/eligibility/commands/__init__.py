"""Writes of checks and of what follows a revocation; one function per official act."""

from __future__ import annotations

from thidua.eligibility.commands.cases import hold_case, keep_case, propose_revocation
from thidua.eligibility.commands.checks import check_many, preview
from thidua.eligibility.commands.settling import follow_nominations

__all__ = [
    "check_many",
    "follow_nominations",
    "hold_case",
    "keep_case",
    "preview",
    "propose_revocation",
]
