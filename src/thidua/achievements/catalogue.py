"""What this room asks the lawbook: which awards are titles, and what an award is called."""

from __future__ import annotations

from thidua.lawbook import load_book


def title_codes() -> frozenset[str]:
    """Codes of the emulation titles; all other awards are commendation forms."""
    return load_book().titles


def award_name(code: str) -> str:
    """The award's Vietnamese name; the code itself for one the book does not know."""
    return load_book().names.get(code, code)
