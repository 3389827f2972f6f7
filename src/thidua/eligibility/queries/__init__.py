"""Reads of checks, and of what follows a revocation."""

from __future__ import annotations

from thidua.eligibility.queries.cases import (
    CasePage,
    case_page,
    cases,
    notes_of_nomination,
    notes_of_record,
    proposal,
)
from thidua.eligibility.queries.checks import (
    check_view,
    checks_of_nomination,
    evidence_links,
    export_question,
    leaning_on,
    links_of,
    newest_check,
    newest_check_system,
    replay,
    view_of,
)

__all__ = [
    "CasePage",
    "case_page",
    "cases",
    "check_view",
    "checks_of_nomination",
    "evidence_links",
    "export_question",
    "leaning_on",
    "links_of",
    "newest_check",
    "newest_check_system",
    "notes_of_nomination",
    "notes_of_record",
    "proposal",
    "replay",
    "view_of",
]
