"""The pure rules: order of the annex, bonuses, dates, signature lines, names of issuers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.decisions import logic
from thidua.decisions.content import award_words, reason_words
from thidua.decisions.types import AuthorityMark, Candidate, Paid, Rate
from thidua.kernel.names import sort_key
from thidua.lawbook import load_book
from thidua.organisation.naming import head_name
from thidua.papers.recitals import form_of_address, legal_basis

DAY = date(2021, 12, 15)
FULL = Rate(300, 447_000, 450_000)
HIGH = Rate(1000, 1_490_000, 1_490_000)


def case(number: int, name: str = "An", **fields: Any) -> Candidate:
    """A candidate with what the tests do not care about filled in."""
    known: dict[str, Any] = {
        "recipient_id": number, "kind": "person", "unit_id": 1, "unit_name": "Trường", "award": "advanced_worker",
        "award_name": "Lao động tiên tiến", "rank": 100, "is_title": True, "route": "merit", "year": 2021,
        "holder_id": 1, "review_state": "endorsed", "deciders": ("district_chair",),
    }  # fmt: skip
    return Candidate(nomination_id=number, name=name, sort_key=sort_key(name), **(known | fields))


def test_the_annex_goes_by_award_then_kind_then_vietnamese_name() -> None:
    listed = logic.annex_order(
        [
            case(1, "Trần Văn Ẩn"),
            case(2, "Nguyễn Thị Ân"),
            case(3, "Lê Văn An"),
            case(4, "Y Bham Êban", rank=120, award="grassroots_emulation_fighter"),
            case(5, "Tổ Văn", kind="collective"),
            case(6, "Hộ ông Ba", kind="household"),
            case(7, "Đỗ Thị Đào"),
            case(8, "Đỗ Thị Dào"),
        ]
    )
    assert [c.nomination_id for c in listed] == [4, 5, 3, 2, 1, 8, 7, 6]


@given(st.permutations(range(8)))
def test_the_annex_does_not_depend_on_the_order_given(order: list[int]) -> None:
    cases = [case(n, f"Nguyễn Văn {chr(65 + n % 3)}", kind=("person", "collective")[n % 2]) for n in range(8)]
    assert logic.annex_order([cases[n] for n in order]) == logic.annex_order(cases)


def test_titles_of_one_year_bring_the_highest_bonus_only() -> None:
    low, high = case(1, recipient_id=9), case(2, recipient_id=9, award="fighter", rank=120)
    paid = logic.payments([low, high], {1: FULL, 2: HIGH}, DAY)
    assert [(p.paid, bool(p.reason), p.cites) for p in paid] == [
        (0, True, "91/2017/NĐ-CP Đ66.2"),
        (1_490_000, False, ""),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2020},
        {"recipient_id": 8},
        {"is_title": False, "award": "certificate"},
    ],
)
def test_other_years_other_people_and_forms_are_paid_in_full(other: dict[str, Any]) -> None:
    cases = [case(1, recipient_id=9), case(2, **{"recipient_id": 9, **other})]
    assert [p.paid for p in logic.payments(cases, {1: FULL, 2: HIGH}, DAY)] == [450_000, 1_490_000]


@given(
    amounts=st.lists(st.integers(0, 500).map(lambda n: n * 10_000), min_size=1, max_size=5),
    spent=st.lists(st.integers(0, 500).map(lambda n: n * 10_000), max_size=2),
)
def test_together_with_what_the_day_already_paid_it_is_the_highest(
    amounts: list[int], spent: list[int]
) -> None:
    cases = [case(n, recipient_id=9, rank=n) for n in range(len(amounts))]
    rates = {n: Rate(1, amount, amount) for n, amount in enumerate(amounts)}
    already = [Paid(9, True, (2021, 2021), bonus) for bonus in spent]
    paid = logic.total(logic.payments(cases, rates, DAY, already))
    assert paid + sum(spent) == max([sum(spent), *amounts])


def test_the_rule_is_cited_from_the_decree_of_the_day() -> None:
    cases = [case(1, recipient_id=9), case(2, recipient_id=9, rank=1)]
    rates = {1: FULL, 2: HIGH}
    cited = {
        day: logic.payments(cases, rates, day)[0].cites
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    }
    assert list(cited.values()) == [
        "91/2017/NĐ-CP Đ66.2", "98/2023/NĐ-CP Đ53", "98/2023/NĐ-CP Đ53", "152/2025/NĐ-CP Đ49.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "own", "collective", "lines"),
    [
        ("", "Chủ tịch", "", ("CHỦ TỊCH",)),
        ("KT", "Phó Chủ tịch", "", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TM", "Chủ tịch", "Ủy ban nhân dân", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("TM", "Phó Chủ tịch", "Ủy ban nhân dân", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL", "Trưởng phòng Nội vụ", "", ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ")),
        ("TUQ", "Giám đốc Sở Nội vụ", "", ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ")),
        ("Q", "", "", ("Q. CHỦ TỊCH",)),
    ],
)
def test_lines_above_a_signature(mark: str, own: str, collective: str, lines: tuple[str, ...]) -> None:
    made = logic.authority_lines(mark, "Chủ tịch", own, collective)
    assert made == lines
    assert logic.lines_are_right(made, "Nguyễn Văn A")


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("Phó Chủ tịch", AuthorityMark.KT), ("Chủ tịch", AuthorityMark.NONE), ("", AuthorityMark.NONE),
        ("Quyền Chủ tịch", AuthorityMark.Q), ("Trưởng phòng Nội vụ", AuthorityMark.TL),
    ],
)  # fmt: skip
def test_the_usual_mark_of_a_title(title: str, mark: AuthorityMark) -> None:
    assert logic.mark_for(title, "Chủ tịch") is mark


@pytest.mark.parametrize(
    "lines",
    [(), ("",), ("Chủ tịch",), ("KT. CHỦ TỊCH",), ("A", "B", "C", "D"), ("KT. CHỦ TỊCH", " ")],
)
def test_wrong_lines_are_refused(lines: tuple[str, ...]) -> None:
    assert not logic.lines_are_right(lines, "Nguyễn Văn A")


def test_a_signer_without_a_name_is_refused() -> None:
    assert logic.lines_are_right(("CHỦ TỊCH",), " ").reasons == ("Chưa ghi họ tên người ký.",)


def test_whose_decision_it_is() -> None:
    assert head_name("Huyện Cư Jút", "district", "Chủ tịch") == "Chủ tịch Ủy ban nhân dân huyện Cư Jút"
    assert head_name("UBND tỉnh Đắk Nông", "province", "Chủ tịch") == "Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông"
    assert head_name("Ủy ban nhân dân xã Nam Dong", "commune", "Chủ tịch") == (
        "Chủ tịch Ủy ban nhân dân xã Nam Dong"
    )
    assert head_name("Sở Nội vụ", "department", "Giám đốc") == "Giám đốc Sở Nội vụ"


def test_words_of_the_paper() -> None:
    issuer = "Chủ tịch Ủy ban nhân dân huyện Cư Jút"
    title = case(1)
    form = case(
        2, is_title=False, award_name="Giấy khen của Chủ tịch Ủy ban nhân dân cấp huyện", period_from=2020
    )
    flag = case(3, award_name="Cờ thi đua cấp tỉnh")
    assert award_words(title, issuer) == "danh hiệu “Lao động tiên tiến” năm 2021"
    assert award_words(form, issuer) == f"Giấy khen của {issuer}"
    assert award_words(flag, issuer) == "Cờ thi đua cấp tỉnh năm 2021"
    assert reason_words((2020, 2021)) == "đã có thành tích xuất sắc từ năm 2020 đến năm 2021"
    assert [form_of_address("person", g, "Y Thu") for g in ("male", "female", "")] == ["Ông", "Bà", ""]
    assert form_of_address("household", "", "Y Thu") == "Hộ gia đình"
    assert form_of_address("household", "", "Hộ ông Y Thu") == ""


def test_recitals_name_laws_without_number_and_decrees_with_it() -> None:
    lines = legal_basis(load_book().legal_basis(["advanced_worker"], DAY))
    assert lines[0] == "Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003"
    assert any(
        line.startswith("Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ ")
        for line in lines
    )
    assert not any("06/2022" in line or "năm 2022" in line for line in lines)
