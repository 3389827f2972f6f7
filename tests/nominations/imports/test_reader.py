"""A workbook is opened without trust; every refusal says what to do."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
import xlsxwriter

from thidua.nominations.imports.columns import letter
from thidua.nominations.imports.reader import WorkbookRefused, read_workbook
from thidua.nominations.imports.workbook import remarks, template

HEADER = ["Loại đối tượng", "Họ và tên", "Ngày sinh", "Danh hiệu, hình thức đề nghị"]


def book(rows: list[list[object]], *, merge: tuple[int, int, int, int] | None = None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as out:
        sheet = out.add_worksheet("Danh sách")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        if merge:
            sheet.merge_range(*merge, "Họ và tên")
    return buffer.getvalue()


def test_rows_keep_the_number_the_officer_sees_and_empty_rows_are_skipped() -> None:
    sheet = read_workbook(
        book([["DANH SÁCH"], [], HEADER, [], ["Cá nhân", "Lê Thị Hoa", "", "Lao động tiên tiến"]])
    )
    assert sheet.header_row == 3
    assert [row.number for row in sheet.rows] == [5]
    assert sheet.rows[0].cells["name"].text == "Lê Thị Hoa"


def test_a_list_that_does_not_begin_in_column_a_is_read_where_it_stands() -> None:
    sheet = read_workbook(book([["", *HEADER], ["", "Cá nhân", "Lê Thị Hoa", "", "Lao động tiên tiến"]]))
    assert sheet.columns["name"] == 2
    assert sheet.rows[0].cells["award"].text == "Lao động tiên tiến"


def test_decomposed_text_is_composed_and_marked() -> None:
    nfd = unicodedata.normalize("NFD", "Nguyễn Văn Ước")
    cell = read_workbook(book([HEADER, ["Cá nhân", nfd, "", "x"]])).rows[0].cells["name"]
    assert cell.text == "Nguyễn Văn Ước"
    assert cell.was_nfd


def test_a_formula_is_known_by_its_cell() -> None:
    sheet = read_workbook(
        book([HEADER, ["Cá nhân", '="Lê"&" Hoa"', "", "x"], ["Cá nhân", "Lê Hoa", "", "x"]])
    )
    assert [row.cells["name"].formula for row in sheet.rows] == [True, False]


def test_template_and_remarks_are_read_back() -> None:
    row = {
        "kind": "Cá nhân",
        "name": "Lê Thị Hoa",
        "award": "Lao động tiên tiến",
        "id_number": "067180000001",
    }
    first = read_workbook(
        template(title="Mẫu", unit_names=["A"], award_names=["Lao động tiên tiến"], sample=[row])
    )
    again = read_workbook(remarks("Sửa", [(row, "Ngày sinh: sai")]))
    for sheet in (first, again):
        assert {key: cell.text for key, cell in sheet.rows[0].cells.items() if cell.text} == row
        assert not sheet.rows[0].cells["id_number"].numeric


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "không phải tệp Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"PK\x03\x04 cut short", "hỏng hoặc tải lên chưa trọn"),
        (b"PK" + b"\0" * (26 * 1024 * 1024), "26 MB"),
    ],
)
def test_another_file_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(WorkbookRefused, match=says):
        read_workbook(data)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for index in range(5):
            archive.writestr(f"xl/media/{index}.bin", b"\0" * (90 * 1024 * 1024))
    with pytest.raises(WorkbookRefused, match="quá lớn"):
        read_workbook(buffer.getvalue())


def test_macros_are_refused() -> None:
    buffer = io.BytesIO(book([HEADER, ["Cá nhân", "A", "", "x"]]))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(WorkbookRefused, match="macro"):
        read_workbook(buffer.getvalue())


def test_a_merged_header_is_named_by_its_cells() -> None:
    with pytest.raises(WorkbookRefused, match=r"B1:C1"):
        read_workbook(
            book([["Loại đối tượng", "", "", "Danh hiệu"], ["Cá nhân", "A", "", "x"]], merge=(0, 1, 0, 2))
        )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["Họ tên", "Tuổi"], ["A", 3]], "Không thấy hàng tiêu đề"),
        ([["Họ và tên", "Danh hiệu"], ["A", "x"]], "thiếu cột: Loại đối tượng"),
        ([HEADER], "chưa có dòng nào"),
    ],
)
def test_a_sheet_without_our_list_is_refused(rows: list[list[object]], says: str) -> None:
    with pytest.raises(WorkbookRefused, match=says):
        read_workbook(book(rows))


def test_letters_of_columns() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
