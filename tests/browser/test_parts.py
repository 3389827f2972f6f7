"""The screens' parts in a real browser, on a desk and on a telephone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.access.types import Role
from thidua.foundation import jobs


@jobs.job("ui-test")
def _slow(running: jobs.Running) -> str:
    """A job of the tests: long enough to be seen running."""
    time.sleep(1.5)
    return "Đã đọc 3 dòng."


TEMPLATES = Path(__file__).resolve().parents[1] / "ui" / "templates"


PATHS = (
    "/gallery/",
    "/gallery/list/",
    "/gallery/desk/",
    "/gallery/public/",
    "/ban-lam-viec/",
    "/nhat-ky/",
    "/don-vi/",
    "/don-vi/1/",
    "/don-vi/doi-tuong/",
    "/tai-khoan/nguoi-dung/",
    "/tai-khoan/mat-khau/",
    "/khong-co-trang-nay/",
)


@pytest.fixture
def gallery(live: Live, settings: Any) -> Live:
    """The site with the page of all parts, and one officer who sees everything."""
    settings.ROOT_URLCONF = "tests.ui.gallery"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]
    units = factories.mini_province()
    officer = factories.user("Lê Thị H'Bia", "hbia")
    for role in (Role.EMULATION_OFFICER, Role.ADMINISTRATOR, Role.INSPECTOR):
        factories.post(officer, role, units.province)
    factories.person("Nguyễn Thị Ánh", units.school, position="Giáo viên")
    return live


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PATHS)
def test_page_is_accessible_and_fits(gallery: Live, open_page: Any, path: str, width: int) -> None:
    page = open_page(width)
    sign_in(page, gallery, "hbia")
    page.goto(gallery.url + path)
    assert_no_violations(page)
    assert fits(page)


def test_sign_in_says_what_is_missing_and_then_opens_the_desk(gallery: Live, phone: Any) -> None:
    phone.goto(gallery.url + "/ban-lam-viec/")
    assert "Đăng nhập" in phone.title()
    phone.click("main button")
    assert phone.title().startswith("Lỗi: ")
    assert phone.evaluate("document.activeElement.className") == "error-summary"
    assert_no_violations(phone)
    phone.fill("#id_username", "hbia")
    phone.fill("#id_password", factories.PASSWORD)
    phone.click("main button")
    phone.wait_for_url("**/ban-lam-viec/")
    phone.get_by_role("button", name="Danh mục").click()
    phone.get_by_role("link", name="Đơn vị").click()
    phone.wait_for_url("**/don-vi/")


def test_what_is_typed_comes_back_until_it_is_sent(gallery: Live, page: Any) -> None:
    sign_in(page, gallery, "hbia")
    page.goto(gallery.url + "/gallery/")
    page.fill("#id_name", "Nguyễn Thị Ánh")
    page.check("#id_route_1")
    page.goto(gallery.url + "/ban-lam-viec/")
    page.goto(gallery.url + "/gallery/")
    assert page.input_value("#id_name") == "Nguyễn Thị Ánh"
    assert page.is_checked("#id_route_1")
    page.get_by_text("Đã khôi phục nội dung nhập dở").wait_for()
    page.fill("#id_year", "2021")
    page.fill("#id_people", "12")
    page.select_option("#id_award", "a")
    page.fill("#id_text", "Dạy tốt.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    dialog = page.get_by_role("dialog")
    assert_no_violations(page)
    dialog.get_by_role("button", name="Thôi").click()
    assert page.url.endswith("/gallery/")
    page.get_by_role("button", name="Gửi", exact=True).click()
    dialog.get_by_role("button", name="Gửi").click()
    page.get_by_text("Đã gửi.").wait_for()
    page.goto(gallery.url + "/gallery/")
    assert page.input_value("#id_name") == ""


def test_a_refused_act_keeps_the_draft(gallery: Live, page: Any) -> None:
    sign_in(page, gallery, "hbia")
    page.goto(gallery.url + "/gallery/")
    page.fill("#id_name", "Trần Văn Ước")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi").click()
    page.get_by_text("Có chỗ cần sửa").wait_for()
    assert page.input_value("#id_name") == "Trần Văn Ước"
    page.get_by_role("link", name="Chưa nhập năm xét.").click()
    assert page.evaluate("document.activeElement.id") == "id_year"
    page.goto(gallery.url + "/gallery/")
    assert page.input_value("#id_name") == "Trần Văn Ước"


def test_rows_are_picked_and_reported_one_by_one(gallery: Live, phone: Any) -> None:
    sign_in(phone, gallery, "hbia")
    phone.goto(gallery.url + "/gallery/list/?sort=-name")
    boxes = phone.locator("input[name=ids]")
    boxes.nth(0).check()
    boxes.nth(3).click(modifiers=["Shift"])
    assert phone.locator("input[name=ids]:checked").count() == 4
    assert phone.locator("[data-picked]").inner_text() == "Đã chọn 4 trên 50 dòng"
    phone.get_by_role("button", name="Duyệt các đề nghị đã chọn").click()
    phone.get_by_text("Không thực hiện với").wait_for()
    assert_no_violations(phone)
    phone.get_by_role("button", name="Duyệt").click()
    phone.get_by_role("heading", name="Đã xử lý").wait_for()
    assert_no_violations(phone)


def test_the_way_back_keeps_filter_and_place(gallery: Live, page: Any) -> None:
    sign_in(page, gallery, "hbia")
    page.goto(gallery.url + "/gallery/list/")
    page.fill("#id_q", "Ánh")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**/gallery/list/?q=*")
    assert "state=" not in page.url
    listed = page.url
    row = page.locator("tbody th a").nth(40)
    row.scroll_into_view_if_needed()
    name = row.inner_text()
    row.click()
    page.get_by_role("heading", name=f"Đề nghị {name.split()[-1]}", exact=True).wait_for()
    page.locator(".crumbs a").first.click()
    page.wait_for_url(listed)
    assert page.evaluate("window.scrollY") > 400


def test_everything_works_without_javascript(gallery: Live, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    sign_in(page, gallery, "hbia")
    page.goto(gallery.url + "/gallery/list/")
    page.locator("input[name=ids]").first.check()
    page.get_by_role("button", name="Duyệt các đề nghị đã chọn").click()
    page.get_by_role("button", name="Duyệt 1 đề nghị").click()
    assert "Đã xử lý 1 trường hợp" in page.inner_text("h1")
    page.get_by_role("link", name="Đơn vị").click()
    assert page.url.endswith("/don-vi/")
    context.close()


def test_a_long_job_moves_by_itself(gallery: Live, page: Any) -> None:
    user = User.objects.get(username="hbia")
    actor = actor_of(user.pk, user.full_name, factories.TODAY)
    with transaction.atomic():
        queued = jobs.enqueue("ui-test", f"ui-test-{user.pk}", {}, actor)
    sign_in(page, gallery, "hbia")
    page.goto(f"{gallery.url}/tien-do/{queued}/")
    page.get_by_text("Đã đọc 3 dòng.").wait_for()
    assert_no_violations(page)
