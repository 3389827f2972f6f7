"""Text made fit for print: composed Vietnamese letters, no invisible characters, only known glyphs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from thidua.papers.metrics import face
from thidua.papers.model import Document, PaperError, Picture

# Controls (all but the line break), soft hyphen, zero-width and direction marks, byte order mark, private
# line separators: they print as nothing or break the file, and come in with pasted text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"})


def clean(text: str) -> str:
    """`text` in composed form (NFC), without invisible characters; tabs become blanks."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").translate(_BLANKS)))


def cleaned(document: Document) -> Document:
    """The same document with every text cleaned, and its tables checked for full rows."""
    result: Document = _walk(document)
    return result


def _walk(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_walk(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walk(getattr(value, f.name)) for f in fields(value) if f.init})
    return value


@cache
def _known() -> frozenset[str]:
    """What all four faces can show; private-use codes mean nothing to a reader and stay out."""
    faces = [face(bold, italic).glyphs.keys() for bold in (False, True) for italic in (False, True)]
    return frozenset(
        chr(code) for code in set.intersection(*map(set, faces)) if not 0xE000 <= code <= 0xF8FF
    ) | {"\n"}


def unknown_characters(text: str) -> str:
    """The characters of `text` the vendored font cannot show, each once, in order."""
    known = _known()
    return "".join(dict.fromkeys(c for c in text if c not in known))


def texts(value: object) -> list[str]:
    """Every text inside a document or a part of it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for f in fields(value) for text in texts(getattr(value, f.name))]
    return []


def require_known(document: Document) -> None:
    """Refuse text a PDF could only show as an empty box: a name is never altered in silence."""
    known = _known()
    for text in texts(document):
        if not known.issuperset(text):
            wrong = unknown_characters(text)
            codes = ", ".join(f"«{c}» (U+{ord(c):04X})" for c in wrong)
            raise PaperError(
                f"Không in được ký tự {codes} trong «{text[:80]}»: phông chữ của văn bản không có."
            )


def require_png(document: Document) -> None:
    """Refuse a signature or picture that is not a PNG (NĐ 30/2020/NĐ-CP, Phụ lục I, II.7.d)."""
    images = [
        (f"chữ ký của {each.name}", each.image) for each in document.signatures if each.image is not None
    ]
    images += [(block.words, block.image) for block in document.blocks if isinstance(block, Picture)]
    for words, image in images:
        if not image.startswith(b"\x89PNG\r\n\x1a\n"):
            raise PaperError(f"Hình ảnh «{words}» phải là tệp PNG.")
