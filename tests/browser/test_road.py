"""The road ahead in a real browser: axe at both widths, nothing sticks out, suppositions made by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.decisions.stage import Stage, district_stage
from tests.factories import collective, mini_province
from thidua.access.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(live: Live, transactional_db: None) -> Stage:
    """A district with a teacher and a school."""
    return district_stage(mini_province())


def road_of(recipient: Any, rest: str = "") -> str:
    return f"/tieu-chuan/doi-tuong/{recipient.pk}/chang-duong/{rest}"


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_and_fit(open_page: Any, live: Live, stage: Stage, width: int) -> None:
    teacher, school = stage.teacher("Nguyễn Thị An"), collective(stage.units.school)
    window = open_page(width)
    sign_in(window, live, User.objects.get(pk=stage.officer.user_id).username)
    for address in (
        road_of(teacher),
        road_of(teacher, "provincial_emulation_fighter/"),
        road_of(teacher, "?penalty_day=01/03/2022&penalty=warning&penalty_until=01/03/2023"),
        road_of(teacher, "?rating_year=2022"),
        road_of(school, "provincial_emulation_flag/"),
    ):
        window.goto(live.url + address)
        assert window.locator("h1").count() == 1, address
        assert fits(window), address
        assert_no_violations(window)


def test_a_supposition_is_made_by_keyboard(page: Any, live: Live, stage: Stage) -> None:
    """From the recipient's page to the plan, with a rating supposed on the way."""
    teacher = stage.teacher("Nguyễn Thị An")
    sign_in(page, live, User.objects.get(pk=stage.officer.user_id).username)
    page.goto(f"{live.url}/so-khen-thuong/doi-tuong/{teacher.pk}/")
    page.get_by_role("link", name="Chặng đường phía trước").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Chặng đường phía trước của Nguyễn Thị An").wait_for()
    page.get_by_label("Xếp loại năm").select_option("2022")
    page.get_by_label("Mức xếp loại").select_option("completed")
    page.get_by_role("button", name="Tính lại").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Giả sử năm 2022 được xếp loại “hoàn thành nhiệm vụ”.").wait_for()
    page.get_by_role("link", name="Chiến sĩ thi đua cấp tỉnh").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Năm 2023 cần").wait_for()
    assert "rating=completed" in page.url
    page.get_by_role("link", name="Bỏ giả sử").click()
    page.get_by_role("heading", name="Năm 2022 cần").wait_for()
