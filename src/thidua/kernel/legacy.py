"""Text typed in the codes used before Unicode, TCVN3 (ABC) and VNI, which arrives as Latin-1 signs.

"NguyÔn V¨n Thµnh" (TCVN3) and "Nguyeãn Vaên Thaønh" (VNI) are both Nguyễn Văn Thành. The tables are those of
the fonts .VnTime and VNI-Times; the range above U+00A0 is the same in Latin-1 and Windows-1252.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from thidua.kernel.syllables import is_syllable

LegacyEncoding = Literal["TCVN3", "VNI"]

_TCVN3_SIGNS = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = dict(zip(_TCVN3_SIGNS, _TCVN3_LETTERS, strict=True))
# Fonts of capitals (.VnTimeH) draw these small letters as capitals, so the context must tell their case.
_TCVN3_TONED = frozenset(_TCVN3_SIGNS[14:])

_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLES = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLES)
    for sign, mark in _MARKS.items():
        for base in "aeouyôö":
            table[base + sign] = _VNI_SINGLES.get(base, base) + mark
    del table["yï"]  # ỵ has a sign of its own
    for sign, mark in _CIRCUMFLEX.items():
        for base in "aeo":
            table[base + sign] = base + "\u0302" + mark
    for sign, mark in _BREVE.items():
        table["a" + sign] = "a\u0306" + mark
    return {signs: unicodedata.normalize("NFC", letter) for signs, letter in table.items()}


_VNI = _vni_table()
_VNI_SIGNS = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_WORDS = re.compile(r"""[^\s!"#$%&()*+,\-./:;<=>?@\[\\\]^_{|}~…–—“”„•]+""")
_PREFIX = re.compile(r"[^\W\d_]['’‘`]")
_AROUND = "«»'’‘`·°¹²³ºª"  # quotes and footnote marks around a word as it stands


def looks_legacy(text: str) -> LegacyEncoding | None:
    """Which old code the text is written in, or None for Unicode Vietnamese, English and anything in doubt.

    Every word with a sign above ASCII is read as it stands, as TCVN3 and as VNI. A code is named when words
    become Vietnamese syllables under it that were none before, more than those that it leaves unreadable and
    the plain words that cannot be Vietnamese. Give it the text as it came, before `nfc`. The more text, the
    surer the answer: a single word that reads well either way ("Tó" is Tú in TCVN3) and some names of the
    Highland peoples need the whole row or column.
    """
    words = [word for word in _WORDS.findall(unicodedata.normalize("NFC", text)) if not _has_digit(word)]
    signed = [word for word in words if not word.isascii()]
    strangers = sum(_is_stranger(word) for word in words)
    tcvn3, vni = (_score(signed, encoding) - strangers for encoding in _ENCODINGS)
    if tcvn3 == vni or max(tcvn3, vni) <= 0:
        return None
    return "TCVN3" if tcvn3 > vni else "VNI"


def convert_legacy(text: str, encoding: LegacyEncoding) -> str:
    """The text in Unicode (NFC), read as `encoding`; signs that the code does not use stay as they are.

    TCVN3 has no capitals with tones, its fonts of capitals draw them: they become capitals where the other
    letters of the word (or of the text, when it has no small letters at all) show that capitals were meant.
    """
    composed = unicodedata.normalize("NFC", text)
    if encoding == "VNI":
        return _VNI_SIGNS.sub(lambda found: _vni_letter(found.group()), composed)
    all_capitals = _capitals_only(composed, least=2) and any(
        _capitals_only(word, least=2) for word in composed.split()
    )
    return "".join(_tcvn3_words(composed, least=1 if all_capitals else 2))


def _vni_letter(signs: str) -> str:
    letter = _VNI[signs.lower()]
    return letter.upper() if signs[0].isupper() else letter


def _tcvn3_words(text: str, least: int) -> Iterator[str]:
    for word in re.split(r"(\s+)", text):
        letters = "".join(_TCVN3.get(sign, sign) for sign in word)
        yield letters.upper() if _capitals_only(word, least) else letters


def _capitals_only(text: str, least: int) -> bool:
    """Whether the letters whose case is certain are all capitals, and at least `least` of them."""
    certain = [_TCVN3.get(sign, sign) for sign in text if sign not in _TCVN3_TONED]
    return not any(c.islower() for c in certain) and sum(c.isupper() for c in certain) >= least


def _score(words: list[str], encoding: LegacyEncoding) -> int:
    """The words that gain sense minus those left without."""
    gained = lost = 0
    for word in words:
        if is_syllable(_tidy(convert_legacy(word, encoding))) and len(word) > 1:
            gained += not is_syllable(_tidy(word))
        else:
            lost += 1
    return gained - lost


def _is_stranger(word: str) -> bool:
    """A plain word in small letters that is no Vietnamese syllable; names and abbreviations do not count."""
    return word.isascii() and word.islower() and len(word) > 1 and not is_syllable(_tidy(word))


def _tidy(word: str) -> str:
    """The word without what stands around it and without the prefix of Highland names (R'Lấp, H'Bia)."""
    return _PREFIX.sub("", word.strip(_AROUND))


def _has_digit(word: str) -> bool:
    return any(c.isascii() and c.isdigit() for c in word)


_ENCODINGS: tuple[LegacyEncoding, ...] = ("TCVN3", "VNI")
