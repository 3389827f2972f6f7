"""The workbooks we write: the template with drop-downs, and the sent list with a column of remarks. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from thidua.nominations.imports.columns import COLUMNS, REMARKS_TITLE, REQUIRED, letter
from thidua.organisation.types import PersonGroup, RecipientKind

_ROUTE_NAMES = ("Theo công trạng", "Chuyên đề", "Đột xuất", "Cống hiến", "Đối ngoại")
_RATING_NAMES = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)
_ROWS_WITH_LISTS = 2000


def template(
    *,
    title: str,
    unit_names: Sequence[str],
    award_names: Sequence[str],
    sample: Iterable[Mapping[str, str]] = (),
) -> bytes:
    """The template as XLSX: one sheet for people, collectives and households, lists to pick from, text cells.

    `sample` rows (our column keys → text) are filled in below the header when given.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "bg_color": "#F3E9D2"}
        )
        must = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "bg_color": "#F6D5D3"}
        )
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "font_size": 14})
        grey = book.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Danh sách")
        lists = book.add_worksheet("Danh mục")
        sheet.write(0, 0, title, head)
        sheet.write(
            1, 0, "Cột nền đỏ là bắt buộc. Không gộp ô, không dùng công thức. Mỗi dòng là một đề nghị.", grey
        )
        for position, column in enumerate(COLUMNS):
            sheet.set_column(position, position, column.width, text)
            sheet.write(3, position, column.title, must if column.key in REQUIRED else bold)
            if column.hint:
                sheet.write_comment(3, position, column.hint)
        sheet.freeze_panes(4, 2)
        choices = {
            "kind": [kind.label for kind in RecipientKind],
            "gender": ["Nam", "Nữ"],
            "group": [group.label for group in PersonGroup],
            "leader": ["Có"],
            "unit": list(unit_names),
            "award": list(award_names),
            "route": list(_ROUTE_NAMES),
            "rating": list(_RATING_NAMES),
        }
        _drop_downs(sheet, lists, choices)
        for index, row in enumerate(sample, start=4):
            for position, column in enumerate(COLUMNS):
                if row.get(column.key):
                    sheet.write_string(index, position, row[column.key], text)
    return buffer.getvalue()


def _drop_downs(sheet: object, lists: object, choices: Mapping[str, Sequence[str]]) -> None:
    keys = [column.key for column in COLUMNS]
    for at, (key, values) in enumerate(choices.items()):
        lists.write(0, at, next(c.title for c in COLUMNS if c.key == key))  # type: ignore[attr-defined]
        for row, value in enumerate(values, start=1):
            lists.write_string(row, at, value)  # type: ignore[attr-defined]
        if not values:
            continue
        column = letter(at)
        sheet.data_validation(  # type: ignore[attr-defined]
            4, keys.index(key), 3 + _ROWS_WITH_LISTS, keys.index(key),
            {
                "validate": "list",
                "source": f"='Danh mục'!${column}$2:${column}${len(values) + 1}",
                "error_type": "warning",
                "error_title": "Không có trong danh mục",
                "error_message": "Hãy chọn trong danh sách.",
            },
        )  # fmt: skip


def remarks(title: str, rows: Iterable[tuple[Mapping[str, str], str]]) -> bytes:
    """The sent list again, each row with a last column of what to mend; the reader takes it as it is."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#F3E9D2"})
        text = book.add_format({"num_format": "@", "valign": "top"})
        red = book.add_format({"font_color": "#9B1C1C", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for position, column in enumerate(COLUMNS):
            sheet.set_column(position, position, column.width, text)
            sheet.write(3, position, column.title, bold)
        sheet.set_column(len(COLUMNS), len(COLUMNS), 60)
        sheet.write(3, len(COLUMNS), REMARKS_TITLE, bold)
        sheet.freeze_panes(4, 2)
        for index, (cells, says) in enumerate(rows, start=4):
            for position, column in enumerate(COLUMNS):
                sheet.write_string(index, position, cells.get(column.key, ""), text)
            if says:
                sheet.write_string(index, len(COLUMNS), says, red)
    return buffer.getvalue()
