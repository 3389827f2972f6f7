"""The stored form and the search form of Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.kernel.vietnamese import PROSE
from thidua.kernel.text import APOSTROPHES, fold, fold_words, is_nfd, nfc, nfc_lines

any_text = st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  Sở   Nội vụ ", "Sở Nội vụ"),
        ("  plain\t ascii  ", "plain ascii"),
        ("Sở\u00a0Nội\u3000vụ\n", "Sở Nội vụ"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Nguyễn\u200b Văn\ufeff A\u00adn", "Nguyễn Văn An"),
        ("a \u200b b", "a b"),
        ("\x07bell", "bell"),
        ("Ðặng Ɖức ðến", "Đặng Đức đến"),
    ],
)
def test_nfc_gives_one_form(typed: str, stored: str) -> None:
    assert nfc(typed) == stored


@given(any_text)
@example("a\u200b\u0301")
@example("\u00ad \u200b")
def test_nfc_settles_at_once(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert not is_nfd(once)
    assert once == once.strip()
    assert "  " not in once


def test_nfc_lines_keeps_paragraphs_and_drops_the_rest() -> None:
    assert nfc_lines("\n\n Một  \r\nhai\r\n\n\n\nba\u2028bốn \n\n") == "Một\nhai\n\nba\nbốn"
    assert nfc_lines("  \n ") == ""


@given(any_text)
def test_nfc_lines_settles_at_once(text: str) -> None:
    assert nfc_lines(nfc_lines(text)) == nfc_lines(text)


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_every_apostrophe_vanishes_from_the_search_form(mark: str) -> None:
    assert fold(f"Đắk R{mark}Lấp") == fold(f"đắk r{mark}lấp") == "dak rlap"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("dak rlap", "dak rlap"),
        ("Đăk R'Lấp", "dak rlap"),
        ("DAK R'LAP", "dak rlap"),
        ("H'Bia Niê", "hbia nie"),
        ("15/QĐ-UBND", "15 qd ubnd"),
        ("Thi đua - Khen thưởng (TĐKT)", "thi dua khen thuong tdkt"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("hoà", "hoa"),
        ("Ａ１", "a1"),
        ("!?…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_reads_composed_and_decomposed_text_alike() -> None:
    decomposed = unicodedata.normalize("NFD", PROSE)
    assert is_nfd(decomposed)
    assert not is_nfd(PROSE)
    assert fold(decomposed) == fold(PROSE)
    assert fold(PROSE).replace(" ", "").isascii()


@given(any_text)
@example("İ")
@example("ŉ")
@example("™ ℡ ﬁ ½")
@example("0\x1b0")
@example("a\u200b'b")
def test_fold_settles_at_once_and_does_not_mind_the_stored_form(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(nfc(text)) == folded
    assert all(c.isalnum() or c == " " for c in folded)


@given(any_text, any_text)
def test_fold_words_of_two_texts_are_the_words_of_both(a: str, b: str) -> None:
    assert fold_words(f"{a} {b}") == fold_words(a) + fold_words(b)


def test_fold_words() -> None:
    assert fold_words("Đỗ  Thị-Hà") == ("do", "thi", "ha")
    assert fold_words(" ") == ()
