"""One verdict costs at most two milliseconds of processor time once the book is loaded."""

from __future__ import annotations

import time

from tests.lawbook.test_cases import CASES, record_of
from thidua.lawbook import check, load_book, parse_questions

BUDGET_MS = 2.0


def test_a_verdict_with_its_explanation_is_cheap() -> None:
    book = load_book()
    records = [parse_questions(record_of(case))[0] for case in CASES]
    for record in records:
        check(book, record)
    start = time.process_time()
    for record in records:
        check(book, record).as_json()
    each = (time.process_time() - start) * 1000 / len(records)
    assert each <= BUDGET_MS, f"{each:.2f} ms"
