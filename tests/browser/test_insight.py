"""From a run to a nomination, and the balance, in a real browser: at a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import TEACHERS, TITLE, journey
from tests.factories import TODAY
from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.foundation import jobs
from thidua.insight.commands import start_run
from thidua.insight.models import Found
from thidua.nominations.models import Nomination


@pytest.mark.parametrize("width", [1280, 360])
def test_from_a_run_to_a_nomination(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    journey()
    window = open_page(width)
    sign_in(window, live, "officer.school")
    window.goto(f"{live.url}/phat-hien/")
    window.get_by_text("Chưa có lần rà soát nào xong").wait_for()
    assert_no_violations(window)
    window.get_by_role("link", name="Rà soát", exact=True).click()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("button", name="Bắt đầu rà soát").click()
    # The bar goes on to the findings by itself; whoever was quick enough sees it first.
    expect(window).to_have_url(re.compile(r"/phat-hien/(ra-soat/\d+/|\?run=\d+)$"))
    expect(window).to_have_url(re.compile(r"/phat-hien/\?run=\d+$"), timeout=30_000)
    window.get_by_role("link", name=TITLE, exact=True).first.click()
    assert fits(window)
    assert_no_violations(window)
    expect(window.locator("tbody tr")).to_have_count(len(TEACHERS))
    window.get_by_label("Giới tính").select_option("female")
    window.get_by_role("button", name="Lọc").click()
    expect(window).to_have_url(re.compile("gender=female"))
    window.go_back()
    window.get_by_role("link", name="Nông Thị Hiền").first.click()
    window.get_by_role("heading", name="Đủ điều kiện", exact=True).wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("button", name="Lập đề nghị").click()
    window.get_by_role("heading", name="Lập 1 đề nghị ở trạng thái đang soạn?").wait_for()
    assert fits(window)
    assert_no_violations(window)
    window.get_by_role("button", name="Lập 1 đề nghị").click()
    window.get_by_text("Đã lập đề nghị và kiểm tra điều kiện.").wait_for()
    expect(window).to_have_url(re.compile(r"/de-nghi/\d+/$"))
    assert Nomination.objects.get().recipient.name == "Nông Thị Hiền"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_balance_opens_its_rows(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    world = journey()
    user = User.objects.get(username="officer.province")
    run = start_run(
        actor=actor_of(user.pk, user.full_name, TODAY), unit_id=world.units.province.pk, year=TODAY.year
    )
    while not Found.objects.filter(run=run, run__state="done").exists():
        jobs.run_all()
    window = open_page(width)
    sign_in(window, live, "head.province")
    for path in (
        "can-doi/",
        "can-doi/?award=advanced_worker",
        f"ra-soat/{run}/",
        "ra-soat/",
        "?what=one_short",
        "?what=unsupported",
    ):
        assert window.goto(f"{live.url}/phat-hien/{path}").status == 200, path
        assert fits(window), path
        assert_no_violations(window)
    window.goto(f"{live.url}/phat-hien/can-doi/?award=advanced_worker")
    row = window.get_by_role("region", name="Tỷ lệ theo nhóm").locator("tbody tr").filter(has_text="Nữ")
    figure = row.get_by_role("link").first
    count = figure.inner_text()
    assert row.get_by_role("img", name=re.compile("Nữ: Toàn danh sách")).count() == 1
    figure.click()
    expect(window.locator("tbody tr")).to_have_count(int(count))
