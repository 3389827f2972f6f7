"""Last year's sheet copied, a criterion changed, the difference read, tried on last year's figures, put in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from tests.factories import SYSTEM
from tests.scoring.conftest import SAMPLE
from thidua.access.types import Role
from thidua.scoring import commands, figures
from thidua.scoring.models import Sheet
from thidua.scoring.reading import read_round


@pytest.mark.parametrize("width", [1280, 360])
def test_from_last_years_sheet_to_this_years(
    live: Live, open_page: Callable[[int], Any], width: int, tmp_path: Any
) -> None:
    province = journey().units.province
    factories.post(factories.user("Nguyễn Văn Thường", "office"), Role.SPECIALIST, province)
    sheet, members = read_round(SAMPLE)
    old = commands.draft(actor=SYSTEM, unit_id=province.pk, sheet=sheet)
    commands.adopt(actor=SYSTEM, sheet_id=old, version=1, instrument="", checked=False)
    filled = tmp_path / "so-lieu.xlsx"
    filled.write_bytes(figures.write(sheet, members))

    window = open_page(width)
    sign_in(window, live, "office")
    window.goto(f"{live.url}/bang-diem/{old}/")
    window.get_by_role("heading", name="Nhóm và tiêu chí").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("link", name="Chép sang năm khác").click()
    window.get_by_role("button", name="Chép thành bản mới").click()
    window.get_by_text("Đã chép; sửa rồi áp dụng.").wait_for()
    window.get_by_role("link", name="Thu ngân sách").click()
    window.get_by_label(re.compile("^Thưởng tối đa")).fill("0")
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("button", name="Lưu").click()
    window.get_by_text("Đã lưu bảng điểm.").wait_for()

    window.get_by_role("link", name="Những gì thay đổi").click()
    window.get_by_role("rowheader", name="Thu ngân sách (thu)").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.go_back()
    window.get_by_role("link", name="Chạy thử").click()
    window.get_by_label("Hoặc tệp số liệu").set_input_files(filled)
    window.get_by_role("button", name="Chạy thử").click()
    window.get_by_role("heading", name="Hạng cũ và hạng mới").wait_for()
    assert window.get_by_text("101,38").count() == 1
    assert fits(window)
    assert_no_violations(window)

    window.get_by_role("link", name="Về bảng điểm").click()
    window.get_by_role("button", name="Áp dụng bảng điểm").click()
    window.get_by_role("button", name="Áp dụng", exact=True).click()
    window.get_by_text("Đã áp dụng bảng điểm.").wait_for()
    assert list(Sheet.objects.order_by("year").values_list("year", "state")) == [
        (2021, "adopted"), (2022, "adopted"),
    ]  # fmt: skip
