"""Names are found typed without marks, in part, in any order, or with one slip a syllable."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import Province
from thidua.foundation import search
from thidua.foundation.models import Syllable
from thidua.kernel.text import fold
from thidua.organisation.models import Employment, Recipient, Unit

NAMES = [
    "Nguyễn Thị Hoa",
    "Nguyễn Văn Hoàng",
    "Trần Thị Hoa Mai",
    "H'Bia Niê",
    "Điểu K'Ré",
    "Y Bham Êban",
    "Đặng Thị Hòa",
    "Lê Hoàng Nguyên",
]

SYLLABLES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dieu
thi van duc minh ngoc thanh quang huu hong kim xuan thu my dinh cong
hoa mai lan hung dung cuong huong thuy linh trang phuong tuan hai son nam binh an yen oanh khanh
"""


@pytest.fixture
def people(province: Province) -> Province:
    for name in NAMES:
        make.person(name, province.school)
    search.learn(fold(name) for name in NAMES)
    return province


def found(text: str) -> set[str]:
    return set(search.name_filter(Recipient.objects.all(), text).rows.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("nguyen thi hoa", {"Nguyễn Thị Hoa"}),
        ("NGUYỄN THỊ HOA", {"Nguyễn Thị Hoa"}),
        ("hoa nguyen", {"Nguyễn Thị Hoa"}),
        ("thi hoa", {"Nguyễn Thị Hoa", "Trần Thị Hoa Mai", "Đặng Thị Hòa"}),
        ("van ho", {"Nguyễn Văn Hoàng"}),
        ("hoang", {"Nguyễn Văn Hoàng", "Lê Hoàng Nguyên"}),
        ("h'bia", {"H'Bia Niê"}),
        ("hbia nie", {"H'Bia Niê"}),
        ("dieu kre", {"Điểu K'Ré"}),
        ("eban", {"Y Bham Êban"}),
        ("dang", {"Đặng Thị Hòa"}),
    ],
)  # fmt: skip
def test_all_words_in_any_order(people: Province, typed: str, names: set[str]) -> None:
    assert found(typed) == names
    assert not search.name_filter(Recipient.objects.all(), typed).corrected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyenn thi hoa", "Nguyễn Thị Hoa"),
        ("nguyen thj hoa", "Nguyễn Thị Hoa"),
        ("tran thi hoq mai", "Trần Thị Hoa Mai"),
        ("nguyen van haong", "Nguyễn Văn Hoàng"),
        ("ngyuen van hoang", "Nguyễn Văn Hoàng"),
        ("dieu kra", "Điểu K'Ré"),
        ("y bhan eban", "Y Bham Êban"),
        ("dnag thi hoa", "Đặng Thị Hòa"),
    ],
)
def test_one_slip_a_syllable_is_mended(people: Province, typed: str, name: str) -> None:
    rows, corrected = search.name_filter(Recipient.objects.all(), typed)
    assert name in set(rows.values_list("name", flat=True))
    assert corrected


def test_a_word_like_no_other_finds_nothing(people: Province) -> None:
    rows, corrected = search.name_filter(Recipient.objects.all(), "nguyen xyzzy")
    assert (list(rows), corrected) == ([], False)


@pytest.mark.parametrize("typed", ["", "   ", "'-.", "%", "_"])
def test_nothing_typed_finds_all(people: Province, typed: str) -> None:
    assert len(found(typed)) == len(NAMES)


@pytest.mark.parametrize(
    "typed", ['"', "a OR b", "hoa) OR (", "thi* AND", "hoa & !thi", "NEAR(hoa mai)", "a'b\\c"]
)
def test_signs_of_the_query_languages_are_only_text(people: Province, typed: str) -> None:
    search.name_filter(Recipient.objects.all(), typed).rows.count()
    search.match_ids(Recipient.objects.all(), typed)


def test_very_long_input_is_harmless(people: Province) -> None:
    assert found("nguyen " * 500) == {"Nguyễn Thị Hoa", "Nguyễn Văn Hoàng", "Lê Hoàng Nguyên"}
    assert found("x" * 10_000) == set()


def test_search_through_a_relation(people: Province) -> None:
    rows, _ = search.name_filter(Employment.objects.all(), "hbia", "person__recipient__name_fold")
    assert [e.person.recipient.name for e in rows] == ["H'Bia Niê"]


def test_units_are_searchable_too(people: Province) -> None:
    rows, _ = search.name_filter(Unit.objects.all(), "cu jut")
    assert [u.name for u in rows] == ["Huyện Cư Jút"]


def test_best_matches_come_first(people: Province) -> None:
    make.person("Thị Hoa", people.school)
    ids, corrected = search.match_ids(Recipient.objects.all(), "thi hoa", limit=2)
    names = Recipient.objects.in_bulk(ids)
    assert names[ids[0]].name == "Thị Hoa"
    assert (len(ids), corrected) == (2, False)


def test_beginnings_by_the_tree(people: Province) -> None:
    rows = search.starting_with(Recipient.objects.all(), "Nguyễn V")
    assert [r.name for r in rows] == ["Nguyễn Văn Hoàng"]
    assert search.starting_with(Recipient.objects.all(), "thi").count() == 0


def test_a_renamed_row_is_found_under_its_new_name_only(people: Province) -> None:
    Recipient.objects.filter(name="H'Bia Niê").update(name="H'Linh Niê", name_fold="hlinh nie")
    assert found("hlinh") == {"H'Linh Niê"}
    search.forget()
    assert "H'Bia Niê" not in found("hbia")
    assert search.out_of_step(Recipient) == []


def test_learning_twice_learns_once(db: None) -> None:
    assert search.learn(["nguyen thi hoa", "tran thi hoa"]) == 4
    assert search.learn(["nguyen thi hoa"]) == 0
    assert Syllable.objects.count() == 4


def test_queries_are_few(people: Province) -> None:
    found("nguyen thj hoa")  # reads the vocabulary
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found("nguyen thj hoa")
    assert len(queries) == 2


@pytest.mark.slow
def test_a_slip_among_many_names_is_mended_nearly_always(province: Province) -> None:
    """Of names with one letter changed, dropped, doubled or swapped, nineteen in twenty are found again."""
    dice = random.Random(7)
    family, middle, given = (line.split() for line in SYLLABLES.strip().splitlines())
    names = [f"{f} {m} {g}" for f in family for m in middle for g in given]
    Recipient.objects.bulk_create(
        [Recipient(kind="person", name=n, name_fold=n, sort_key=n, unit=province.school) for n in names]
    )
    search.learn(names)

    def slip(name: str) -> str:
        words = name.split()
        at = dice.randrange(3)
        word = words[at]
        i = dice.randrange(len(word))
        words[at] = dice.choice(
            [
                word[:i] + "q" + word[i + 1 :],
                word[:i] + word[i:][:1] * 2 + word[i + 1 :],
                word[:i] + word[i + 1 :],
            ]
        )
        return " ".join(words)

    hits = 0
    sample = dice.sample(names, 200)
    for name in sample:
        ids = search.match_ids(Recipient.objects.all(), slip(name), limit=20).ids
        hits += name in set(Recipient.objects.filter(pk__in=ids).values_list("name_fold", flat=True))
    assert hits >= 190
