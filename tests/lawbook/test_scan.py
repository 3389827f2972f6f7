"""The column form of the law against its explained form: on every record both must say the same."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest

from tests.lawbook.nearest import nearest
from tests.lawbook.random_records import Records
from thidua.lawbook import Record, check, load_book
from thidua.lawbook.columns import table_of
from thidua.lawbook.columns.judging import FAR
from thidua.lawbook.columns.words import WORDS
from thidua.lawbook.predicates import VOCABULARY
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.scan import OUTCOMES, Ask, asks_of, sweeps
from thidua.lawbook.verdict import Verdict

BOOK = load_book()
FULL = bool(os.environ.get("THIDUA_FULL"))
# How many random records are compared on each day of the law; 100,000 in all with THIDUA_FULL=1.
EACH = 12_500 if FULL else 30
DAYS = [
    date(2015, 3, 1), date(2017, 11, 1), date(2018, 12, 31), date(2021, 12, 31), date(2023, 12, 31),
    date(2024, 2, 1), date(2024, 12, 31), date(2025, 12, 31),
]  # fmt: skip
ROUTES = ("merit", "sudden", "thematic", "dedication")


def test_every_word_is_written_for_columns() -> None:
    assert set(VOCABULARY.values()) - {Meets} == set(WORDS)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_explained_and_swept_agree(day: date) -> None:
    year = day.year if day.month > 6 else day.year - 1
    made = Records(BOOK, seed=day.toordinal())
    kinds = ["person", "person", "person", "collective", "collective", "household"]
    plain = [made.record(kinds[number % 6], year) for number in range(EACH)]
    records = _records(plain, Ask("advanced_worker", "merit", year, day))
    table = table_of(records, BOOK.titles)
    asks = asks_of(BOOK, year, day, ROUTES)
    differing = []
    for ask, found in zip(asks, sweeps(BOOK, table, asks), strict=True):
        asked = dict(zip(found.rows.tolist(), range(len(found.rows)), strict=True))
        for row, place in enumerate(table.ids.tolist()):
            record = _about(records[place], ask)
            verdict = check(BOOK, record)
            if row not in asked:
                assert _result(verdict, "recipient") == "no"
                continue
            at = asked[row]
            got = (OUTCOMES[found.outcome[at]], *_near(found, at))
            wanted = (verdict.outcome, *nearest(BOOK, record))
            if got != wanted:
                differing.append((ask, plain[place], got, wanted))
    assert not differing, f"{len(differing)} differ, the first: {differing[0]}"


def _records(plain: list[dict[str, Any]], ask: Ask) -> list[Record]:
    question = {"award": ask.award, "route": ask.route, "year": ask.year, "decided_on": ask.decided_on}
    return [Record.model_validate({**each, "question": question}) for each in plain]


def _about(record: Record, ask: Ask) -> Record:
    question = record.question.model_copy(update={"award": ask.award, "route": ask.route})
    return record.model_copy(update={"question": question})


def _result(verdict: Verdict, rule: str) -> str:
    found = verdict.finding(rule)
    assert found is not None
    return found.result


def _near(found: Any, at: int) -> tuple[int, str, bool]:
    short = min(int(found.short[at]), FAR)
    if short != 1 or found.lacking[at] < 0:
        return short, "", False
    return short, found.leaves[found.lacking[at]].rule, bool(found.lacking_unknown[at])
