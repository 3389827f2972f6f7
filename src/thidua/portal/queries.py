"""What anyone may read: the register, published decisions, what a verification code stands for.

Only names, units, awards and decisions leave these functions; never an identity number, a birth date, money
of a person or an internal check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.achievements.logic import shown_code
from thidua.achievements.queries import register_public, verify_public
from thidua.achievements.types import RegisterFilters, VerifiedAward
from thidua.decisions.queries import decisions_public, published_public
from thidua.decisions.types import DecisionFilters, DecisionList, PublicDecision
from thidua.lawbook import load_book


@dataclass(frozen=True, slots=True)
class PublicAward:
    """One line of the public register."""

    recipient: str
    kind: str
    unit: str
    award_name: str
    period: str
    number: str
    decided_on: date
    decided_by: str
    decision_id: int | None
    code: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Some lines of the public register; `after` is the key of the next page, empty on the last."""

    rows: tuple[PublicAward, ...]
    after: str = ""
    corrected: bool = False


def search(
    *, text: str = "", unit_id: int | None = None, award: str = "", year: int | None = None, number: str = "",
    kind: str = "", after: str = "", limit: int = 50,
) -> PublicPage:  # fmt: skip
    """The public register by name (marks and one slip forgiven), unit, award, year, number. At most five queries."""
    page = register_public(
        RegisterFilters(text, unit_id, award, year, number, kind), after=after, limit=limit
    )
    rows = tuple(
        PublicAward(
            row.recipient, row.kind, row.unit, row.award_name, row.period, row.number, row.decided_on, row.decided_by,
            row.decision_id, row.code,
        )
        for row in page.rows
    )  # fmt: skip
    return PublicPage(rows, page.after, page.corrected)


def published_decisions(*, year: int | None = None, number: str = "", after: str = "") -> DecisionList:
    """Published commendation decisions, newest first."""
    return decisions_public(DecisionFilters(year=year, number=number), after=after)


def published_decision(decision_id: int) -> PublicDecision:
    """A published decision with its list. Raises NotThere for any other."""
    return published_public(decision_id)


def verify(code: str) -> VerifiedAward | None:
    """What a verification code stands for, revoked awards included; None for a code never given."""
    return verify_public(code)


def code_for_reading(code: str) -> str:
    """The code in two groups, as papers and pages print it."""
    return shown_code(code)


def award_choices() -> list[tuple[str, str]]:
    """Codes and names of the catalogue for the search form, highest first."""
    awards = sorted(load_book().awards.values(), key=lambda award: -award.rank)
    return [(award.code, award.name) for award in awards]
