"""What this room asks the lawbook: which awards are titles, and what an award is called."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from thidua.lawbook import load_book


@lru_cache(maxsize=1)
def title_codes() -> frozenset[str]:
    """Codes of the emulation titles; all other awards are commendation forms."""
    return frozenset(code for code, award in load_book().awards.items() if award.kind == "title")


def award_name(code: str, on: date | None = None) -> str:
    """The award's Vietnamese name; the code itself for one the book does not know."""
    known = load_book().awards.get(code)
    return known.name if known else code
