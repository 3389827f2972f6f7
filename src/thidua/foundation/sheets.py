"""Opens workbooks without trusting them: limits first, then cells as tidy text. Knows no room and no database."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from thidua.kernel.formats import date_vi
from thidua.kernel.text import nfc

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_ENTRIES = 500
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


def open_workbook(data: bytes) -> tuple[CalamineWorkbook, list[str]]:
    """The workbook and the names of its visible sheets (of all, when none is visible).

    Raises WorkbookRefused for another kind of file, a password, a macro, a bomb or a broken file.
    """
    check_container(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookRefused(
            "Tệp .xlsx bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại rồi gửi lại."
        ) from error
    visible = [meta.name for meta in workbook.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
    return workbook, visible or workbook.sheet_names


def check_container(data: bytes) -> None:
    """Raise WorkbookRefused unless this is an .xlsx of bearable size without password or macro."""
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


def grid_of(sheet: object) -> list[list[Cell]]:
    """All cells of a sheet, row by row from the first; columns before the sheet's first are empty cells."""
    start = sheet.start  # type: ignore[attr-defined]
    if start is None:
        return []
    offset = [Cell("")] * start[1]
    return [offset + [_cell(value) for value in row] for row in sheet.iter_rows()]  # type: ignore[attr-defined]


def _plain(value: float) -> str:
    """The number somebody typed: spreadsheets keep fifteen digits, whatever longer a file may say."""
    return format(Decimal(f"{value:.15g}"), "f").replace(".", ",")


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
        return Cell(str(whole) if whole == value else _plain(value), numeric=True)
    return Cell(str(value))


def formulas_of(data: bytes, sheet_name: str) -> frozenset[str]:
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
