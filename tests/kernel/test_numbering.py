"""Numbers and symbols of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.numbering import (
    COPY_NAMES,
    TYPE_NAMES,
    check_symbol,
    document_number,
    letter_symbol,
    split_document_number,
    symbol,
)

abbreviations = st.sampled_from([*TYPE_NAMES, *COPY_NAMES])
bodies = st.sampled_from(["UBND", "SNV", "HĐTĐKT", "TĐKT", "BCĐ389", "C&T", "PC.TĐ"])


def test_symbols() -> None:
    assert symbol("QĐ", "UBND") == "QĐ-UBND"
    assert symbol("TTr", "SNV") == "TTr-SNV"
    assert symbol("QyĐ", " HĐTĐKT ", "VP") == "QyĐ-HĐTĐKT-VP"
    assert letter_symbol("SNV", "TĐKT") == "SNV-TĐKT"


def test_twenty_seven_types_and_three_copies_and_none_for_a_letter() -> None:
    assert (len(TYPE_NAMES), len(COPY_NAMES)) == (27, 3)
    assert "CV" not in TYPE_NAMES
    assert len(set(TYPE_NAMES.values())) == 27


@pytest.mark.parametrize("abbreviation", ["CV", "TTR", "qđ", ""])
def test_no_other_abbreviation_makes_a_symbol(abbreviation: str) -> None:
    with pytest.raises(ValueError, match="không phải là chữ viết tắt"):
        symbol(abbreviation, "UBND")


def test_a_symbol_needs_its_bodies() -> None:
    for wrong in (lambda: symbol("QĐ"), lambda: symbol("QĐ", " "), lambda: letter_symbol("SNV", "")):
        with pytest.raises(ValueError, match="thiếu tên viết tắt"):
            wrong()


def test_numbers_below_ten_get_a_zero() -> None:
    assert document_number(1, "QĐ-UBND") == "01/QĐ-UBND"
    assert document_number(9, "QĐ-UBND") == "09/QĐ-UBND"
    assert document_number(10, "QĐ-UBND") == "10/QĐ-UBND"
    assert document_number(1234, "QĐ-UBND") == "1234/QĐ-UBND"


def test_numbers_start_at_one() -> None:
    with pytest.raises(ValueError, match="từ 01 trở lên"):
        document_number(0, "QĐ-UBND")
    with pytest.raises(ValueError, match="thiếu"):
        document_number(1, "")


@pytest.mark.parametrize("text", ["15/QĐ-UBND", "Số: 15/QĐ-UBND", " Số 15/QĐ-UBND", "015/QĐ-UBND"])
def test_splitting(text: str) -> None:
    assert split_document_number(text) == (15, "QĐ-UBND")


@pytest.mark.parametrize("text", ["", "QĐ-UBND", "15", "15/", "00/QĐ-UBND", "15a/QĐ-UBND", "34-CT/TW"])
def test_what_cannot_be_split(text: str) -> None:
    with pytest.raises(ValueError, match="không có dạng số/ký hiệu"):
        split_document_number(text)


@given(st.integers(1, 10**6), abbreviations, bodies, bodies)
def test_what_is_made_here_splits_again_and_earns_no_warning(n: int, kind: str, body: str, unit: str) -> None:
    for made in (symbol(kind, body), letter_symbol(body, unit)):
        number = document_number(n, made)
        assert split_document_number(number) == (n, made)
        assert check_symbol(number) == ()


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Số: 07/TTr-SNV", 0),
        ("12/HĐTĐKT-VP", 0),
        ("7/TTr-SNV", 1),
        ("007/TTr-SNV", 1),
        ("07/TTR-SNV", 1),
        ("7/ttr-snv", 3),
        ("45/CV-SNV", 1),
        ("45/cv-SNV", 1),
        ("45/CV-snv", 2),
        ("15/QĐ-Ubnd", 1),
        ("15/QĐ-UBND.", 1),
        ("15/QĐ - UBND", 1),
        ("15/QĐ", 1),
        ("15/QĐ-", 1),
        ("15/-UBND", 1),
        ("QĐ-UBND", 1),
        ("00/QĐ-UBND", 1),
        ("15/2021/QĐ-UBND", 1),
        ("34-CT/TW", 1),
        ("", 1),
    ],
)
def test_how_many_things_look_wrong(text: str, warnings: int) -> None:
    assert len(check_symbol(text)) == warnings


def test_warnings_name_the_remedy() -> None:
    assert check_symbol("7/TTR-SNV") == (
        "Số ghi là 07: thêm số 0 chỉ trước số nhỏ hơn 10.",
        "Chữ viết tắt tên loại văn bản ghi là “TTr”.",
    )
    assert "văn bản Đảng" in check_symbol("34-CT/TW")[0]
    assert "không ghi năm" in check_symbol("15/2021/QĐ-UBND")[0]
    assert "bỏ “CV”" in check_symbol("45/CV-SNV")[0]
