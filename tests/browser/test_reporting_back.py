"""A district enters what the province sent in its register, passes it on and reports back to whoever ordered it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from tests.duties.stage import WORK, directive, given, reported
from tests.factories import SYSTEM
from thidua.directives import commands as directives
from thidua.directives.models import Document
from thidua.directives.queries import clauses
from thidua.duties import commands
from thidua.duties.models import Duty, Report


def _fine(window: Any) -> None:
    assert fits(window)
    assert_no_violations(window)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_paper_that_was_sent_to_the_signed_report(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    units = journey().units
    document = directive(units.province)
    directives.distribute(actor=SYSTEM, document_id=document, unit_ids=[units.district.pk])
    [duty] = given(units, units.district, document=document, clause_id=clauses(SYSTEM, document)[0].pk)
    window = open_page(width)
    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/van-ban/{document}/")
    _fine(window)
    window.get_by_role("button", name="Nhận và vào sổ đến").click()
    window.get_by_role("button", name="Vào sổ đến").click()
    window.get_by_text("Đã nhận văn bản; đây là bản của đơn vị.").wait_for()
    own = Document.objects.get(unit=units.district).pk
    _fine(window)

    [school] = commands.pass_down(actor=SYSTEM, duty_id=duty, unit_ids=[units.school.pk], terms=WORK)
    reported(school, words="Trường đã phát động tại 6 tổ chuyên môn")
    reported(duty, 70, "Huyện đã ban hành kế hoạch, các trường đang thực hiện")
    window.get_by_role("link", name="Giao việc, theo dõi").click()
    window.get_by_role("heading", name="được giao").wait_for()
    _fine(window)
    window.get_by_role("link", name="Lập báo cáo kết quả").click()
    window.get_by_label("Đánh giá, kiến nghị").fill("Đề nghị bổ sung kinh phí.")
    window.get_by_role("button", name="Lập dự thảo").click()
    window.get_by_text("Trường đã phát động tại 6 tổ chuyên môn").first.wait_for()
    report = Report.objects.get()
    assert (report.document_id, report.unit_id) == (own, units.district.pk)
    _fine(window)
    window.get_by_role("link", name="Lấy số, vào sổ").click()
    window.get_by_label("Người ký").first.fill("Trần Văn An")
    window.get_by_label("Ngày ký").fill("15/12/2021")
    window.get_by_role("button", name="Lấy số, vào sổ").click()
    window.get_by_text("Đã vào sổ, số").wait_for()

    sign_in(window, live, "officer.province")
    window.goto(f"{live.url}/nhiem-vu/van-ban/{document}/")
    window.get_by_role("link", name="số 01/BC").click()
    window.get_by_text("Huyện đã ban hành kế hoạch").first.wait_for()
    _fine(window)
    assert Duty.objects.count() == 2
