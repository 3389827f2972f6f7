"""The figures of a round as a workbook: a row for each unit, a column for each thing a criterion asks. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from thidua.foundation.sheets import WorkbookRefused, formulas_of, grid_of, open_workbook
from thidua.kernel.formats import decimal_vi, parse_decimal_vi
from thidua.kernel.text import fold
from thidua.scoring.engine import Entry, Kind, Member, Sheet
from thidua.scoring.reading import BadSheet

PAGE = "Số liệu"
UNIT = "Đơn vị"
NOT_APPLYING = "không áp dụng"
MOST = 2000
"""Rows a workbook may have."""
_ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.RATIO: ("plan", "result"), Kind.INVERSE: ("plan", "result"), Kind.PLAN_LEADER: ("plan", "result"),
    Kind.STEPS: ("result",), Kind.RANK: ("result",), Kind.LEADER: ("result",), Kind.GRADE: ("grade",),
    Kind.YES_NO: ("yes",), Kind.PER_EVENT: ("count",), Kind.PLUS_MINUS: ("count", "against"),
    Kind.AVERAGE: ("scores",),
}  # fmt: skip
_CALLED = {
    "plan": "kế hoạch", "result": "kết quả", "grade": "mức", "yes": "có hay không", "count": "số lần",
    "against": "số lỗi", "scores": "điểm các người chấm", "cases": "số lần trừ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A column: the code of a criterion or deduction, and which field of the entry it fills."""

    code: str
    field: str
    title: str

    @property
    def head(self) -> str:
        """What stands on top; the code leads, for titles may be alike."""
        return f"{self.code} · {_CALLED[self.field]}"


def columns(sheet: Sheet) -> tuple[Asked, ...]:
    """What a sheet asks of every unit, criteria first, then cases for deductions."""
    asked = [Asked(leaf.code, field, leaf.title) for leaf in sheet.leaves for field in _ASKED[leaf.kind]]
    return (*asked, *(Asked(each.code, "cases", each.title) for each in sheet.deductions))


def write(sheet: Sheet, members: Iterable[Member] = ()) -> bytes:
    """The workbook for a sheet, filled with what is known. Numbers that a cell cannot hold exactly stay text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        page = book.add_worksheet(PAGE)
        page.set_column(0, 0, 34)
        page.write_string(0, 0, UNIT, head)
        asked = columns(sheet)
        page.set_column(1, max(len(asked), 1), 16)
        for at, column in enumerate(asked, start=1):
            page.write_string(0, at, column.head, head)
            page.write_comment(0, at, column.title)
        page.freeze_panes(1, 1)
        for row, member in enumerate(members, start=1):
            page.write_string(row, 0, member.name)
            for at, column in enumerate(asked, start=1):
                _put(page, row, at, _shown(member, column))
    return buffer.getvalue()


def _shown(member: Member, column: Asked) -> str:
    if column.field == "cases":
        return str(member.deductions.get(column.code, 0) or "")
    entry = member.entries.get(column.code)
    if entry is None:
        return ""
    if entry.na:
        return NOT_APPLYING
    value = getattr(entry, column.field)
    if column.field == "yes":
        return "" if value is None else "có" if value else "không"
    if column.field == "scores":
        return "; ".join(decimal_vi(score) for score in value)
    if isinstance(value, Decimal):
        return decimal_vi(value)
    return "" if value is None else str(value)


def _put(page: Any, row: int, at: int, text: str) -> None:
    if text.isascii() and text.isdigit() and len(text) < 15:
        page.write_number(row, at, int(text))
    elif text:
        page.write_string(row, at, text)


def read(data: bytes, sheet: Sheet) -> tuple[Member, ...]:
    """The figures of a workbook made for that sheet. Raises BadSheet with every cell that cannot be read."""
    try:
        workbook, names = open_workbook(data)
        if PAGE not in names:
            raise BadSheet(f"Tệp không có trang “{PAGE}”. Hãy dùng tệp mẫu tải trên trang này.")
        grid = grid_of(workbook.get_sheet_by_name(PAGE))
        formulas = formulas_of(data, PAGE)
    except WorkbookRefused as refused:
        raise BadSheet(str(refused)) from refused
    if len(grid) > MOST + 1:
        raise BadSheet(f"Trang “{PAGE}” có quá {MOST} dòng.")
    texts = [[cell.text for cell in row] for row in grid]
    places = _places(texts[0] if texts else [], sheet)
    faults = [f"Ô {address} có công thức; hãy dán giá trị." for address in sorted(formulas)]
    found = []
    for number, row in enumerate(texts[1:], start=2):
        if any(row):
            found.append(_member(row, number, places, faults))
    if faults:
        raise BadSheet("\n".join(faults[:20]))
    return tuple(found)


def _places(head: list[str], sheet: Sheet) -> list[tuple[Asked, int]]:
    at = {fold(text): place for place, text in enumerate(head)}
    if not head or fold(head[0]) != fold(UNIT):
        raise BadSheet(f"Cột đầu của trang “{PAGE}” phải là “{UNIT}”.")
    asked = columns(sheet)
    if lacking := [column.head for column in asked if fold(column.head) not in at]:
        raise BadSheet(f"Trang “{PAGE}” thiếu cột: {', '.join(lacking[:10])}.")
    return [(column, at[fold(column.head)]) for column in asked]


def _member(row: list[str], number: int, places: list[tuple[Asked, int]], faults: list[str]) -> Member:
    entries: dict[str, dict[str, Any]] = {}
    cases: dict[str, int] = {}
    if not row[0]:
        faults.append(f"Dòng {number}: chưa ghi tên đơn vị.")
    for column, at in places:
        text = row[at] if at < len(row) else ""
        try:
            if column.field != "cases":
                entry = entries.setdefault(column.code, {})
                if fold(text) == fold(NOT_APPLYING):
                    entry["na"] = True
                elif text:
                    entry[column.field] = _value(column.field, text)
            elif text:
                cases[column.code] = _whole(text)
        except ValueError as error:
            faults.append(f"Dòng {number}, cột “{column.head}”: {error}")
    return Member(
        name=row[0],
        entries={
            code: Entry(na=True) if given.get("na") else Entry(**given) for code, given in entries.items()
        },
        deductions=cases,
    )


def _value(field: str, text: str) -> Any:
    if field in ("count", "against"):
        return _whole(text)
    if field == "grade":
        return text
    if field == "yes":
        known = {"co": True, "x": True, "khong": False}
        if fold(text) not in known:
            raise ValueError(f"Không hiểu “{text}”; ghi “có” hoặc “không”.")
        return known[fold(text)]
    if field == "scores":
        return tuple(parse_decimal_vi(part) for part in text.split(";"))
    return parse_decimal_vi(text)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ValueError(f"Không đọc được số “{text[:40]}”; hãy ghi số nguyên không âm.")
    return int(text)
