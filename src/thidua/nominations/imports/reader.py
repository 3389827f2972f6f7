"""Finds the list in a workbook: our header, the rows below it, their cells by our column keys. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.foundation.sheets import (
    MAX_BYTES,
    Cell,
    WorkbookRefused,
    formulas_of,
    grid_of,
    open_workbook,
)
from thidua.nominations.imports import columns

__all__ = ["MAX_BYTES", "Cell", "SheetRow", "WorkbookRefused", "read_workbook"]
MAX_ROWS = 60_000


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
    workbook, names = open_workbook(data)
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height > MAX_ROWS + 50:
            raise WorkbookRefused(
                f"Trang “{name}” có {sheet.height:,} dòng; mỗi lần nhập được nhiều nhất {MAX_ROWS:,} dòng.".replace(
                    ",", "."
                )
            )
        grid = grid_of(sheet)
        header = columns.find_header([[cell.text for cell in row] for row in grid[:20]])
        if header is not None:
            return _sheet(name, sheet.merged_cell_ranges or [], grid, header, formulas_of(data, name))
    wanted = ", ".join(f"“{columns.BY_KEY[key].title}”" for key in columns.REQUIRED)
    raise WorkbookRefused(
        f"Không thấy hàng tiêu đề trong 20 dòng đầu. Cần ít nhất các cột {wanted}. Hãy dùng tệp mẫu tải trên trang này."
    )


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
