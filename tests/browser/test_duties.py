"""From a directive's file to duties, a unit's proof and the drafted report."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.test_directives import SEED
from tests.browser.world import journey
from tests.site.matrix_world import PDF
from thidua.directives.models import Document
from thidua.duties.models import Duty, Report


def _fine(window: Any) -> None:
    assert fits(window)
    assert_no_violations(window)


def _from_the_file(window: Any, live: Live) -> None:
    """The directive as scanned: read, entered in the register, its clauses accepted."""
    window.goto(f"{live.url}/van-ban/moi/")
    window.get_by_label("Tệp văn bản").set_input_files(SEED)
    window.get_by_role("button", name="Đọc văn bản").click()
    window.get_by_role("button", name="Vào sổ văn bản đến").click()
    window.get_by_role("button", name="Vào sổ", exact=True).click()
    window.get_by_text("Đã vào sổ văn bản đến, số 01.").wait_for()
    for box in window.locator("input[name=ids]").all():
        box.check()
    window.get_by_role("button", name="Chấp nhận các nội dung đã chọn").click()
    window.get_by_role("button", name=re.compile(r"^Chấp nhận \d+ nội dung$")).click()
    window.get_by_text(re.compile("Đã (xử lý|chấp nhận|thực hiện)")).first.wait_for()
    window.goto(f"{live.url}/van-ban/{Document.objects.get().pk}/")


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_document_to_the_report(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    units = journey().units
    window = open_page(width)
    sign_in(window, live, "officer.province")
    _from_the_file(window, live)
    window.get_by_role("link", name="Giao việc, theo dõi").click()
    document = Document.objects.get().pk
    window.get_by_role("button", name="Giao các nội dung đã chọn").wait_for()
    _fine(window)
    window.get_by_role("button", name="Giao các nội dung đã chọn").click()
    window.get_by_role("button", name=re.compile(r"^Giao \d+ nhiệm vụ$")).click()
    window.get_by_text(re.compile(r"Đã giao \d+ nhiệm vụ\.")).wait_for()

    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/ban-lam-viec/")
    window.get_by_role("link", name="Nhận việc").first.click()
    window.get_by_role("button", name="Xác nhận đã nhận việc").click()
    window.get_by_text("Đã xác nhận nhận việc.").wait_for()
    _fine(window)
    window.get_by_role("link", name="Giao tiếp cho đơn vị trực thuộc").click()
    window.get_by_label(units.school.name).check()
    _fine(window)
    window.get_by_role("button", name="Giao tiếp", exact=True).click()
    window.get_by_text("Đã giao tiếp cho 1 đơn vị.").wait_for()
    window.get_by_role("link", name="Báo cáo tiến độ").click()
    window.get_by_label("Kết quả đã làm").fill("Đã phát động tại toàn bộ xã, thị trấn")
    window.get_by_label("Tiến độ (%)").fill("100")
    window.get_by_label("Đã làm xong toàn bộ").check()
    window.get_by_label("Minh chứng").set_input_files(
        {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    _fine(window)
    window.get_by_role("button", name="Gửi báo cáo").click()
    window.get_by_text("Đã gửi báo cáo.").wait_for()

    sign_in(window, live, "officer.province")
    duty = Duty.objects.get(unit=units.district, state="reported_done")
    window.goto(f"{live.url}/nhiem-vu/{duty.pk}/")
    window.get_by_role("link", name="ke-hoach.pdf").wait_for()
    _fine(window)
    window.get_by_role("link", name="Chấp nhận kết quả").click()
    window.get_by_role("button", name="Chấp nhận", exact=True).click()
    window.get_by_text("Đã chấp nhận kết quả.").wait_for()
    window.goto(f"{live.url}/nhiem-vu/van-ban/{document}/")
    window.get_by_role("link", name="Lập báo cáo kết quả").click()
    _fine(window)
    window.get_by_role("button", name="Lập dự thảo").click()
    window.get_by_text("Đã lập dự thảo báo cáo từ số liệu hôm nay.").wait_for()
    window.get_by_text("Đã phát động tại toàn bộ xã, thị trấn").first.wait_for()
    _fine(window)
    window.locator("a.stat", has_text="Hoàn thành, được chấp nhận").click()
    window.get_by_role("link", name=units.district.name).wait_for()
    _fine(window)
    assert Report.objects.get().content["whole"]["figures"]["accepted"] == [duty.pk]
    printed = window.request.get(f"{live.url}/nhiem-vu/bao-cao/{Report.objects.get().pk}.pdf")
    assert printed.body().startswith(b"%PDF")
