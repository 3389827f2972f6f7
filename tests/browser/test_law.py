"""The look-up of the law in a real browser: axe at both widths, by keyboard alone, two days compared, on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.decisions.stage import district_stage
from tests.factories import mini_province
from thidua.access.models import User

pytestmark = pytest.mark.django_db(transaction=True)

INDEX = "/tra-cuu-tieu-chuan/"
SHEET = f"{INDEX}advanced_collective/?on=15/12/2021"
COMPARED = f"{SHEET}&against=1/5/2024"
PAGES = (
    INDEX, f"{INDEX}?q=khong+co+gi", SHEET, f"{INDEX}pm_certificate_of_merit/?on=15/12/2021", COMPARED,
    f"{INDEX}advanced_worker/?on=1/1/2030", f"{INDEX}advanced_worker/?on=31/2/2021", f"{INDEX}do-phu/",
    f"{INDEX}do-phu/06-2022-qh15/", f"{INDEX}do-phu/06-2022-qh15/dieu-28/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible(open_page: Any, live: Live, width: int) -> None:
    window = open_page(width)
    for url in PAGES:
        window.goto(live.url + url)
        window.evaluate("for (const more of document.querySelectorAll('main details')) more.open = true")
        assert window.locator("h1").count() == 1, url
        assert fits(window), url
        assert_no_violations(window)


def test_an_officer_keeps_the_own_navigation(phone: Any, live: Live, transactional_db: None) -> None:
    officer = district_stage(mini_province()).officer
    sign_in(phone, live, User.objects.get(pk=officer.user_id).username)
    for url in (INDEX, SHEET, COMPARED):
        phone.goto(live.url + url)
        phone.get_by_role("button", name="Danh mục").click()
        assert phone.locator("#main-nav [aria-current=page]").inner_text() == "Tiêu chuẩn", url
        assert fits(phone), url
        assert_no_violations(phone)


def test_an_award_is_found_and_compared_by_keyboard_alone(phone: Any, live: Live) -> None:
    phone.goto(live.url + INDEX)
    phone.locator("#id_q").focus()
    phone.keyboard.type("tap the lao dong tien tien")
    phone.keyboard.press("Enter")
    phone.get_by_text("1 danh hiệu, hình thức").wait_for()
    phone.get_by_role("link", name="Tập thể lao động tiên tiến").focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="so với ngày trước mốc 01/01/2024").focus()
    phone.keyboard.press("Enter")
    phone.get_by_text("Ngày 31/12/2023 so với ngày 01/01/2024").wait_for()
    assert phone.locator("ins", has_text="Từ 70").first.is_visible()


@pytest.mark.parametrize("url", [SHEET, COMPARED])
def test_it_prints_the_law_alone(page: Any, live: Live, url: str) -> None:
    page.goto(live.url + url)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf  # A4
    page.emulate_media(media="print")
    for hidden in (".site-head", ".filters", ".law-marks", ".site-foot"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("h1").is_visible()
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('main p, main a, main h2, main span')]"
        ".filter(e => e.checkVisibility()).map(e => getComputedStyle(e).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]
