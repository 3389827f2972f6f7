"""The columns of the workbook: what each is called on the sheet, and the names officers give it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` in code, `title` on the template, other names it is recognised by, a hint for the officer."""

    key: str
    title: str
    also: tuple[str, ...] = ()
    hint: str = ""
    width: int = 16


COLUMNS = (
    Column("kind", "Loại đối tượng", ("đối tượng", "loại"), "Cá nhân, Tập thể hoặc Hộ gia đình", 14),
    Column(
        "name",
        "Họ tên hoặc tên tập thể",
        (
            "họ và tên",
            "họ tên",
            "tên",
            "tên tập thể",
            "tên hộ gia đình",
            "tên tập thể, cá nhân",
            "họ và tên, tập thể",
        ),
        "Viết đầy đủ, chữ có dấu",
        30,
    ),
    Column("birth_date", "Ngày sinh", ("ngày tháng năm sinh", "năm sinh"), "dd/mm/yyyy", 12),
    Column("gender", "Giới tính", ("nam/nữ", "giới"), "Nam hoặc Nữ", 10),
    Column(
        "id_number",
        "Số định danh",
        ("cccd", "số cccd", "số định danh cá nhân", "cmnd/cccd"),
        "12 chữ số, để dạng chữ",
        16,
    ),
    Column("ethnic", "Dân tộc", (), "", 10),
    Column("group", "Nhóm đối tượng", ("nhóm",), "Cán bộ, công chức, viên chức; Công nhân; Nông dân…", 24),
    Column("position", "Chức vụ", ("chức vụ, đơn vị công tác", "chức danh"), "", 22),
    Column(
        "recruited",
        "Ngày tuyển dụng",
        ("ngày vào làm việc", "ngày vào ngành", "ngày tuyển dụng, ký hợp đồng"),
        "dd/mm/yyyy; cho người mới vào làm việc",
        13,
    ),
    Column("leader", "Giữ chức vụ lãnh đạo", ("lãnh đạo", "lãnh đạo, quản lý"), "Có hoặc để trống", 12),
    Column(
        "unit", "Đơn vị công tác", ("đơn vị", "nơi công tác", "địa chỉ"), "Để trống nếu là đơn vị đề nghị", 28
    ),
    Column(
        "award",
        "Danh hiệu, hình thức đề nghị",
        (
            "danh hiệu đề nghị",
            "hình thức đề nghị",
            "danh hiệu",
            "hình thức khen thưởng",
            "danh hiệu/hình thức khen",
        ),
        "Chọn trong danh sách",
        30,
    ),
    Column("route", "Loại hình khen thưởng", ("loại hình",), "Để trống là theo công trạng", 20),
    Column("year", "Năm", ("năm đề nghị", "năm xét"), "Năm của danh hiệu", 8),
    Column("period_from", "Từ năm", ("thành tích từ năm",), "Cho bằng khen, huân chương", 9),
    Column("period_to", "Đến năm", ("thành tích đến năm",), "", 9),
    Column(
        "rating",
        "Xếp loại trong năm",
        ("xếp loại", "mức độ hoàn thành nhiệm vụ"),
        "Nếu chưa có trong hệ thống",
        26,
    ),
    Column(
        "initiative",
        "Sáng kiến trong năm",
        ("sáng kiến", "tên sáng kiến"),
        "Tên sáng kiến đã được công nhận",
        34,
    ),
    Column("summary", "Tóm tắt thành tích", ("thành tích", "tóm tắt"), "", 40),
)
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = ("kind", "name", "award")
REMARKS_TITLE = "Điểm cần sửa"
_NAMES = {fold(name): column.key for column in COLUMNS for name in (column.title, *column.also)}
_HEADER_SEARCH_ROWS = 20


def recognise(header: Sequence[str]) -> dict[str, int]:
    """Which of our columns stand where: key → position. The first of two equal titles wins."""
    found: dict[str, int] = {}
    for position, title in enumerate(header):
        key = _NAMES.get(fold(title.replace("*", "").replace("\n", " ")))
        if key and key not in found:
            found[key] = position
    return found


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The row, among the first twenty, that reads most like our header; None when none has name and award."""
    best: tuple[int, dict[str, int]] | None = None
    for index, row in enumerate(rows[:_HEADER_SEARCH_ROWS]):
        found = recognise(row)
        if {"name", "award"} <= found.keys() and (best is None or len(found) > len(best[1])):
            best = (index, found)
    return best


def missing(found: Mapping[str, int]) -> tuple[str, ...]:
    """Titles of required columns that the sheet lacks."""
    return tuple(BY_KEY[key].title for key in REQUIRED if key not in found)


def letter(position: int) -> str:
    """The sheet's letter of a column position counted from 0: 0 → A, 26 → AA."""
    text, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
