"""Bonuses of decisions against the amounts of the fact sheets, to the đồng."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.stage import Stage
from tests.factories import collective
from thidua.decisions import gather
from thidua.decisions.types import Candidate
from thidua.foundation.errors import Refused

D91, D98 = date(2021, 12, 15), date(2024, 8, 1)


def rate(award: str, kind: str, on: date) -> tuple[int | None, int | None, int]:
    """Coefficient, product and payable bonus of one award."""
    one = Candidate(
        1, 1, "An", kind, "an", 1, "Trường", award, award, 1, True, "merit", 2021,
    )  # fmt: skip
    found = gather.rates([one], on)[1]
    return found.coefficient_milli, found.raw, found.amount


@pytest.mark.parametrize(
    ("award", "kind", "on", "expected"),
    [
        ("advanced_worker", "person", D91, (300, 447_000, 450_000)),
        ("grassroots_emulation_fighter", "person", D91, (1000, 1_490_000, 1_490_000)),
        ("provincial_emulation_fighter", "person", D91, (3000, 4_470_000, 4_470_000)),
        ("advanced_collective", "collective", D91, (800, 1_192_000, 1_200_000)),
        ("outstanding_collective", "collective", D91, (1500, 2_235_000, 2_240_000)),
        ("provincial_certificate_of_merit", "person", D91, (1000, 1_490_000, 1_490_000)),
        ("provincial_certificate_of_merit", "collective", D91, (2000, 2_980_000, 2_980_000)),
        ("advanced_worker", "person", D98, (300, 702_000, 710_000)),
        ("advanced_collective", "collective", D98, (800, 1_872_000, 1_880_000)),
    ],
)
def test_amounts(award: str, kind: str, on: date, expected: tuple[int, int, int]) -> None:
    assert rate(award, kind, on) == expected


def test_a_day_before_the_first_base_salary_is_refused() -> None:
    with pytest.raises(Refused, match="Chưa có quy định về mức tiền thưởng vào ngày 01/01/2005"):
        rate("advanced_worker", "person", date(2005, 1, 1))


def test_a_mixed_decision_adds_up(stage: Stage) -> None:
    people = stage.nominations([stage.teacher(f"Nguyễn Văn A{n}") for n in range(3)])
    school = stage.nominations([collective(stage.units.school)], "advanced_collective")
    row = stage.published([*people, *school])
    assert row.total_bonus == 3 * 450_000 + 1_200_000
    assert row.total_bonus == sum(line["amount"] for line in row.content["items"])
