"""What can be a Vietnamese syllable."""

from __future__ import annotations

import unicodedata

import pytest

from tests.kernel.vietnamese import NAMES, PROSE
from thidua.kernel.syllables import is_syllable


def test_running_text_and_names_are_made_of_syllables() -> None:
    words = PROSE.replace(",", " ").replace(".", " ").split() + [w for name in NAMES for w in name.split()]
    assert [word for word in words if not is_syllable(word)] == []
    assert all(is_syllable(unicodedata.normalize("NFD", word.upper())) for word in words)


@pytest.mark.parametrize(
    "word",
    [
        "gì",
        "giết",
        "già",
        "quốc",
        "quỳnh",
        "nghiêng",
        "ghế",
        "kỷ",
        "y",
        "yến",
        "Đắk",
        "xoong",
        "khuya",
        "ở",
        "hòa",
        "hoà",
        "thuở",
        "khoẻo",
        "Krông",
    ],
)
def test_rare_but_right(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "smith",
        "ngiến",
        "kanh",
        "ghà",
        "cế",
        "qang",
        "dyên",
        "hàt",
        "tảc",
        "họạ",
        "b",
        "ng",
        "zô",
        "xaõ",
        "tìên",
        "kháở",
        "ǵi",
        "qúy",
        "gía n",
        "hà nội",
        "â",
    ],
)
def test_wrong_spelling(word: str) -> None:
    assert not is_syllable(word)
