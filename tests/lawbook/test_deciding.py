"""The outcome without words agrees with the explained verdict on every worked case and on random records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lawbook.test_cases import CASES, record_of
from tests.lawbook.test_properties import records
from thidua.lawbook import check, load_book, parse_questions
from thidua.lawbook.deciding import eligible, outcome

BOOK = load_book()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_agrees_on_the_worked_cases(case: dict[str, Any]) -> None:
    (record,) = parse_questions(record_of(case))
    assert outcome(BOOK, record) == check(BOOK, record).outcome
    day = record.question.decided_on
    held = check(BOOK, record, law_of=day).outcome
    assert outcome(BOOK, record, law_of=day) == held
    assert eligible(BOOK, record, day) == (held == "eligible")


@settings(max_examples=300, deadline=None)
@given(given=records(), law=st.dates(date(2014, 8, 20), date(2026, 12, 31)))
def test_agrees_on_random_records(given: dict[str, Any], law: date) -> None:
    (record,) = parse_questions(given)
    assert outcome(BOOK, record) == check(BOOK, record).outcome
    held = check(BOOK, record, law_of=law).outcome
    assert outcome(BOOK, record, law_of=law) == held
    assert eligible(BOOK, record, law) == (held == "eligible")
