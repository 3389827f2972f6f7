"""What the papers say: decisions, submissions, minutes, extracts."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.papers.samples import AWARD, PROVINCE, a_decision, a_submission, grant, people, some_minutes
from thidua.papers.clean import texts
from thidua.papers.extract import certificate_extract
from thidua.papers.flow import Line, body
from thidua.papers.lint import lint
from thidua.papers.minutes import Absentee, Attendee, VoteResult
from thidua.papers.model import Document, Numbering, PaperError, Picture, Signature, Table
from thidua.papers.pdf import to_pdf
from thidua.papers.people import Grant, Recipient, counted, list_table


def said(document: Document) -> list[str]:
    return [flow.text for flow in body(document) if isinstance(flow, Line)]


COLLECTIVE = Recipient(
    "Trường Trung học cơ sở Lê Quý Đôn", "collective", unit="huyện Đắk Song", amount=2_980_000
)
HOUSEHOLD = Recipient("K'Brối", "household", "Hộ gia đình ông", unit="xã Quảng Trực", amount=1_490_000)


def test_a_decision_by_list_counts_each_kind_in_order() -> None:
    mixed = Grant("Tặng", AWARD, (*people(12), HOUSEHOLD, COLLECTIVE), "vì thành tích năm 2020")
    document = a_decision(grants=[mixed])
    first = next(text for text in said(document) if text.startswith("Điều 1."))
    assert first == (
        f"Điều 1. Tặng {AWARD} cho 01 tập thể, 12 cá nhân và 01 hộ gia đình (có danh sách kèm theo) "
        "vì thành tích năm 2020."
    )
    (annex,) = document.annexes
    assert [group.title for group in annex.table.groups] == [
        "I. TẬP THỂ (01)",
        "II. CÁ NHÂN (12)",
        "III. HỘ GIA ĐÌNH (01)",
    ]
    assert annex.closing == "Danh sách gồm 01 tập thể, 12 cá nhân và 01 hộ gia đình./."
    assert annex.table.row_count == 14


def test_one_recipient_is_named_in_the_text_without_a_list() -> None:
    document = a_decision(1)
    assert document.annexes == ()
    assert said(document)[5] == (
        f"Điều 1. Tặng {AWARD} cho bà Nguyễn Thị Ưởng 1, Chuyên viên, Sở Y tế, đã có thành tích xuất sắc "
        "trong phong trào thi đua yêu nước năm 2020."
    )
    assert any(
        text.startswith("Điều 2. Cá nhân có tên tại Điều 1 được nhận tiền thưởng") for text in said(document)
    )


@pytest.mark.parametrize(("count", "listed"), [(3, False), (4, True)])
def test_up_to_three_are_named_and_more_are_listed(count: int, listed: bool) -> None:
    document = a_decision(count)
    assert bool(document.annexes) is listed
    assert ("1. Bà Nguyễn Thị Ưởng 1, Chuyên viên, Sở Y tế;" in said(document)) is not listed


def test_the_bonus_is_summed_and_written_in_words() -> None:
    text = "\n".join(said(a_decision(grants=[Grant("Tặng", AWARD, (*people(2), COLLECTIVE))])))
    assert "5.960.000 đồng (bằng chữ: Năm triệu chín trăm sáu mươi nghìn đồng)" in text
    assert "chi từ Quỹ thi đua, khen thưởng của tỉnh năm 2021." in text


def test_without_a_fund_there_is_no_bonus_article() -> None:
    lines = said(a_decision(funding=""))
    assert not any("tiền thưởng" in line for line in lines)
    assert "Điều 2. Quyết định này có hiệu lực kể từ ngày ký." in lines


def test_without_amounts_the_bonus_article_gives_no_sum() -> None:
    lines = said(a_decision(grants=[Grant("Tặng", AWARD, people(5, amount=None))]))
    assert any(line.endswith("Kinh phí chi từ Quỹ thi đua, khen thưởng của tỉnh năm 2021.") for line in lines)
    assert not any("Tổng số tiền" in line for line in lines)


def test_the_last_article_says_when_it_takes_effect_and_who_carries_it_out() -> None:
    *_others, effect, carried = said(a_decision())
    assert effect == "Điều 3. Quyết định này có hiệu lực kể từ ngày ký."
    assert carried == (
        "Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nội vụ và các cá nhân có tên tại Điều 1 "
        "chịu trách nhiệm thi hành Quyết định này./."
    )


def test_several_awards_have_a_clause_and_a_list_each() -> None:
    document = a_decision(
        grants=[Grant("Công nhận", "danh hiệu A", people(5)), Grant("Tặng", "Cờ B", people(4))]
    )
    assert document.subject == "Về việc công nhận và tặng danh hiệu thi đua, hình thức khen thưởng"
    assert "1. Công nhận danh hiệu A cho 05 cá nhân." in said(document)
    assert "2. Tặng Cờ B cho 04 cá nhân." in said(document)
    assert [annex.title for annex in document.annexes] == [
        "Danh sách\ncá nhân được công nhận danh hiệu A",
        "Danh sách\ncá nhân được tặng Cờ B",
    ]


def test_recitals_end_with_who_proposed_and_law_has_no_number() -> None:
    document = a_decision()
    assert document.recitals[-1].startswith("Theo đề nghị của Giám đốc Sở Nội vụ")
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;" in said(document)


def test_a_decision_for_nobody_is_refused() -> None:
    with pytest.raises(PaperError, match="chưa có tập thể"):
        a_decision(grants=[Grant("Tặng", AWARD, ())])


def test_a_draft_refers_to_itself_with_blanks() -> None:
    document = a_decision(number=Numbering(None, "QĐ-UBND"), date=None)
    assert "/QĐ-UBND ngày" in document.annexes[0].refers_to
    assert "None" not in " ".join(texts(document))


def test_columns_nobody_fills_are_left_out() -> None:
    bare = list_table((Recipient("A"), Recipient("B")))
    assert [column.title for column in bare.columns] == ["STT", "Họ và tên"]
    full = list_table((Recipient("A", note="bổ sung", unit="Sở C", award="Giấy khen", amount=0),))
    assert len(full.columns) == 6
    assert full.rows == (("1", "A", "Sở C", "Giấy khen", "0", "bổ sung"),)


def test_counted_pads_small_numbers_and_dots_large_ones() -> None:
    assert counted(people(9)) == "09 cá nhân"
    assert counted(people(1200)) == "1.200 cá nhân"


def test_a_submission_asks_and_lists_its_papers() -> None:
    document = a_submission()
    lines = said(document)
    assert document.subject == f"Về việc đề nghị tặng {AWARD}"
    assert any(
        line.startswith("Sở Y tế tỉnh Đắk Nông đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng") for line in lines
    )
    assert "- Báo cáo thành tích;" in lines
    assert "- Biên bản họp Hội đồng." in lines
    assert (
        lines[-1] == "Sở Y tế tỉnh Đắk Nông kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định./."
    )
    assert "đề nghị tặng" in document.annexes[0].title
    assert document.annexes[0].refers_to.startswith(
        "Kèm theo Tờ trình số 07/TTr-SYT ngày 09 tháng 3 năm 2021"
    )


def test_a_submission_of_several_awards_numbers_them() -> None:
    lines = said(a_submission(grants=[grant(4), Grant("công nhận", "danh hiệu A", people(2), "năm 2020")]))
    assert "2. Công nhận danh hiệu A cho 02 cá nhân năm 2020 (có danh sách kèm theo)." in lines


def test_a_submission_for_nobody_is_refused() -> None:
    with pytest.raises(PaperError, match="Tờ trình chưa có"):
        a_submission(grants=[])


def test_minutes_give_counts_and_shares_of_all_members() -> None:
    document = some_minutes()
    lines = said(document)
    assert any("có 15 thành viên; có mặt 12/15 (80%) thành viên." in line for line in lines)
    assert "- Bà Phạm Thị X, Giám đốc Sở Y tế (đi công tác; đã gửi ý kiến bằng văn bản);" in lines
    assert "- Ông Lê Z." in lines
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[3:] for row in table.rows] == [
        ("13", "0", "86,67%", "Đạt"),
        ("10", "3", "66,67%", "Không đạt"),
    ]
    assert "Có 01/02 trường hợp đủ tỷ lệ đồng ý theo quy định." in lines
    assert lines[-1] == "Cuộc họp kết thúc vào 11 giờ 05 phút, ngày 05 tháng 3 năm 2021./."


def test_minutes_without_outcomes_leave_them_out() -> None:
    document = some_minutes(results=[VoteResult(people(1)[0], AWARD, 12)])
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert len(table.columns) == 6
    assert not any("đủ tỷ lệ" in line for line in said(document))


@pytest.mark.parametrize(("count", "annexed"), [(20, False), (21, True)])
def test_long_results_are_annexed(count: int, annexed: bool) -> None:
    document = some_minutes(results=[VoteResult(each, AWARD, 12) for each in people(count)])
    assert bool(document.annexes) is annexed
    assert any(isinstance(block, Table) for block in document.blocks) is not annexed
    assert lint(document) == ()


def test_minutes_drop_the_form_of_address_in_signatures() -> None:
    assert [each.name for each in some_minutes().signatures] == ["Phạm Thị B", "Nguyễn Văn A"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"total": 16}, "không bằng tổng số"),
        ({"total": 0, "present": [], "absent": []}, "từ 01 trở lên"),
        ({"results": [VoteResult(Recipient("A"), AWARD, 14)]}, "không khớp số thành viên"),
        ({"results": [VoteResult(Recipient("A"), AWARD, 10, 4)]}, "không khớp số thành viên"),
        ({"results": [VoteResult(Recipient("A"), AWARD, 1, -1)]}, "không khớp số thành viên"),
        ({"ended": dt.datetime(2021, 3, 5, 7, 0)}, "sớm hơn"),  # noqa: DTZ001
    ],
)
def test_minutes_whose_counts_contradict_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(PaperError, match=message):
        some_minutes(**changes)


def test_written_opinions_count_as_ballots() -> None:
    absent = [Absentee("B", wrote=True), Absentee("C", wrote=True), Absentee("D", wrote=True)]
    document = some_minutes(absent=absent, results=[VoteResult(Recipient("A"), AWARD, 15)])
    assert "100%" in next(block for block in document.blocks if isinstance(block, Table)).rows[0]


def test_guests_are_named_apart() -> None:
    assert "- Lê Văn K, khách mời." in said(some_minutes(guests=[Attendee("Lê Văn K", "khách mời")]))


def an_extract(url: str) -> Document:
    return certificate_extract(
        letterhead=PROVINCE,
        number=Numbering.of(21, "TL-UBND"),
        date=dt.date(2021, 12, 1),
        recipient=people(1)[0],
        award=AWARD,
        decision_number="15/QĐ-UBND",
        decision_date=dt.date(2021, 2, 5),
        decision_issuer="Chủ tịch Ủy ban nhân dân tỉnh",
        reason="thành tích năm 2020",
        register_number="123/2021",
        state="Có hiệu lực",
        signature=Signature(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Trần Văn C"),
        receivers=("Bà Ưởng", "Lưu: VT"),
        check_url=url,
    )


def test_an_extract_says_what_the_register_says() -> None:
    lines = said(an_extract(""))
    assert (
        "Quyết định khen thưởng: số 15/QĐ-UBND ngày 05 tháng 02 năm 2021 của Chủ tịch Ủy ban nhân dân tỉnh."
        in lines
    )
    assert "Số vào sổ khen thưởng: 123/2021." in lines
    assert lint(an_extract("")) == ()


def test_an_extract_with_an_address_carries_a_code() -> None:
    document = an_extract("https://thidua.example.vn/so/123")
    assert [block.height for block in document.blocks if isinstance(block, Picture)] == [28]
    assert b"/Subtype/Image" in to_pdf(document)


@pytest.mark.parametrize("document", [a_decision(), a_decision(1), a_submission(), some_minutes()])
def test_what_the_builders_write_breaks_no_rule(document: Document) -> None:
    assert lint(document) == ()
