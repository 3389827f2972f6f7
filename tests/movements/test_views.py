"""The screens of movements: what is typed comes to the command, what is refused stays on the form."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.factories import SYSTEM, TODAY
from tests.movements.conftest import COMMUNE_AWARD, Ground
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.directives import commands as directives
from thidua.directives.types import Particulars
from thidua.movements import commands
from thidua.movements.models import Joining, Movement, Review
from thidua.movements.types import ReviewKind
from thidua.nominations.models import Nomination

LIST = "/phong-trao/"
RIGHT = Particulars("UBND tỉnh", "", "", TODAY, "Chỉ thị", "Xây dựng nông thôn mới", "", "", TODAY)
TYPED = {
    "title": "Cán bộ thi đua thực hiện văn hóa công sở", "kind": "thematic", "since": "01/01/2021",
    "until": "31/12/2022", "goal": "Trả hồ sơ đúng hạn", "content": "Không hút thuốc, đúng giờ, đúng hẹn",
    "criteria_agencies": "Hồ sơ đúng hạn từ 98 %\n\nKhông ai hút thuốc tại công sở", "criteria_people": "Đúng giờ",
    "awards": [COMMUNE_AWARD], "budget": "15.000.000", "confirmed": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def as_user(who: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    assert response.status_code in (200, 422), response.status_code
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def test_a_plan_is_typed_corrected_and_launched(ground: Ground) -> None:
    client, unit = as_user(ground.officer), str(ground.units.province.pk)
    wrong = text(client.post(f"{LIST}soan/", {**TYPED, "unit": unit, "until": "31/12/2020"}))
    assert "Phong trào kết thúc (31/12/2020) trước khi bắt đầu (01/01/2021)." in wrong
    assert "Không ai hút thuốc tại công sở" in wrong
    client.post(f"{LIST}soan/", {**TYPED, "unit": unit})
    row = Movement.objects.get()
    assert [(c["group"], c["text"]) for c in row.criteria] == [
        ("agencies", "Hồ sơ đúng hạn từ 98 %"),
        ("agencies", "Không ai hút thuốc tại công sở"),
        ("people", "Đúng giờ"),
    ]
    assert row.budget == 15_000_000 and row.awards == [COMMUNE_AWARD]
    page = f"{LIST}{row.pk}/"
    edited = {**TYPED, "unit": unit, "version": "1", "theme": "Gần dân"}
    assert client.post(f"{page}sua/", edited).status_code == 302
    assert client.post(f"{page}sua/", edited).status_code == 409
    sent = {"version": "2", "on": "15/12/2021"}
    assert "phải ghi số, ngày văn bản đã ký" in text(client.post(f"{page}phat-dong/", sent))
    client.post(f"{page}phat-dong/", {**sent, "paper": "Kế hoạch số 05/KH-UBND"})
    row.refresh_from_db()
    assert (row.state, row.launch_paper, row.theme) == ("launched", "Kế hoạch số 05/KH-UBND", "Gần dân")
    assert "Phòng" not in text(client.get(page)) and "Kế hoạch số 05/KH-UBND" in text(client.get(page))


def test_a_commune_joins_and_its_final_review_becomes_nominations(ground: Ground) -> None:
    row, commune = ground.launched(), ground.commune()
    client = as_user(ground.commune_officer)
    assert "Phong trào của cấp trên" not in text(client.get("/ban-lam-viec/"))
    sent = {"unit": str(ground.units.commune.pk), "additions": "Thắp sáng đường thôn", "relaunch": "on"}
    client.post(f"{LIST}{row.pk}/dang-ky/", sent)
    own = Joining.objects.get().own
    client.post(
        f"{LIST}{own.pk}/phat-dong/", {"version": "1", "on": "15/12/2021", "paper": "KH 3", "aware": "on"}
    )
    tree = text(as_user(ground.officer).get(f"{LIST}{row.pk}/tham-gia/"))
    assert "Xã Nam Dong" in tree and "Đã phát động riêng" in tree and "Bổ sung: Thắp sáng đường thôn" in tree
    assert "3 đơn vị trực thuộc chưa tham gia" in tree
    final = Review.objects.get(movement=own, kind=ReviewKind.FINAL)
    hold = f"{LIST}ky/{final.pk}/"
    asked = text(client.get(hold))
    assert "chưa đối chiếu văn bản" in asked and "Ghi kết quả tổng kết" in asked
    done = {
        f"done_{key}": "on" for key in ("results", "tasks", "inspection", "publicity", "exemplars", "causes")
    }
    held = {**done, "held_on": "15/12/2021", "findings": "Vượt mục tiêu", "figures": "Đường thôn; 12,5; km"}
    assert "“Bình chọn công khai, đề nghị khen thưởng”: chưa làm thì phải ghi lý do." in text(
        client.post(hold, held)
    )
    client.post(hold, {**held, "done_awards": "on"})
    assert "Đường thôn 12,5 km" in text(client.get(f"{LIST}{own.pk}/so-ket/"))
    corrected = {**held, "done_awards": "on", "version": "1", "figures": "Đường thôn; 13; km"}
    refused = client.post(f"{hold}sua/", {**corrected, "reason": ""})
    assert refused.status_code == 422 and "Đường thôn; 13; km" in refused.content.decode()
    client.post(f"{hold}sua/", {**corrected, "reason": "Đo lại"})
    shown = text(client.get(f"{LIST}{own.pk}/so-ket/"))
    assert "Đã sửa 1 lần" in shown and "Lý do: Đo lại" in shown and "Đường thôn 12,5 km 13 km" in shown
    propose = f"{hold}de-nghi/"
    assert "Xã Nam Dong" in text(client.get(f"{propose}?q=nam dong"))
    answer = {"award": COMMUNE_AWARD, "summary": "Vượt mục tiêu", "ids": [str(commune.pk)]}
    assert "Chưa chọn ai." in text(client.post(propose, {**answer, "ids": []}))
    client.post(propose, answer)
    made = Nomination.objects.get()
    page = text(client.get(f"/de-nghi/{made.pk}/"))
    assert f"Xuất phát từ Tổng kết phong trào “{own.title}”, kết quả đã sửa lần 1" in page
    assert "theo kết quả bản 2" in text(client.get(f"{LIST}{own.pk}/so-ket/"))
    client.post(f"{hold}sua/", {**corrected, "version": "2", "findings": "Đạt", "reason": "Ghi nhầm"})
    assert "theo kết quả bản 2; nay là bản 3" in text(client.get(f"{LIST}{own.pk}/so-ket/"))


def test_a_paper_that_was_sent_to_the_unit_can_be_named(ground: Ground) -> None:
    """The province's directive, sent to the district, stands on the district's movement with a way to it."""
    paper = directives.take_in(
        actor=SYSTEM,
        unit_id=ground.units.province.pk,
        text="1. Các huyện phát động thi đua xây dựng nông thôn mới.",
    )
    client, unit = as_user(ground.district_officer), str(ground.units.district.pk)
    sent = {**TYPED, "unit": unit, "document": str(paper)}
    assert "Lựa chọn này không có trong danh sách" in text(client.post(f"{LIST}soan/", sent))
    directives.register(actor=SYSTEM, document_id=paper, version=1, particulars=RIGHT)
    directives.distribute(actor=SYSTEM, document_id=paper, unit_ids=[ground.units.district.pk])
    client.post(f"{LIST}soan/", sent)
    row = Movement.objects.get()
    assert row.document_id == paper
    assert f'href="/van-ban/{paper}/"' in client.get(f"{LIST}{row.pk}/").content.decode()


def test_the_desk_asks_to_join_and_to_review(ground: Ground) -> None:
    row = ground.launched()
    desk = text(as_user(ground.district_officer).get("/ban-lam-viec/"))
    assert "Phong trào của cấp trên chưa tham gia" in desk
    assert "Sơ kết phong trào" in text(as_user(ground.officer).get("/ban-lam-viec/"))
    commands.join(actor=ground.district_officer, movement_id=row.pk, unit_id=ground.units.district.pk)
    assert "chưa tham gia" not in text(as_user(ground.district_officer).get("/ban-lam-viec/"))


def test_a_task_is_given_and_answered(ground: Ground) -> None:
    row = ground.launched()
    unit = str(ground.units.district.pk)
    sent = {"what": "Rà soát xã đạt chuẩn", "unit": unit, "due": "20/12/2021"}
    as_user(ground.officer).post(f"{LIST}{row.pk}/giao-viec/", sent)
    task = row.tasks.get()
    assert task.due == date(2021, 12, 20)
    client = as_user(ground.district_officer)
    client.post(f"{LIST}{row.pk}/nhiem-vu/{task.pk}/", {"on": "15/12/2021", "result": "Xong 3 xã"})
    assert "Đã xong 1/1 nhiệm vụ" in text(client.get(f"{LIST}{row.pk}/nhiem-vu/"))


def test_the_list_is_narrowed(ground: Ground) -> None:
    ground.launched()
    ground.draft(title="Doanh nghiệp hội nhập và phát triển")
    client = as_user(ground.officer)
    assert "Doanh nghiệp hội nhập" in text(client.get(LIST))
    for query in (
        "state=launched",
        "q=nong thon",
        "kind=thematic&state=launched",
        "level=province&q=chung suc",
    ):
        page = text(client.get(f"{LIST}?{query}"))
        assert "Đắk Nông chung sức" in page and "Doanh nghiệp hội nhập" not in page, query
    assert "Không có phong trào nào khớp" in text(client.get(f"{LIST}?level=commune"))
