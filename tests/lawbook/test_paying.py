"""Several awards at one time: what is paid, and why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.lawbook import ParameterError, load_book
from thidua.lawbook.paying import Conferred

BOOK = load_book()
D2021, D2024, D2025 = date(2021, 12, 15), date(2024, 12, 15), date(2025, 12, 15)


def paid(on: date, *awards: Conferred) -> list[int]:
    return [each.amount for each in BOOK.payable(awards, on)]


@pytest.mark.parametrize(
    ("on", "worker", "fighter"), [(D2021, 450_000, 1_490_000), (D2025, 710_000, 2_340_000)]
)
def test_of_two_titles_of_one_year_the_higher_is_paid(on: date, worker: int, fighter: int) -> None:
    year = (on.year, on.year)
    both: list[Conferred] = [
        ("advanced_worker", "person", year),
        ("grassroots_emulation_fighter", "person", year),
    ]
    assert paid(on, *both) == [0, fighter]
    first, second = BOOK.payable(both, on)
    assert not first.paid and "Chiến sĩ thi đua cơ sở" in first.because
    assert second.paid and "Mức cao nhất" in second.because
    other = (on.year - 1, on.year - 1)
    assert paid(on, ("advanced_worker", "person", other), both[1]) == [worker, fighter]


def test_a_title_and_a_form_are_both_paid() -> None:
    awards: list[Conferred] = [
        ("grassroots_emulation_fighter", "person", (2025, 2025)),
        ("provincial_certificate_of_merit", "person", (2024, 2025)),
    ]
    assert paid(D2025, *awards) == [2_340_000, 3_510_000]
    assert BOOK.payable(awards, D2025)[0].checked
    assert not BOOK.payable(awards, D2021)[0].checked  # the letters of the article of 2017 were not read


def test_two_forms_for_the_same_years_are_left_to_a_person() -> None:
    awards: list[Conferred] = [
        ("provincial_certificate_of_merit", "collective", (2025, 2025)),
        ("commendation_certificate_dept", "collective", (2025, 2025)),
    ]
    found = BOOK.payable(awards, D2025)
    assert all(each.paid and not each.checked and "cùng thời gian" in each.because for each in found)
    apart = BOOK.payable([awards[0], (*awards[1][:2], (2024, 2024))], D2025)
    assert all(each.checked for each in apart)


def test_an_award_without_a_coefficient_is_told() -> None:
    (found,) = BOOK.payable([("provincial_commemorative_medal", "person", (2025, 2025))], D2025)
    assert found.bonus is None and found.amount == 0 and "Chưa có hệ số" in found.because


@pytest.mark.parametrize("on", [date(2017, 9, 30), date(2027, 3, 2)])
def test_a_day_without_a_rule_is_refused(on: date) -> None:
    with pytest.raises(ParameterError):
        BOOK.payable([("advanced_worker", "person", (2017, 2017))], on)


@pytest.mark.parametrize("on", [D2024, D2025])
def test_a_household_gets_one_and_a_half_of_a_person(on: date) -> None:
    seen = 0
    for code, award in BOOK.awards.items():
        found = BOOK.bonus(code, "household", on)
        if award.kind == "form" and found is not None:
            person = BOOK.bonus(code, "person", on)
            assert person is not None and 2 * found.coefficient_milli == 3 * person.coefficient_milli
            seen += 1
    assert seen >= 5
    assert BOOK.several_awards(D2025).rule.household == (3, 2)


TITLES = ["advanced_worker", "grassroots_emulation_fighter", "provincial_emulation_fighter"]
FORMS = ["provincial_certificate_of_merit", "pm_certificate_of_merit", "labour_order_3"]
AWARDS = st.lists(
    st.tuples(
        st.sampled_from(TITLES + FORMS), st.just("person"), st.sampled_from([(2020, 2020), (2021, 2021)])
    ),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(awards=AWARDS, on=st.sampled_from([D2021, D2024, D2025]))
def test_one_title_is_paid_for_every_period_and_every_form(awards: list[Conferred], on: date) -> None:
    found = BOOK.payable(awards, on)
    titles = [each for each in found if each.code in TITLES]
    for period in {each.period for each in titles}:
        same = [each for each in titles if each.period == period]
        best = max(each.bonus.payable for each in same if each.bonus is not None)
        assert [each.amount for each in same if each.paid] == [best]
    assert all(each.paid for each in found if each.code in FORMS)
    backwards = BOOK.payable(awards[::-1], on)
    assert sum(each.amount for each in backwards) == sum(each.amount for each in found)
