"""Roman numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.roman import LARGEST, from_roman, to_roman


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (90, "XC"),
        (444, "CDXLIV"),
        (LARGEST, "MMMCMXCIX"),
    ],
)
def test_numerals(value: int, numeral: str) -> None:
    assert to_roman(value) == numeral
    assert from_roman(f" {numeral.lower()} ") == value


@given(st.integers(1, LARGEST))
def test_every_numeral_is_read_back(value: int) -> None:
    assert from_roman(to_roman(value)) == value


@pytest.mark.parametrize("value", [0, -1, LARGEST + 1])
def test_numbers_without_a_numeral(value: int) -> None:
    with pytest.raises(ValueError, match="từ 1 đến 3999"):
        to_roman(value)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IM", "MMMM", "A", "I V", "4"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="không phải là chữ số La Mã"):
        from_roman(text)
