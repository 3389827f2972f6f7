"""Vietnamese text: one canonical form to store, one folded form to search and compare.

Order of work on anything typed, pasted or imported: `looks_legacy` on the raw text, `convert_legacy` when it
answers, then `nfc`. The order matters: the TCVN3 code writes "ư" as the soft hyphen, which `nfc` drops.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from thidua.kernel.legacy import LegacyEncoding, convert_legacy, looks_legacy

__all__ = [
    "APOSTROPHES",
    "LegacyEncoding",
    "convert_legacy",
    "fold",
    "fold_words",
    "is_nfd",
    "looks_legacy",
    "nfc",
    "nfc_lines",
]

APOSTROPHES = "'`´‘’‛′ʹʻʼʽʾʿˈꞌ＇"
"""Every mark people type for the apostrophe of names such as Đắk R'Lấp or H'Bia."""

_SPACES = re.compile(r"\s+")
_LINE_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Eth and African D look like Đ and come out of old keyboards; in Vietnamese they are always meant as Đ.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_DROP_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES))
_D_WITH_STROKE = str.maketrans({"đ": "d"})


def nfc(text: str) -> str:
    """The canonical one-line form: NFC, invisible characters dropped, white space collapsed and stripped.

    Invisible means Unicode formats and controls (zero-width, soft hyphen, byte-order mark, direction marks).
    Look-alikes of Đ (U+00D0, U+0189) become Đ. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _canonical(text)


@lru_cache(maxsize=65_536)
def _canonical(text: str) -> str:
    """Names, units and awards come again and again, so the long way is gone once for each."""
    spaced = _SPACES.sub(" ", text)
    visible = "".join(c for c in spaced if unicodedata.category(c) not in ("Cf", "Cc"))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible).translate(_LOOKALIKES)).strip()


def nfc_lines(text: str) -> str:
    """As `nfc`, line by line: line breaks stay, at most one empty line in a row, none at the ends."""
    kept: list[str] = []
    for line in _LINE_BREAKS.split(text):
        clean = nfc(line)
        if clean or (kept and kept[-1]):
            kept.append(clean)
    return "\n".join(kept).rstrip("\n")


def fold(text: str) -> str:
    """The search form: lower case, no marks, đ as d, only letters, digits and single spaces.

    Apostrophes of all kinds vanish, so "Đắk R'Lấp", "đắk r’lấp" and "dak rlap" fold alike; any other sign
    (hyphen, slash, dot, bracket) becomes a space: "15/QĐ-UBND" folds to "15 qd ubnd". Idempotent, and the
    same for NFC and NFD input.
    """
    if text.isascii() and text.isprintable():
        plain = text.lower().translate(_DROP_APOSTROPHES)
    else:
        plain = _without_marks(nfc(text).translate(_DROP_APOSTROPHES))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def fold_words(text: str) -> tuple[str, ...]:
    """The words of the folded text, in order."""
    return tuple(fold(text).split())


def is_nfd(text: str) -> bool:
    """Whether some letter is written with separate marks where Unicode has one character for it."""
    return not unicodedata.is_normalized("NFC", text)


@lru_cache(maxsize=65_536)
def _without_marks(text: str) -> str:
    # Compatibility forms (full-width letters, ligatures) can hide capitals and apostrophes, and lowering can
    # add marks, so decompose on both sides of it.
    lowered = unicodedata.normalize("NFKD", text).lower().translate(_DROP_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if unicodedata.category(c)[0] != "M").translate(_D_WITH_STROKE)


def first_line(text: str, most: int) -> str:
    """The first line as a name of at most `most` letters; empty for nothing but blanks."""
    line = next(iter(text.strip().splitlines()), "")
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
