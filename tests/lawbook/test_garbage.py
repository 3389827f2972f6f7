"""Whatever is thrown at the reader, it either reads it or refuses it with a reason; it never falls over."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lawbook.ask import question
from thidua.lawbook import RecordError, check, load_book, parse_questions

SCALARS = st.none() | st.booleans() | st.integers(-5, 3000) | st.floats(allow_nan=False) | st.text(max_size=8)
WORDS = st.sampled_from(
    [
        "recipient",
        "facts",
        "question",
        "kind",
        "award",
        "year",
        "period",
        "decided_on",
        "titles",
        "ratings",
        "awards",
        "ballot",
        "yes",
    ]
)
KEYS = WORDS | st.text(max_size=5) | st.integers(1970, 2050)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
SECTIONS = st.sampled_from(
    [
        "complete",
        "titles",
        "ratings",
        "initiatives",
        "awards",
        "penalties",
        "holds",
        "service",
        "composition",
        "cluster",
        "movements",
        "posts",
        "registered",
        "attested",
        "contributions",
    ]
)


def read_or_refuse(given_: Any) -> None:
    try:
        records = parse_questions(given_, "rác")
    except RecordError as error:
        assert error.reason and str(error).startswith("rác")
        return
    for record in records:
        assert check(load_book(), record).findings


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_any_data(data: Any) -> None:
    read_or_refuse(data)


@given(st.text(max_size=200) | ANYTHING.map(lambda data: json.dumps(data, default=str)))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    read_or_refuse(text)


@given(
    st.dictionaries(SECTIONS, ANYTHING, max_size=3),
    st.sampled_from(["recipient", "question", "facts"]),
    ANYTHING,
)
@settings(max_examples=300, deadline=None)
def test_a_good_question_with_one_rotten_part(facts: dict[str, Any], part: str, rotten: Any) -> None:
    record = question("advanced_worker", "2021-12-15", year=2021, facts=facts)
    read_or_refuse(record)
    read_or_refuse({**record, part: rotten})
