"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.words import LARGEST, money_words, words

DIGITS = {
    w: n for n, w in enumerate(("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"))
}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}
SIZES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def heard(text: str) -> int:
    """What a listener writes down: the reading backwards, made for these tests."""
    total = closed = group = 0
    digit: int | None = None
    for word in text.split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "trăm":
            group, digit = group + (digit or 0) * 100, None
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group, digit = group + (digit or 0) * 10, None
        elif word == "tỷ":
            total, closed, group, digit = (closed + group + (digit or 0)) * 10**9, 0, 0, None
        elif word in SIZES:
            closed, group, digit = closed + (group + (digit or 0)) * SIZES[word], 0, None
        else:
            assert word == "linh"
    return total + closed + group + (digit or 0)


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (20_021, "hai mươi nghìn không trăm hai mươi mốt"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_490_000, "một triệu bốn trăm chín mươi nghìn"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (10**9, "một tỷ"),
        (10**9 + 1, "một tỷ không trăm linh một"),
        (10**12, "một nghìn tỷ"),
        (LARGEST, "một triệu tỷ"),
    ],
)
def test_words(value: int, spoken: str) -> None:
    assert words(value) == spoken


@given(st.integers(0, LARGEST) | st.integers(0, 5000))
def test_what_is_read_aloud_is_heard_the_same(value: int) -> None:
    assert heard(words(value)) == value


@pytest.mark.parametrize("value", [-1, LARGEST + 1])
def test_outside_the_range(value: int) -> None:
    with pytest.raises(ValueError, match=r"từ 0 đến 1\.000\.000\.000\.000\.000"):
        words(value)


def test_money_words() -> None:
    assert money_words(1_490_000) == "Một triệu bốn trăm chín mươi nghìn đồng"
    assert money_words(0) == "Không đồng"
