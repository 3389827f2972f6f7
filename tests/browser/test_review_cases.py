"""Reviews after a revocation in a real browser: from the revocation to the proposal signed, at both widths."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.decisions.stage import Stage, district_stage
from tests.eligibility.test_cases import NATIONAL, PROVINCIAL, decided, ladder, title
from tests.factories import TODAY, actor, mini_province
from thidua.access.models import User
from thidua.access.types import Role
from thidua.eligibility.models import ReviewCase
from thidua.nominations.commands import recheck

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(live: Live, transactional_db: None) -> Stage:
    """A district of a province."""
    return district_stage(mini_province())


def signed_in(page: Any, live: Live, who: Any) -> None:
    sign_in(page, live, User.objects.get(pk=who.user_id).username)


def looked_at(page: Any) -> None:
    assert page.locator("h1").count() == 1
    assert fits(page)
    assert_no_violations(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_revocation_to_the_award_that_counted_it(
    open_page: Any, live: Live, stage: Stage, width: int
) -> None:
    award, titles = decided(stage)
    title(award.recipient, NATIONAL, 2021, TODAY)
    who, others = ladder(stage, "Trần Văn Bình", since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    recheck(actor=stage.officer, nomination_ids=[row.pk])
    page = open_page(width)

    signed_in(page, live, actor(Role.HEAD, stage.units.school, title="Hiệu trưởng"))
    for record in (titles[0], others[0]):
        page.goto(f"{live.url}/so-khen-thuong/{record.pk}/huy-bo/")
        page.get_by_text("không trường hợp nào tự mất hiệu lực").wait_for()
        looked_at(page)
        page.locator("#id_reason").fill("Kê khai không đúng thành tích.")
        page.locator("#id_document").fill("Kết luận số 7/KL-UBND ngày 10/12/2021")
        page.locator("#id_on").fill("15/12/2021")
        page.get_by_role("button", name="Hủy bỏ khen thưởng").click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_text("trường hợp đã tính đến sẽ phải xem xét lại").wait_for()
        dialog.get_by_role("button", name="Hủy bỏ khen thưởng").click()
        page.get_by_text("Đã hủy bỏ khen thưởng.").wait_for()
        looked_at(page)

    signed_in(page, live, actor(Role.SPECIALIST, stage.units.province))
    page.goto(f"{live.url}/ban-lam-viec/")
    page.locator("a.button[href*='/tieu-chuan/xem-xet/']").first.click()
    page.get_by_role("heading", name="Xem xét sau thu hồi").wait_for()
    looked_at(page)
    case = ReviewCase.objects.get(record=award)
    page.locator(f"a[href='/tieu-chuan/xem-xet/{case.pk}/']").click()
    page.get_by_text("Không tính khen thưởng ấy thì không còn đủ căn cứ").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Đề nghị hủy bỏ").click()
    looked_at(page)
    page.get_by_label("Gian dối trong việc kê khai thành tích").check()
    page.locator("#id_reason").fill("Không còn đủ ba danh hiệu liên tục.")
    page.get_by_role("button", name="Đề nghị hủy bỏ").click()
    page.get_by_role("button", name="Đề nghị hủy bỏ").click()
    page.get_by_text("Đã ghi: đề nghị hủy bỏ.").wait_for()
    looked_at(page)
    page.goto(f"{live.url}/de-nghi/{row.pk}/")
    page.get_by_text("khen thưởng mà hồ sơ này đã tính đến").wait_for()
    looked_at(page)

    signed_in(page, live, actor(Role.HEAD, stage.units.province, title="Chủ tịch"))
    page.goto(f"{live.url}/tieu-chuan/xem-xet/{case.pk}/")
    page.get_by_role("link", name="Lập quyết định hủy bỏ").click()
    assert page.locator("#id_reason").input_value() == "Không còn đủ ba danh hiệu liên tục."
    assert page.get_by_label("Gian dối trong việc kê khai thành tích").is_checked()
    looked_at(page)
    page.get_by_role("button", name="Ký quyết định hủy bỏ").click()
    page.get_by_role("button", name="Ký quyết định hủy bỏ").click()
    page.get_by_text("Đã ký Quyết định số").wait_for()
    award.refresh_from_db()
    assert award.state == "revoked"
    assert award.revoked_reason.startswith("Gian dối để được khen (Điều 96 Luật 15/2003/QH11). Không còn đủ")
    case.refresh_from_db()
    assert case.state == "revoked"
    page.goto(f"{live.url}/tieu-chuan/xem-xet/?state=all")
    looked_at(page)
