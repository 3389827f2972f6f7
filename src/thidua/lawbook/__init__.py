"""The law as dated data, and its evaluation with an explanation. Pure; usable alone from the command line.

book = load_book()
for record in parse_questions(text, source="tep.yaml"):
    verdict = check(book, record)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from thidua.lawbook.book import Award, Bonus, Instrument, LawBook, Paper, VoteRule
from thidua.lawbook.errors import BookError, ParameterError, RecordError
from thidua.lawbook.evaluation import check
from thidua.lawbook.gaps import GAP_KIND_VI, GapEntry
from thidua.lawbook.loading import load_book_from
from thidua.lawbook.paying import Payable
from thidua.lawbook.procedures import Deadline, Provision
from thidua.lawbook.reading import parse_records, validate
from thidua.lawbook.record import Record
from thidua.lawbook.telling import Evidence, Missing
from thidua.lawbook.verdict import OUTCOME_VI, RESULT_VI, Finding, Outcome, Result, ToCertify, Verdict

__all__ = [
    "GAP_KIND_VI",
    "OUTCOME_VI",
    "RESULT_VI",
    "Award",
    "Bonus",
    "BookError",
    "Deadline",
    "Evidence",
    "Finding",
    "GapEntry",
    "Instrument",
    "LawBook",
    "Missing",
    "Outcome",
    "Paper",
    "ParameterError",
    "Payable",
    "Provision",
    "Record",
    "RecordError",
    "Result",
    "ToCertify",
    "Verdict",
    "VoteRule",
    "check",
    "load_book",
    "load_book_from",
    "parse_questions",
    "validate",
]


@cache
def load_book(overlay: Path | None = None) -> LawBook:
    """The book released with the program, loaded once; with `overlay` the rules of a province in that folder as well.

    Raises BookError for an overlay that says what the law does not leave to a province.
    """
    return load_book_from(overlays=(overlay,) if overlay is not None else ())


def parse_questions(
    given: str | Mapping[str, Any] | Sequence[Any], source: str = "câu hỏi", book: LawBook | None = None
) -> list[Record]:
    """The questions in a text (YAML or JSON), a mapping or a list of mappings; `source` names it in refusals.

    Raises RecordError with line and field for whatever is malformed, names an unknown award or contradicts itself.
    """
    return parse_records(given, source, book or load_book())
