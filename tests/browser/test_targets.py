"""Targets out to Excel, filled in, back again, and looked at on the progress pages, at a desk and on a telephone."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from tests.factories import SYSTEM
from thidua.organisation.commands import succeed_units
from thidua.organisation.types import SuccessionKind, UnitKind
from thidua.targets import commands
from thidua.targets.exchange.types import AMOUNTS, COLUMNS
from thidua.targets.models import Value
from thidua.targets.types import Amount, Direction, NewTarget, OverUnits, Period

MERGED = date(2021, 12, 1)


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


@pytest.mark.parametrize("width", [1280, 360])
def test_a_successor_takes_over_what_merged_communes_had(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    units = journey().units
    old = [factories.unit(f"Xã cũ {n}", UnitKind.COMMUNE, units.district) for n in (1, 2)]
    new = factories.unit("Xã gộp", UnitKind.COMMUNE, units.district, valid_from=MERGED)
    for code, rule in (("GOP", OverUnits.SUM), ("TYLE", OverUnits.NONE)):
        target = commands.create_target(
            actor=SYSTEM,
            unit_id=units.province.pk,
            new=NewTarget(code, f"Chỉ tiêu {code}", "hộ", Direction.HIGHER, over_units=rule),
        )
        for unit in old:
            at = {"target_id": target, "unit_id": unit.pk, "period": Period(2021, 2021)}
            commands.set_plan(actor=SYSTEM, **at, amount=Amount(Decimal(21)))
    succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[unit.pk for unit in old], after_ids=[new.pk], on=MERGED,
        instrument="Nghị quyết 12",
    )  # fmt: skip
    window = open_page(width)
    sign_in(window, live, "officer.province")
    window.goto(f"{live.url}/chi-tieu/don-vi/{new.pk}/")
    window.get_by_role("link", name="Nhận chỉ tiêu của đơn vị trước đây").click()
    window.get_by_role("heading", name="Sẽ nhận").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_label("Chỉ tiêu TYLE").fill("30")
    window.get_by_role("button", name="Nhận chỉ tiêu").click()
    window.get_by_text("Nhận 2 kế hoạch chỉ tiêu cho Xã gộp?").wait_for()
    window.get_by_role("button", name="Nhận chỉ tiêu").click()
    window.get_by_text("Đã nhận 2 kế hoạch chỉ tiêu.").wait_for()
    assert fits(window)
    amounts = Value.objects.filter(unit=new).order_by("target__code").values_list("amount", flat=True)
    assert list(amounts) == [42, 30]
