"""What this room asks the lawbook: who decides an award, who can receive it, what vote it needs."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from thidua.kernel.decision import Decision, refuse, require
from thidua.lawbook import ParameterError, VoteRule, load_book
from thidua.lawbook.schema_procedures import Office
from thidua.organisation.types import Authority, RecipientKind

STATE = "Thủ tướng Chính phủ (qua Ban Thi đua - Khen thưởng Trung ương)"
"""To whom the highest unit on the platform sends what only the State decides."""


OWN_AIM = 10
"""Working days for a review at a level whose limit no text that was read sets."""


def award_name(award: str) -> str:
    """The award's Vietnamese name; the code itself for one the book does not know."""
    known = load_book().awards.get(award)
    return known.name if known else award


def may_decide(award: str, on: date, authority: str) -> bool:
    """Whether a head with this authority confers the award by the law of the day."""
    book = load_book()
    return bool(authority) and award in book.awards and authority in book.deciders(award, on)


@lru_cache(maxsize=4096)
def may_propose(award: str, kind: str, on: date) -> Decision:
    """Whether the award exists on that day and can be given to that kind of recipient."""
    book = load_book()
    known = book.awards.get(award)
    if known is None:
        return refuse(f"Không có danh hiệu, hình thức khen thưởng mã “{award}” trong danh mục.")
    if not book.in_force(award, on):
        return refuse(f"“{known.name}” không được quy định vào ngày {on:%d/%m/%Y}.")
    words = RecipientKind(kind).label.lower()
    return require(kind in known.recipients, f"“{known.name}” không tặng cho {words}.")


def vote_rule(award: str, on: date, authority: str) -> VoteRule | None:
    """The share of votes the law asks of the council of a unit with this authority; None where it asks none."""
    book = load_book()
    if award not in book.awards:
        return None
    rule = book.threshold(award, on)
    return rule if rule is not None and _binds(rule.council, authority) else None


def counts_vote(award: str, authority: str) -> bool:
    """Whether the vote of this unit's council is the one the law speaks of; any vote, where the law asks no share."""
    known = load_book().awards.get(award)
    return known is None or _binds(known.voted_by, authority)


@lru_cache(maxsize=4096)
def review_days(award: str, route: str, unit_kind: str, on: date) -> int:
    """Working days a unit has for its review, from the day it received the nomination: an aim, breaking it closes
    nothing. The lawbook's limit for appraising at that level; OWN_AIM where no text sets one."""
    book = load_book()
    office: Office = unit_kind if unit_kind in ("province", "district", "commune") else "unit"  # type: ignore[assignment]
    if award not in book.awards:
        return OWN_AIM
    try:
        limit = book.time_limit(award, "appraise", office, on, route)  # type: ignore[arg-type]
    except ParameterError:
        return OWN_AIM
    return limit.rule.days if limit is not None and limit.rule.counting == "working" else OWN_AIM


def _binds(council: str | None, authority: str) -> bool:
    """Whether a share stated for that council is asked of a unit with this authority."""
    return council != "province" or authority == Authority.PROVINCE_CHAIR
