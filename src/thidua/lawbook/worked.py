"""The worked cases released beside the law: questions with the answer a lawyer would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from thidua.lawbook.book import LawBook
from thidua.lawbook.evaluation import check
from thidua.lawbook.reading import parse_records
from thidua.lawbook.source import read
from thidua.lawbook.verdict import Finding, Result, Verdict

FOLDER = Path(__file__).parent / "cases"
_ASKS = ("id", "recipient", "facts", "question")
_DECIDING: dict[str, Result] = {
    "eligible": "yes",
    "not_eligible": "no",
    "unknown": "unknown",
    "suspended": "held",
}


@dataclass(frozen=True, slots=True)
class Worked:
    """One worked case: its file, what it says it shows, the articles it names and the verdict of the book."""

    id: str
    file: str
    why: str
    cites: tuple[str, ...]
    verdict: Verdict

    @property
    def provisions(self) -> frozenset[str]:
        """The citations it tests: those it names and those of the findings that decided."""
        return frozenset(self.cites) | frozenset(deciding_cites(self.verdict))


def deciding_cites(verdict: Verdict) -> Iterator[str]:
    """The citations of the findings that made the outcome what it is, at any depth."""
    yield from _of(verdict.findings, _DECIDING[verdict.outcome])


def _of(findings: tuple[Finding, ...], result: Result) -> Iterator[str]:
    for each in findings:
        if each.result == result:
            yield from each.cites
            yield from _of(each.parts, result)


def worked_cases(book: LawBook, folder: Path = FOLDER) -> tuple[Worked, ...]:
    """Every worked case with its verdict, computed once for a book. Raises RecordError for a malformed one."""
    found: tuple[Worked, ...] = book.kept(("worked", folder), lambda: tuple(_work(book, folder)))
    return found


def _work(book: LawBook, folder: Path) -> Iterator[Worked]:
    for path in sorted(folder.glob("*.yaml")):
        for case in _read(path):
            asked = {key: case[key] for key in _ASKS if key in case}
            (record,) = parse_records(asked, path.name, book)
            yield Worked(
                str(case["id"]), path.name, case["why"], tuple(case.get("cites") or ()), check(book, record)
            )


@cache
def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(path.read_text("utf-8")).data
    return found
