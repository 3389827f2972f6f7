"""A reader of the PDFs we write, on its own: pages, text with place, font and size, and drawn rules.

It understands what our PDFs contain and no more (flate streams, two-byte glyph codes with ToUnicode maps).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"\n(\d+) 0 obj\s*(.*?)\nendobj", re.DOTALL)
_BOX = re.compile(rb"/MediaBox\[([\d. ]+)\]")
_SHOW = re.compile(
    rb"q ([-\d.]+) 0 0 ([-\d.]+) ([-\d.]+) ([-\d.]+) cm(?:(?!\nQ\n).)*?/(f\d+) ([\d.]+) Tf(.*?)ET\nQ",
    re.DOTALL,
)
_RULE = re.compile(
    rb"q 1 0 0 -1 ([-\d.]+) ([-\d.]+) cm/c\d+ CS 0 SCN ([\d.]+) w (?:\d+ M )?0 0 m ([-\d.]+) 0 l\nS"
)
_ACTUAL = re.compile(rb"<</ActualText(?:<[0-9A-F]*>|\([^)]*\))>>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Text:
    """A run of text: place of its baseline from the lower left corner in points, face, size, words."""

    x: float
    y: float
    face: str
    size: float
    words: str


@dataclass(frozen=True)
class Page:
    """A page: size in points, text in reading order, drawn horizontal rules as (x, y, length)."""

    width: float
    height: float
    texts: tuple[Text, ...]
    rules: tuple[tuple[float, float, float], ...]

    @property
    def words(self) -> str:
        return " ".join(" ".join(text.words for text in self.texts).split())

    def find(self, words: str) -> Text:
        """The first run that holds these words."""
        return next(text for text in self.texts if words in text.words)


def read(pdf: bytes) -> list[Page]:
    """The pages of a PDF in order."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    kids = next(o for o in objects.values() if o.startswith(b"<</Type/Pages"))
    return [_page(objects, int(number)) for number in re.findall(rb"(\d+) 0 R", kids.partition(b"/Kids")[2])]


def _page(objects: dict[int, bytes], number: int) -> Page:
    page = objects[number]
    box = [float(part) for part in _BOX.search(page)[1].split()]  # type: ignore[index]
    content = _stream(objects[_reference(page, b"Contents")])
    fonts = _fonts(objects, page)
    texts = []
    for found in _SHOW.finditer(content):
        face, letters = fonts[found[5]]
        codes = b"".join(_decode(each) for each in _strings(_ACTUAL.sub(b"", found[7])))
        words = "".join(letters.get(codes[i : i + 2], "\ufffd") for i in range(0, len(codes), 2))
        texts.append(Text(float(found[3]), float(found[4]), face, float(found[6]), words))
    rules = tuple((float(r[1]), float(r[2]), float(r[4])) for r in _RULE.finditer(content))
    return Page(box[2], box[3], tuple(texts), rules)


def _reference(item: bytes, key: bytes) -> int:
    return int(re.search(rb"/" + key + rb" (\d+) 0 R", item)[1])  # type: ignore[index]


def _stream(item: bytes) -> bytes:
    return zlib.decompress(item[item.index(b"stream") + 6 :].lstrip(b"\r\n"))


def _fonts(objects: dict[int, bytes], page: bytes) -> dict[bytes, tuple[str, dict[bytes, str]]]:
    resources = objects[_reference(page, b"Resources")]
    fonts = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources):
        font = objects[int(number)]
        face = re.search(rb"/BaseFont/\w+\+([\w-]+)", font)[1].decode()  # type: ignore[index]
        cmap = _stream(objects[_reference(font, b"ToUnicode")])
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap)
        fonts[name] = (
            face,
            {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs},
        )
    return fonts


def _strings(operand: bytes) -> list[bytes]:
    """The strings of a TJ array; brackets that pair may stand unescaped inside a string."""
    found, place = [], 0
    while place < len(operand):
        start = place
        if operand[place : place + 1] == b"<":
            place = operand.index(b">", place)
            found.append(operand[start : place + 1])
        elif operand[place : place + 1] == b"(":
            depth, place = 1, place + 1
            while depth:
                mark = operand[place : place + 1]
                depth += {b"(": 1, b")": -1}.get(mark, 0)
                place += 2 if mark == b"\\" else 1
            place -= 1
            found.append(operand[start : place + 1])
        place += 1
    return found


def _decode(string: bytes) -> bytes:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())

    def plain(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code[:1].isdigit() else _NAMED.get(code, code)

    return _ESCAPE.sub(plain, string[1:-1])
