"""Nudge any number of the standards and some worked case or boundary answers otherwise; nudge any day of the book
and it is no longer one on which a text that was read begins or ends.

Of the numbers every third nudge is tried, which third follows from the file's name; THIDUA_FULL=1 tries them all.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import tests.lawbook.ask as asking
from tests.lawbook import test_conditions, test_evaluation, test_ladders
from tests.lawbook.test_cases import BEFORE, CASES, record_of, shifted
from thidua.lawbook import (
    Award,
    BookError,
    LawBook,
    ParameterError,
    Record,
    Verdict,
    check,
    load_book,
    load_book_from,
    parse_questions,
)
from thidua.lawbook.loading import DATA
from thidua.lawbook.schema import AwardFile, GateFile, ParameterFile
from thidua.lawbook.source import read
from thidua.lawbook.verdict import Finding

FULL = bool(os.environ.get("THIDUA_FULL"))
NUMBER = re.compile(
    r"\b(at_least|years|count|min_years|working_days|long_months|months|consecutive|spacing|last|min_vnd|value"
    r"|more_than|share|construction|resistance|women_less|women|every|government_emulation_flag"
    r"|provincial_emulation_flag|pm_certificate_of_merit|provincial_certificate_of_merit): (\[?)(?P<value>\d+)"
)
ELSEWHERE = ("money.yaml", "catalogue.yaml")  # tested in test_book.py, as are the shares of votes
ASIDE = re.compile(r"^    (?:votes|bonus|authority|dossier):\n(?:(?:      .*)?\n)+", re.MULTILINE)
FILES = [
    path.relative_to(DATA)
    for kind in ("awards", "gates", "parameters")
    for path in sorted((DATA / kind).glob("*.yaml"))
    if path.name not in ELSEWHERE and NUMBER.search(ASIDE.sub("", path.read_text("utf-8")))
]
"""The files of rules that ask a number at all; awards given by judgement alone have none."""
RULES = sorted(
    path.relative_to(DATA) for path in DATA.rglob("*.yaml") if path.parent.name not in ("instruments", "gaps")
)
BOOK = load_book()


def nudges(path: Path) -> Iterator[tuple[re.Match[str], str]]:
    """The numbers of a file with what each becomes: one more, one less."""
    text = (DATA / path).read_text("utf-8")
    aside = [m.span() for m in ASIDE.finditer(text)]
    for found in NUMBER.finditer(text):
        if not any(first <= found.start() < last for first, last in aside):
            yield from ((found, str(int(found["value"]) + step)) for step in (1, -1))


def nudged(path: Path, text: str) -> LawBook:
    """The book with one file's text otherwise. Raises ValueError (pydantic's refusals too) for what is unsound."""
    data = read(text).data
    if path.parts[0] == "awards":
        changed = {each.code: Award(each) for each in AwardFile.model_validate(data).awards}
        return replace(BOOK, awards={**BOOK.awards, **changed}, _cache={})
    if path.parts[0] == "parameters":
        parameters = {each.name: each for each in ParameterFile.model_validate(data).parameters}
        return replace(BOOK, parameters={**BOOK.parameters, **parameters}, _cache={})
    files = [
        GateFile.model_validate(data if each == path else read((DATA / each).read_text("utf-8")).data)
        for each in FILES
        if each.parts[0] == "gates"
    ]
    return replace(
        BOOK,
        gates=tuple(node for each in files for node in each.gates),
        conduct=tuple(one for each in files for one in each.conduct),
        transitions=tuple(one for each in files for one in each.transitions),
        fitting=tuple(one for each in files for one in each.recipient),
        _cache={},
    )


@cache
def everything_asked() -> tuple[tuple[Record, tuple[Any, ...]], ...]:
    """Every question with its answer by the book as it stands."""
    return tuple((record, answers(BOOK, record)) for record in questions())


def asked_about(path: Path) -> list[tuple[Record, tuple[Any, ...]]]:
    """The questions that a change of the file may answer otherwise, the likeliest first."""
    if path.parts[0] != "awards":
        return list(everything_asked())
    own = {each.code for each in AwardFile.model_validate(read((DATA / path).read_text("utf-8")).data).awards}
    meeting = {
        code
        for code, award in BOOK.awards.items()
        if any(f'"award":"{each}"' in award.entry.model_dump_json() for each in own)
    }
    chosen = [each for each in everything_asked() if each[0].question.award in own | meeting]
    return sorted(chosen, key=lambda each: each[0].question.award not in own)


def questions() -> Iterator[Record]:
    """Every question of the worked cases, their earlier twins and the tests of boundaries."""
    for case in CASES:
        yield parse_questions(record_of(case))[0]
    for case in BEFORE:
        yield parse_questions(shifted(record_of(case), -5))[0]
    yield from asked_by_tests()


def asked_by_tests() -> list[Record]:
    """The questions that the tests of boundaries put, caught while those tests run once more."""
    caught: list[Record] = []

    def catching(book: LawBook, record: Record) -> Verdict:
        caught.append(record)
        return check(book, record)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "check", catching)
        for module in (test_conditions, test_ladders, test_evaluation):
            for function, arguments in calls(module):
                function(**arguments)
    return caught


def calls(module: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each test of the module with each of its sets of arguments."""
    for name, found in list(vars(module).items()):
        if name.startswith("Test"):
            for method in vars(found):
                if method.startswith("test_"):
                    function = getattr(found(), method)
                    marks = [*getattr(found, "pytestmark", []), *getattr(function, "pytestmark", [])]
                    yield from ((function, arguments) for arguments in argument_sets(marks))
        elif name.startswith("test_"):
            yield from ((found, arguments) for arguments in argument_sets(getattr(found, "pytestmark", [])))


def argument_sets(marks: list[Any]) -> list[dict[str, Any]]:
    sets: list[dict[str, Any]] = [{}]
    for mark in (each for each in marks if each.name == "parametrize"):
        names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
        rows = [[row] if len(names) == 1 else row for row in mark.args[1]]
        sets = [{**given, **dict(zip(names, row, strict=True))} for given in sets for row in rows]
    return sets


def shape(findings: tuple[Finding, ...]) -> tuple[Any, ...]:
    return tuple((each.rule, each.result, shape(each.parts)) for each in findings)


def answers(book: LawBook, record: Record) -> tuple[Any, ...]:
    verdict = check(book, record)
    return (verdict.outcome, shape(verdict.findings))


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_nudged_number_is_noticed(path: Path, tmp_path: Path) -> None:
    text, asked = (DATA / path).read_text("utf-8"), asked_about(path)
    chosen = list(nudges(path))
    assert chosen
    if not FULL:
        chosen = chosen[sum(path.name.encode()) % 3 :: 3]
    unnoticed = []
    for found, value in chosen:
        changed = text[: found.start("value")] + value + text[found.end("value") :]
        try:
            book = nudged(path, changed)
            same = all(answers(book, record) == before for record, before in asked)
        except (ValueError, ParameterError, AssertionError):
            continue  # what cannot be read or compiled is noticed by the loader
        if same and not loader_notices(path, changed, tmp_path):
            unnoticed.append(f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]} → {value}")
    assert not unnoticed, "\n".join(unnoticed)


def loader_notices(path: Path, changed: str, folder: Path) -> bool:
    """Whether the whole book is refused with that text in it: a gap, an overlap, a citation out of force."""
    root = folder / "data"
    if not root.exists():
        shutil.copytree(DATA, root)
    kept = (root / path).read_text("utf-8")
    (root / path).write_text(changed, "utf-8")
    try:
        load_book_from(root)
    except BookError:
        return True
    finally:
        (root / path).write_text(kept, "utf-8")
    return False


FIRST_DAYS = {
    "2004-07-01": "15/2003/QH11 in force",
    "2010-06-01": "42/2010/NĐ-CP",
    "2013-12-16": "145/2013/NĐ-CP, by memory",
    "2014-06-01": "39/2013/QH13",
    "2014-08-20": "65/2014/NĐ-CP",
    "2017-10-01": "91/2017/NĐ-CP",
    "2017-12-15": "08/2017/TT-BNV",
    "2018-07-01": "base salary 1,390,000",
    "2018-09-10": "101/2018/NĐ-CP, by memory",
    "2019-07-01": "base salary 1,490,000",
    "2020-01-01": "12/2019/TT-BNV",
    "2023-07-01": "base salary 1,800,000",
    "2023-09-05": "5007/BNV-TĐKT",
    "2024-01-01": "06/2022/QH15 and 98/2023/NĐ-CP",
    "2024-04-15": "01/2024/TT-BNV",
    "2024-07-01": "base salary 2,340,000",
    "2025-07-01": "152/2025/NĐ-CP and 129/2025/NĐ-CP",
    "2025-08-05": "15/2025/TT-BNV",
    "2026-07-01": "base salary 2,530,000",
    "2026-10-01": "06/2026/QH16",
    "2027-03-02": "152/2025/NĐ-CP has ended",
}
"""The days of the fact sheets on which the rules may change, written once more from there."""


def strange_days(text: str) -> list[str]:
    """The days in a file of rules that are none of these: a rule begins on one, or ends on the day before one."""
    firsts = set(FIRST_DAYS)
    lasts = {(date.fromisoformat(day) - timedelta(1)).isoformat() for day in firsts}
    return [
        found[0]
        for found in re.finditer(r"\b(from|until): (\d{4}-\d{2}-\d{2})\b", text)
        if found[2] not in (firsts if found[1] == "from" else lasts)
    ]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.as_posix())
def test_every_day_of_a_rule_is_one_on_which_a_text_begins_or_ends(path: Path) -> None:
    text = (DATA / path).read_text("utf-8")
    assert strange_days(text) == []
    for found in re.finditer(r"\b(?:from|until): (\d{4}-\d{2}-\d{2})\b", text):
        for step in (1, -1):
            moved = (date.fromisoformat(found[1]) + timedelta(step)).isoformat()
            assert strange_days(text[: found.start(1)] + moved + text[found.end(1) :])
