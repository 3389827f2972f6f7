"""Nudge any number of the standards and some worked case or boundary answers otherwise.

The numbers are drawn with a fixed seed, so that the suite stays short; THIDUA_FULL=1 nudges them all.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tests.lawbook.ask as asking
from tests.lawbook import test_conditions, test_evaluation, test_ladders
from tests.lawbook.test_cases import BEFORE, CASES, record_of, shifted
from thidua.lawbook import (
    BookError,
    LawBook,
    Record,
    Verdict,
    check,
    load_book,
    load_book_from,
    parse_questions,
)
from thidua.lawbook.loading import DATA
from thidua.lawbook.verdict import Finding

SAMPLE = 40
NUMBER = re.compile(
    r"\b(at_least|years|count|min_years|working_days|long_months|months|consecutive|spacing|last|min_vnd|value"
    r"|more_than|share|construction|resistance|women_less|women|every|government_emulation_flag"
    r"|provincial_emulation_flag|pm_certificate_of_merit|provincial_certificate_of_merit): (\[?)(\d+)"
)
ELSEWHERE = ("money.yaml", "catalogue.yaml")  # tested in test_book.py, as are the shares of votes


def nudges() -> list[tuple[Path, re.Match[str], int]]:
    found = []
    for path in sorted(DATA.rglob("*.yaml")):
        if path.name not in ELSEWHERE:
            text = path.read_text("utf-8")
            in_votes = [m.span() for m in re.finditer(r"    votes:\n(?:      .*\n)+", text)]
            for number in NUMBER.finditer(text):
                if not any(first <= number.start() < last for first, last in in_votes):
                    found += [(path.relative_to(DATA), number, step) for step in (1, -1)]
    return found


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
def test_a_nudged_number_is_noticed(tmp_path: Path) -> None:
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    asked = list(questions())
    wanted = [answers(load_book(), record) for record in asked]
    chosen = nudges()
    assert len(chosen) > 200
    if not os.environ.get("THIDUA_FULL"):
        chosen = random.Random(2021).sample(chosen, SAMPLE)
    unnoticed = []
    for path, number, step in chosen:
        text = number.string
        nudged = text[: number.start(3)] + str(int(number[3]) + step) + text[number.end(3) :]
        (root / path).write_text(nudged, "utf-8")
        try:
            book = load_book_from(root)
        except BookError:
            continue  # the loader noticed it
        finally:
            (root / path).write_text(text, "utf-8")
        if all(answers(book, record) == before for record, before in zip(asked, wanted, strict=True)):
            line = text.count("\n", 0, number.start()) + 1
            unnoticed.append(f"{path}:{line}: {number[0]} {step:+d}")
    assert not unnoticed
