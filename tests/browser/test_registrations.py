"""A commune registers, the district returns, approves and takes it up, the province sees it together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import factories as make
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.factories import TODAY
from tests.registrations.world import season
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.organisation.commands import succeed_units
from thidua.organisation.types import SuccessionKind
from thidua.registrations import commands
from thidua.registrations.models import Registration
from thidua.registrations.types import NewPledge

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_commune_to_the_province(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    units = make.mini_province()
    office = make.actor(Role.SPECIALIST, units.province)
    district = make.actor(Role.EMULATION_OFFICER, units.district)
    commune = make.actor(Role.EMULATION_OFFICER, units.commune)
    make.person("Nguyễn Văn Dân", units.commune)
    opened = commands.open_season(
        actor=office, unit_id=units.province.pk, year=2021, title="Đăng ký thi đua năm 2021",
        opens=date(2021, 1, 5), closes=date(2021, 12, 31),
    )  # fmt: skip
    window = open_page(width)

    def as_(actor: Actor, path: str) -> None:
        sign_in(window, live, User.objects.get(pk=actor.user_id).username)
        window.goto(live.url + path)

    def looked_at() -> None:
        assert fits(window), window.url
        assert_no_violations(window)

    def press(name: str, says: str) -> None:
        window.get_by_role("button", name=name, exact=True).first.click()
        window.get_by_text(says).first.wait_for()

    path = f"/dang-ky/dot/{opened}/"
    as_(commune, path)
    looked_at()
    window.get_by_role("link", name="Đăng ký danh hiệu").click()
    window.get_by_label("Cá nhân, tập thể").select_option(label="Nguyễn Văn Dân (Xã Nam Dong)")
    window.get_by_label("Danh hiệu, hình thức").select_option("advanced_worker")
    looked_at()
    press("Đăng ký", "Đã đăng ký.")
    looked_at()
    press("Gửi đăng ký", "Đã gửi đăng ký.")
    row = f"/dang-ky/{Registration.objects.get().pk}/"
    as_(district, row)
    window.get_by_role("link", name="Trả lại").click()
    window.get_by_label("Nội dung cần sửa").fill("Thiếu cam kết")
    press("Trả lại", "Đã trả lại.")
    as_(commune, row)
    window.get_by_role("link", name="Cam kết chỉ tiêu").click()
    window.get_by_label("Nội dung cam kết").fill("Giảm hộ nghèo")
    window.get_by_label("Số", exact=False).first.fill("1,5")
    press("Đăng ký", "Đã đăng ký.")
    press("Gửi đăng ký", "Đã gửi đăng ký.")
    as_(district, row)
    press("Duyệt đăng ký", "Đã duyệt đăng ký.")
    window.goto(live.url + path)
    looked_at()
    press("Tổng hợp của cấp dưới", "Đã tổng hợp đăng ký của 1 đơn vị.")
    own = Registration.objects.get(unit=units.district)
    window.goto(f"{live.url}/dang-ky/{own.pk}/")
    window.get_by_role("region", name="Bảng tổng hợp theo đơn vị").get_by_role(
        "link", name="Xã Nam Dong"
    ).wait_for()
    looked_at()
    with window.expect_download() as download:
        window.get_by_role("link", name="Bản tổng hợp DOCX").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    press("Gửi đăng ký", "Đã gửi đăng ký.")
    as_(office, f"/dang-ky/{own.pk}/")
    window.get_by_text("Như lúc gửi").wait_for()
    window.get_by_role("region", name="Bảng tổng hợp theo đơn vị").get_by_role(
        "link", name="1", exact=True
    ).first.click()
    window.get_by_text("Nguyễn Văn Dân").wait_for()
    looked_at()
    as_(office, f"{path}tong-hop/")
    window.get_by_text("Nguyễn Văn Dân").wait_for()
    looked_at()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_merged_school_leaves_its_registration_to_its_successor(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    running = season(make.mini_province())
    old, heir = running.units.school, running.units.other_school
    running.title(old, "Trần Thị Trường")
    running.pledge(old, NewPledge("Sáng kiến", Decimal("2.5"), "sáng kiến"))
    running.approve(old)
    succeed_units(
        actor=make.SYSTEM, kind=SuccessionKind.MERGER, before_ids=[old.pk], after_ids=[heir.pk], on=TODAY,
        instrument="Nghị quyết 1",
    )  # fmt: skip
    officer = running.officer(heir)
    window = open_page(width)
    sign_in(window, live, User.objects.get(pk=officer.user_id).username)

    def looked_at() -> None:
        assert fits(window), window.url
        assert_no_violations(window)

    window.goto(f"{live.url}/dang-ky/dot/{running.id}/")
    looked_at()
    window.get_by_role("link", name="Xem, nhận").click()
    window.get_by_label("Sáng kiến: 2,5 sáng kiến").wait_for()
    looked_at()
    window.get_by_role("button", name="Nhận đăng ký").click()
    window.get_by_text("Đã nhận đăng ký của đơn vị trước.").wait_for()
    window.get_by_role("rowheader", name="Trần Thị Trường").wait_for()
    looked_at()
    window.get_by_role("link", name="Trường THCS Nguyễn Du").click()
    window.get_by_text("bản này chỉ còn để xem").wait_for()
    looked_at()
    sign_in(window, live, User.objects.get(pk=running.officer(running.units.district).user_id).username)
    window.goto(f"{live.url}/dang-ky/dot/{running.id}/")
    window.get_by_text("Đã chuyển").wait_for()
    looked_at()
