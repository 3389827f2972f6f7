"""Every trouble of a row is told by its cell, and nothing right is called wrong."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.nominations.imports.matching import AMBIGUOUS, MATCHED, NEW, Known, Matcher
from thidua.nominations.imports.reader import Cell, SheetRow
from thidua.nominations.imports.rows import (
    NOTE,
    AwardChoice,
    Context,
    ParsedRow,
    RowReader,
    UnitChoice,
    within_file,
)

SCHOOL = UnitChoice(1, "Trường Hoa Ban", ("Trường Hoa Ban", "TH1"))
GROUP_A = UnitChoice(2, "Tổ Toán", ("Tổ Toán",))
TWIN_1 = UnitChoice(3, "Tổ Văn", ("Tổ Văn", "V1"))
TWIN_2 = UnitChoice(4, "Tổ Văn", ("Tổ Văn", "V2"))
ADVANCED = AwardChoice(
    "advanced_worker", "Lao động tiên tiến", ("Lao động tiên tiến", "LĐTT"), frozenset({"person"}), True
)
MERIT = AwardChoice(
    "provincial_certificate_of_merit",
    "Bằng khen của Chủ tịch UBND tỉnh",
    ("Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen tỉnh"),
    frozenset({"person", "collective", "household"}),
    False,
)
ENDED = AwardChoice(
    "old", "Danh hiệu cũ", ("Danh hiệu cũ",), frozenset({"person"}), True, "Không còn hiệu lực."
)
CONTEXT = Context(
    SCHOOL, (SCHOOL, GROUP_A, TWIN_1, TWIN_2), (ADVANCED, MERIT, ENDED), 2021, "merit", date(2021, 12, 15)
)


def read(
    number: int = 5, *, numeric: tuple[str, ...] = (), formula: tuple[str, ...] = (), **texts: str
) -> ParsedRow:
    given = {"kind": "Cá nhân", "name": "Lê Thị Hoa", "award": "LĐTT", **texts}
    cells = {key: Cell(text, key in numeric, key in formula) for key, text in given.items()}
    return RowReader(CONTEXT).read(SheetRow(number, cells))


def says(row: ParsedRow) -> dict[str, str]:
    return {problem.column: problem.says for problem in row.problems}


def test_a_plain_row_has_no_problem() -> None:
    row = read(birth_date="5/3/1980", gender="nữ", id_number="067180001234", group="Công nhân", leader="có")
    assert row.problems == []
    assert (row.kind, row.award, row.year, row.route, row.unit_id) == (
        "person",
        "advanced_worker",
        2021,
        "merit",
        1,
    )
    assert (row.birth_date, row.gender, row.group, row.leader) == (date(1980, 3, 5), "female", "worker", True)


@pytest.mark.parametrize(
    ("texts", "column", "part"),
    [
        ({"kind": "Người"}, "kind", "Cá nhân"),
        ({"name": ""}, "name", "Chưa có tên"),
        ({"award": ""}, "award", "Chưa ghi"),
        ({"award": "Huy chương vàng"}, "award", "Không có danh hiệu"),
        ({"award": "Danh hiệu cũ"}, "award", "Không còn hiệu lực"),
        ({"kind": "Hộ gia đình"}, "award", "không dành cho hộ gia đình"),
        ({"birth_date": "31/02/1980"}, "birth_date", ""),
        ({"birth_date": "15/12/2019"}, "birth_date", "không hợp lý"),
        ({"gender": "khác"}, "gender", "Nam hoặc Nữ"),
        ({"recruited": "16/12/2021"}, "recruited", "chưa tới"),
        ({"recruited": "hôm qua"}, "recruited", ""),
        ({"birth_date": "05/03/1980", "recruited": "05/03/1980"}, "recruited", "sau ngày sinh"),
        ({"group": "Ca sĩ"}, "group", "Không có nhóm"),
        ({"id_number": "12345"}, "id_number", ""),
        ({"unit": "Trường khác"}, "unit", "Không có đơn vị"),
        ({"unit": "Tổ Văn"}, "unit", "nhiều đơn vị"),
        ({"year": "2022"}, "year", "chưa tới"),
        ({"year": "21"}, "year", "không phải năm"),
        ({"rating": "Giỏi"}, "rating", "mức xếp loại"),
        ({"route": "Bí mật"}, "route", "loại hình"),
        ({"award": "Bằng khen tỉnh", "period_from": "2021", "period_to": "2020"}, "period_from", "sau"),
        ({"name": "x" * 201}, "name", "201 ký tự"),
        ({"leader": "chắc thế"}, "leader", "Có"),
    ],
)
def test_a_wrong_cell_is_named(texts: dict[str, str], column: str, part: str) -> None:
    row = read(**texts)
    assert part in says(row)[column]
    assert row.has_error


def test_old_font_text_is_named_with_what_it_means() -> None:
    assert "Nguyễn Văn Thành" in says(read(name="NguyÔn V¨n Thµnh"))["name"]


def test_a_lost_leading_zero_is_understood() -> None:
    assert "mất số 0" in says(read(id_number="67180001234", numeric=("id_number",)))["id_number"]


def test_a_formula_is_refused_by_cell() -> None:
    assert "công thức" in says(read(formula=("award",)))["award"]


def test_a_form_gets_its_period_from_the_year_when_none_is_written() -> None:
    row = read(award="Bằng khen tỉnh")
    assert (row.period_from, row.period_to, row.year) == (2021, 2021, 2021)


def test_a_unit_code_settles_two_units_of_one_name() -> None:
    assert read(unit="V2").unit_id == 4


def test_a_collective_is_a_unit_by_its_listed_name() -> None:
    row = read(kind="Tập thể", name="tổ toán", award="Bằng khen tỉnh")
    assert (row.unit_id, row.name, row.problems) == (2, "Tổ Toán", [])
    assert "Không có tập thể" in says(read(kind="Tập thể", name="Tổ Lạ", award="Bằng khen tỉnh"))["name"]


def test_rows_that_repeat_or_contradict_each_other_are_named() -> None:
    rows = [
        read(5, id_number="067180001234"),
        read(6, id_number="067180001234"),
        read(7, id_number="067180001234", name="Trần Thị Khác"),
        read(8, name="Đỗ Văn Nam", birth_date="1/1/1990"),
        read(9, name="Đỗ Văn Nam", birth_date="1/1/1990", unit="Tổ Toán", award="Bằng khen tỉnh"),
    ]
    within_file(rows)
    assert "dòng 5" in says(rows[1])["name"]
    assert "dòng 5" in says(rows[2])["id_number"]
    assert "dòng 8" in says(rows[4])["unit"]
    assert rows[0].problems == [] and rows[3].problems == []


def known(id: int, name: str = "Lê Thị Hoa", **more: object) -> Known:
    base: dict[str, object] = {"unit_id": 1, "unit_name": "Trường Hoa Ban", "kind": "person"}
    return Known(id=id, name=name, **{**base, **more})  # type: ignore[arg-type]


def test_the_identity_number_settles_who_it_is() -> None:
    matcher = Matcher([known(1, id_number="067180001234"), known(2)])
    assert matcher.match(read(id_number="067180001234")).recipient_id == 1


def test_a_number_held_under_another_name_is_asked_about() -> None:
    matcher = Matcher([known(1, name="Trần Văn Bình", id_number="067180001234")])
    row = read(id_number="067180001234")
    assert matcher.match(row).state == AMBIGUOUS
    assert "Trần Văn Bình" in says(row)["id_number"]


def test_name_birth_and_unit_settle_it_without_a_number() -> None:
    matcher = Matcher([known(1, birth_date=date(1980, 3, 5)), known(2, birth_date=date(1990, 1, 1))])
    assert matcher.match(read(birth_date="05/03/1980")).recipient_id == 1
    assert matcher.match(read(birth_date="06/06/1985")).state == NEW


def test_two_of_one_name_in_one_unit_are_asked_about() -> None:
    match = Matcher([known(1), known(2)]).match(read())
    assert (match.state, [c.id for c in match.candidates]) == (AMBIGUOUS, [1, 2])


def test_a_namesake_elsewhere_with_the_same_birth_is_asked_about() -> None:
    matcher = Matcher([known(1, unit_id=9, unit_name="Trường khác", birth_date=date(1980, 3, 5))])
    assert matcher.match(read(birth_date="05/03/1980")).state == AMBIGUOUS
    assert matcher.match(read()).state == NEW


def test_someone_found_by_number_in_another_unit_must_be_transferred_first() -> None:
    row = read(id_number="067180001234")
    match = Matcher([known(1, unit_id=9, unit_name="Trường khác", id_number="067180001234")]).match(row)
    assert match.state == MATCHED
    assert "chuyển đơn vị" in says(row)["unit"]


def test_a_note_does_not_stop_the_import() -> None:
    row = read(id_number="067180001234", birth_date="05/03/1980")
    Matcher([known(1, id_number="067180001234", birth_date=date(1981, 3, 5))]).match(row)
    assert [problem.level for problem in row.problems] == [NOTE]
    assert not row.has_error
