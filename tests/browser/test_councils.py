"""The council's screens in a real browser: readable by everyone, votes by keyboard, on a desk and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.councils.conftest import Room, room, stage
from tests.nominations.conftest import FIGHTER
from thidua.access.models import User
from thidua.councils.models import Session, SessionItem
from thidua.councils.types import Vote

__all__ = ["room", "stage"]

CONFIRM = "dialog[open] .button-main"


@pytest.fixture
def signed(live: Live, room: Room) -> Callable[[Any], Any]:
    """Signs the school's officer in and answers how to open a page of the site."""
    username = User.objects.get(pk=room.stage.officer.user_id).username

    def ready(window: Any) -> Any:
        sign_in(window, live, username)
        return lambda path: window.goto(f"{live.url}/hoi-dong/{path}")

    return ready


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_readable_by_everyone(
    room: Room, signed: Any, open_page: Callable[[int], Any], width: int
) -> None:
    window = open_page(width)
    go = signed(window)
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng", FIGHTER)
    session_id = room.counted(room.session(first, second), Vote(first, 7))
    third = room.waiting("Cao Thị Oanh")
    closed = room.counted(room.session(third), Vote(third, 7))
    room.waiting("Phan Thị Nga")
    go(f"phien/{closed}/")
    window.get_by_role("button", name="Kết thúc phiên họp").click()
    window.locator(CONFIRM).click()
    window.get_by_text("Đã kết thúc phiên họp, biên bản số").wait_for()
    council, session = room.council_id, f"phien/{session_id}/"
    paths = (
        "", "danh-sach/", f"{council}/", f"{council}/them-thanh-vien/", f"{council}/ket-thuc/",
        f"{council}/lap-phien/", session, f"{session}chuong-trinh/", f"{session}dien-bien/", f"{session}phieu/",
        f"{session}phieu/{first}/", f"{session}huy/", f"phien/{closed}/",
    )  # fmt: skip
    for path in paths:
        assert go(path).status == 200, path
        assert fits(window), path
        assert_no_violations(window)


def test_votes_are_filled_typed_and_saved_by_keyboard(room: Room, signed: Any, phone: Any) -> None:
    first, second = room.waiting("Lê Văn Hùng"), room.waiting("Nguyễn Văn An")
    session_id = room.session(first, second)
    go = signed(phone)
    go(f"phien/{session_id}/phieu/")
    field, following = phone.locator(f"[name=yes_{first}]"), phone.locator(f"[name=yes_{second}]")
    share = phone.locator(f"#phieu_{first}")
    field.fill("4")
    assert share.inner_text() == "4/9 (44,4\u00a0%), còn thiếu 1"
    phone.get_by_text("Điền đồng ý đủ").click()
    assert (field.input_value(), following.input_value()) == ("4", "9")
    field.focus()
    phone.keyboard.type("5")
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.name") == f"yes_{second}"
    phone.keyboard.press("ArrowUp")
    phone.keyboard.type("5")
    assert share.inner_text() == "5/9 (55,6\u00a0%), đủ"
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")
    phone.get_by_text("Đã ghi phiếu của 2 hồ sơ.").wait_for()
    assert dict(SessionItem.objects.values_list("nomination_id", "yes")) == {first: 5, second: 9}


def test_a_group_is_ticked_with_its_rows(room: Room, signed: Any, page: Any) -> None:
    first = room.waiting("Lê Văn Hùng")
    room.waiting("Nguyễn Văn An")
    other = room.waiting("Phan Thị Nga", FIGHTER)
    go = signed(page)
    go(f"{room.council_id}/lap-phien/")
    page.get_by_label("Chọn tất cả: 3 hồ sơ").check()
    assert page.locator("[name=ids]:checked").count() == 3
    page.get_by_label("Chọn Phan Thị Nga").uncheck()
    assert not page.get_by_label("Chọn tất cả: 3 hồ sơ").is_checked()
    page.get_by_role("button", name="Lập phiên họp").click()
    page.get_by_text("Đã lập phiên họp với 2 hồ sơ.").wait_for()
    taken = set(Session.objects.get().items.values_list("nomination_id", flat=True))
    assert first in taken
    assert other not in taken
