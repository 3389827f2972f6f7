"""Whose unit the words of an order mean, and which words are handed back rather than guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.directives.logic import clean
from thidua.directives.placing import Places
from thidua.directives.reading import read
from thidua.organisation.types import UnitKind, UnitRef

SEED = clean((Path(__file__).parent / "data" / "chi-thi-2021-08-19.txt").read_text(encoding="utf-8"))
_ROWS = (
    (1, 0, "Tỉnh Đắk Nông", "province"),
    (2, 1, "Sở Nội vụ", "department"),
    (3, 1, "Sở Văn hóa, Thể thao và Du lịch", "department"),
    (4, 1, "Văn phòng Ủy ban nhân dân tỉnh", "department"),
    (5, 2, "Ban Thi đua - Khen thưởng", "division"),
    (6, 1, "Huyện Cư Jút", "district"),
    (7, 1, "Huyện Đắk R'Lấp", "district"),
    (8, 1, "Thành phố Gia Nghĩa", "district"),
    (9, 6, "Xã Nam Dong", "commune"),
    (10, 6, "Thị trấn Ea T'Ling", "commune"),
    (11, 8, "Phường Nghĩa Đức", "commune"),
    (12, 6, "Phòng Nội vụ Cư Jút (mẫu)", "division"),
    (13, 1, "Công ty TNHH Sao Bazan", "enterprise"),
    (14, 2, "Phòng Chuyên môn I", "division"),
    (15, 3, "Phòng Chuyên môn I", "division"),
    (16, 1, "Liên đoàn Lao động tỉnh", "association"),
    (17, 9, "Trường Tiểu học Suối Mơ", "school"),
)


def _tree(*extra: tuple[int, int, str, str]) -> list[UnitRef]:
    paths: dict[int, str] = {0: "/"}
    made = []
    for pk, parent, name, kind in (*_ROWS, *extra):
        paths[pk] = f"{paths[parent]}{pk}/"
        made.append(UnitRef(pk, name, paths[pk], UnitKind(kind), "", parent or None, None, None))
    return made


TREE = _tree()
PROVINCE = Places(TREE[0], TREE)
DEPARTMENTS, DISTRICTS, COMMUNES = {2, 3, 4}, {6, 7, 8}, {9, 10, 11}


def ids(words: str, places: Places = PROVINCE) -> set[int]:
    return {unit.id for unit in places.place(words).units}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Sở Nội vụ", {2}),
        ("SỞ NỘI VỤ", {2}),
        ("Giám đốc Sở Nội vụ tỉnh Đăk Nông", {2}),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", {2, 3}),
        ("Văn phòng UBND tỉnh", {4}),
        ("Ban Thi đua - Khen thưởng", {5}),
        ("UBND huyện Cư Jút", {6}),
        ("Ủy ban nhân dân huyện Đăk R’Lấp", {7}),
        ("UBND các huyện, thành phố", DISTRICTS),
        ("Chủ tịch UBND các huyện, thành phố", DISTRICTS),
        ("UBND các huyện, thành phố Gia Nghĩa", DISTRICTS),
        ("các huyện, thị xã", {6, 7}),
        ("UBND cấp huyện", DISTRICTS),
        ("các xã, phường, thị trấn", COMMUNES),
        ("các trường học", {17}),
        ("các trường học, cơ sở giáo dục trên địa bàn tỉnh", {17}),
        ("các sở, ban, ngành", DEPARTMENTS),
        ("Các Sở, Ban, ngành, đoàn thể tỉnh", DEPARTMENTS | {16}),
        ("Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các huyện", DEPARTMENTS | {6, 7}),
        ("các cơ quan, đơn vị, địa phương", DEPARTMENTS | {16} | DISTRICTS),
        ("Các cơ quan, đơn vị, địa phương trên địa bàn tỉnh", DEPARTMENTS | {16} | DISTRICTS),
        ("Các cấp, các ngành", DEPARTMENTS | DISTRICTS),
        ("Các Doanh nghiệp", {13}),
        ("UBND tỉnh", {1}),
        ("UBND tỉnh (để báo cáo)", {1}),
        ("Các sở, ngành cấp tỉnh (để p/h); UBND các huyện, TP (t/h)", DEPARTMENTS | DISTRICTS),
        ("các trường trên địa bàn tỉnh", {17}),
        ("Phòng Nội vụ Cư Jút", {12}),
    ],
)
def test_words_and_the_units_they_mean(words: str, meant: set[int]) -> None:
    found = PROVINCE.place(words)
    assert {unit.id for unit in found.units} == meant
    assert found.unplaced == ()


@pytest.mark.parametrize(
    ("words", "meant", "left"),
    [
        (
            "các cơ quan Trung ương đóng trên địa bàn tỉnh",
            set(),
            "các cơ quan Trung ương đóng trên địa bàn tỉnh",
        ),
        ("Toàn Đảng, toàn dân, toàn quân tỉnh Đăk Nông", set(), "Toàn Đảng|toàn dân|toàn quân tỉnh Đăk Nông"),
        ("Sở Nội vụ và các đơn vị có liên quan", {2}, "các đơn vị có liên quan"),
        ("các sở, ban, ngành, trừ Sở Nội vụ", set(), "các sở, ban, ngành, trừ Sở Nội vụ"),
        ("Sở Nội chính", set(), "Sở Nội chính"),
        ("Sở Nội vụ tỉnh Bình Phước", set(), "Sở Nội vụ tỉnh Bình Phước"),
        ("Phòng Chuyên môn I", set(), "Phòng Chuyên môn I"),
        ("Các cơ quan thông tin truyền thông", set(), "Các cơ quan thông tin truyền thông"),
        ("các thị xã", set(), "các thị xã"),
    ],
)
def test_words_without_a_unit_are_handed_back(words: str, meant: set[int], left: str) -> None:
    found = PROVINCE.place(words)
    assert ({unit.id for unit in found.units}, "|".join(found.unplaced)) == (meant, left)


def test_media_are_known_by_name_and_a_district_means_its_own() -> None:
    tree = _tree(
        (20, 1, "Báo Đắk Nông", "division"), (21, 1, "Đài Phát thanh và Truyền hình tỉnh", "division")
    )
    assert ids("Các cơ quan thông tin, truyền thông thuộc tỉnh", Places(tree[0], tree)) == {20, 21}
    below = [unit for unit in TREE if unit.path.startswith(TREE[5].path)]
    district = Places(TREE[5], below)
    assert ids("các phòng, ban", district) == {12}
    assert ids("các cơ quan, đơn vị, địa phương", district) == {9, 10, 12}
    assert district.place("Sở Nội vụ").unplaced == ("Sở Nội vụ",)


def test_the_directive_places_what_it_can() -> None:
    placed = [PROVINCE.place(words) for each in read(SEED).proposals for words in each.addressees]
    assert {unit.id for unit in placed[-1].units} == {2}
    front = placed[-2]
    assert {unit.id for unit in front.units} == DEPARTMENTS | DISTRICTS | {16}
    assert front.unplaced == (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các cơ quan Trung ương đóng trên địa bàn tỉnh"
    )  # fmt: skip
    assert sum(bool(each.units) for each in placed) > len(placed) * 0.75


_WORDS = st.sampled_from(
    [
        "Sở",
        "Nội vụ",
        "các",
        ",",
        "và",
        "UBND",
        "huyện",
        "Cư Jút",
        "cơ quan",
        "trừ",
        "tỉnh",
        "Ủy ban nhân dân",
        ";",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS | st.text(max_size=6), max_size=12).map(" ".join))
def test_nothing_vanishes(words: str) -> None:
    found = PROVINCE.place(words)
    assert all(left and left in words for left in found.unplaced)
    assert len({unit.id for unit in found.units}) == len(found.units)
    if any(c.isalnum() for c in words):
        assert found.units or found.unplaced
