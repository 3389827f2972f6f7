"""The screens of nominations in a real browser: readable by everyone, acted on by keyboard and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.nominations.conftest import DISTRICT_AWARD, FIGHTER, WORKER, Stage, stage
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.nominations.models import Nomination
from thidua.nominations.types import Event

__all__ = ["stage"]

SEND_BACK = {"reason": "missing_paper", "text": "Thiếu biên bản họp."}


@pytest.fixture
def signed(live: Live, stage: Stage) -> Callable[[Any, Actor], Any]:
    """Signs someone in and answers how to open a page of the room."""

    def ready(window: Any, who: Actor) -> Any:
        sign_in(window, live, User.objects.get(pk=who.user_id).username)
        return lambda path: window.goto(f"{live.url}/de-nghi/{path}")

    return ready


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_readable_by_everyone(
    stage: Stage, signed: Any, open_page: Callable[[int], Any], width: int
) -> None:
    window = open_page(width)
    draft = stage.draft(WORKER, stage.person("Lê Thị Ánh"))
    returned = stage.at_district(name="Đỗ Đình Đức")
    stage.do(stage.district_officer, returned, Event.RETURN, **SEND_BACK)
    waiting = stage.draft(FIGHTER, stage.person("Nguyễn Thị Thanh Huyền"))
    for event in (Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE):
        stage.do(stage.officer, waiting, event)
    go = signed(window, stage.officer)
    paths = (
        "", "?state=draft&q=anh", "?q=khong+co+ai", f"{draft}/", f"{returned}/", f"{waiting}/", f"{draft}/sua/",
        f"{draft}/rut/", f"{returned}/bo-sung/", f"{draft}/giay-to/", "them/", "them/?find=le&new_kind=person",
    )  # fmt: skip
    for path in paths:
        assert go(path).status == 200, path
        assert fits(window), path
        assert_no_violations(window)
    go = signed(window, stage.head)
    assert go(f"{waiting}/duyet/").status == 200
    window.get_by_role("button", name="Duyệt").click()
    window.get_by_role("alert").get_by_text("Chưa nhập lý do vẫn duyệt.").wait_for()
    assert fits(window)
    assert_no_violations(window)


def test_an_officer_appraises_by_keyboard_alone(stage: Stage, signed: Any, page: Any) -> None:
    pk = stage.at_district(DISTRICT_AWARD)
    signed(page, stage.district_officer)("?mine=on")
    page.get_by_role("link", name="Nguyễn Văn An").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/de-nghi/{pk}/")
    page.get_by_role("button", name="Đồng ý").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert "Kết luận thẩm định là đồng ý với đề nghị Nguyễn Văn An" in dialog.inner_text()
    assert_no_violations(page)
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi kết luận thẩm định: đồng ý.").wait_for()
    assert Nomination.objects.get(pk=pk).review_state == "appraised"
    assert page.locator("[aria-current=step]").inner_text().startswith("Chờ Hội đồng")


def test_many_are_returned_on_a_telephone_and_words_survive_an_error(
    stage: Stage, signed: Any, phone: Any
) -> None:
    pks = [stage.at_district(name=name) for name in ("Lê Thị Ánh", "Đỗ Đình Đức")]
    signed(phone, stage.district_officer)("?mine=on")
    for pk in pks:
        phone.locator(f"input[name=ids][value='{pk}']").check()
    phone.get_by_text("Đã chọn 2 trên 2 dòng").wait_for()
    phone.get_by_role("button", name="Trả lại").click()
    phone.get_by_role("heading", name="Trả 2 hồ sơ về đơn vị đã gửi để bổ sung?").wait_for()
    phone.fill("[name=text]", "Thiếu biên bản họp tổ.")
    phone.get_by_role("button", name="Trả lại 2 hồ sơ").click()
    phone.get_by_role("alert").get_by_text("Chưa chọn lý do.").wait_for()
    assert phone.input_value("[name=text]") == "Thiếu biên bản họp tổ."
    assert fits(phone)
    assert_no_violations(phone)
    phone.select_option("[name=reason]", "missing_paper")
    phone.get_by_role("button", name="Trả lại 2 hồ sơ").click()
    phone.get_by_role("heading", name="Đã xử lý 2 trường hợp").wait_for()
    assert set(Nomination.objects.values_list("state", flat=True)) == {"to_supplement"}


def test_someone_is_found_while_typing_and_put_forward(stage: Stage, signed: Any, page: Any) -> None:
    stage.person("Phan Thị Cẩm Nhung")
    signed(page, stage.officer)("them/")
    page.wait_for_load_state("networkidle")
    page.locator("[name=find]").press_sequentially("cam nhung", delay=20)
    found = page.get_by_role("radio", name="Phan Thị Cẩm Nhung")
    found.wait_for()
    assert_no_violations(page)
    found.check()
    page.select_option("[name=award]", WORKER)
    page.get_by_role("button", name="Lập đề nghị").click()
    page.get_by_role("heading", name="Phan Thị Cẩm Nhung").wait_for()
    assert Nomination.objects.get().recipient.name == "Phan Thị Cẩm Nhung"
