"""Opens a workbook without trusting it: limits first, then cells as tidy text. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from thidua.kernel.formats import date_vi
from thidua.kernel.text import nfc
from thidua.nominations.imports import columns

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_ENTRIES = 500
MAX_ROWS = 60_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[ >/]')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class WorkbookRefused(ValueError):
    """The file cannot be used; the message says in Vietnamese why and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text (NFC, spaces tidied) and what kind of value the sheet held."""

    text: str
    numeric: bool = False
    formula: bool = False
    was_nfd: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A data row: the number the officer sees, and its cells by our column keys, empty ones left out."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A read sheet: where our columns stand, the header as written, and its rows that are not empty."""

    name: str
    header_row: int
    columns: dict[str, int]
    rows: tuple[SheetRow, ...]


def read_workbook(data: bytes) -> Sheet:
    """The list in the workbook's first visible sheet that has our header.

    Raises WorkbookRefused for another kind of file, a password, a macro, a bomb, a merged or missing header,
    too many rows or no row at all.
    """
    _check_container(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookRefused(
            "Tệp .xlsx bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại rồi gửi lại."
        ) from error
    names = [
        meta.name for meta in workbook.sheets_metadata if meta.visible == SheetVisibleEnum.Visible
    ] or workbook.sheet_names
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height > MAX_ROWS + 50:
            raise WorkbookRefused(
                f"Trang “{name}” có {sheet.height:,} dòng; mỗi lần nhập được nhiều nhất {MAX_ROWS:,} dòng.".replace(
                    ",", "."
                )
            )
        grid = _grid(sheet)
        header = columns.find_header([[cell.text for cell in row] for row in grid[:20]])
        if header is not None:
            return _sheet(name, sheet.merged_cell_ranges or [], grid, header, _formulas(data, name))
    wanted = ", ".join(f"“{columns.BY_KEY[key].title}”" for key in columns.REQUIRED)
    raise WorkbookRefused(
        f"Không thấy hàng tiêu đề trong 20 dòng đầu. Cần ít nhất các cột {wanted}. Hãy dùng tệp mẫu tải trên trang này."
    )


def _check_container(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise WorkbookRefused(
            f"Tệp nặng {len(data) // 1_048_576} MB; chỉ nhận tệp đến {MAX_BYTES // 1_048_576} MB. "
            "Hãy bỏ ảnh trong tệp hoặc tách danh sách."
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookRefused("Tệp được đặt mật khẩu nên không đọc được. Hãy gỡ mật khẩu rồi gửi lại.")
        raise WorkbookRefused("Tệp thuộc định dạng Excel cũ (.xls). Hãy mở và lưu lại thành .xlsx.")
    if not data.startswith(b"PK"):
        raise WorkbookRefused("Đây không phải tệp Excel (.xlsx). Hãy dùng tệp mẫu tải trên trang này.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise WorkbookRefused("Tệp bị hỏng hoặc tải lên chưa trọn. Hãy gửi lại.") from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused("Đây không phải tệp Excel (.xlsx). Hãy dùng tệp mẫu tải trên trang này.")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WorkbookRefused("Nội dung tệp khi mở ra quá lớn nên không nhận.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise WorkbookRefused("Tệp có macro nên không nhận. Hãy lưu lại thành .xlsx (không có macro).")


def _grid(sheet: object) -> list[list[Cell]]:
    start = sheet.start  # type: ignore[attr-defined]
    if start is None:
        return []
    offset = [Cell("")] * start[1]
    return [offset + [_cell(value) for value in row] for row in sheet.iter_rows()]  # type: ignore[attr-defined]


_EMPTY = Cell("")


@lru_cache(maxsize=50_000)
def _text_cell(value: str) -> Cell:
    """Lists repeat awards, units and groups thousands of times, so a text is tidied once."""
    text = nfc(value)
    return Cell(
        text, was_nfd=bool(text) and len(text) < len(value.strip()) and text != " ".join(value.split())
    )


def _cell(value: str | float | bool | date | datetime | time | timedelta) -> Cell:
    if isinstance(value, str):
        return _text_cell(value) if value else _EMPTY
    if isinstance(value, bool):
        return Cell("Có" if value else "")
    if isinstance(value, datetime):
        return Cell(date_vi(value.date()))
    if isinstance(value, date):
        return Cell(date_vi(value))
    if isinstance(value, int | float):
        whole = int(value)
        return Cell(str(whole) if whole == value else str(value).replace(".", ","), numeric=True)
    return Cell(str(value))


def _sheet(
    name: str,
    merged: list[tuple[tuple[int, int], tuple[int, int]]],
    grid: list[list[Cell]],
    header: tuple[int, dict[str, int]],
    formulas: frozenset[str],
) -> Sheet:
    at, found = header
    for (top, left), (bottom, right) in merged:
        if top <= at <= bottom and (right > left or bottom > top):
            area = f"{columns.letter(left)}{top + 1}:{columns.letter(right)}{bottom + 1}"
            raise WorkbookRefused(f"Hàng tiêu đề có ô gộp tại {area}. Hãy bỏ gộp ô (Unmerge) rồi gửi lại.")
    if lacking := columns.missing(found):
        raise WorkbookRefused(f"Hàng tiêu đề (dòng {at + 1}) thiếu cột: {', '.join(lacking)}.")
    rows = tuple(_rows(grid, at, found, formulas))
    if not rows:
        raise WorkbookRefused(f"Trang “{name}” chưa có dòng nào dưới hàng tiêu đề (dòng {at + 1}).")
    if len(rows) > MAX_ROWS:
        raise WorkbookRefused(f"Danh sách có {len(rows)} dòng; mỗi lần nhập được nhiều nhất {MAX_ROWS} dòng.")
    return Sheet(name, at + 1, found, rows)


def _rows(
    grid: list[list[Cell]], at: int, found: dict[str, int], formulas: frozenset[str]
) -> Iterator[SheetRow]:
    """The rows below the header that say something; of their cells only those that do."""
    letters = {key: columns.letter(position) for key, position in found.items()}
    places = list(found.items())
    for index in range(at + 1, len(grid)):
        line = grid[index]
        width = len(line)
        cells = {key: line[place] for key, place in places if place < width and line[place].text}
        if formulas:
            for key, place in places:
                if f"{letters[key]}{index + 1}" in formulas and place < width:
                    cells[key] = replace(line[place], formula=True)
        if cells:
            yield SheetRow(index + 1, cells)


def _formulas(data: bytes, sheet_name: str) -> frozenset[str]:
    """Addresses of formula cells of a sheet, read from its XML: the value reader only gives results."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relation = next(
            (s.get(_REL) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == sheet_name), None
        )
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        target = next((r.get("Target") for r in links if r.get("Id") == relation), None)
        if not target:
            return frozenset()
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path not in archive.namelist():
            return frozenset()
        xml = archive.read(path)
    if b"<f" not in xml:
        return frozenset()
    return frozenset(match.decode() for match in _FORMULA.findall(xml))
