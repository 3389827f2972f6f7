"""From a list of nominations to a signed decision and the public's verification, by clicking.

An officer of a school imports a workbook; her council votes; she sends a submission up; the district decides what
is its own and forwards the rest; the province decides; the awards stand in the register and can be verified.
Every page on the way is held to axe and to the width of the screen.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Error

from tests.browser import world
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from thidua.achievements.models import AwardRecord
from thidua.decisions.models import Decision
from thidua.foundation.ledger import verify
from thidua.nominations.models import Nomination, Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Walk:
    """A browser window in which one after another signs in; every page that is opened is looked at."""

    def __init__(self, page: Any, live: Live) -> None:
        self.page, self.live = page, live

    def as_(self, username: str) -> Walk:
        sign_in(self.page, self.live, username)
        return self

    def open(self, path: str) -> Walk:
        response = self.page.goto(f"{self.live.url}{path}")
        assert response is not None and response.status == 200, (path, response and response.status)
        return self.looked_at()

    def looked_at(self) -> Walk:
        assert fits(self.page), f"{self.page.url} sticks out"
        if connection.vendor == "sqlite":  # the other database draws the same pages
            assert_no_violations(self.page)
        return self

    def press(self, name: str, *, sure: bool = False) -> Walk:
        """Press a button; `sure` answers the one question that follows, in the dialog or on its page."""
        button = self.page.get_by_role("button", name=name, exact=True).first
        if not sure:
            return self._go(button)
        self.page.evaluate("window.notYetLeft = true")
        button.click()
        self._until_asked()
        dialog = self.page.locator("dialog[open]")
        return self._go(
            (dialog if dialog.count() else self.page.locator("main")).locator("button.button-main").first
        )

    def _until_asked(self) -> None:
        """Until the question stands in a dialog or on a page of its own; the policy forbids waiting in the page."""
        for _ in range(150):
            with contextlib.suppress(Error):  # the page is being left
                if self.page.evaluate("!!document.querySelector('dialog[open]') || !window.notYetLeft"):
                    return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.page.url} asks nothing")

    def follow(self, name: str) -> Walk:
        return self._go(self.page.get_by_role("link", name=name).first)

    def answer(self) -> Walk:
        """The main button of a page that asks."""
        return self._go(self.page.locator("main form button.button-main").first)

    def _go(self, target: Any) -> Walk:
        """Click what leads to another page, and look at that page."""
        with self.page.expect_navigation(wait_until="load"):
            target.click()
        return self.looked_at()

    def sees(self, text: str) -> Walk:
        assert text in self.page.inner_text("main"), f"“{text}” is not on {self.page.url}"
        return self

    def fill(self, label: str, value: str) -> Walk:
        self.page.get_by_label(label).first.fill(value)
        return self

    def in_bulk(self, button: str, filters: str) -> Walk:
        """All rows of the narrowed list, one act, its confirmation."""
        self.open(f"/de-nghi/?{filters}")
        for box in self.page.locator("input[name=ids]").all():
            box.check()
        return self.press(button).answer()


def _through_unit(walk: Walk, place: str, count: int) -> None:
    """Appraised, voted and approved at one unit; the same clicks at every level."""
    walk.as_(f"officer.{place}").in_bulk("Thẩm định: đồng ý", "mine=on&state=received")
    _council(walk, count)
    walk.as_(f"head.{place}").in_bulk("Duyệt", "mine=on&state=council_approved")


def _council(walk: Walk, count: int) -> None:
    walk.open("/hoi-dong/")
    walk.follow("Lập phiên họp")
    walk.fill("Ngày họp", "15/12/2021").page.locator("input[name=groups][value=all]").check()
    walk.press("Lập phiên họp")
    walk.follow("Ghi diễn biến")
    walk.fill("Giờ bắt đầu", "08:00").fill("Giờ kết thúc", "09:30").fill("Địa điểm", "Phòng họp")
    walk.page.locator("[name=chair]").select_option(index=1)
    walk.press("Lưu diễn biến")
    walk.follow("Ghi phiếu")
    walk.page.locator("[data-fill]").click()
    walk.looked_at().press("Lưu phiếu")
    walk.press("Kết thúc phiên họp", sure=True)
    walk.sees("Biên bản số")
    assert walk.page.locator("tbody tr").count() == count


def _send_up(walk: Walk, place: str, signer: str, title: str) -> str:
    walk.as_(f"officer.{place}").open("/de-nghi/to-trinh/")
    walk.follow("Lập tờ trình")
    for box in walk.page.locator("main form input[name=ids], main form input[name=groups]").all():
        box.check()
    walk.press("Lập dự thảo tờ trình")
    walk.fill("Người ký", signer).fill("Thẩm quyền, chức vụ người ký", title)
    walk.press("Gửi tờ trình", sure=True)
    return Submission.objects.latest("pk").number


def _decide(walk: Walk, place: str, signer: str) -> Decision:
    walk.as_(f"officer.{place}").open("/quyet-dinh/soan/")
    for group in walk.page.locator("input[name=groups]").all():
        group.check()
    walk.answer()
    draft = Decision.objects.latest("pk")
    walk.as_(f"head.{place}").open(f"/quyet-dinh/{draft.pk}/ky/")
    walk.press("Ký quyết định", sure=True)
    walk.as_(f"officer.{place}").open(f"/quyet-dinh/{draft.pk}/")
    walk.press("Công bố", sure=True)
    draft.refresh_from_db()
    assert (draft.state, draft.signer) == ("published", signer)
    return draft


@pytest.mark.parametrize("width", [1280, 360])
def test_the_journey_from_import_to_verification(
    open_page: Any, live: Live, tmp_path: Path, width: int
) -> None:
    world.journey()
    workbook = tmp_path / "de-nghi.xlsx"
    workbook.write_bytes(world.workbook())
    walk = Walk(open_page(width), live)

    # the school's officer imports the list and reads what the law says
    walk.as_("officer.school").open("/de-nghi/nhap-danh-sach/")
    walk.page.locator("input[type=file]").set_input_files(workbook)
    walk.press("Gửi và kiểm tra")
    walk.page.get_by_role("button", name="Nhập 6 đề nghị").wait_for()
    walk.looked_at().press("Nhập 6 đề nghị", sure=True)
    walk.page.get_by_text("Đã nhập 6 đề nghị").wait_for()
    _wait_for_verdicts(walk)
    merit = Nomination.objects.get(award="provincial_certificate_of_merit")
    walk.open(f"/de-nghi/{merit.pk}/").sees("Đủ điều kiện").sees("91/2017/NĐ-CP")

    # her council votes, her head approves, she sends it up
    walk.in_bulk("Gửi xét", "mine=on&state=draft")
    _through_unit(walk, "school", 6)
    number = _send_up(walk, "school", "Phan Quốc School", "HIỆU TRƯỞNG")
    assert number == "01/TTr-THCSND"

    # the district decides what is its own and forwards the rest
    _through_unit(walk, "district", 6)
    titles = _decide(walk, "district", "Phan Quốc District")
    assert titles.number == "01/QĐ-UBND"
    assert AwardRecord.objects.filter(decision_id=titles.pk).count() == 5
    _send_up(walk, "district", "Phan Quốc District", "CHỦ TỊCH")

    # the province decides
    _through_unit(walk, "province", 1)
    certificate = _decide(walk, "province", "Phan Quốc Province")
    record = AwardRecord.objects.get(decision_id=certificate.pk)
    assert (record.award, record.bonus) == ("provincial_certificate_of_merit", 1_490_000)

    # the papers, the whole way on the nomination's page, the register
    for kind, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = walk.page.context.request.get(f"{live.url}/quyet-dinh/{titles.pk}/quyet-dinh.{kind}")
        assert answer.ok and answer.body().startswith(head)
    walk.as_("officer.school").open(f"/de-nghi/{merit.pk}/")
    walk.sees("Tờ trình số 01/TTr-THCSND").sees("Quyết định số 01/QĐ-UBND")
    walk.open("/so-khen-thuong/?q=le+thi+hoa").sees("Lê Thị Hoa")

    # the public, signed out: search without marks, the decision, the verification
    walk.page.context.clear_cookies()
    walk.open("/").fill("Họ tên", "le thi hoa")
    walk.open(f"/xac-minh/{record.code}/").sees("Lê Thị Hoa").sees(certificate.number)
    assert "1985" not in walk.page.inner_text("body")
    assert list(verify()) == []

    # next year's nominations count them
    walk.as_("officer.school").open(f"/so-khen-thuong/doi-tuong/{record.recipient_id}/")
    walk.sees("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")


def _wait_for_verdicts(walk: Walk) -> None:
    for _ in range(60):
        if not Nomination.objects.filter(verdict="").exists():
            return
        walk.page.wait_for_timeout(250)
    raise AssertionError("the law was not asked")
