"""Decisions, the register, checks and the public pages in a real browser: axe at both widths, keyboard, no overflow."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.decisions.stage import FIGHTER, Stage, district_stage
from tests.factories import collective, mini_province
from thidua.access.models import User
from thidua.achievements import commands as achievements
from thidua.achievements.models import AwardRecord, Hold
from thidua.decisions.models import Decision
from thidua.eligibility.models import Check

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(live: Live, transactional_db: None) -> Stage:
    """A district with one published decision, one signed, one draft and cases that wait."""
    made = district_stage(mini_province())
    teachers = [made.teacher(f"Nguyễn Thị {name}") for name in ("An", "Bình", "Cúc", "Dung")]
    made.published([made.nomination(teachers[0]), made.nomination(teachers[0], FIGHTER)])
    made.signed([made.nomination(teachers[1])])
    made.draft([made.nomination(teachers[2])])
    made.nomination(teachers[3])
    achievements.open_hold(
        made.officer, recipient_id=teachers[0].pk, reason="complaint", since=made.officer.today
    )
    collective(made.units.school)
    return made


def signed_in(page: Any, live: Live, who: Any) -> None:
    sign_in(page, live, User.objects.get(pk=who.user_id).username)


def officers_pages() -> list[str]:
    """Every page of these rooms that the officer opens."""
    published, signed, draft = Decision.objects.order_by("pk").values_list("pk", flat=True)
    record = AwardRecord.objects.order_by("pk")[0]
    return [
        "/quyet-dinh/", "/quyet-dinh/soan/", "/quyet-dinh/cap-nha-nuoc/", f"/quyet-dinh/{published}/",
        f"/quyet-dinh/{signed}/", f"/quyet-dinh/{draft}/", f"/quyet-dinh/{draft}/sua/", f"/quyet-dinh/{draft}/them/",
        f"/quyet-dinh/{draft}/huy-du-thao/", "/so-khen-thuong/", "/so-khen-thuong/?q=khong+co+ai",
        f"/so-khen-thuong/{record.pk}/", f"/so-khen-thuong/doi-tuong/{record.recipient_id}/",
        f"/so-khen-thuong/doi-tuong/{record.recipient_id}/ghi/cong-tac/",
        f"/so-khen-thuong/doi-tuong/{record.recipient_id}/ghi/sang-kien/",
        f"/so-khen-thuong/tam-dung/{Hold.objects.get().pk}/ket-thuc/",
        f"/so-khen-thuong/don-vi/{record.unit_id}/",
        f"/tieu-chuan/lan-xet/{Check.objects.order_by('pk')[0].pk}/",
        f"/tieu-chuan/lan-xet/{Check.objects.order_by('pk')[0].pk}/xet-lai/",
    ]  # fmt: skip


def public_pages() -> list[str]:
    """Every page that anyone opens."""
    record = AwardRecord.objects.order_by("pk")[0]
    return [
        "/cong-khai/", "/cong-khai/so-khen-thuong/", "/cong-khai/quyet-dinh/",
        f"/cong-khai/quyet-dinh/{record.decision_id}/", "/xac-minh/", f"/xac-minh/{record.code}/", "/xac-minh/ABC/",
    ]  # fmt: skip


def looked_at(page: Any, live: Live, urls: list[str]) -> None:
    for url in urls:
        page.goto(live.url + url)
        assert page.locator("h1").count() == 1, url
        assert fits(page), url
        assert_no_violations(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible(open_page: Any, live: Live, stage: Stage, width: int) -> None:
    window = open_page(width)
    looked_at(window, live, public_pages())
    signed_in(window, live, stage.officer)
    looked_at(window, live, officers_pages())
    draft = Decision.objects.get(state="draft")
    signed_in(window, live, stage.signer)
    looked_at(window, live, [f"/quyet-dinh/{draft.pk}/ky/", f"/quyet-dinh/{draft.pk - 2}/huy-bo/"])


def test_a_decision_is_made_by_keyboard_alone(page: Any, live: Live, stage: Stage) -> None:
    """From the list to the draft, signed on one question, published from the dialog."""
    signed_in(page, live, stage.officer)
    page.goto(f"{live.url}/quyet-dinh/soan/")
    page.locator("input[name=groups]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Soạn dự thảo").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã soạn dự thảo với 1 hồ sơ").wait_for()
    address = page.url
    signed_in(page, live, stage.signer)
    page.goto(f"{address}ky/")
    page.locator("#id_decided_on").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ký Quyết định số 03/QĐ-UBND").wait_for()
    assert_no_violations(page)
    page.get_by_role("button", name="Ký quyết định").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã ký Quyết định số 03/QĐ-UBND.").wait_for()
    signed_in(page, live, stage.officer)
    page.goto(address)
    page.get_by_role("button", name="Công bố").focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    assert_no_violations(page)
    page.keyboard.press("Enter")
    page.get_by_text("Đã công bố: 1 khen thưởng vào sổ.").wait_for()
    assert AwardRecord.objects.filter(recipient_name="Nguyễn Thị Dung").count() == 1


def test_an_award_is_verified_from_its_code(phone: Any, live: Live, stage: Stage) -> None:
    """A citizen types the code as it stands on the paper."""
    code = AwardRecord.objects.order_by("pk")[0].code
    phone.goto(f"{live.url}/")
    phone.locator("#ma").fill(f"{code[:5]}-{code[5:]}".lower())
    phone.keyboard.press("Enter")
    phone.get_by_text("đang có hiệu lực").wait_for()
    assert phone.url.endswith(f"/xac-minh/{code}/")
    phone.wait_for_load_state("load")
    size = phone.locator("img[alt^='Mã QR']").evaluate("img => img.naturalWidth")
    assert size > 0
