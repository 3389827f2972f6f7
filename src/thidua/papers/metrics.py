"""Widths of text in the vendored fonts, read straight from the font files.

The decree asks for rules as long as a text (or a third to a half of it). Word cannot measure, so the
DOCX writer measures here; Tinos has the same widths as Times New Roman. The character map also
tells which characters a PDF could not show.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Tinos"
_FILES = {
    (False, False): "Tinos-Regular.ttf",
    (True, False): "Tinos-Bold.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}


@dataclass(frozen=True, slots=True)
class Face:
    """One font face: glyph of each character and advance of each glyph, in font units."""

    units_per_em: int
    glyphs: dict[int, int]
    advances: array[int]

    def advance(self, character: str) -> int:
        """Advance of one character in font units; an unknown character counts as the blank glyph."""
        glyph = self.glyphs.get(ord(character), 0)
        return self.advances[min(glyph, len(self.advances) - 1)]


def _tables(blob: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", blob, 4)[0]
    found: dict[str, bytes] = {}
    for index in range(count):
        tag, _checksum, offset, length = struct.unpack_from(">4sLLL", blob, 12 + 16 * index)
        found[tag.decode("ascii")] = blob[offset : offset + length]
    return found


def _segments(cmap: bytes, start: int) -> dict[int, int]:
    """Character map of format 4 (the basic plane, which holds every Vietnamese letter)."""
    count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    base = start + 14
    ends = struct.unpack_from(f">{count}H", cmap, base)
    starts = struct.unpack_from(f">{count}H", cmap, base + 2 * count + 2)
    deltas = struct.unpack_from(f">{count}H", cmap, base + 4 * count + 2)
    range_base = base + 6 * count + 2
    ranges = struct.unpack_from(f">{count}H", cmap, range_base)
    glyphs: dict[int, int] = {}
    for i in range(count):
        for code in range(starts[i], ends[i] + 1):
            if ranges[i] == 0:
                glyph = (code + deltas[i]) & 0xFFFF
            else:
                place = range_base + 2 * i + ranges[i] + 2 * (code - starts[i])
                raw = struct.unpack_from(">H", cmap, place)[0] if place + 2 <= len(cmap) else 0
                glyph = (raw + deltas[i]) & 0xFFFF if raw else 0
            if glyph:
                glyphs[code] = glyph
    return glyphs


def _character_map(cmap: bytes) -> dict[int, int]:
    count = struct.unpack_from(">H", cmap, 2)[0]
    for index in range(count):
        offset = struct.unpack_from(">HHL", cmap, 4 + 8 * index)[2]
        if struct.unpack_from(">H", cmap, offset)[0] == 4:
            return _segments(cmap, offset)
    raise ValueError("Tệp phông chữ không có bảng mã Unicode (cmap định dạng 4).")


@cache
def face(bold: bool = False, italic: bool = False) -> Face:
    """The vendored face of this weight and slope, read once."""
    tables = _tables((FONTS / _FILES[bold, italic]).read_bytes())
    units = struct.unpack_from(">H", tables["head"], 18)[0]
    metrics_count = struct.unpack_from(">H", tables["hhea"], 34)[0]
    values = struct.unpack_from(f">{2 * metrics_count}H", tables["hmtx"])
    return Face(units, _character_map(tables["cmap"]), array("H", values[::2]))


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of `text` in points at `size` points."""
    chosen = face(bold, italic)
    return sum(chosen.advance(c) for c in text) * size / chosen.units_per_em


def lines(
    text: str, size: float, limit: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """`text` broken into the fewest lines no wider than `limit` points, as even in length as can be.

    A line break in the text is kept. A single word wider than `limit` gets a line of its own.
    """
    if "\n" in text:
        return tuple(
            line for part in text.split("\n") for line in lines(part, size, limit, bold=bold, italic=italic)
        )
    words = _words(text)
    total = width(text, size, bold=bold, italic=italic)
    least = max(1, -(-int(total) // max(1, int(limit))))
    for count in range(least, len(words) + 1):
        found = _even(words, count, face(bold, italic))
        if max(width(line, size, bold=bold, italic=italic) for line in found) <= limit:
            return found
    return tuple(words)


def _words(text: str) -> list[str]:
    """Words of `text`; a dash between two of them is kept with the one before it."""
    found: list[str] = []
    for word in text.split(" "):
        if word in ("-", "–") and found:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _even(words: list[str], count: int, chosen: Face) -> tuple[str, ...]:
    """`words` in `count` lines with the smallest sum of squared widths."""
    blank = chosen.advance(" ")
    ends = [0]
    for word in words:
        ends.append(ends[-1] + sum(map(chosen.advance, word)) + blank)

    def cost(start: int, stop: int) -> float:
        return (ends[stop] - ends[start]) ** 2

    size_of = len(words)
    best = [cost(0, stop) if stop else 0.0 for stop in range(size_of + 1)]
    cuts: list[list[int]] = []
    for _line in range(1, count):
        choice = [0] * (size_of + 1)
        following = [float("inf")] * (size_of + 1)
        for stop in range(1, size_of + 1):
            for start in range(1, stop):
                value = best[start] + cost(start, stop)
                if value < following[stop]:
                    following[stop], choice[stop] = value, start
        cuts.append(choice)
        best = following
    pieces: list[str] = []
    stop = size_of
    for choice in reversed(cuts):
        start = choice[stop]
        pieces.append(" ".join(words[start:stop]))
        stop = start
    pieces.append(" ".join(words[:stop]))
    return tuple(reversed(pieces))
