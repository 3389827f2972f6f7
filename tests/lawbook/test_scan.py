"""The column form of the law against its explained form: on every record both must say the same."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.lawbook.nearest import nearest
from tests.lawbook.random_records import Records
from tests.lawbook.test_cases import CASES, record_of
from thidua.lawbook import Record, check, load_book, parse_questions, scan
from thidua.lawbook.columns import table_of
from thidua.lawbook.columns.judging import FAR
from thidua.lawbook.columns.words import WORDS
from thidua.lawbook.predicates import VOCABULARY
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.scan import OUTCOMES, UNKNOWN, Ask, asks_of, sweep, sweeps
from thidua.lawbook.verdict import Verdict

BOOK = load_book()
FULL = bool(os.environ.get("THIDUA_FULL"))
# How many random records are compared on each day of the law; 100,000 in all with THIDUA_FULL=1.
EACH = 12_500 if FULL else 120
ASKED = 6
"""How many of the questions each record is compared on, drawn anew for each."""
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
    swept = sweeps(BOOK, table, asks)
    places = [dict(zip(found.rows.tolist(), range(len(found.rows)), strict=True)) for found in swept]
    draw, differing = Random(day.toordinal()), []
    for row, place in enumerate(table.ids.tolist()):
        for number in draw.sample(range(len(asks)), ASKED):
            ask, found, at = asks[number], swept[number], places[number].get(row)
            record = _about(records[place], ask)
            verdict = check(BOOK, record)
            if at is None:
                assert _result(verdict, "recipient") == "no"
                continue
            got = (OUTCOMES[found.outcome[at]], *_near(found, at))
            wanted = (verdict.outcome, *nearest(BOOK, record))
            if got != wanted:
                differing.append((ask, plain[place], got, wanted))
    assert not differing, f"{len(differing)} differ, the first: {differing[0]}"


def test_every_worked_case_is_swept_as_it_is_explained() -> None:
    """The cases stand on both sides of every number; asked for their year, without period, quota and ballot."""
    by_question: dict[tuple[Any, ...], list[Record]] = {}
    for case in CASES:
        (record,) = parse_questions(record_of(case))
        asked = record.question
        route, day = asked.route or "merit", asked.decided_on
        question = {"award": asked.award, "route": route, "year": asked.last_year, "decided_on": day}
        plain = Record.model_validate(
            {**record.model_dump(by_alias=True, exclude_unset=True), "question": question}
        )
        by_question.setdefault(tuple(question.values()), []).append(plain)
    seen = 0
    for (award, route, year, day), records in by_question.items():
        table = table_of(records, BOOK.titles)
        found = sweep(BOOK, table, Ask(award, route, year, day))
        for row, outcome in zip(found.rows.tolist(), found.outcome.tolist(), strict=True):
            verdict = check(BOOK, records[table.ids[row]])
            assert OUTCOMES[outcome] == verdict.outcome or found.unloaded, records[table.ids[row]].id
            seen += 1
    assert seen > len(CASES) / 2


def test_a_text_never_loaded_and_a_day_before_the_law_are_said() -> None:
    found = sweep(BOOK, table_of([], BOOK.titles), Ask("advanced_worker", "merit", 2026, date(2026, 12, 31)))
    assert found.unloaded and not len(found.rows)
    assert asks_of(BOOK, 2026, date(2026, 12, 31)) == []
    with pytest.raises(ValueError, match="trước văn bản đầu tiên"):
        asks_of(BOOK, 1990, date(1990, 12, 31))
    with pytest.raises(ValueError, match="sau ngày quyết định"):
        asks_of(BOOK, 2022, date(2021, 12, 31))


def test_those_whose_facts_contradict_themselves_are_unknown_and_not_near() -> None:
    made = Records(BOOK, seed=1)
    records = _records(
        [made.record("person", 2021) for _ in range(40)], Ask("advanced_worker", "merit", 2021, DAYS[3])
    )
    table = replace(table_of(records, BOOK.titles), refused=np.arange(40) % 2 == 0)
    for found in sweeps(BOOK, table, asks_of(BOOK, 2021, DAYS[3])):
        refused = table.refused[found.rows]
        assert (found.outcome[refused] == UNKNOWN).all() and (found.short[refused] == FAR).all()
        assert not refused[found.one_short].any()


def test_taking_rows_and_stretches_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Records(BOOK, seed=2)
    plain = [made.record(kind, 2021) for kind in ("person", "collective", "household") * 20]
    table = table_of(_records(plain, Ask("advanced_worker", "merit", 2021, DAYS[3])), BOOK.titles)
    asks = asks_of(BOOK, 2021, DAYS[3], ROUTES)
    whole = [
        dict(zip(table.ids[f.rows].tolist(), f.outcome.tolist(), strict=True))
        for f in sweeps(BOOK, table, asks)
    ]
    monkeypatch.setattr(scan, "STRETCH", 7)
    rows = np.flatnonzero(np.arange(len(table)) % 3 != 1)
    part = table.take(rows)
    for found, all_of_them in zip(sweeps(BOOK, part, asks), whole, strict=True):
        for place, outcome in zip(part.ids[found.rows].tolist(), found.outcome.tolist(), strict=True):
            assert all_of_them[place] == outcome


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
