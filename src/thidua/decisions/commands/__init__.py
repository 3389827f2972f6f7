"""Writes of decisions; one function per official act."""

from __future__ import annotations

from thidua.decisions.commands.drafting import (
    add_to_draft,
    cancel_draft,
    change_draft,
    draft_decision,
    take_out,
)
from thidua.decisions.commands.external import record_external
from thidua.decisions.commands.followup import correct, restore, revoke
from thidua.decisions.commands.publishing import attach_signed_file, publish
from thidua.decisions.commands.signing import sign

__all__ = [
    "add_to_draft",
    "attach_signed_file",
    "cancel_draft",
    "change_draft",
    "correct",
    "draft_decision",
    "publish",
    "record_external",
    "restore",
    "revoke",
    "sign",
    "take_out",
]
