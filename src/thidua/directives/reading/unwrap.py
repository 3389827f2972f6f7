"""Paragraphs out of printed lines: what a PDF or a scan gives is broken where the paper's lines end."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_STARTS = re.compile(r"\d{1,2}[.)]\s|nơi nhận\s*:|v/v\b", re.IGNORECASE)
_ENDS = (".", ";", ":", "…", "!", "?")
_FULL = 0.72
"""A line this long against the paper's long lines runs to the margin, so the next one may go on with it."""


def unwrap(pages: Sequence[str]) -> str:
    """The text of the pages with the lines of each paragraph joined, page numbers left out."""
    lines = [line for page in pages for line in _of_page(page)]
    full = _FULL * _long(lines)
    made: list[str] = []
    last = ""
    for line in lines:
        if line and last and _goes_on(last, line, full):
            made[-1] += line if _cut(last) else f" {line}"
        else:
            made.append(line)
        last = line
    return "\n".join(made)


def _of_page(page: str) -> list[str]:
    lines = [" ".join(line.split()) for line in page.splitlines()]
    while lines and (not lines[-1] or _PAGE_NUMBER.fullmatch(lines[-1])):
        lines.pop()
    while lines and (not lines[0] or _PAGE_NUMBER.fullmatch(lines[0])):
        lines.pop(0)
    return lines


def _long(lines: list[str]) -> int:
    """The length that nine of ten lines do not pass."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(last: str, line: str, full: float) -> bool:
    return (
        len(last) >= full
        and not last.endswith(_ENDS)
        and not _STARTS.match(line)
        and not last.isupper()
        and not line.isupper()
    )


def _cut(line: str) -> bool:
    """Whether the line ends within a word: "34-CT/" and "TW"."""
    return len(line) > 1 and line[-1] in "/-" and not line[-2].isspace()
