"""A directive from its file to the register, to accepted clauses, and to a unit that acknowledges it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from thidua.directives.models import Clause, Dispatch, Document

SEED = Path(__file__).parent.parent / "directives" / "data" / "chi-thi-2021-08-19.txt"


def good(window: Any) -> None:
    """The page fits the screen and breaks no rule of access."""
    assert fits(window)
    assert_no_violations(window)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_file_to_the_unit_that_acknowledges(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    journey()
    window = open_page(width)
    sign_in(window, live, "officer.province")
    window.goto(f"{live.url}/van-ban/")
    window.get_by_role("link", name="Đọc văn bản đến").first.click()
    good(window)
    window.get_by_role("button", name="Đọc văn bản").click()
    window.get_by_text("Chọn một tệp hoặc dán toàn văn, chỉ một trong hai.").first.wait_for()
    window.get_by_label("Tệp văn bản").set_input_files(SEED)
    window.get_by_role("button", name="Đọc văn bản").click()
    window.get_by_role("heading", name="Nội dung giao việc").wait_for()
    assert window.get_by_text("Cần kiểm tra: không thấy số, ký hiệu trong bản đọc").count() == 1
    assert window.get_by_label(re.compile("^Người ký")).input_value() == "Hồ Văn Mười"
    good(window)
    window.get_by_label("Số, ký hiệu").fill("14/CT-UBND")
    window.get_by_role("button", name="Vào sổ văn bản đến").click()
    window.get_by_role("button", name="Vào sổ", exact=True).click()
    window.get_by_text("Đã vào sổ văn bản đến, số 01.").wait_for()
    good(window)

    window.get_by_role("link", name=re.compile("^Giao Sở Nội vụ theo dõi")).click()
    window.get_by_role("link", name="Tách thành nhiều nội dung").click()
    typed = window.get_by_label("Lời của nội dung")
    typed.fill(typed.input_value().replace(", đồng thời tổng hợp", ",\nđồng thời tổng hợp"))
    good(window)
    window.get_by_role("button", name="Tách", exact=True).click()
    window.get_by_role("link", name=re.compile("^đồng thời tổng hợp")).click()
    window.get_by_label("Định kỳ").fill("hằng quý")
    good(window)
    window.get_by_role("button", name="Lưu và chấp nhận").click()
    window.get_by_text("Đã lưu và chấp nhận nội dung.").wait_for()
    last = Clause.objects.order_by("-order").first()
    assert (last.state, last.rhythm, last.addressees) == ("accepted", "hằng quý", ["Sở Nội vụ"])
    assert not last.reworded

    window.get_by_role("link", name="Gửi văn bản").click()
    assert window.get_by_label("Huyện Cư Jút").is_checked()
    good(window)
    window.get_by_role("button", name="Gửi", exact=True).click()
    window.get_by_role("button", name="Gửi", exact=True).click()
    window.get_by_text("đơn vị chưa xác nhận đã nhận").wait_for()
    good(window)

    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/van-ban/gui-den/")
    good(window)
    window.get_by_role("link", name=re.compile("phát động thi đua")).first.click()
    window.get_by_role("button", name="Xác nhận đã nhận").click()
    window.get_by_text("Đã xác nhận nhận văn bản.").wait_for()
    good(window)
    assert Document.objects.get().number == "14/CT-UBND"
    assert Dispatch.objects.get(unit__name="Huyện Cư Jút").acknowledged_by == "Cán bộ Huyện Cư Jút"
