"""Declared gaps: sound, dated, found by award and day; an unsound one is refused with file, line and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.lawbook.refusing import refusal
from thidua.lawbook import GAP_KIND_VI, load_book
from thidua.lawbook.gaps import GapSource

BOOK = load_book()
QUESTIONS = "gaps/questions.yaml"


def ids(code: str, on: date) -> set[str]:
    return {gap.id for gap in BOOK.gaps_of(code, on)}


@pytest.mark.parametrize(
    ("code", "first", "last", "gap"),
    [
        ("grassroots_emulation_fighter", date(2017, 10, 1), date(2023, 12, 31), "rounding_of_quotas"),
        ("provincial_certificate_of_merit", date(2024, 1, 1), date(2026, 9, 30), "initiatives_of_both_limbs"),
        ("labour_order_3", date(2017, 10, 1), date(2023, 12, 31), "decree_91_orders"),
    ],
)
def test_a_gap_touches_answers_of_its_days_only(code: str, first: date, last: date, gap: str) -> None:
    assert gap in ids(code, first) and gap in ids(code, last)
    assert gap not in ids(code, date.fromordinal(first.toordinal() - 1))
    assert gap not in ids(code, date.fromordinal(last.toordinal() + 1))


def test_a_gap_touches_the_awards_it_names_only() -> None:
    assert "rounding_of_quotas" not in ids("advanced_worker", date(2021, 12, 15))
    assert "decree_91_orders" not in ids(
        "national_emulation_fighter", date(2021, 12, 15)
    )  # a title, not a form
    assert "days_of_public_notice_2003" not in {
        g for code in BOOK.awards for g in ids(code, date(2021, 12, 15))
    }


def test_from_the_law_of_2026_every_award_has_a_gap() -> None:
    assert all("law_2026" in ids(code, date(2026, 10, 1)) for code in BOOK.awards)
    assert not any("law_2026" in ids(code, date(2026, 9, 30)) for code in BOOK.awards)


def test_every_unread_article_of_decree_91_is_declared() -> None:
    declared = {cite for gap in BOOK.gaps for cite in gap.cites}
    wanted = [*range(14, 22), *range(25, 38), 39, 40, 41, 42, 46, 47, 50, 53, 54, 55, *range(57, 63), 67]
    wanted += [5, 7, 8, 70, 71, *range(74, 82)]
    assert {f"91/2017/NĐ-CP Đ{number}" for number in wanted} <= declared


def test_every_kind_has_a_vietnamese_name_and_is_used() -> None:
    assert {gap.kind for gap in BOOK.gaps} == set(GAP_KIND_VI)


def test_places_read_as_citations() -> None:
    source = GapSource(instrument="91/2017/NĐ-CP", articles=("14-16", "22.1", "24.1.b"))
    assert [each.removeprefix("91/2017/NĐ-CP ") for each in source.cites()] == [
        "Đ14",
        "Đ15",
        "Đ16",
        "Đ22.1",
        "Đ24.1.b",
    ]
    assert list(GapSource(instrument="x").cites()) == ["x"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    settled_by:", "    settled:", "khóa lạ"),
        ("    unknown: >-", "    unknown: ''\n    note: >-", "khóa lạ"),
        ("kind: question", "kind: doubt", "danh mục"),
        ("instrument: 15/2003/QH11", "instrument: 15/2004/QH11", "không có văn bản “15/2004/QH11”"),
        ('articles: ["9.3", "11"]', 'articles: ["11-9"]', "điều cuối không sau điều đầu"),
        ('articles: ["9.3", "11"]', 'articles: ["Điều 9"]', "không hợp lệ"),
        ("codes: [provincial_emulation_fighter, ", "codes: [provincial_fighter, ", "provincial_fighter"),
        (
            "rules: [one_state_award_a_year]",
            "rules: [one_award_a_year]",
            "không có quy tắc “one_award_a_year”",
        ),
        (
            "parameters: [award.steps_on_merit_only]",
            "parameters: [award.steps]",
            "không có tham số “award.steps”",
        ),
        ("id: law_of_title_year", "id: overlapping_fighter_runs", "đã có"),
        ("from: 2017-10-01\n    until: 2023-12-31", "from: 2024-10-01\n    until: 2023-12-31", "trước khi"),
    ],
)
def test_an_unsound_gap_is_refused(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert words in refusal(tmp_path, QUESTIONS, before, after).reason
