"""Numbers, money, shares, dates and lists as Vietnamese readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.formats import (
    date_vi,
    date_words,
    decimal_vi,
    list_vi,
    money,
    number,
    parse_date_vi,
    parse_year_vi,
    share,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1000, "-1.000")]
)
def test_number_and_money(value: int, written: str) -> None:
    assert number(value) == written
    assert money(value) == f"{written} đ"


@pytest.mark.parametrize(
    ("value", "written"), [("0", "0"), ("18.40", "18,40"), ("-1234.5", "-1.234,5"), ("1E+3", "1.000")]
)
def test_a_decimal_keeps_its_places(value: str, written: str) -> None:
    assert decimal_vi(Decimal(value)) == written


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "written"),
    [
        (1, 8, 1, "12,5 %"),
        (0, 7, 1, "0 %"),
        (7, 7, 1, "100 %"),
        (1, 3, 1, "33,3 %"),
        (2, 3, 1, "66,7 %"),
        (2, 3, 0, "66,7 %"),
        (1, 16, 1, "6,3 %"),
        (1, 16, 2, "6,25 %"),
        (-1, 16, 1, "-6,3 %"),
        (25, 2, 1, "1.250 %"),
        (7996, 10_000, 1, "79,96 %"),
        (79_999, 100_000, 1, "79,999 %"),
        (80_001, 100_000, 1, "80,001 %"),
        (1, 10**9, 1, "0 %"),
        (1, 40, 0, "2,5 %"),
    ],
)
def test_share(numerator: int, denominator: int, places: int, written: str) -> None:
    assert share(numerator, denominator, places) == written


@given(st.integers(-1000, 1000), st.integers(1, 500), st.integers(1, 4))
def test_a_share_is_never_off_by_more_than_half_its_last_place(n: int, d: int, places: int) -> None:
    shown = Fraction(share(n, d, places).removesuffix(" %").replace(".", "").replace(",", "."))
    exact = Fraction(n * 100, d)
    assert abs(shown - exact) <= Fraction(1, 2 * 10**places)
    assert shown.denominator > 1 or exact.denominator == 1


@pytest.mark.parametrize("denominator", [0, -1])
def test_no_share_of_nothing(denominator: int) -> None:
    with pytest.raises(ValueError, match="mẫu số"):
        share(1, denominator)


@pytest.mark.parametrize(
    ("day", "screen", "document"),
    [
        (date(2026, 2, 5), "05/02/2026", "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 5), "05/03/2026", "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 10), "10/01/2026", "ngày 10 tháng 01 năm 2026"),
        (date(2026, 11, 12), "12/11/2026", "ngày 12 tháng 11 năm 2026"),
    ],
)
def test_dates_on_screen_and_in_documents(day: date, screen: str, document: str) -> None:
    assert date_vi(day) == screen
    assert date_words(day) == document


@pytest.mark.parametrize(
    "text",
    [
        "05/02/2021",
        "5/2/2021",
        " 05 / 02 / 2021 ",
        "5-2-2021",
        "05.02.2021",
        "2021-02-05",
        "2021-2-5",
        "2021-02-05 00:00:00",
        "2021-02-05T00:00",
        "05/02/2021 0:00:00",
        "ngày 05 tháng 02 năm 2021",
        "Ngày 5 tháng 2 năm 2021",
        "5 tháng 2 năm 2021",
        "05\u200b/02/2021\u00a0",
    ],
)
def test_dates_are_read_in_the_usual_forms(text: str) -> None:
    assert parse_date_vi(text) == date(2021, 2, 5)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Chưa nhập ngày"),
        ("  ", "Chưa nhập ngày"),
        ("2021", "Không đọc được ngày “2021”"),
        ("05/02/21", "Không đọc được ngày"),
        ("05/02-2021", "Không đọc được ngày"),
        ("2021/02/05", "Không đọc được ngày"),
        ("05/02/2021 08:30", "Không đọc được ngày"),
        ("ngày mai", "Không đọc được ngày"),
        ("٠٥/٠٢/٢٠٢١", "Không đọc được ngày"),
        ("31/02/2021", "không có trong lịch"),
        ("02/13/2021", "không có trong lịch"),
        ("00/01/2021", "không có trong lịch"),
        ("29/02/2023", "không có trong lịch"),
        ("05/02/1899", "ngoài khoảng từ 1900 đến 2199"),
        ("05/02/2200", "ngoài khoảng từ 1900 đến 2199"),
    ],
)
def test_what_is_no_date_is_said_in_vietnamese(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_date_vi(text)


@given(days)
def test_what_is_written_is_read_back(day: date) -> None:
    for text in (date_vi(day), date_words(day), day.isoformat(), f"{day.day}.{day.month}.{day.year}"):
        assert parse_date_vi(text) == day


def test_years() -> None:
    assert parse_year_vi(" 2021 ") == parse_year_vi("Năm 2021") == 2021
    assert (parse_year_vi("1900"), parse_year_vi("2199")) == (1900, 2199)
    for wrong in ("", "21", "2021-2022", "hai nghìn"):
        with pytest.raises(ValueError, match="Không đọc được năm"):
            parse_year_vi(wrong)
    for outside in ("1899", "2200"):
        with pytest.raises(ValueError, match="ngoài khoảng"):
            parse_year_vi(outside)


@pytest.mark.parametrize(
    ("items", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")],
)
def test_lists(items: list[str], written: str) -> None:
    assert list_vi(items) == written
    assert list_vi(items, last="hoặc") == written.replace(" và ", " hoặc ")
