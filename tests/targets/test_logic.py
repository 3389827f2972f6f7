"""How results stand to plans, how amounts gather, and amounts read back as they were written."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.targets import logic
from thidua.targets.amounts import amount_text, number_text, parse_amount, parse_period, places_of
from thidua.targets.types import (
    Amount,
    Direction,
    Kind,
    NewTarget,
    OverUnits,
    OverYears,
    Period,
    Sign,
    Standing,
)

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
POSITIVE = st.decimals(min_value=D("0.0001"), max_value=10**9, places=4, allow_nan=False)
SIGNED = st.builds(lambda n, s: Amount(n, sign=s), NUMBERS, st.sampled_from(Sign))
SPANS = st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Amount(*pair))
AMOUNTS = SIGNED | SPANS


@given(AMOUNTS)
def test_an_amount_is_read_back_as_it_was_written(amount: Amount) -> None:
    again = parse_amount(amount_text(amount))
    assert again == amount
    assert amount_text(again) == amount_text(amount)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("  ", None),
        ("0", Amount(D(0))),
        ("-2,99", Amount(D("-2.99"))),
        ("1.234.567,5", Amount(D("1234567.5"))),
        ("23889", Amount(D(23889))),
        ("7,5 – 8", Amount(D("7.5"), D(8))),
        ("20.726 đến 20.728", Amount(D(20726), D(20728))),
        ("trên 70", Amount(D(70), sign=Sign.OVER)),
        ("> 60", Amount(D(60), sign=Sign.OVER)),
        ("Khoảng 23.889", Amount(D(23889), sign=Sign.ABOUT)),
    ],
)
def test_what_officers_type(text: str, amount: Amount | None) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    "text", ["7.5", "1.23", "abc", "8-7,5", "5-5", "1,23456", "9" * 15, "7,5%", "trên", "1e5", "²"]
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"“|số"):
        parse_amount(text)


def test_periods() -> None:
    assert parse_period("2021") == Period(2021, 2021)
    assert parse_period("Giai đoạn 2021–2025") == Period(2021, 2025)
    assert str(Period(2021, 2025)) == "2021-2025"
    for wrong in ("2021-2024", "2025-2021", "21", ""):
        with pytest.raises(ValueError, match=r"năm|Năm"):
            parse_period(wrong)


@given(AMOUNTS, AMOUNTS)
def test_less_is_better_is_more_is_better_turned_round(plan: Amount, result: Amount) -> None:
    """Negating both numbers and turning their signs round changes which way is good, and nothing else."""
    turned = {Sign.OVER: Sign.UNDER, Sign.UNDER: Sign.OVER}

    def negated(amount: Amount) -> Amount:
        if amount.high is not None:
            return Amount(-amount.high, -amount.low)
        return Amount(-amount.low, sign=turned.get(amount.sign, amount.sign))

    one, other = logic.attain(HIGHER, plan, result), logic.attain(LOWER, negated(plan), negated(result))
    assert (one.standing, one.behind) == (other.standing, other.behind)


@given(POSITIVE, POSITIVE)
def test_less_is_better_inverts_the_share(plan: D, result: D) -> None:
    more, less = (
        logic.attain(HIGHER, Amount(plan), Amount(result)),
        logic.attain(LOWER, Amount(result), Amount(plan)),
    )
    assert more.percent == less.percent == Fraction(result) / Fraction(plan) * 100
    assert (more.standing is Standing.MET) == (more.percent >= 100)
    assert (logic.floor_percent(more.percent) >= 10_000) == (result >= plan)  # type: ignore[operator]


@given(st.sampled_from(Direction), NUMBERS, NUMBERS)
def test_behind_is_what_is_lacking_and_nothing_else(direction: Direction, plan: D, result: D) -> None:
    found = logic.attain(direction, Amount(plan), Amount(result))
    behind = plan - result if direction is HIGHER else result - plan
    assert found.behind == max(behind, D(0))
    assert (found.standing is Standing.MET) == (behind <= 0)


@given(st.sampled_from(Direction), NUMBERS, NUMBERS, POSITIVE)
def test_a_better_result_never_stands_worse(direction: Direction, plan: D, result: D, more: D) -> None:
    better = result + more if direction is HIGHER else result - more
    before = logic.attain(direction, Amount(plan), Amount(result))
    after = logic.attain(direction, Amount(plan), Amount(better))
    assert after.standing is Standing.MET or before.standing is Standing.BEHIND
    assert (after.behind or D(0)) <= (before.behind or D(0))


@pytest.mark.parametrize(
    ("direction", "plan", "result", "standing", "percent", "behind"),
    [
        (HIGHER, "0", "0", Standing.MET, 100, "0"),
        (LOWER, "0", "0", Standing.MET, 100, "0"),
        (HIGHER, "0", "3", Standing.MET, None, "0"),
        (LOWER, "0", "3", Standing.BEHIND, 0, "3"),
        (HIGHER, "5", "0", Standing.BEHIND, 0, "5"),
        (LOWER, "5", "0", Standing.MET, None, "0"),
        (HIGHER, "-2", "1", Standing.MET, None, "0"),
        (HIGHER, "7,5", "5,71", Standing.BEHIND, Fraction(571, 750) * 100, "1,79"),
        (HIGHER, "7,5-8", "7,6", Standing.MET, Fraction(760, 750) * 100, "0"),
        (HIGHER, "trên 70", "70", Standing.BEHIND, 100, "0"),
        (HIGHER, "trên 70", "trên 70", Standing.MET, 100, "0"),
        (HIGHER, "2", "trên 3", Standing.MET, 150, "0"),
        (HIGHER, "70", "dưới 80", Standing.UNSURE, None, None),
        (HIGHER, "70", "dưới 70", Standing.BEHIND, None, "0"),
        (LOWER, "5", "trên 4", Standing.UNSURE, None, None),
        (LOWER, "dưới 5", "5", Standing.BEHIND, 100, "0"),
        (HIGHER, "", "3", Standing.NO_PLAN, None, None),
        (HIGHER, "3", "", Standing.NO_RESULT, None, None),
        (HIGHER, "", "", Standing.EMPTY, None, None),
    ],
)
def test_stated_answers(
    direction: Direction, plan: str, result: str, standing: Standing, percent: object, behind: str | None
) -> None:
    found = logic.attain(direction, parse_amount(plan), parse_amount(result))
    assert (found.standing, found.percent) == (standing, percent)
    assert found.behind == (None if behind is None else parse_amount(behind).low)  # type: ignore[union-attr]


def test_the_surest_result_counts() -> None:
    known = {Kind.PLAN: Amount(D(1)), Kind.ESTIMATE: Amount(D(52)), Kind.REPORTED: Amount(D("47.76"))}
    assert logic.result_of(known) == (Kind.REPORTED, Amount(D("47.76")))
    assert logic.result_of({Kind.PLAN: Amount(D(1))}) is None


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.randoms())
def test_gathering_is_exact_in_any_order(amounts: list[D], chance: random.Random) -> None:
    mixed = chance.sample(amounts, len(amounts))
    for rule in (OverUnits.SUM, OverUnits.MEAN):
        assert logic.gather_units(rule, amounts, 2) == logic.gather_units(rule, mixed, 2)
    total = logic.gather_units(OverUnits.SUM, amounts, 0).amount
    assert total is not None
    assert Fraction(total) == sum(map(Fraction, amounts))
    rounded = logic.mean(amounts, 2)
    assert abs(Fraction(rounded) - Fraction(total) / len(amounts)) <= Fraction(1, 200)
    assert logic.mean([-each for each in amounts], 2) == -rounded


def test_one_blank_unit_leaves_the_sum_blank() -> None:
    found = logic.gather_units(OverUnits.SUM, [D(1), None, D(2)], 0)
    assert (found.amount, found.known, found.of, found.whole) == (None, 2, 3, False)
    assert logic.gather_units(OverUnits.NONE, [D(1)], 0).amount is None
    assert logic.gather_units(OverUnits.SUM, [], 0).amount is None


def test_poverty_of_2015_by_district_is_the_provinces() -> None:
    households = [8256, 6610, 3169, 2958, 2806, 1863, 1682, 417]
    assert logic.gather_units(OverUnits.SUM, list(map(D, households)), 0).amount == D(27761)


def test_years_make_a_five_year_plan_by_their_rule() -> None:
    five, known = Period(2021, 2025), {2020: D(9), 2021: D(2847), 2022: D(3475)}
    assert logic.gather_years(OverYears.SUM, known, five, 0).amount == D(6322)
    assert logic.gather_years(OverYears.LAST, known, five, 0).amount == D(3475)
    assert logic.gather_years(OverYears.MEAN, known, five, 1).amount == D(3161)
    assert logic.gather_years(OverYears.MEAN, known, five, 1).known == 2
    assert logic.gather_years(OverYears.SUM, {}, five, 0).amount is None


def test_what_may_be_entered_when() -> None:
    today = date(2021, 12, 15)
    assert logic.check_period(Period(2022, 2022), Kind.PLAN, today)
    assert not logic.check_period(Period(2022, 2022), Kind.REPORTED, today)
    assert logic.check_period(Period(2021, 2025), Kind.ESTIMATE, today)
    assert not logic.check_period(Period(2021, 2023), Kind.PLAN, today)
    assert not logic.check_amount(Amount(D("7.5")), 0)
    twice = logic.check_once(Kind.REPORTED, Amount(D("8.63")), False, 2)
    assert "đã ghi là 8,63" in twice.reason
    assert not logic.check_unit_lasts("Xã A", None, date(2020, 6, 30), Period(2021, 2021))
    assert logic.check_unit_lasts("Xã A", None, date(2020, 6, 30), Period(2020, 2020))


def test_meaning_stays_once_there_are_amounts() -> None:
    before = NewTarget("A", "Thu ngân sách", "tỷ đồng", HIGHER, places=1)
    turned = NewTarget("A", "Thu ngân sách", "tỷ đồng", LOWER, places=1)
    assert logic.check_edit(before, turned, has_values=False)
    assert not logic.check_edit(before, turned, has_values=True)
    assert logic.check_edit(before, NewTarget("B", "Thu", "tỷ đồng", HIGHER, places=2), has_values=True)
    assert not logic.check_edit(before, NewTarget("A", "Thu", "tỷ đồng", HIGHER), has_values=True)
    assert len(logic.check_target(NewTarget("", " ", "", HIGHER, places=5)).reasons) == 4


def test_decimals_are_shown_as_the_target_has_them() -> None:
    assert number_text(D("7.50"), 2) == "7,50"
    assert number_text(D(1200), 0) == "1.200"
    assert number_text(D("7.25"), 1) == "7,25"
    assert places_of(Amount(D("7.50"), D(8))) == 1


@pytest.mark.parametrize(
    ("rule", "direction", "known", "standing"),
    [
        (OverYears.SUM, HIGHER, {2021: 60, 2022: 50}, Standing.MET),
        (OverYears.SUM, HIGHER, {2021: 60}, Standing.UNSURE),
        (OverYears.SUM, LOWER, {2021: 60}, Standing.UNSURE),
        (OverYears.MEAN, HIGHER, {2021: 150}, Standing.UNSURE),
        (OverYears.LAST, HIGHER, {2024: 150}, Standing.UNSURE),
        (OverYears.LAST, HIGHER, {2025: 150}, Standing.MET),
        (OverYears.LAST, HIGHER, {2025: 50}, Standing.BEHIND),
        (OverYears.MEAN, HIGHER, dict.fromkeys(range(2021, 2026), 99), Standing.BEHIND),
        (OverYears.SUM, HIGHER, {}, Standing.NO_RESULT),
    ],
)
def test_five_years_are_settled_only_when_they_are(
    rule: OverYears, direction: Direction, known: dict[int, int], standing: Standing
) -> None:
    by_year = {year: {Kind.REPORTED: Amount(D(number))} for year, number in known.items()}
    found = logic.judge_period(direction, rule, 0, Period(2021, 2025), {Kind.PLAN: Amount(D(100))}, by_year)
    assert found.stands.standing is standing
