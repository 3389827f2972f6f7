"""How long a directive of thirty points takes from its file to the clauses that an officer sees."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import docx
import typst

from thidua.directives import logic, reading
from thidua.directives.files import text_of

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "tests" / "directives" / "data" / "chi-thi-2021-08-19.txt"
FONTS = ROOT / "src" / "thidua" / "papers" / "fonts"
POINTS = 30


def thirty_points() -> tuple[float, str]:
    """Seconds for the slowest of three kinds of file, each the same text of thirty points."""
    text = _text()
    files = {"txt": text.encode(), "docx": _word(text), "pdf": _printed(text)}
    taken = {ending: _seconds(content, f"chi-thi.{ending}") for ending, content in files.items()}
    note = ", ".join(f"{ending.upper()} {seconds:.2f} giây" for ending, seconds in taken.items())
    return max(taken.values()), f"{len(text):,} ký tự; {note}".replace(",", ".", 1)


def _text() -> str:
    """The directive of 2021 with its points taken again and again until there are thirty."""
    head, *points = re.split(r"(?m)^(?=\d\. )", SEED.read_text(encoding="utf-8"))
    last, tail = points[-1].split("Nơi nhận:")
    points[-1] = last
    again = (points[at % len(points)] for at in range(POINTS))
    return head + "".join(f"{at}. {each[3:]}" for at, each in enumerate(again, 1)) + f"Nơi nhận:{tail}"


def _seconds(content: bytes, name: str) -> float:
    begun = time.perf_counter()
    found = reading.read(logic.clean(text_of(io.BytesIO(content), name)))
    taken = time.perf_counter() - begun
    if len(found.points) != POINTS:
        raise AssertionError(f"{name}: {len(found.points)} points")
    return taken


def _word(text: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


def _printed(text: str) -> bytes:
    signs = "\\#*_`$<>@=-+/\"'[]~"
    lines = (
        "".join(f"\\{c}" if c in signs else c for c in line) for line in text.splitlines() if line.strip()
    )
    source = '#set page(paper: "a4", numbering: "1")\n#set text(font: "Tinos", size: 13pt)\n' + "\n\n".join(
        lines
    )
    return bytes(typst.compile(source.encode(), font_paths=[str(FONTS)]) or b"")
