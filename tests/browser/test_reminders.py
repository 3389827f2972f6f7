"""The calendar and the reminders, by clicking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.factories import TODAY
from thidua.access.types import Role
from thidua.directives.commands import take_in
from thidua.directives.models import Document


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.django_db(transaction=True)
def test_from_the_month_to_an_address_and_back(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    world = factories.mini_province()
    officer = factories.actor(Role.EMULATION_OFFICER, world.school)
    take_in(actor=officer, unit_id=world.school.pk, text="1. Các đơn vị báo cáo kết quả.")
    Document.objects.update(arrived=TODAY)
    window = open_page(width)
    sign_in(window, live, factories.User.objects.get(pk=officer.user_id).username)
    window.goto(f"{live.url}/lich/")
    window.get_by_role("link", name="1 việc ngày 15/12/2021").click()
    window.get_by_role("heading", name="15/12/2021 · hôm nay").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("link", name="Theo dõi trên điện thoại").click()
    window.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = window.locator("code.address").inner_text()
    assert fits(window)
    assert_no_violations(window)
    assert "BEGIN:VEVENT" in window.request.get(address).text()
    window.get_by_label("Thư điện tử").fill("canbo")
    window.get_by_role("button", name="Lưu").click()
    window.get_by_text("Địa chỉ thư chưa đúng").first.wait_for()
    assert_no_violations(window)
    window.get_by_label("Thư điện tử").fill("canbo@example.vn")
    window.get_by_label("Mỗi ngày gửi một thư tóm tắt").check()
    window.get_by_role("button", name="Lưu").click()
    window.get_by_text("Đã lưu cách nhắc việc.").wait_for()
