"""Papers the tests look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thidua.papers.decision import decision
from thidua.papers.minutes import Absentee, Attendee, VoteResult, minutes
from thidua.papers.model import Document, Letterhead, Numbering, Signature
from thidua.papers.people import Grant, Recipient
from thidua.papers.submission import submission

PROVINCE = Letterhead(None, "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "Đắk Nông")
AWARD = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
REASON = "đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2020"
BASIS = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
)


def people(count: int, amount: int | None = 1_490_000) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(f"Nguyễn Thị Ưởng {place}", "person", "Bà", "Chuyên viên", "Sở Y tế", amount=amount)
        for place in range(1, count + 1)
    )


def grant(count: int) -> Grant:
    return Grant("Tặng", AWARD, people(count), REASON)


def a_decision(count: int = 12, **changes: Any) -> Document:
    given: dict[str, Any] = {
        "letterhead": PROVINCE,
        "number": Numbering.of(15, "QĐ-UBND"),
        "date": dt.date(2021, 2, 5),
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông",
        "grants": [grant(count)],
        "legal_basis": BASIS,
        "proposal": "Giám đốc Sở Nội vụ tại Tờ trình số 07/TTr-SNV ngày 02 tháng 02 năm 2021",
        "executors": ("Chánh Văn phòng Ủy ban nhân dân tỉnh", "Giám đốc Sở Nội vụ"),
        "signature": Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Thị Ắ"),
        "receivers": ("Như Điều 3", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Lưu: VT, NC"),
        "funding": "Quỹ thi đua, khen thưởng của tỉnh năm 2021",
    }
    return decision(**{**given, **changes})


def a_submission(**changes: Any) -> Document:
    given: dict[str, Any] = {
        "letterhead": Letterhead("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "SỞ Y TẾ", "Đắk Nông"),
        "number": Numbering.of(7, "TTr-SYT"),
        "date": dt.date(2021, 3, 9),
        "sender": "Sở Y tế tỉnh Đắk Nông",
        "addressees": ("Chủ tịch Ủy ban nhân dân tỉnh",),
        "grants": [grant(12)],
        "legal_basis": BASIS,
        "signature": Signature(("GIÁM ĐỐC",), "Lê Văn Ổn"),
        "receivers": ("Như trên", "Lưu: VT, TCCB"),
        "decider": "Chủ tịch Ủy ban nhân dân tỉnh",
        "dossier": ("Báo cáo thành tích", "Biên bản họp Hội đồng"),
    }
    return submission(**{**given, **changes})


def some_minutes(**changes: Any) -> Document:
    given: dict[str, Any] = {
        "letterhead": Letterhead("UBND TỈNH ĐẮK NÔNG", "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "Đắk Nông"),
        "number": Numbering.of(3, "BB-HĐTĐKT"),
        "council": "Hội đồng Thi đua - Khen thưởng tỉnh Đắk Nông",
        "subject": "Họp Hội đồng Thi đua - Khen thưởng tỉnh xét khen thưởng năm 2020",
        "started": dt.datetime(2021, 3, 5, 8, 0),  # noqa: DTZ001  # the clock on the wall
        "ended": dt.datetime(2021, 3, 5, 11, 5),  # noqa: DTZ001
        "place": "Phòng họp số 1",
        "total": 15,
        "present": [Attendee(f"Ông Trần Văn {letter}", role="Ủy viên") for letter in "ABCDEGHIKLMN"],
        "absent": [
            Absentee("Bà Phạm Thị X", "Giám đốc Sở Y tế", "đi công tác", wrote=True),
            Absentee("Bà Phạm Thị Y", "Bí thư Tỉnh đoàn", "nghỉ ốm"),
            Absentee("Ông Lê Z"),
        ],
        "chair": Attendee("Ông Nguyễn Văn A", "Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch Hội đồng"),
        "secretary": Attendee("Bà Phạm Thị B", "Trưởng ban", "Thư ký Hội đồng"),
        "contents": ("Thường trực Hội đồng báo cáo kết quả thẩm định hồ sơ",),
        "voting_method": "Bỏ phiếu kín",
        "results": [
            VoteResult(people(2)[0], AWARD, 13, 0, 0, True),
            VoteResult(people(2)[1], AWARD, 10, 3, 0, False),
        ],
    }
    return minutes(**{**given, **changes})
