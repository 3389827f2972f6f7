"""Reading the directive of 19/8/2021 as it came from its scan, and whatever else may be sent."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.directives.logic import clean, digest
from thidua.directives.reading import DutyKind, read
from thidua.directives.reading.types import Proposal

SEED = clean((Path(__file__).parent / "data" / "chi-thi-2021-08-19.txt").read_text(encoding="utf-8"))
READ = read(SEED)
_PIECES = st.sampled_from(
    ["1. ", "2. ", "3) ", "Giao Sở Nội vụ báo cáo", "; ", ". ", "\n", "\n\n", "- ", "Nơi nhận:", "./.",
     "trước ngày 31/02/2022", "hằng quý", "CHỈ THỊ", "ĐẾN Ngày: 40/13/2021",
     "Đăk Nông, ngày 31 tháng 2 năm 2021", "Trong bối cảnh", "các "]
)  # fmt: skip


def of(point: str) -> list[Proposal]:
    return [each for each in READ.proposals if each.point == point]


def one(text: str) -> Proposal:
    [found] = read(f"1. {text}").proposals
    return found


def test_the_header_with_its_stamp_in_the_middle() -> None:
    head = READ.header
    assert (head.place.value, head.dated.value, head.kind.value) == ("Đăk Nông", date(2021, 8, 19), "Chỉ thị")
    assert head.subject.value.startswith("Về việc phát động thi đua")
    assert head.subject.value.endswith("Đảng bộ tỉnh Đăk Nông lần thứ XII")
    assert (head.signer_title.value, head.signer.value) == ("Chủ tịch", "Hồ Văn Mười")
    assert head.arrival_body.value == "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐẮK NÔNG"


def test_what_the_scan_does_not_say_is_doubtful() -> None:
    head = READ.header
    assert (head.number.value, head.number.doubt) == ("", "không thấy số, ký hiệu trong bản đọc")
    assert head.arrived.value == date(2021, 8, 19)
    assert "ĐEN" in head.arrived.doubt
    assert head.issuer.value == "Chủ tịch UBND tỉnh"
    assert head.issuer.doubt


def test_the_recipients_are_read_line_by_line() -> None:
    lines = READ.header.recipients
    assert len(lines) == 14
    assert (lines[0], lines[-1]) == ("Bộ Nội vụ", "Lưu: VT, KTTH, NCKSTT (Dg)")
    assert "UBND các huyện, thành phố" in lines


def test_all_eight_points_and_the_charge_to_the_department() -> None:
    assert [point.number for point in READ.points] == [str(n) for n in range(1, 9)]
    assert all(of(str(n)) for n in range(1, 9))
    charge = of("8")[-1]
    assert charge.text.startswith("Giao Sở Nội vụ theo dõi, kiểm tra, đôn đốc")
    assert (charge.addressees, charge.kind) == (("Sở Nội vụ",), DutyKind.INSPECT)


def test_who_is_meant_is_taken_from_the_sentence_or_from_the_directive() -> None:
    media = [each for each in READ.proposals if each.addressees == ("Các cơ quan thông tin truyền thông",)]
    assert [each.point for each in media] == ["4", "4", "8"]
    assert media[1].text.startswith("mở các chuyên trang")
    front = of("8")[2].addressees[0]
    assert front.startswith("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")
    assert front.endswith("các cơ quan Trung ương đóng trên địa bàn tỉnh")
    assert of("1")[0].addressees == ("các cơ quan, đơn vị, địa phương",)
    assert "hiểu là" in of("1")[0].doubts[0]


def test_a_page_break_within_a_sentence_does_not_cut_it() -> None:
    assert any("Đẩy mạnh các\n\nphong trào" in each.text for each in of("7"))


@pytest.mark.parametrize(
    ("text", "deadline", "rhythm"),
    [
        ("Giao Sở Nội vụ tổng hợp, báo cáo trước ngày 15/12/2021.", date(2021, 12, 15), ""),
        ("UBND các huyện báo cáo chậm nhất là ngày 05 tháng 01 năm 2022.", date(2022, 1, 5), ""),
        ("Các cơ quan, đơn vị báo cáo kết quả hằng quý.", None, "hằng quý"),
        ("Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị.", None, ""),
    ],
)
def test_deadlines_and_rhythms(text: str, deadline: date | None, rhythm: str) -> None:
    found = one(text)
    assert (found.deadline, found.rhythm) == (deadline, rhythm)


def test_a_unit_called_after_work_is_not_told_to_do_that_work() -> None:
    found = one("Sở Giáo dục và Đào tạo tổ chức kiểm tra các trường.")
    assert (found.addressees, found.kind) == (("Sở Giáo dục và Đào tạo",), DutyKind.INSPECT)


def test_a_point_whose_number_the_scan_lost_is_counted_and_doubted() -> None:
    found = read(
        "1. Giao Sở Nội vụ báo cáo kết quả.\n.. Các sở tổ chức thi đua.\n3. Các xã báo cáo kết quả.\n. và thôi."
    )
    assert [(each.number, each.lost) for each in found.points] == [("1", False), ("2", True), ("3", False)]
    assert [each.point for each in found.proposals] == ["1", "2", "3"]
    assert [any("số của điểm" in doubt for doubt in each.doubts) for each in found.proposals] == [
        False,
        True,
        False,
    ]


def test_a_day_that_is_none_is_said() -> None:
    found = one("Giao Sở Nội vụ báo cáo trước ngày 31/02/2022.")
    assert found.deadline is None
    assert any("31/02/2022" in doubt for doubt in found.doubts)


def test_without_points_there_is_a_word_about_it() -> None:
    found = read("Kính gửi các đơn vị. Chúc sức khỏe.")
    assert (found.points, found.proposals) == ((), ())
    assert "đánh số" in found.doubts[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_whatever_is_sent_every_word_is_the_documents_own(text: str) -> None:
    found = read(text)
    for each in (*found.points, *found.proposals):
        assert each.text == text[each.start : each.end] != ""
    spans = [(each.start, each.end) for each in found.proposals]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert [each.order for each in found.proposals] == list(range(1, len(spans) + 1))


def test_two_readings_of_one_document_are_the_same() -> None:
    assert digest(SEED) == digest(SEED.replace(" ", "  ").replace("\n", "\n\n").upper().lower())
    assert digest(SEED) != digest(SEED.replace("Sở Nội vụ", "Sở Tài chính"))
