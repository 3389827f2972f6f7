"""Clauses that order something: where they begin and end, whom they address, what they ask and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from thidua.directives.reading.types import DutyKind, Point, Proposal

_STOP = re.compile(r"(?:\.{1,3}|;|…)(?=\s|/|$)|\n(?=[ \t]*\n*[ \t]*[A-ZĐÀ-ỸƠƯ-])")
_LEAD = re.compile(r"[ \t]*\d{1,2}[.)][ \t]+|[ \t]*[-+•][ \t]+")
_SHORTEST = 12
_LOST = "không đọc được số của điểm; theo thứ tự thì là điểm {}"
_NOBODY = "không nêu giao cho ai"
_CONTEXT = ("Trong bối cảnh", "Trong những năm", "Đây là", "Đến nay", "Bên cạnh", "Thời gian qua")
_VERBS = (
    "căn cứ|chủ động|chủ trì|phối hợp|xây dựng|tích cực|có trách nhiệm|tăng cường|kịp thời|phát huy|"
    "tổ chức(?! đoàn thể| chính trị)|theo dõi|tổng hợp|báo cáo|tham mưu|thực hiện|kiểm tra|vận động|chỉ đạo|"
    "quan tâm|hướng dẫn|rà soát|đề xuất|gửi|phát động"
)
_TOLD = (
    re.compile(rf"^(?:Giao|Yêu cầu|Đề nghị|Phân công)\s+(?:cho\s+)?(?P<who>.+?)\s+(?:{_VERBS})\b", re.DOTALL),
    re.compile(
        r"^(?P<who>(?:Các (?:cơ quan|cấp|sở|Sở|đơn vị|địa phương|đoàn thể|huyện)|Toàn Đảng|Ủy ban|UBND|Sở|Ban|"
        rf"Công an|Thanh tra|Văn phòng|Mặt trận|Hội đồng|Thủ trưởng)\b.*?)\s+(?:{_VERBS})\b",
        re.DOTALL,
    ),
)
_GENERAL = re.compile(
    r"\byêu cầu\s+(các .{3,120}?)\s+(?:thực hiện|tập trung|khẩn trương|tổ chức|triển khai)\b"
)
_DAY = re.compile(
    r"(?:trước|chậm nhất|đến hết|hạn cuối|xong)(?:\s+(?:là|trong|vào|hết))*\s+ngày\s+"
    r"(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})",
    re.IGNORECASE,
)
_RHYTHM = re.compile(
    r"\b((?<!xã hội )h[ằà]ng (?:tuần|tháng|quý|năm)|định kỳ(?: (?:hằng|hàng|0?6|sáu) \w+)?|"
    r"(?<!việc làm )thường xuyên|theo quy định(?! của))\b",
    re.IGNORECASE,
)
_KINDS = (
    (DutyKind.REPORT, "báo cáo"),
    (DutyKind.INSPECT, "kiểm tra|giám sát|đôn đốc|xử lý"),
    (DutyKind.TRAIN, "đội ngũ|bộ máy|đào tạo"),
    (DutyKind.SPREAD, "quán triệt|tuyên truyền|phổ biến"),
    (DutyKind.EXEMPLARS, "điển hình|nhân tố mới|mô hình|người tốt"),
    (DutyKind.CLUSTERS, "cụm,? khối|cụm thi đua|khối thi đua"),
    (DutyKind.COMMEND, "khen thưởng|biểu dương"),
    (DutyKind.LAUNCH, "phong trào|phát động|thi đua"),
)
_NAMES = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)


def propose(text: str, points: tuple[Point, ...]) -> tuple[Proposal, ...]:
    """The clauses of all points, numbered through, as duties that an officer may accept or not."""
    found = _GENERAL.search(text)
    general = " ".join(found[1].split()) if found else ""
    made: list[Proposal] = []
    for point in points:
        subject = ""
        for start, end in _spans(text, point.start, point.end):
            clause = text[start:end]
            # After a semicolon the sentence goes on, and its subject with it.
            named = _named(clause)[0] or (subject if clause[0].islower() else "")
            subject = named
            if not clause.startswith(_CONTEXT):
                found_here = _proposal(point.number, len(made) + 1, clause, start, named, general)
                if point.lost:
                    found_here = replace(found_here, doubts=(*found_here.doubts, _LOST.format(point.number)))
                made.append(found_here)
    return tuple(made)


def read_clause(text: str, start: int, end: int, point: str, who: tuple[str, ...]) -> Proposal:
    """One clause at a place that a person chose; `who` it is for when its own words name nobody."""
    clause = text[start:end]
    found = _proposal(point, 0, clause, start, _named(clause)[0], "")
    if found.addressees or not who:
        return found
    return replace(found, addressees=who, doubts=tuple(each for each in found.doubts if each != _NOBODY))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences and parts between semicolons, trimmed; what is too short to order anything is left out."""
    at = start
    for stop in [*(found.span() for found in _STOP.finditer(text, start, end)), (end, end)]:
        if stop[0] < at:
            continue
        lead = _LEAD.match(text, at, stop[0])
        first = lead.end() if lead else at
        if lead and stop[0] <= first:
            continue
        while first < stop[0] and text[first].isspace():
            first += 1
        lead = _LEAD.match(text, first, stop[0])
        first = lead.end() if lead else first
        last = stop[0]
        while last > first and text[last - 1].isspace():
            last -= 1
        if last - first >= _SHORTEST:
            yield first, last
        at = stop[1]


def _proposal(point: str, order: int, clause: str, start: int, named: str, general: str) -> Proposal:
    doubts: list[str] = []
    who = named
    if not who and general:
        doubts.append("không nêu tên đơn vị; hiểu là mọi nơi mà văn bản yêu cầu chung")
        who = general
    elif not who:
        doubts.append(_NOBODY)
    deadline, wrong = _deadline(clause)
    if wrong:
        doubts.append(wrong)
    rhythm = _RHYTHM.search(clause)
    return Proposal(
        point,
        order,
        clause,
        start,
        start + len(clause),
        _kind(clause[_named(clause)[1] :]),
        (who,) if who else (),
        deadline,
        rhythm[1].lower() if rhythm else "",
        tuple(doubts),
    )


def _named(clause: str) -> tuple[str, int]:
    """Whom the clause names, and where its name ends: a unit may be called after work ("Sở … Đào tạo")."""
    for pattern in _TOLD:
        found = pattern.match(clause)
        if found:
            return " ".join(found["who"].split()).rstrip(","), found.end("who")
    return "", 0


def _deadline(clause: str) -> tuple[date | None, str]:
    found = _DAY.search(clause)
    if not found:
        return None, ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])), ""
    except ValueError:
        return None, f"thời hạn “{' '.join(found[0].split())}” không phải một ngày có thật"


def _kind(clause: str) -> DutyKind:
    """The kind whose words come first."""
    hits = [(found.start(), at) for at, (_, words) in enumerate(_NAMES) if (found := words.search(clause))]
    return _NAMES[min(hits)[1]][0] if hits else DutyKind.OTHER
