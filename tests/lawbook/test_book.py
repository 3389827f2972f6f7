"""What the rest of the program asks the book: authorities, votes, bonuses, dossiers, legal bases, parameters."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.lawbook import ParameterError, load_book

BOOK = load_book()
D2021, D2024, D2025 = date(2021, 12, 15), date(2024, 12, 15), date(2025, 12, 15)


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("base_salary", date(2018, 7, 1), 1_390_000),
        ("base_salary", date(2019, 6, 30), 1_390_000),
        ("base_salary", date(2019, 7, 1), 1_490_000),
        ("base_salary", date(2023, 6, 30), 1_490_000),
        ("base_salary", date(2023, 7, 1), 1_800_000),
        ("base_salary", date(2024, 7, 1), 2_340_000),
        ("base_salary", date(2026, 6, 30), 2_340_000),
        ("base_salary", date(2026, 7, 1), 2_530_000),
        ("advanced_worker.min_months", date(2017, 9, 30), 10),
        ("advanced_worker.min_months", date(2024, 4, 15), 6),
    ],
)
def test_parameters_by_day(name: str, on: date, value: int) -> None:
    assert BOOK.parameter(name, on).value == value


def test_a_parameter_before_its_first_date_is_an_error_naming_both() -> None:
    with pytest.raises(ParameterError, match=r"base_salary.*2018-06-30"):
        BOOK.parameter("base_salary", date(2018, 6, 30))
    with pytest.raises(ParameterError, match=r"bonus\.round_up_to"):
        BOOK.parameter("bonus.round_up_to", date(2027, 3, 2))
    with pytest.raises(ParameterError, match="no_such"):
        BOOK.parameter("no_such", D2021)


@pytest.mark.parametrize(
    ("award", "kind", "on", "raw", "payable"),
    [
        ("advanced_worker", "person", D2021, 447_000, 450_000),
        ("grassroots_emulation_fighter", "person", D2021, 1_490_000, 1_490_000),
        ("provincial_emulation_fighter", "person", D2021, 4_470_000, 4_470_000),
        ("national_emulation_fighter", "person", D2021, 6_705_000, 6_710_000),
        ("advanced_collective", "collective", D2021, 1_192_000, 1_200_000),
        ("outstanding_collective", "collective", D2021, 2_235_000, 2_240_000),
        ("provincial_emulation_flag", "collective", D2021, 11_920_000, 11_920_000),
        ("government_emulation_flag", "collective", D2021, 17_880_000, 17_880_000),
        ("provincial_certificate_of_merit", "person", D2021, 1_490_000, 1_490_000),
        ("provincial_certificate_of_merit", "collective", D2021, 2_980_000, 2_980_000),
        ("pm_certificate_of_merit", "person", D2021, 5_215_000, 5_220_000),
        ("pm_certificate_of_merit", "collective", D2021, 10_430_000, 10_430_000),
        ("commendation_certificate_district", "person", D2021, 447_000, 450_000),
        ("commendation_certificate_commune", "person", D2021, 223_500, 230_000),
        ("labour_order_3", "person", D2021, 6_705_000, 6_710_000),
        ("labour_order_2", "collective", D2021, 22_350_000, 22_350_000),
        ("hero_of_labour", "person", D2021, 23_095_000, 23_100_000),
        ("advanced_worker", "person", D2024, 702_000, 710_000),
        ("commendation_certificate_unit", "collective", D2024, 1_404_000, 1_410_000),
        ("commendation_certificate_commune", "household", D2024, 1_053_000, 1_060_000),
        ("provincial_certificate_of_merit", "collective", D2024, 7_020_000, 7_020_000),
        ("provincial_certificate_of_merit", "household", D2024, 5_265_000, 5_270_000),
        ("pm_certificate_of_merit", "person", date(2026, 7, 1), 8_855_000, 8_860_000),
        ("government_emulation_flag", "collective", date(2026, 6, 30), 28_080_000, 28_080_000),
    ],
)
def test_bonuses_of_the_published_tables(award: str, kind: str, on: date, raw: int, payable: int) -> None:
    bonus = BOOK.bonus(award, kind, on)
    assert bonus is not None
    assert (bonus.raw, bonus.payable) == (raw, payable)


@given(st.sampled_from(sorted(BOOK.awards)), st.dates(date(2018, 7, 1), date(2027, 3, 1)))
def test_a_bonus_is_rounded_up_to_ten_thousand_and_no_further(award: str, on: date) -> None:
    for kind in ("person", "collective", "household") if BOOK.in_force(award, on) else ():
        bonus = BOOK.bonus(award, kind, on)
        if bonus is not None:
            assert bonus.payable % 10_000 == 0 and 0 <= bonus.payable - bonus.raw < 10_000
            assert bonus.raw == Fraction(bonus.coefficient_milli * bonus.base_salary, 1000)


def test_a_bonus_of_a_day_without_base_salary_is_an_error_and_of_another_kind_none() -> None:
    with pytest.raises(ParameterError, match=r"base_salary.*2018-06-30"):
        BOOK.bonus("advanced_worker", "person", date(2018, 6, 30))
    with pytest.raises(ParameterError, match=r"bonus\.advanced_worker"):
        BOOK.bonus("advanced_worker", "person", date(2017, 9, 30))
    assert BOOK.bonus("advanced_worker", "collective", D2021) is None


def test_unsure_coefficients_are_unchecked() -> None:
    person = BOOK.bonus("provincial_certificate_of_merit", "person", D2024)
    collective = BOOK.bonus("provincial_certificate_of_merit", "collective", D2024)
    assert person is not None and not person.checked
    assert collective is not None and collective.checked


NINETY = {13: 12, 14: 13, 15: 14, 17: 16, 20: 18, 21: 19, 7: 7, 9: 9, 11: 10, 19: 18, 25: 23, 100: 90}
EIGHTY = {7: 6, 9: 8, 11: 9, 13: 11, 15: 12, 17: 14, 19: 16, 21: 17, 25: 20, 100: 80}


@pytest.mark.parametrize("on", [date(2017, 10, 1), D2021, D2024, D2025])
@pytest.mark.parametrize(
    "award", ["provincial_emulation_fighter", "national_emulation_fighter", "hero_of_labour"]
)
def test_nine_in_ten_of_all_members(award: str, on: date) -> None:
    rule = BOOK.threshold(award, on)
    assert rule is not None
    assert {members: rule.needed(members) for members in NINETY} == NINETY
    assert rule.secret is (True if on < date(2024, 1, 1) else None)
    assert rule.checked is (on < date(2025, 7, 1))


@pytest.mark.parametrize(
    "award", ["grassroots_emulation_fighter", "provincial_emulation_flag", "government_emulation_flag"]
)
def test_eight_in_ten_only_since_2024(award: str) -> None:
    assert BOOK.threshold(award, date(2023, 12, 31)) is None
    for on in (date(2024, 1, 1), D2025):
        rule = BOOK.threshold(award, on)
        assert rule is not None and {members: rule.needed(members) for members in EIGHTY} == EIGHTY


@pytest.mark.parametrize(
    ("award", "council"),
    [
        ("provincial_emulation_fighter", "province"),
        ("national_emulation_fighter", "province"),
        ("hero_of_labour", "province"),
        ("hero_of_armed_forces", "province"),
        ("grassroots_emulation_fighter", "proposing"),
        ("provincial_emulation_flag", "proposing"),
        ("government_emulation_flag", "proposing"),
    ],
)
def test_whose_council_the_share_binds(award: str, council: str) -> None:
    assert BOOK.awards[award].voted_by == council
    for on in (D2021, D2024, D2025):
        rule = BOOK.threshold(award, on)
        assert rule is None or rule.council == council
    assert BOOK.awards["advanced_worker"].voted_by is None


def test_no_share_where_the_law_states_none() -> None:
    for award in (
        "advanced_worker",
        "outstanding_collective",
        "provincial_certificate_of_merit",
        "labour_order_3",
    ):
        assert BOOK.threshold(award, D2021) is None and BOOK.threshold(award, D2024) is None


@given(st.integers(1, 500))
def test_needed_is_the_least_number_that_reaches_the_share(members: int) -> None:
    rule = BOOK.threshold("provincial_emulation_fighter", D2021)
    assert rule is not None
    needed = rule.needed(members)
    assert Fraction(needed, members) >= rule.share > Fraction(needed - 1, members)


@pytest.mark.parametrize(
    ("award", "on", "deciders"),
    [
        ("advanced_worker", D2021,
         {"unit_head", "department_head", "district_chair", "commune_chair", "enterprise_head"}),
        ("grassroots_emulation_fighter", date(2025, 6, 30),
         {"unit_head", "department_head", "district_chair", "enterprise_head"}),
        ("grassroots_emulation_fighter", date(2025, 7, 1),
         {"unit_head", "department_head", "commune_chair", "enterprise_head"}),
        ("provincial_certificate_of_merit", D2021, {"province_chair"}),
        ("pm_certificate_of_merit", D2021, {"prime_minister"}),
        ("government_emulation_flag", D2021, {"government"}),
        ("labour_order_3", D2021, {"president"}),
        ("cultural_village", date(2025, 6, 30), {"district_chair"}),
        ("cultural_village", date(2025, 7, 1), {"commune_chair"}),
        ("commendation_certificate_district", date(2025, 7, 1), set()),
        ("advanced_worker", date(2004, 6, 30), set()),
        ("exemplary_commune", D2021, set()),
        ("ministry_emulation_fighter", D2021, set()),
    ],
)  # fmt: skip
def test_who_decides_by_day(award: str, on: date, deciders: set[str]) -> None:
    assert set(BOOK.deciders(award, on)) == deciders


def test_what_is_in_force_by_day() -> None:
    assert BOOK.in_force("commendation_certificate_district", date(2025, 6, 30))
    assert not BOOK.in_force("commendation_certificate_district", date(2025, 7, 1))
    assert not BOOK.in_force("exemplary_commune", date(2023, 12, 31))
    assert BOOK.in_force("exemplary_commune", date(2024, 1, 1))
    assert BOOK.in_force("ministry_emulation_fighter", D2021)
    assert not BOOK.in_force("advanced_worker", date(2004, 6, 30))


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        (D2021, ["15/2003/QH11", "47/2005/QH11", "39/2013/QH13", "91/2017/NĐ-CP", "12/2019/TT-BNV"]),
        (
            date(2018, 3, 1),
            ["15/2003/QH11", "47/2005/QH11", "39/2013/QH13", "91/2017/NĐ-CP", "08/2017/TT-BNV"],
        ),
        (date(2024, 12, 15), ["06/2022/QH15", "98/2023/NĐ-CP", "01/2024/TT-BNV"]),
        (D2025, ["06/2022/QH15", "152/2025/NĐ-CP", "129/2025/NĐ-CP", "15/2025/TT-BNV"]),
    ],
)
def test_the_legal_basis_of_a_decision_in_its_order(on: date, numbers: list[str]) -> None:
    assert [each.number for each in BOOK.legal_basis(["advanced_worker"], on)] == numbers
    assert BOOK.legal_basis([], on) == ()


def test_dossiers_by_route_and_day() -> None:
    merit = [paper.name for paper in BOOK.dossier("provincial_certificate_of_merit", "merit", D2021)]
    sudden = [paper.name for paper in BOOK.dossier("provincial_certificate_of_merit", "sudden", D2021)]
    assert len(merit) == 3 and sudden == ["Tờ trình", "Báo cáo tóm tắt thành tích của cấp trình"]
    assert any("sáng kiến" in p.name for p in BOOK.dossier("grassroots_emulation_fighter", None, D2021))
    assert BOOK.dossier("labour_order_1", "merit", date(2017, 9, 30)) == ()
    assert len(BOOK.dossier("labour_order_1", "merit", D2021)) == 4  # the list all orders share
    assert all(paper.cites for paper in BOOK.dossier("national_emulation_fighter", "merit", D2025))


def test_the_catalogue() -> None:
    assert BOOK.award("pm_certificate").code == "pm_certificate_of_merit"
    assert BOOK.award("advanced_worker").short_name == "LĐTT"
    assert BOOK.resolve("no_such_award") is None
    with pytest.raises(KeyError):
        BOOK.award("no_such_award")
    ranks = [award.rank for award in BOOK.awards.values()]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)
    assert BOOK.awards["labour_order_3"].level == "state" and "labour_order_3" in BOOK.state_level
    assert "advanced_worker" in BOOK.titles and "labour_order_3" not in BOOK.titles


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        ("91/2017/NĐ-CP Đ9.3.b", "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"),
        ("06/2022/QH15 Đ74.1.đ", "điểm đ khoản 1 Điều 74 Luật 06/2022/QH15"),
        ("15/2003/QH11 Đ24", "Điều 24 Luật 15/2003/QH11"),
        ("12/2019/TT-BNV", "Thông tư 12/2019/TT-BNV"),
    ],
)
def test_citations_read_as_officers_write_them(cite: str, text: str) -> None:
    assert BOOK.cite_vi(cite) == text


@pytest.mark.parametrize(
    "cite", ["", "91/2017/NĐ-CP 9.3", "91/2017/NĐ-CP Đ9.3.b.1", "Điều 9", "91/2017/NĐ-CP  Đ9"]
)
def test_loose_citations_are_refused(cite: str) -> None:
    with pytest.raises(ValueError, match="trích dẫn"):
        BOOK.citation(cite)
