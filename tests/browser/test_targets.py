"""Targets out to Excel, filled in, back again, and looked at on the progress pages, at a desk and on a telephone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from tests.factories import SYSTEM
from thidua.targets import commands
from thidua.targets.exchange.types import AMOUNTS, COLUMNS
from thidua.targets.models import Value
from thidua.targets.types import Direction, NewTarget, OverUnits


def filled(path: Path, **by_unit: tuple[float, float]) -> bytes:
    """The exported sheet with plan and report typed in for units by their name, as an officer would."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(AMOUNTS).to_python()
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet(AMOUNTS)
        for number, row in enumerate(rows):
            cells = list(row)
            for name, (plan, reported) in by_unit.items():
                if name in str(cells[COLUMNS.index("Đơn vị")]):
                    cells[COLUMNS.index("Kế hoạch")], cells[COLUMNS.index("Báo cáo")] = plan, reported
            for at, cell in enumerate(cells):
                if cell != "":
                    sheet.write(number, at, cell)
    return buffer.getvalue()


@pytest.mark.parametrize("width", [1280, 360])
def test_out_to_excel_and_back_to_the_progress_page(
    live: Live, open_page: Callable[[int], Any], width: int, tmp_path: Path
) -> None:
    units = journey().units
    commands.create_target(
        actor=SYSTEM,
        unit_id=units.province.pk,
        new=NewTarget(
            "NTM", "Số tiêu chí nông thôn mới", "tiêu chí", Direction.HIGHER, 2, over_units=OverUnits.SUM
        ),
    )
    window = open_page(width)
    sign_in(window, live, "officer.province")
    window.goto(f"{live.url}/chi-tieu/nhap/")
    assert fits(window)
    assert_no_violations(window)
    with window.expect_download() as waiting:
        window.get_by_role("link", name="Xuất kèm dòng trống để điền năm 2021").click()
    out = tmp_path / "chi-tieu.xlsx"
    waiting.value.save_as(out)
    good, bad = tmp_path / "dien.xlsx", tmp_path / "sai.xlsx"
    good.write_bytes(filled(out, **{"Cư Jút": (18.5, 18.29), "Đắk Mil": (16.5, 16.67)}))
    bad.write_bytes(filled(out, **{"Cư Jút": (18.123, 18.29)}))
    window.get_by_label("Tệp số liệu").set_input_files(bad)
    window.get_by_role("button", name="Gửi tệp").click()
    window.get_by_text("nhiều chữ số thập phân hơn").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("link", name="gửi lại").click()
    window.get_by_label("Tệp số liệu").set_input_files(good)
    window.get_by_role("button", name="Gửi tệp").click()
    window.get_by_text("4 số liệu").first.wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("button", name="Nhập số liệu").click()
    window.get_by_role("dialog").get_by_role("button", name="Nhập số liệu").click()
    window.get_by_text("Đã nhập 4 số liệu").wait_for()
    assert Value.objects.count() == 4
    window.get_by_role("link", name="Xem tiến độ").click()
    window.get_by_text("1/2").first.wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("link", name="Số tiêu chí nông thôn mới").click()
    window.get_by_role("heading", name="Bản đồ năm 2021").wait_for()
    late = window.get_by_text("còn thiếu 0,21 tiêu chí")
    assert late.is_visible()
    assert fits(window)
    assert_no_violations(window)
    target = window.url.partition("?")[0].removeprefix(f"{live.url}/chi-tieu/")
    for path in ("duong-bien/", "moi/", "chua-dat/", "den-han/?whose=all", f"{target}gan/?kind=directive"):
        page = window.url
        window.goto(f"{live.url}/chi-tieu/{path}")
        assert fits(window)
        assert_no_violations(window)
        window.goto(page)
    window.locator("svg.tile-map a").first.click()
    window.get_by_text("Báo cáo").first.wait_for()
    assert fits(window)
    assert_no_violations(window)
