"""A movement from the province to a commune, its interim review, and its final review to a nomination."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.factories import TODAY
from tests.movements.conftest import Ground, ground
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.movements.commands import add_task
from thidua.movements.models import Joining, Movement
from thidua.nominations.models import Nomination

__all__ = ["ground"]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


class Officer:
    """Somebody at a browser: reads pages as everyone can, fills in and sends forms."""

    def __init__(self, window: Any, live: Live) -> None:
        self.window, self.live = window, live

    def enter(self, who: Actor) -> None:
        sign_in(self.window, self.live, User.objects.get(pk=who.user_id).username)

    def go(self, path: str) -> None:
        assert self.window.goto(f"{self.live.url}{path}").status == 200, path

    def open(self, link: str) -> None:
        self.window.get_by_role("link", name=link).first.click()
        self.window.wait_for_load_state()
        assert fits(self.window), link
        assert_no_violations(self.window)

    def fill(self, label: str, text: str) -> None:
        self.window.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).first.fill(text)

    def send(self, button: str, then: str) -> None:
        self.window.get_by_role("button", name=button, exact=True).click()
        self.window.get_by_text(re.compile(then)).first.wait_for()
        assert fits(self.window), button

    def hold(self, kind: str, **notes: str) -> None:
        """Write a review down, every point done but those of `notes`."""
        self.open(f"Ghi kết quả {kind}")
        for box in self.window.locator("input[name^=done_]").all():
            key = (box.get_attribute("name") or "").removeprefix("done_")
            if key in notes:
                self.window.locator(f"[name=note_{key}]").fill(notes[key])
            else:
                box.check()
        self.fill("Kết luận", "Vượt mục tiêu đề ra.")
        self.fill("Số liệu", "Đường thôn; 12,5; km")
        self.send(f"Ghi kết quả {kind}", f"Đã ghi kết quả {kind}")


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_province_to_a_nomination_of_the_commune(
    live: Live, ground: Ground, open_page: Callable[[int], Any], width: int
) -> None:
    ground.commune()
    user = Officer(open_page(width), live)
    user.enter(ground.officer)
    user.go("/phong-trao/")
    user.open("Soạn phong trào")
    user.fill("Tên phong trào", "Đắk Nông chung sức xây dựng nông thôn mới")
    user.fill("Từ ngày", "01/10/2020")
    user.fill("Đến ngày", "30/09/2020")
    user.fill("Mục tiêu", "Mỗi huyện thêm một xã đạt chuẩn")
    user.fill("Nội dung thi đua", "Làm đường thôn, trường học đạt chuẩn")
    user.fill("Huyện, xã, thôn", "Số xã đạt chuẩn")
    user.window.get_by_label("Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã").check()
    user.send("Lưu dự thảo", "kết thúc .30/09/2020. trước khi bắt đầu")
    assert_no_violations(user.window)
    user.fill("Đến ngày", "30/09/2022")
    user.send("Lưu dự thảo", "Đã lưu dự thảo")
    user.open("Phát động")
    user.fill("Văn bản phát động", "Kế hoạch số 05/KH-UBND")
    user.send("Phát động", "Đã phát động phong trào")
    user.open("Sơ kết, tổng kết")
    user.hold("sơ kết", awards="Bình chọn khi tổng kết")

    top = Movement.objects.get()
    user.enter(ground.commune_officer)
    user.go(f"/phong-trao/{top.pk}/")
    user.open("Tham gia")
    user.fill("Nội dung bổ sung của đơn vị", "Thắp sáng đường thôn")
    user.window.get_by_label("Soạn phong trào riêng của đơn vị gắn với phong trào này").check()
    user.send("Tham gia", "Đã tham gia; dự thảo")
    user.open("Phát động")
    user.fill("Văn bản phát động", "Kế hoạch của xã")
    user.send("Phát động", "Đã phát động phong trào")
    user.open("Sơ kết, tổng kết")
    user.hold("tổng kết")
    user.open("Đề nghị khen thưởng từ kỳ tổng kết")
    user.fill("Tìm người, tập thể hoặc hộ gia đình", "nam dong")
    user.send("Tìm", "Chọn người, tập thể, hộ gia đình")
    user.window.get_by_label("Xã Nam Dong").check()
    user.window.get_by_label(re.compile("^Hình thức khen thưởng")).select_option(
        "commendation_certificate_commune"
    )
    user.send("Lập đề nghị", "Đã lập 1 đề nghị khen thưởng")
    user.open("Xã Nam Dong")
    user.window.get_by_text("Xuất phát từ").wait_for()
    assert Joining.objects.get().own_id == Nomination.objects.get().origin_id

    user.enter(ground.officer)
    add_task(
        actor=ground.officer, movement_id=top.pk, what="Rà soát", unit_id=ground.units.district.pk, due=TODAY
    )
    for path in ("tham-gia/", "nhiem-vu/", "giao-viec/", "dat-lich/"):
        user.go(f"/phong-trao/{top.pk}/{path}")
        assert fits(user.window), path
        assert_no_violations(user.window)


def test_a_sudden_feat_takes_five_touches_and_two_pages_from_the_desk(
    live: Live, ground: Ground, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    from tests.factories import person

    person("Điểu Minh", ground.units.commune)
    (tmp_path / "anh.png").write_bytes(PNG)
    phone = open_page(360, 740, touch=True)
    user = Officer(phone, live)
    user.enter(ground.commune_officer)
    user.go("/ban-lam-viec/")
    loads: list[str] = []
    phone.on("framenavigated", lambda frame: loads.append(frame.url))
    touched: list[str] = []

    def touch(found: Any, what: str) -> Any:
        found.tap()
        touched.append(what)
        return found

    touch(phone.get_by_role("link", name="Thành tích đột xuất"), "desk")
    touch(phone.get_by_label(re.compile("^Ai lập thành tích")), "who").fill("dieu minh")
    touch(phone.get_by_label(re.compile("^Việc đã làm")), "what").fill("Cứu hai học sinh bị nước cuốn")
    with phone.expect_file_chooser() as camera:
        touch(phone.get_by_label(re.compile("^Ảnh")), "photo")
    camera.value.set_files(tmp_path / "anh.png")
    assert fits(phone)
    assert_no_violations(phone)
    touch(phone.get_by_role("button", name="Lập đề nghị", exact=True), "send")
    phone.get_by_text("Đã lập đề nghị khen thưởng đột xuất").first.wait_for()
    assert "Hạn thẩm định" in phone.inner_text("main") and "anh.png" in phone.inner_text("main")
    assert fits(phone)
    assert_no_violations(phone)
    made = Nomination.objects.get()
    assert (made.recipient.name, made.route, made.reported_on, made.feat_on) == (
        "Điểu Minh", "sudden", TODAY, TODAY,
    )  # fmt: skip
    assert touched == ["desk", "who", "what", "photo", "send"]
    assert len(loads) == 2, f"the form and the nomination are all that a telephone has to load: {loads}"
