"""From the file of a directive to its number in the register, at a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from thidua.directives.models import Document

SEED = Path(__file__).parent.parent / "directives" / "data" / "chi-thi-2021-08-19.txt"


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_file_to_the_register(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    journey()
    window = open_page(width)
    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/van-ban/")
    window.get_by_role("link", name="Đọc văn bản đến").first.click()
    assert_no_violations(window)
    window.get_by_role("button", name="Đọc văn bản").click()
    window.get_by_text("Chọn một tệp hoặc dán toàn văn, chỉ một trong hai.").first.wait_for()
    window.get_by_label("Tệp văn bản").set_input_files(SEED)
    window.get_by_role("button", name="Đọc văn bản").click()
    window.get_by_role("heading", name="Nội dung giao việc").wait_for()
    assert window.get_by_text("Cần kiểm tra: không thấy số, ký hiệu trong bản đọc").count() == 1
    assert window.get_by_label(re.compile("^Người ký")).input_value() == "Hồ Văn Mười"
    assert fits(window)
    assert_no_violations(window)
    window.get_by_label("Số, ký hiệu").fill("14/CT-UBND")
    window.get_by_role("button", name="Vào sổ văn bản đến").click()
    window.get_by_role("button", name="Vào sổ", exact=True).click()
    window.get_by_text("Đã vào sổ văn bản đến, số 01.").wait_for()
    assert fits(window)
    assert_no_violations(window)
    assert Document.objects.get().number == "14/CT-UBND"
    window.goto(f"{live.url}/van-ban/")
    window.get_by_text("01/2021").first.wait_for()
    assert fits(window)
    assert_no_violations(window)
