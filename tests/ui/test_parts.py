"""Tags, filters, verdicts, due days, the desk's order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template

from tests.ui.gallery import CHECK, LINKS
from thidua.foundation.models import JobState
from thidua.foundation.ui.cites import cite_words
from thidua.foundation.ui.desk import Below, DeskItem, in_order
from thidua.foundation.ui.parts import due_words
from thidua.foundation.ui.tones import SIGNS, tone_of
from thidua.foundation.ui.verdict import verdict_view
from thidua.lawbook import check as ask
from thidua.lawbook import load_book, parse_questions
from thidua.nominations.types import NominationState

TODAY = date(2021, 12, 15)


def render(text: str, **context: Any) -> str:
    return Template(text).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ x|money }}", 1_490_000, "1.490.000 đ"),
        ("{{ x|money }}", None, ""),
        ("{{ x|money }}", 0, "0 đ"),
        ("{{ x|number }}", 1_234_567, "1.234.567"),
        ("{{ x|share:8 }}", 1, "12,5 %"),
        ("{{ x|share:0 }}", 1, ""),
        ("{{ x|date_vi }}", date(2021, 2, 5), "05/02/2021"),
        ("{{ x|date_vi }}", None, ""),
        ("{{ x|iso_date_vi }}", "2021-12-15", "15/12/2021"),
    ],
)
def test_values_are_written_as_vietnamese_do(text: str, value: Any, shown: str) -> None:
    assert render(text, x=value) == shown


def test_a_badge_says_its_state_in_words_with_a_sign() -> None:
    html = render('{% badge s tone="wait" %}', s=NominationState.TO_SUPPLEMENT)
    assert "Trả lại để bổ sung" in html
    assert SIGNS["wait"] in html


def test_tones_are_found_and_slips_refused() -> None:
    assert tone_of(JobState.FAILED) == "bad"
    assert tone_of("gì đó") == "neutral"
    with pytest.raises(ValueError, match="unknown tone"):
        tone_of("x", "purple")


def test_every_sign_is_another() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)


@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("91/2017/NĐ-CP Đ9.3.b", "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"),
        ("15/2003/QH11 Đ24", "Điều 24 Luật 15/2003/QH11"),
        ("12/2019/TT-BNV", "Thông tư 12/2019/TT-BNV"),
        ("một văn bản nào đó", "một văn bản nào đó"),
    ],
)
def test_citations_are_read_out(cite: str, words: str) -> None:
    assert cite_words(cite) == words


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (14, "quá hạn 1 ngày", "late"),
        (15, "hạn hôm nay", "soon"),
        (18, "còn 3 ngày", "soon"),
        (19, "còn 4 ngày", ""),
    ],
)
def test_due_days_in_words(day: int, words: str, tone: str) -> None:
    due = due_words(date(2021, 12, day), TODAY)
    assert (due.words, due.tone) == (words, tone)


def test_a_verdict_shows_what_fails_first_and_explains_itself() -> None:
    view = verdict_view(CHECK, LINKS)
    assert [condition.result for condition in view.conditions] == ["no", "held", "unknown", "yes"]
    first = view.conditions[0]
    assert (first.asks, first.shows) == ("Có ít nhất 1 sáng kiến năm 2021.", "Không có sáng kiến nào.")
    assert view.conditions[3].proofs[0].url == "/gallery/"
    assert view.unchecked == ("Có sáng kiến được công nhận: chưa đối chiếu",)
    assert view.to_certify == ("Phẩm chất đạo đức tốt. (điểm b khoản 1 Điều 24 Luật 15/2003/QH11)",)
    html = render("{% findings check links %}", check=CHECK, links=LINKS)
    for words in (
        "Không đủ điều kiện",
        "Không đạt",
        "Chưa rõ",
        "Tạm dừng",
        "Bổ sung: Phòng Giáo dục và Đào tạo",
        "Ưu tiên khi đủ điều kiện như nhau",
        "Không quyết định kết luận",
        "chọn cá nhân nữ. <span",
        "Chưa đối chiếu",
        "Điều 4 Nghị định 98/2023/NĐ-CP",
    ):
        assert words in html
    assert "Ưu tiên" not in render("{% findings check %}", check=CHECK | {"advice": []})
    assert render("{% findings view %}", view=view) == html


def test_evidence_nobody_can_explain_is_not_shown_raw() -> None:
    finding = {
        "rule": "a",
        "title": "A",
        "result": "yes",
        "says": "A.",
        "evidence": ["award:12", {"ref": "rating:9"}],
    }
    (condition,) = verdict_view({"verdict": "eligible", "findings": [finding]}).conditions
    assert condition.proofs == ()


def test_answers_of_the_law_engine_can_be_drawn() -> None:
    record = {
        "id": "x",
        "recipient": {"kind": "person", "group": "official"},
        "facts": {"complete": [2015, 2020]},
        "question": {
            "award": "grassroots_emulation_fighter",
            "route": "merit",
            "year": 2021,
            "decided_on": TODAY,
        },
    }
    book = load_book()
    (question,) = parse_questions(record, "x", book)
    answer = ask(book, question).as_json()
    view = verdict_view(answer)
    assert len(view.conditions) == len(answer["findings"])
    assert "conditions" in render("{% findings check %}", check=answer)


def test_the_desk_is_in_the_order_of_last_days() -> None:
    items = [
        DeskItem("c", "", "/", "Mở"),
        DeskItem("b", "", "/", "Mở", due=date(2021, 12, 20)),
        DeskItem("a", "", "/", "Mở", due=date(2021, 12, 16)),
    ]
    assert [item.title for item in in_order(items)] == ["a", "b", "c"]


def test_counts_of_several_rooms_are_added() -> None:
    assert Below("Xã", "", 1, 2, 3, 4) + Below("Xã", "/x/", 1, 1, 1, 1) == Below("Xã", "/x/", 2, 3, 4, 5)
