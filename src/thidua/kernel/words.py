"""Integers in Vietnamese words, as payment papers and decisions write them."""

from __future__ import annotations

LARGEST = 10**15
"""The largest number that is read: một triệu tỷ."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def words(value: int) -> str:
    """The number in words, in small letters: 21 gives "hai mươi mốt".

    Of the forms in use these are taken: "linh" for an empty ten (một trăm linh năm), "tư" after hai mươi and
    above (hai mươi tư) and "bốn" elsewhere, "nghìn", "tỷ". An empty group of three is passed over, an empty
    hundred inside a number is not: 1000005 gives "một triệu không trăm linh năm".
    Raises ValueError outside 0 to LARGEST.
    """
    if not 0 <= value <= LARGEST:
        raise ValueError(f"Chỉ đọc được số từ 0 đến {LARGEST:,}.".replace(",", "."))
    return "không" if value == 0 else " ".join(_read(value))


def money_words(dong: int) -> str:
    """An amount of đồng in words, first letter capital: "Một triệu bốn trăm chín mươi nghìn đồng".

    Raises ValueError outside 0 to LARGEST.
    """
    text = words(dong)
    return f"{text[0].upper()}{text[1:]} đồng"


def _read(value: int) -> list[str]:
    """The words of 1 to LARGEST; every group but the first keeps its empty hundred."""
    billions, rest = divmod(value, _BILLION)
    spoken: list[str] = []
    if billions:
        spoken += [*_read(billions), "tỷ"]
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            spoken += _group(group, inside=bool(spoken))
            spoken += [name] if name else []
    return spoken


def _group(value: int, *, inside: bool) -> list[str]:
    """The words of 1 to 999."""
    hundreds, below = divmod(value, 100)
    spoken = [_DIGITS[hundreds], "trăm"] if hundreds or inside else []
    tens, ones = divmod(below, 10)
    if tens == 0:
        return spoken + (["linh"] if spoken and ones else []) + ([_DIGITS[ones]] if ones else [])
    spoken += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return spoken + ([_ones_after_tens(tens, ones)] if ones else [])


def _ones_after_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
