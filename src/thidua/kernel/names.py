"""Names of people and units: their parts, their proper capitals and their Vietnamese order.

A sort key is a string of the characters 0-9 and a-z whose bytewise order is the Vietnamese order. Store it in
its own column and order by it: SQLite's default and PostgreSQL's C collation (assumed, and to be asked for on
those columns) then agree. Keys carry no capitals and no signs, so other collations hardly differ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from thidua.kernel.text import APOSTROPHES, fold, nfc

KEY_LENGTH = 255
"""Longest key, in characters; what differs only beyond it sorts as equal."""

# Tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_VARIANTS = {
    ("a", _BREVE): "1",
    ("a", _CIRCUMFLEX): "2",
    ("e", _CIRCUMFLEX): "1",
    ("o", _CIRCUMFLEX): "1",
    ("o", _HORN): "2",
    ("u", _HORN): "1",
}
_HAS_VARIANTS = frozenset("adeouz")
_NUMBER, _FOREIGN = "7", "z9"
_TOKENS = re.compile(r"[^\W_]+")
_DIGITS_OR_LETTER = re.compile(r"[0-9]+|.", re.DOTALL)
_ANY_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_WORD_STARTS = re.compile(r"(?:^|(?<=[\s\-.'(/,]))[^\W\d_]")


def sort_key(full_name: str) -> str:
    """The key by which lists of people are ordered: given name, then family and middle names left to right.

    That is the order of the two columns "tên" and "họ và chữ đệm". Order within a syllable: base letters
    (a ă â b c d đ e ê …) first, tone second (ngang, huyền, hỏi, ngã, sắc, nặng); capitals do not count.
    """
    words = _syllables(full_name)
    return "".join(map(_syllable_key, words[-1:] + words[:-1]))[:KEY_LENGTH]


def collation_key(text: str) -> str:
    """The key by which names of units and other texts are ordered: left to right, syllable by syllable.

    Numbers count as numbers, so "Tổ 2" comes before "Tổ 10"; apostrophes and signs do not count.
    """
    return "".join(map(_syllable_key, _syllables(text)))[:KEY_LENGTH]


def given_name(full_name: str) -> str:
    """The last word: the given name (tên) of a Kinh name. Empty for an empty name.

    Lists sort every person by it, also where custom puts the clan last (Y Bham Êban).
    """
    return nfc(full_name).rpartition(" ")[2]


def family_name(full_name: str) -> str:
    """The first word: the family name (họ) of a Kinh name; empty when the name has one word or none."""
    first, _, rest = nfc(full_name).partition(" ")
    return first if rest else ""


def tidy_name(name: str) -> str:
    """The name in canonical form, with proper capitals when it came in capitals only or small letters only.

    A capital starts every word and follows every apostrophe: "H'BIA NIÊ" gives "H'Bia Niê", "đắk r’lấp" gives
    "Đắk R'Lấp". A name that mixes capitals and small letters keeps them, since its writer chose them.
    Apostrophes of all kinds become the straight one.
    """
    clean = _ANY_APOSTROPHE.sub("'", nfc(name))
    if not (clean.isupper() or clean.islower()):
        return clean
    return _WORD_STARTS.sub(lambda start: start.group().upper(), clean.lower())


def same_person_name(a: str, b: str) -> bool:
    """Whether two names fold alike, so that they may be one person typed twice; never true of an empty name.

    Marks are ignored on purpose ("Nguyen Van An" is how many lists arrive), so ask a person before merging.
    """
    folded = fold(a)
    return bool(folded) and folded == fold(b)


def _syllables(text: str) -> list[str]:
    return _TOKENS.findall(_ANY_APOSTROPHE.sub("", nfc(text)).lower())


@lru_cache(maxsize=16_384)
def _syllable_key(syllable: str) -> str:
    """Letters first, then one digit for the tone, which sorts below every letter and so ends the syllable."""
    tone = "0"
    letters: list[str] = []
    for part in _DIGITS_OR_LETTER.findall(syllable):
        if part.isdecimal() and part.isascii():
            letters.append(_number_key(part))
            continue
        decomposed = unicodedata.normalize("NFD", part)
        base, marks = decomposed[0], decomposed[1:]
        found = [_TONES[mark] for mark in marks if mark in _TONES]
        if found and tone == "0":
            tone = found[0]
        letters.append(_letter_key(base, marks))
    return "".join(letters) + tone


def _letter_key(base: str, marks: str) -> str:
    if base == "đ":
        return "d1"
    if not ("a" <= base <= "z"):
        return f"{_FOREIGN}{ord(base):06x}"
    if base not in _HAS_VARIANTS:
        return base
    variant = next((_VARIANTS[base, mark] for mark in marks if (base, mark) in _VARIANTS), "0")
    return base + variant


def _number_key(digits: str) -> str:
    """Longer numbers after shorter ones: the count of digits goes first, a 9 standing for "nine and more"."""
    significant = digits.lstrip("0") or "0"
    nines, rest = divmod(len(significant), 9)
    return f"{_NUMBER}{'9' * nines}{rest}{significant}"
