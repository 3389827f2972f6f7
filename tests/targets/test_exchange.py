"""The whole grid out to a workbook and back: nothing lost, faults by cell, written whole or not at all."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import SYSTEM, Province
from tests.targets.conftest import POVERTY, REVENUE, YEAR, officer
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.sheets import WorkbookRefused
from thidua.kernel.decision import ALLOW
from thidua.organisation.queries import unit_refs
from thidua.site.grid import import_grid
from thidua.site.terminal import Stop
from thidua.targets import commands, queries
from thidua.targets.exchange import Ground, UnitKey, read, write
from thidua.targets.exchange.types import AMOUNTS, COLUMNS
from thidua.targets.ground import lines_of
from thidua.targets.invariants import INVARIANTS
from thidua.targets.models import Cell, Target, Value
from thidua.targets.types import Amount, Kind, NewTarget, Paper, Period, Sign

NUMBERS = st.decimals(min_value=-(10**11), max_value=10**11, places=4, allow_nan=False)
AMOUNTS_ = st.builds(lambda n, s: Amount(n, sign=s), NUMBERS, st.sampled_from(Sign)) | st.tuples(
    NUMBERS, NUMBERS
).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Amount(*pair))
WORDS = st.text("aăâ =+-@'1.,()Đ", max_size=20).map(lambda text: " ".join(text.split()))
PAPERS = st.builds(Paper, WORDS, st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1)), WORDS, WORDS)
EXACT = NewTarget("T", "Chỉ tiêu", "đồng", POVERTY.direction, places=4)
PLACE = UnitKey(7, "662@2021", "Huyện Cư Jút", "/1/7/")


def ground(**more: Any) -> Ground:
    given_: dict[str, Any] = {
        "targets": {}, "units": {PLACE.code: PLACE}, "agencies": {}, "standing": {}, "retired": frozenset(),
        "may": lambda *_: ALLOW, "today": date(2021, 12, 15),
    }  # fmt: skip
    return Ground(**(given_ | more))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(Kind), st.tuples(AMOUNTS_, PAPERS), min_size=1))
def test_what_is_written_is_read_back(amounts: dict[Kind, tuple[Amount, Paper]]) -> None:
    plan = read(write([EXACT], {}, [("T", PLACE, YEAR, amounts)], ""), ground())
    assert (plan.faults, plan.targets) == ([], [EXACT])
    assert {entry.kind: (entry.amount, entry.paper) for entry in plan.entries} == amounts


def book(*rows: dict[str, Any], sheet: str = AMOUNTS) -> bytes:
    """A workbook as an officer might make it: only some columns, in any order."""
    buffer = io.BytesIO()
    titles = list(dict.fromkeys(title for row in rows for title in row))
    with xlsxwriter.Workbook(buffer) as made:
        page = made.add_worksheet(sheet)
        page.write_row(0, 0, titles)
        for number, row in enumerate(rows, start=1):
            for title, cell in row.items():
                page.write(number, titles.index(title), cell)
    return buffer.getvalue()


ROW = {"Mã chỉ tiêu": "T", "Mã đơn vị": "662@2021", "Kỳ": 2021}


@pytest.mark.parametrize(
    ("rows", "cell", "words"),
    [
        ([{**ROW, "Mã chỉ tiêu": "X"}], "A2", "mang mã “X”"),
        ([{**ROW, "Mã đơn vị": "999"}], "B2", "mang mã “999”"),
        ([{**ROW, "Kỳ": "2021-2023"}], "C2", "5 năm"),
        ([{**ROW, "Báo cáo": "7.5 %"}], "D2", "Không đọc được"),
        ([{**ROW, "Báo cáo": 0.123456}], "D2", "thập phân"),
        ([{**ROW, "Báo cáo": "=1+1"}], "D2", "công thức"),
        ([{**ROW, "Kỳ": 2022, "Báo cáo": 5}], "D2", "chưa tới"),
        ([{**ROW, "Báo cáo": 5}, {**ROW, "Báo cáo": 6}], "A3", "đã ghi ở dòng 2"),
        ([{**ROW, "Báo cáo: văn bản": "BC 5"}], "", "không có số liệu"),
        ([{**ROW, "Báo cáo": 5, "Báo cáo: ngày văn bản": "31/02/2021"}], "E2", "không có trong lịch"),
    ],
)
def test_faults_are_named_by_their_cell(rows: list[dict[str, Any]], cell: str, words: str) -> None:
    plan = read(book(*rows), ground(targets={"T": EXACT}))
    assert any(fault.cell.startswith(cell) and words in fault.says for fault in plan.faults), plan.faults


def test_files_that_are_no_grid() -> None:
    with pytest.raises(WorkbookRefused, match="không có trang"):
        read(book(ROW, sheet="Trang 1"), ground())
    with pytest.raises(WorkbookRefused, match="thiếu cột: Kỳ"):
        read(book({"Mã chỉ tiêu": "T", "Mã đơn vị": "1"}), ground())
    assert len(COLUMNS) == len(set(COLUMNS))


@pytest.mark.django_db
def test_the_whole_grid_goes_out_and_comes_back(province: Province) -> None:
    top = province.province
    at = {"actor": SYSTEM, "unit_id": province.district.pk}
    ids = [commands.create_target(actor=SYSTEM, unit_id=top.pk, new=new) for new in (POVERTY, REVENUE)]
    paper = Paper("NQ 110/NQ-HĐND", date(2020, 12, 11), "Cả năm", "Bản chụp mờ")
    commands.set_plan(
        **at, target_id=ids[0], period=Period(2021, 2025), amount=Amount(D(2), D(3)), paper=paper
    )
    first = commands.report(**at, target_id=ids[0], period=YEAR, amount=Amount(D("8.63")))
    commands.correct(actor=SYSTEM, value_id=first, amount=Amount(D("8.6"), sign=Sign.ABOUT), reason="Rà soát")
    commands.confirm(**at, target_id=ids[1], period=YEAR, amount=Amount(D("123456789012.3")))
    owner = unit_refs([top.pk])[top.pk]
    out = lines_of(SYSTEM, owner, Period(2021, 2025))
    data = write(*out, "")
    sent = commands.send_grid(actor=SYSTEM, unit_id=top.pk, name="a.xlsx", data=data)
    with pytest.raises(Refused, match="không có gì mới"):
        commands.import_values(actor=SYSTEM, import_id=sent)
    # Another province with the same units and an empty catalogue.
    Cell.objects.all().delete()
    Value.objects.filter(replaces__isnull=False).delete()
    Value.objects.all().delete()
    Target.objects.all().delete()
    assert commands.import_values(actor=SYSTEM, import_id=sent) == 3
    assert lines_of(SYSTEM, owner, Period(2021, 2025)) == out
    assert not [row for each in INVARIANTS for row in each.rows()]
    with pytest.raises(Refused, match="đã được nhập"):
        commands.import_values(actor=SYSTEM, import_id=sent)


@pytest.mark.django_db
def test_a_changed_cell_needs_its_reason_and_ones_own_unit(province: Province, revenue: int) -> None:
    below = officer(province.district)
    row = {"Mã chỉ tiêu": "THU", "Mã đơn vị": "662", "Kỳ": "2021"}
    commands.report(
        actor=below, target_id=revenue, unit_id=province.district.pk, period=YEAR, amount=Amount(D(90))
    )

    def send(**cells: Any) -> int:
        data = book({**row, **cells})
        return commands.send_grid(actor=below, unit_id=province.province.pk, name="a.xlsx", data=data)

    for cells in ({"Báo cáo": 91}, {"Kế hoạch": 95}, {"Mã đơn vị": "663", "Báo cáo": 5}):
        with pytest.raises(Refused, match="ô phải sửa"):
            commands.import_values(actor=below, import_id=send(**cells))
    commands.import_values(actor=below, import_id=send(**{"Báo cáo": 91, "Lý do sửa": "Quyết toán"}))
    assert queries.value(revenue, province.district.pk, 2021).reported == D(91)
    assert [row.reason for row in queries.history(below, revenue, province.district.pk)] == ["Quyết toán", ""]
    with pytest.raises(NotThere):
        commands.send_grid(
            actor=officer(province.other_district),
            unit_id=province.district.pk,
            name="a.xlsx",
            data=book(row),
        )


@pytest.mark.django_db
def test_from_the_command_line(
    province: Province, revenue: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"Mã chỉ tiêu": "THU", "Mã đơn vị": "662", "Kỳ": "2021"}
    good, bad = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    good.write_bytes(book({**row, "Báo cáo": 90.5}))
    bad.write_bytes(book({**row, "Báo cáo": "90.5"}))
    assert import_grid(bad, "67", dry_run=False) == 1
    assert "Số liệu D2 Báo cáo: Không đọc được số" in capsys.readouterr().out
    assert import_grid(good, "67", dry_run=True) == 0
    assert not Value.objects.exists()
    assert import_grid(good, "67", dry_run=False) == 0
    assert queries.value(revenue, province.district.pk, 2021).reported == D("90.5")
    assert import_grid(good, "67", dry_run=False) == 0
    for file, unit, words in (
        (good, "0", "không có đơn vị"), (tmp_path / "c.xlsx", "67", "không đọc được tệp"),
        (Path(__file__), "67", "không phải tệp Excel"),
    ):  # fmt: skip
        with pytest.raises(Stop, match=words) as stop:
            import_grid(file, unit, dry_run=False)
        assert stop.value.code == 2
