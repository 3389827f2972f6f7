"""Recognising and reading the codes used before Unicode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.vietnamese import NAMES, PROSE, TONES, VOWELS, words_of_prose
from thidua.kernel.legacy import _TCVN3, _VNI
from thidua.kernel.text import LegacyEncoding, convert_legacy, looks_legacy, nfc

SAMPLES: list[tuple[LegacyEncoding, str, str]] = [
    ("TCVN3", "NguyÔn V¨n Thµnh", "Nguyễn Văn Thành"),
    ("TCVN3", "Lª ThÞ H\u00adêng", "Lê Thị Hường"),
    ("TCVN3", "ñy ban nh©n d©n tØnh §¾k N«ng", "ủy ban nhân dân tỉnh Đắk Nông"),
    ("TCVN3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("TCVN3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("TCVN3", "QuyÕt ®Þnh sè 15/Q§-UBND ngµy 05/02/2021", "Quyết định số 15/QĐ-UBND ngày 05/02/2021"),
    ("TCVN3", "NGUYÔN V¡N THµNH", "NGUYỄN VĂN THÀNH"),
    ("TCVN3", "HOµNG THÞ Hµ", "HOÀNG THỊ HÀ"),
    ("TCVN3", "Hoµng ThÞ Hµ", "Hoàng Thị Hà"),
    ("TCVN3", "Hµ", "Hà"),
    ("VNI", "Nguyeãn Vaên Thaønh", "Nguyễn Văn Thành"),
    ("VNI", "UÛY BAN NHAÂN DAÂN TÆNH ÑAÉK NOÂNG", "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"),
    ("VNI", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("VNI", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("VNI", "Traàn Thò Myõ Löông, Lyù Kyø Vyõ", "Trần Thị Mỹ Lương, Lý Kỳ Vỹ"),
    ("VNI", "Xaõ Ñaék R'Maêng, huyeän Kroâng Noâ", "Xã Đắk R'Măng, huyện Krông Nô"),
    ("TCVN3", "X· §¾k N'Drãt, huyÖn C\u00ad Jót", "Xã Đắk N'Drót, huyện Cư Jút"),
    ("VNI", "ÑAËNG THÒ BÍCH PHÖÔÏNG", "ĐẶNG THỊ BÍCH PHƯỢNG"),
]

NOT_LEGACY = [
    "",
    "Nguyen Van An",
    *NAMES,
    PROSE,
    PROSE.upper(),
    "Tôi là công dân",
    "TÔN ĐỨC THẮNG",
    "LÊ VÂN",
    "Hà",
    "«Hà Nội»",
    "H'Bia Niê, Y Bham Êban, K'Tiêng",
    "Xã Đắk R'Măng, Thị trấn Ea T'Ling",
    "Quyết định¹ theo¹ cho² mục ª",
    "Copyright © 2024 The Council®",
    "25°C, 100 m², 5 µs, ½ ngày, 3 · 4, §5, £20",
    "· ª º",
    "The café's naïve résumé was a cliché, à la carte",
    "Müller, Björn Ängström and José Muñoz met in São Paulo",
    "Très bien, où est la forêt? C’était déjà l’été à Nîmes",
    "João não está à mão",
    "Grüße aus Köln, schöne Füße",
    "Små grå hus på landet",
    "refer to¹ section² do¹ it",
    "Tö",
]


@pytest.mark.parametrize(("encoding", "garbled", "readable"), SAMPLES)
def test_old_text_is_recognised_and_read(encoding: LegacyEncoding, garbled: str, readable: str) -> None:
    assert looks_legacy(garbled) == encoding
    assert convert_legacy(garbled, encoding) == readable
    assert looks_legacy(readable) is None


@pytest.mark.parametrize("text", NOT_LEGACY)
def test_proper_and_foreign_text_is_left_alone(text: str) -> None:
    assert looks_legacy(text) is None


def test_a_word_that_reads_well_either_way_needs_company() -> None:
    assert looks_legacy("Tó") is None
    assert looks_legacy("TrÇn Anh Tó") == "TCVN3"


def test_names_of_the_highlands_are_recognised_within_a_list() -> None:
    listed = "NguyÔn V¨n Thµnh\nY Bham £ban\nLª ThÞ HuÖ\nPh¹m §øc C¶nh"
    assert looks_legacy("Y Bham £ban") is None
    assert looks_legacy(listed) == "TCVN3"
    assert "Y Bham Êban" in convert_legacy(listed, "TCVN3")


@pytest.mark.parametrize(
    ("word", "readable"),
    [
        ("Hµ", "Hà"),
        ("HOµNG", "HOÀNG"),
        ("Hoµng", "Hoàng"),
        ("¸nh", "ánh"),
        ("V¡N Hµ", "VĂN HÀ"),
        ("Hµ Tó", "Hà Tú"),
    ],
)
def test_capitals_with_tones_follow_the_letters_around_them(word: str, readable: str) -> None:
    assert convert_legacy(word, "TCVN3") == readable


def test_a_mark_of_vni_follows_its_letter_whatever_its_own_case() -> None:
    assert convert_legacy("Aán AÁN aÁn", "VNI") == "Ấn ẤN ấn"


def test_both_tables_reach_every_vietnamese_letter() -> None:
    alphabet = {nfc(vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    beyond_ascii = {letter for letter in alphabet if not letter.isascii()}
    assert set(_VNI.values()) == beyond_ascii
    assert set(_TCVN3.values()) == beyond_ascii | set("ĂÂÊÔƠƯĐ")
    assert len(set(_VNI)) == len(set(_VNI.values()))


def _garble(text: str, encoding: LegacyEncoding) -> str:
    table = {letter: signs for signs, letter in (_VNI if encoding == "VNI" else _TCVN3).items()}
    return "".join(table.get(c, c) for c in text)


@given(st.lists(words_of_prose, min_size=8, max_size=20), st.sampled_from(["TCVN3", "VNI"]))
def test_any_sentence_in_an_old_code_comes_back(words: list[str], encoding: LegacyEncoding) -> None:
    sentence = " ".join(words).lower()
    garbled = _garble(sentence, encoding)
    assert convert_legacy(garbled, encoding) == sentence
    assert looks_legacy(garbled) in (encoding, None)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_pages_and_lists_in_an_old_code_are_recognised(encoding: LegacyEncoding) -> None:
    assert looks_legacy(_garble(PROSE.lower(), encoding)) == encoding
    for sentence in PROSE.strip().lower().split(". "):
        assert looks_legacy(_garble(sentence, encoding)) == encoding
    for name in NAMES:
        assert looks_legacy(_garble(name, encoding) if encoding == "TCVN3" else _vni_name(name)) == encoding


def _vni_name(name: str) -> str:
    """VNI has capitals of its own; their signs are capitals of the small ones."""
    return "".join(_garble(c.lower(), "VNI").capitalize() if c.isupper() else _garble(c, "VNI") for c in name)


@given(st.lists(words_of_prose, min_size=1, max_size=12))
def test_no_sentence_in_unicode_is_taken_for_an_old_code(words: list[str]) -> None:
    assert looks_legacy(" ".join(words)) is None
    assert looks_legacy(" ".join(words).upper()) is None


@given(st.text(max_size=30), st.sampled_from(["TCVN3", "VNI"]))
def test_conversion_takes_any_text(text: str, encoding: LegacyEncoding) -> None:
    looks_legacy(text)
    assert convert_legacy(f"{text} plain", encoding).endswith(" plain")
