"""Every worked case answers as a lawyer would, and those of 2020 and 2021 answer alike under the decree before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import thidua.lawbook
from thidua.lawbook import check, load_book, parse_questions
from thidua.lawbook.source import read

FOLDER = Path(thidua.lawbook.__file__).parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read(path.read_text("utf-8")).data]
NOT_RECORD = ("cites", "why", "expect")


def record_of(case: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in case.items() if key not in NOT_RECORD}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_answers_as_expected(case: dict[str, Any]) -> None:
    (record,) = parse_questions(record_of(case))
    verdict = check(load_book(), record)
    assert verdict.outcome == case["expect"]["verdict"], case["why"]
    for wanted in case["expect"].get("findings") or []:
        found = verdict.finding(wanted["rule"])
        assert found is not None and found.result == wanted["result"], case["why"]


def test_the_cases_are_many_and_each_award_has_every_answer() -> None:
    assert len(CASES) >= 200
    answers: dict[str, set[str]] = {}
    for case in CASES:
        answers.setdefault(case["question"]["award"], set()).add(case["expect"]["verdict"])
    for award, found in answers.items():
        if not award.startswith("commendation_certificate"):
            assert {"eligible", "not_eligible", "unknown"} <= found, award


def shifted(value: Any, by: int, key: str = "") -> Any:
    """The case that many years away: every year and every day.

    Earlier awards move a year further, since the decree before counted from the day of a decision alone.
    """
    if key == "awards":
        by -= 1
    if isinstance(value, dict):
        return {
            (name + by if isinstance(name, int) else name): shifted(each, by, str(name))
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [each + by if _is_year(each) else shifted(each, by) for each in value]
    if isinstance(value, date):
        return value.replace(year=value.year + by, day=min(value.day, 28) if value.month == 2 else value.day)
    return value + by if key in {"year", "founded", "from", "until"} and _is_year(value) else value


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and 1980 <= value <= 2043


SAME_UNDER_DECREE_65 = (
    "advanced_worker",
    "grassroots_emulation_fighter",
    "provincial_emulation_fighter",
    "national_emulation_fighter",
    "advanced_collective",
    "outstanding_collective",
    "provincial_certificate_of_merit",
    "pm_certificate_of_merit",
    "labour_order_3",
    "labour_order_2",
    "labour_order_1",
    "independence_order_3",
    "independence_order_2",
    "independence_order_1",
    "ho_chi_minh_order",
    "gold_star_order",
    "advanced_soldier",
    "advanced_unit",
    "victory_unit",
    "provincial_emulation_flag",
)
# What Decree 91 and its circulars changed, so that the earlier decree answers otherwise or was not read.
DIFFERENT = (
    "sick-leave",
    "quota",
    "ballot",
    "vote",
    "state-award",
    "worker",
    "lo2-2020-farmer",
    "lo1-2020-farmer",
    "dedication",
    "period",
    "since",
    "overlap",
)
BEFORE = [
    case
    for case in CASES
    if case["question"]["award"] in SAME_UNDER_DECREE_65
    and date(2020, 6, 1) <= case["question"]["decided_on"] <= date(2022, 3, 31)
    and not any(word in case["id"] for word in DIFFERENT)
]


@pytest.mark.parametrize("case", BEFORE, ids=lambda case: case["id"])
def test_five_years_earlier_the_decree_before_answers_alike(case: dict[str, Any]) -> None:
    (record,) = parse_questions(shifted(record_of(case), -5))
    verdict = check(load_book(), record)
    assert "65/2014/NĐ-CP" in verdict.law
    assert verdict.outcome == case["expect"]["verdict"], case["why"]


def test_many_cases_have_an_earlier_twin() -> None:
    assert len(BEFORE) > 100
