"""Header, arrival stamp, signature and recipients of a document, as far as they can be made out."""

from __future__ import annotations

import re
from datetime import date

from thidua.directives.reading.types import Field, Header

_PLACED = re.compile(
    r"^[ \t]*(?P<place>[^\n,]{2,60}),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.MULTILINE
)
_NUMBER = re.compile(r"^[ \t]*Số\s*:?[ \t]*(\d+[^\s,;]*/[^\s,;]+)", re.MULTILINE)
_STAMP = re.compile(r"^[ \t]*(?P<word>[ĐD][ẾEÉÊ]N)\b[^\n]*?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.MULTILINE)
_KINDS = (
    "CHỈ THỊ", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "QUY CHẾ", "QUY ĐỊNH", "THÔNG BÁO", "HƯỚNG DẪN", "CHƯƠNG TRÌNH",
    "KẾ HOẠCH", "PHƯƠNG ÁN", "ĐỀ ÁN", "BÁO CÁO", "TỜ TRÌNH", "CÔNG ĐIỆN",
)  # fmt: skip
_NATION = ("CỘNG HÒA", "CỘNG HOÀ", "ĐỘC LẬP")
_ORDERING = re.compile(
    r"((?:Chủ tịch |Bộ trưởng |Giám đốc )?(?:UBND|Ủy ban nhân dân|Sở|Bộ)[^\n,;:.]{0,40}?)\s+yêu cầu"
)
_LONGEST_HEAD_LINE = 300


def read_header(text: str, body_from: int, until: int) -> Header:
    """What stands before `body_from` (the first point) and after `until` (the recipients list)."""
    head, tail = text[:body_from], text[until:]
    lines = [line.strip() for line in head.splitlines()]
    body, arrived, raw = _stamp(head, lines)
    place, dated = _placed(head)
    kind, at = _kind(lines)
    title, signer = _signature(tail)
    return Header(
        issuer=_issuer(head, lines, at, body),
        number=_number(head),
        place=place,
        dated=dated,
        kind=Field(kind.capitalize(), "" if kind else "không thấy tên loại văn bản"),
        subject=_subject(lines, at),
        signer=signer,
        signer_title=title,
        arrival_body=Field(body, "" if body or not raw else "không rõ dấu đến của cơ quan nào"),
        arrived=arrived,
        recipients=_recipients(tail),
    )


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _placed(head: str) -> tuple[Field[str], Field[date | None]]:
    found = _PLACED.search(head)
    if not found:
        return Field("", "không thấy nơi ban hành"), Field(None, "không thấy ngày ban hành")
    day = _day(found[2], found[3], found[4])
    return Field(found["place"].strip()), Field(
        day, "" if day else "ngày ban hành không phải một ngày có thật"
    )


def _number(head: str) -> Field[str]:
    found = _NUMBER.search(head)
    if found:
        return Field(found[1])
    return Field("", "không thấy số, ký hiệu trong bản đọc")


def _stamp(head: str, lines: list[str]) -> tuple[str, Field[date | None], str]:
    found = _STAMP.search(head)
    if not found:
        return "", Field(None, "không thấy dấu đến"), ""
    day = _day(found[2], found[3], found[4])
    doubt = "" if day else "ngày trên dấu đến không phải một ngày có thật"
    if day and found["word"] != "ĐẾN":
        doubt = f"chữ trên dấu đến đọc thành “{found['word']}”"
    before = [line for line in head[: found.start()].splitlines() if line.strip()]
    body = before[-1].strip() if before and before[-1].strip().isupper() else ""
    return body if body not in _KINDS else "", Field(day, doubt), found[0]


def _kind(lines: list[str]) -> tuple[str, int]:
    return next(((line, at) for at, line in enumerate(lines) if line in _KINDS), ("", -1))


def _subject(lines: list[str], kind_at: int) -> Field[str]:
    if kind_at < 0:
        found = next((line for line in lines if line.lower().startswith("v/v")), "")
        return Field(found, "" if found else "không thấy trích yếu")
    kept: list[str] = []
    for line in lines[kind_at + 1 :]:
        if not line and kept:
            break
        if line:
            if line.isupper() or len(line) > _LONGEST_HEAD_LINE:
                break
            kept.append(line)
    return Field(" ".join(kept), "" if kept else "không thấy trích yếu")


def _issuer(head: str, lines: list[str], kind_at: int, stamp: str) -> Field[str]:
    names = [
        line
        for line in lines[: kind_at if kind_at >= 0 else len(lines)]
        if len(line) > 4
        and line.isupper()
        and not line.startswith(_NATION)
        and line != stamp
        and line not in _KINDS
    ]
    if names:
        return Field(" ".join(names[:2]))
    found = _ORDERING.search(head)
    if found:
        return Field(" ".join(found[1].split()), "phần đầu không ghi cơ quan; lấy theo câu “… yêu cầu”")
    return Field("", "không thấy cơ quan ban hành")


def _signature(tail: str) -> tuple[Field[str], Field[str]]:
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    for at in range(len(lines) - 1, 0, -1):
        words = lines[at].split()
        if 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words) and not lines[at].isupper():
            titles = [line for line in lines[:at] if line.isupper() and not line.startswith("-")]
            if titles:
                return Field(titles[-1].capitalize()), Field(lines[at])
    return Field("", "không thấy chức vụ người ký"), Field("", "không thấy người ký")


def _recipients(tail: str) -> tuple[str, ...]:
    return tuple(
        line.strip().lstrip("-–+ ").rstrip(" ;.")
        for line in tail.splitlines()
        if line.strip().startswith(("-", "–", "+")) and line.strip(" -–+;.")
    )
