"""Whether one number asks more than another, so that "only stricter" can be decided."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

Stricter = Literal["lower", "higher"]


def looser(value: Any, of_law: Any, stricter: Stricter) -> str | None:
    """Why the value may not stand beside that of the law: looser, or not to be compared; None when it may.

    Values are counts, fractions as [part, whole], or limits {at_least: …} and {more_than: …}; "more than" asks more
    than "at least" the same.
    """
    one, other = _measure(value), _measure(of_law)
    if one is None or other is None or _shape(value) != _shape(of_law):
        return f"không so sánh được {_vi(value)} với {_vi(of_law)}"
    fits = one <= other if stricter == "lower" else one >= other
    return None if fits else f"{_vi(value)} lỏng hơn {_vi(of_law)} của luật"


def _measure(value: Any) -> tuple[Fraction, bool] | None:
    if isinstance(value, dict):
        if len(value) != 1:
            return None
        ((word, inner),) = value.items()
        found = _measure(inner)
        if word not in ("at_least", "more_than") or found is None or isinstance(inner, dict):
            return None
        return found[0], word == "more_than"
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value), False
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(each) is int for each in value):
        return (Fraction(*value), False) if value[1] > 0 else None
    return None


def _shape(value: Any) -> str:
    return "limit" if isinstance(value, dict) else "count" if isinstance(value, int) else "share"


def _vi(value: Any) -> str:
    if isinstance(value, dict) and len(value) == 1:
        ((word, inner),) = value.items()
        return {"at_least": "từ ", "more_than": "trên "}.get(str(word), f"{word} ") + _vi(inner)
    if isinstance(value, list | tuple) and len(value) == 2:
        return f"{value[0]}/{value[1]}"
    return str(value)
