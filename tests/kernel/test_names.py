"""Order, parts and capitals of names."""

from __future__ import annotations

import itertools
import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.vietnamese import words_of_prose
from thidua.kernel.names import (
    KEY_LENGTH,
    collation_key,
    family_name,
    given_name,
    same_person_name,
    sort_key,
    tidy_name,
)

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
TONED = "aăâeêioôơuưy"

Syllable = tuple[tuple[int, ...], int]  # places of the letters in the alphabet, place of the tone


@st.composite
def syllables(draw: st.DrawFn) -> Syllable:
    letters = draw(st.lists(st.sampled_from("aăâbdđeêghinoôơpuưxyz"), min_size=1, max_size=4))
    can_carry = any(letter in TONED for letter in letters)
    tone = draw(st.integers(0, 5)) if can_carry else 0
    return tuple(ALPHABET.index(letter) for letter in letters), tone


def spell(syllable: Syllable) -> str:
    letters = [ALPHABET[place] for place in syllable[0]]
    if syllable[1]:
        carrier = next(i for i, letter in enumerate(letters) if letter in TONED)
        letters[carrier] += TONES[syllable[1]]
    return unicodedata.normalize("NFC", "".join(letters))


names = st.lists(syllables(), min_size=1, max_size=4)


@given(names, names)
def test_texts_sort_syllable_by_syllable_letters_before_tones(a: list[Syllable], b: list[Syllable]) -> None:
    key_a, key_b = (collation_key(" ".join(map(spell, name))) for name in (a, b))
    assert (key_a < key_b) == (a < b)
    assert (key_a == key_b) == (a == b)


@given(names, names)
def test_people_sort_by_given_name_then_the_rest_from_the_left(a: list[Syllable], b: list[Syllable]) -> None:
    key_a, key_b = (sort_key(" ".join(map(spell, name))) for name in (a, b))
    order_a, order_b = ([*name[-1:], *name[:-1]] for name in (a, b))
    assert (key_a < key_b) == (order_a < order_b)
    assert (key_a == key_b) == (order_a == order_b)


@given(st.text(max_size=60))
def test_keys_sort_bytewise_and_fit_their_column(text: str) -> None:
    for key in (sort_key(text), collation_key(text)):
        assert re.fullmatch(r"[0-9a-z]*", key)
        assert len(key) <= KEY_LENGTH


def test_long_texts_are_cut_to_the_column() -> None:
    assert len(sort_key("Ơ " * 300)) == len(collation_key("漢" * 300)) == KEY_LENGTH


def test_the_dictionary_order_of_one_syllable() -> None:
    ordered = list("aàảãáạăắâấbdđeêoôơuưy")
    backwards = ordered[::-1]
    assert sorted(backwards, key=collation_key) == ordered


def test_a_list_of_people() -> None:
    ordered = [
        "Dương An",
        "Dường An",
        "Trần An",
        "Dương Anh",
        "Lê Thị Anh",
        "Lê Văn Anh",
        "Lê Ánh",
        "Nguyễn Văn Ân",
        "Lê Ẩn",
        "Đỗ Dũng",
        "An Đào",
        "Đỗ Đăng",
        "Hồ Ý",
    ]
    for shuffled in (ordered[::-1], sorted(ordered)):
        assert sorted(shuffled, key=sort_key) == ordered


def test_the_database_sorts_as_python_does() -> None:
    people = ["Lê Ẩn", "Đỗ Đăng", "Trần An", "Lê Anh", "Đỗ Dũng", "Hồ Ân", "Lý Ấn"]
    with sqlite3.connect(":memory:") as database:
        database.execute("create table people (name text, key text)")
        database.executemany("insert into people values (?, ?)", [(name, sort_key(name)) for name in people])
        rows = database.execute("select name from people order by key").fetchall()
    assert [name for (name,) in rows] == sorted(people, key=sort_key)


def test_units_sort_numbers_as_numbers() -> None:
    ordered = [
        "Đội 9",
        "Tổ 1",
        "Tổ 2",
        "Tổ 2A",
        "Tổ 2B",
        "Tổ 10",
        "Tổ 123456789",
        "Tổ 1234567890",
        "Tổ dân phố",
    ]
    for shuffled in itertools.islice(itertools.permutations(ordered), 0, 5000, 97):
        assert sorted(shuffled, key=collation_key) == ordered


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_of_any_length_keep_their_order(a: int, b: int) -> None:
    assert (collation_key(f"Tổ {a}") < collation_key(f"Tổ {b}")) == (a < b)
    assert collation_key(f"Tổ 00{a}") == collation_key(f"Tổ {a}")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("NGUYỄN VĂN AN", "nguyễn văn an"),
        ("H'Bia Niê", "H’Bia Niê"),
        ("Hòa", "Hoà"),
        (" Lê  Ân", "Lê Ân"),
        ("Ayŭn", "Ayun"),
        ("Thi đua - Khen thưởng", "Thi đua, Khen thưởng"),
    ],
)
def test_what_does_not_count_in_the_order(a: str, b: str) -> None:
    assert sort_key(a) == sort_key(b)
    assert collation_key(a) == collation_key(b)


def test_foreign_letters_come_after_the_vietnamese_ones() -> None:
    assert sorted(["漢 An", "Žofie", "Zú", "Ýa", "Ω"], key=collation_key) == [
        "Ýa",
        "Žofie",
        "Zú",
        "Ω",
        "漢 An",
    ]


@pytest.mark.parametrize(
    ("full", "family", "given_part"),
    [
        ("Nguyễn Thị  Minh Khai ", "Nguyễn", "Khai"),
        ("Lê An", "Lê", "An"),
        ("An", "", "An"),
        ("", "", ""),
        ("Y Bham Êban", "Y", "Êban"),
    ],
)
def test_parts_of_a_name(full: str, family: str, given_part: str) -> None:
    assert family_name(full) == family
    assert given_name(full) == given_part


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn  văn an", "Nguyễn Văn An"),
        ("H'BIA NIÊ", "H'Bia Niê"),
        ("h’bia niê", "H'Bia Niê"),
        ("y bham êban", "Y Bham Êban"),
        ("K'TIÊNG", "K'Tiêng"),
        ("đắk r’lấp", "Đắk R'Lấp"),
        ("ĐẶNG-LÊ (ÁNH)", "Đặng-Lê (Ánh)"),
        ("nguye\u0302\u0303n an", "Nguyễn An"),
        ("H’bia NIÊ", "H'bia NIÊ"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("A", "A"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_tidy_name(typed: str, tidy: str) -> None:
    assert tidy_name(typed) == tidy


@given(st.lists(words_of_prose, min_size=1, max_size=5))
def test_names_in_capitals_and_in_small_letters_come_out_alike(parts: list[str]) -> None:
    name = " ".join(part.capitalize() for part in parts)
    assert tidy_name(name.upper()) == tidy_name(name.lower()) == tidy_name(name) == name


def test_same_person_name_ignores_marks_capitals_and_apostrophes() -> None:
    assert same_person_name("Nguyễn Văn Ân", "NGUYEN VAN AN")
    assert same_person_name("H’Bia Niê", "h'bia nie")
    assert not same_person_name("Nguyễn Văn An", "Nguyễn An")
    assert not same_person_name("", "")
    assert not same_person_name("...", "!")
