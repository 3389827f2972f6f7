"""What the digits of a citizen number tell and what they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.citizen_id import BIRTH_PROVINCES, CitizenId, Gender, parse_citizen_id, warnings_against

MAN_1993 = "067093001234"


def test_a_citizen_number_tells_place_gender_and_year() -> None:
    read = parse_citizen_id(MAN_1993)
    assert read == CitizenId(MAN_1993, "citizen", "067", "male", 1993)
    assert read.birth_place == "Đắk Nông"


@pytest.mark.parametrize(
    ("digit", "gender", "year"),
    [
        ("0", "male", 1905),
        ("1", "female", 1905),
        ("2", "male", 2005),
        ("3", "female", 2005),
        ("4", "male", 2105),
        ("5", "female", 2105),
        ("6", "male", 2205),
        ("7", "female", 2205),
        ("8", "male", 2305),
        ("9", "female", 2305),
    ],
)
def test_the_fourth_digit_is_century_and_sex(digit: str, gender: Gender, year: int) -> None:
    read = parse_citizen_id(f"001{digit}05123456")
    assert (read.gender, read.birth_year) == (gender, year)


@pytest.mark.parametrize("typed", [" 067093001234 ", "067 093 001 234", "067.093.001-234", "'067093001234"])
def test_separators_are_dropped(typed: str) -> None:
    assert parse_citizen_id(typed).number == MAN_1993


def test_an_old_card_is_known_as_such_and_tells_nothing() -> None:
    read = parse_citizen_id("245 123 456")
    assert (read.number, read.kind) == ("245123456", "old_card")
    assert (read.birth_code, read.gender, read.birth_year, read.birth_place) == (None, None, None, None)
    assert warnings_against(read, "male", 1990) == (
        "Đây là số chứng minh nhân dân 9 số; đề nghị bổ sung số định danh cá nhân 12 số.",
    )


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Chưa nhập"),
        (" . ", "Chưa nhập"),
        ("06709300123A", "chỉ gồm các chữ số"),
        ("٠٦٧٠٩٣٠٠١٢٣٤", "chỉ gồm các chữ số"),
        ("6.7093E+10", "chỉ gồm các chữ số"),
        ("0670930012345", "đang có 13.$"),
        ("12345", "đang có 5.$"),
        ("67093001234", "đang có 11. Nếu lấy từ bảng tính, có thể đã mất chữ số 0 ở đầu"),
        ("1093001234", "đang có 10. Nếu lấy"),
        ("45123456", "đang có 8. Nếu lấy"),
        ("000093001234", "không thể là 000"),
    ],
)
def test_bad_numbers_are_refused_in_vietnamese(typed: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_citizen_id(typed)


def test_what_fits_gives_no_warning_nor_does_what_is_unknown() -> None:
    read = parse_citizen_id(MAN_1993)
    assert warnings_against(read) == ()
    assert warnings_against(read, "male", 1993) == ()
    assert warnings_against(read, None, 1993) == ()


def test_each_difference_gives_its_own_warning() -> None:
    read = parse_citizen_id(MAN_1993)
    gender = "Số định danh cá nhân là của nam, hồ sơ ghi giới tính nữ."
    year = "Số định danh cá nhân ứng với năm sinh 1993, hồ sơ ghi năm sinh 1939."
    assert warnings_against(read, "female") == (gender,)
    assert warnings_against(read, "male", 1939) == (year,)
    assert warnings_against(read, "female", 1939) == (gender, year)


def test_an_unknown_province_is_a_warning_and_another_country_is_none() -> None:
    assert warnings_against(parse_citizen_id("003093001234")) == (
        "Mã nơi đăng ký khai sinh 003 không có trong danh mục tỉnh, thành phố.",
    )
    abroad = parse_citizen_id("100093001234")
    assert abroad.birth_place == "nước ngoài"
    assert warnings_against(abroad) == ()
    assert parse_citizen_id("099093001234").birth_place is None


def test_the_list_of_provinces_is_the_one_before_the_mergers() -> None:
    assert len(BIRTH_PROVINCES) == len(set(BIRTH_PROVINCES.values())) == 63
    assert list(BIRTH_PROVINCES) == sorted(BIRTH_PROVINCES)
    assert all(len(code) == 3 and 1 <= int(code) <= 96 for code in BIRTH_PROVINCES)


def test_screens_may_show_the_last_three_digits_only() -> None:
    assert parse_citizen_id(MAN_1993).masked == "•••••••••234"
    assert parse_citizen_id("245123456").masked == "••••••456"


@given(
    st.sampled_from(sorted(BIRTH_PROVINCES)), st.integers(1900, 2399), st.booleans(), st.integers(0, 999_999)
)
def test_every_well_made_number_agrees_with_its_own_record(
    code: str, year: int, female: bool, rest: int
) -> None:
    number = f"{code}{(year - 1900) // 100 * 2 + female}{year % 100:02d}{rest:06d}"
    assert warnings_against(parse_citizen_id(number), "female" if female else "male", year) == ()
