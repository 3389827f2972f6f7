"""Roman numerals, used for the numbers of appendices, parts and chapters."""

from __future__ import annotations

_VALUES = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LARGEST = 3999
"""Above it the usual letters do not reach."""


def to_roman(value: int) -> str:
    """4 gives "IV". Raises ValueError outside 1 to LARGEST."""
    if not 1 <= value <= LARGEST:
        raise ValueError(f"Chữ số La Mã chỉ ghi được số từ 1 đến {LARGEST}, không ghi được {value}.")
    written: list[str] = []
    for worth, letters in _VALUES:
        times, value = divmod(value, worth)
        written.append(letters * times)
    return "".join(written)


def from_roman(text: str) -> int:
    """ "IV" or "iv" gives 4. Raises ValueError for anything that `to_roman` would not write."""
    numeral = rest = text.strip().upper()
    value = 0
    for worth, letters in _VALUES:
        while rest.startswith(letters):
            value += worth
            rest = rest.removeprefix(letters)
    if not 1 <= value <= LARGEST or to_roman(value) != numeral:
        raise ValueError(f"“{text}” không phải là chữ số La Mã.")
    return value
