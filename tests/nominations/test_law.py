"""What the room asks the lawbook: how long a review may take."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.nominations.law import OWN_AIM, review_days

D2021, D2024, D2025 = date(2021, 8, 19), date(2024, 12, 15), date(2025, 12, 15)


@pytest.mark.parametrize(
    ("award", "route", "kind", "on", "days"),
    [
        ("provincial_certificate_of_merit", "merit", "province", D2021, 25),
        ("provincial_certificate_of_merit", "merit", "province", D2025, 25),
        ("grassroots_emulation_fighter", "merit", "district", D2021, 20),
        ("advanced_collective", "merit", "district", D2021, 10),
        ("advanced_worker", "merit", "commune", D2024, 20),
        ("commendation_certificate_district", "sudden", "district", D2024, 10),
        ("commendation_certificate_district", "merit", "district", D2024, 20),
        ("advanced_worker", "merit", "school", D2021, OWN_AIM),
        ("advanced_worker", "merit", "commune", date(2016, 3, 1), OWN_AIM),
        ("no_such_award", "merit", "province", D2021, OWN_AIM),
    ],
)
def test_a_review_takes_the_time_the_lawbook_has_for_its_level(
    award: str, route: str, kind: str, on: date, days: int
) -> None:
    assert review_days(award, route, kind, on) == days
