"""Lists as files: XLSX with typed cells, CSV that Excel opens in Vietnamese. Cells are values, never formulas."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localtime

from thidua.foundation.ui.cells import Column, Row, getter, text_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = {"date": 12, "moment": 18, "money": 16, "number": 10, "badge": 22, "bool": 8, "text": 30}


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula when it reads a CSV: an apostrophe goes before a trigger."""
    return f"'{text}" if text.startswith(_TRIGGERS) else text


def _readers(columns: Sequence[Column]) -> list[Callable[[Row], Any]]:
    return [column.value or getter(column.key) for column in columns]


def csv_response(
    name: str, columns: Sequence[Column], rows: Iterable[Row], *, title: str = ""
) -> HttpResponseBase:
    """A CSV in UTF-8 with byte-order mark, row by row as it is read. Dates dd/mm/yyyy, money as plain digits."""
    readers = _readers(columns)

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield "\ufeff" + writer.writerow([safe_text(column.title) for column in columns])
        for row in rows:
            yield writer.writerow(
                [_csv_value(column, read(row)) for column, read in zip(columns, readers, strict=True)]
            )

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_value(column: Column, value: Any) -> str:
    if column.kind in ("money", "number") and isinstance(value, int):
        return str(value)
    return safe_text(text_of(column.kind, value))


def xlsx_response(
    name: str, columns: Sequence[Column], rows: Iterable[Row], *, title: str = ""
) -> HttpResponseBase:
    """An XLSX written row by row to a temporary file: real dates and numbers, text always as text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet("Danh sách")
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"}),
        "money": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "#,##0"}),
    }
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS[column.kind])
        sheet.write_string(0, index, column.title, styles["head"])
    sheet.freeze_panes(1, 0)
    readers, last = _readers(columns), 0
    for line, row in enumerate(rows, start=1):
        last = line
        for index, (column, read) in enumerate(zip(columns, readers, strict=True)):
            _write(sheet, line, index, column.kind, read(row), styles)
    if columns:
        sheet.autofilter(0, 0, last, len(columns) - 1)
    if title:
        book.set_properties({"title": title})
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _write(sheet: Any, line: int, index: int, kind: str, value: Any, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if kind == "moment" and isinstance(value, datetime):
        sheet.write_datetime(line, index, localtime(value).replace(tzinfo=None), styles["moment"])
    elif kind in ("date", "moment") and isinstance(value, date):
        sheet.write_datetime(line, index, value, styles["date"])
    elif kind in ("money", "number") and isinstance(value, int):
        sheet.write_number(line, index, value, styles[kind])
    else:
        sheet.write_string(line, index, text_of(kind, value)[:32_767])
