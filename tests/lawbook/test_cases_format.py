"""The worked cases are well formed: unique ids, known keys, a reason, a citation and an expectation each."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import thidua.lawbook

FOLDER = Path(thidua.lawbook.__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))

CASE = {"id", "why", "cites", "recipient", "facts", "question", "expect"}
RECIPIENT = {
    "kind",
    "group",
    "gender",
    "leader",
    "ethnic_minority",
    "higher_retirement_age",
    "recruited",
    "founded",
    "dissolved",
    "in_flag_list",
}
FACTS = {
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
    "experience",
}
QUESTION = {
    "award",
    "route",
    "year",
    "period",
    "decided_on",
    "accepted_on",
    "achievement",
    "local",
    "unit",
    "ballot",
}
VERDICTS = {"eligible", "not_eligible", "unknown", "suspended"}
RESULTS = {"yes", "no", "unknown", "held"}


@cache
def load(file: Path) -> list[dict[str, Any]]:
    """The cases of one file, in order."""
    cases: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return cases


CASES = [pytest.param(case, id=str(case.get("id"))) for file in FILES for case in load(file)]


def test_ids_are_unique() -> None:
    counted = Counter(case["id"] for file in FILES for case in load(file))
    assert counted and [name for name, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("case", CASES)
def test_case_is_well_formed(case: dict[str, Any]) -> None:
    assert set(case) == CASE
    assert case["why"].strip() and case["cites"] and all(isinstance(cite, str) for cite in case["cites"])
    assert set(case["recipient"]) <= RECIPIENT and case["recipient"]["kind"] in {
        "person",
        "collective",
        "household",
    }
    assert set(case["facts"]) <= FACTS
    question = case["question"]
    assert set(question) <= QUESTION and isinstance(question["decided_on"], date)
    assert ("year" in question) != ("period" in question)
    expect = case["expect"]
    assert expect["verdict"] in VERDICTS and set(expect) <= {"verdict", "findings"}
    assert all(finding["rule"] and finding["result"] in RESULTS for finding in expect.get("findings", []))
