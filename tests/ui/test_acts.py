"""From a view to a command: the one question, refusals in words, nothing typed lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("gallery")
FILLED = {
    "name": "Nguyễn Thị Ánh",
    "year": "2021",
    "people": "12",
    "route": "merit",
    "award": "a",
    "text": "Dạy tốt.",
}


def test_signing_in_comes_first(db: None) -> None:
    response = Client().get("/gallery/list/?q=a")
    assert response.status_code == 302
    assert response["Location"] == "/tai-khoan/dang-nhap/?next=/gallery/list/%3Fq%3Da"


def test_a_fragment_sends_the_whole_page_to_sign_in(db: None) -> None:
    response = Client().get("/tien-do/1/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/tai-khoan/dang-nhap/")


def test_the_act_asks_once_and_carries_what_was_typed(officer: Client) -> None:
    asked = officer.post("/gallery/", FILLED)
    text = asked.content.decode()
    assert "Gửi đề nghị của Nguyễn Thị Ánh?" in text
    assert 'name="text" value="Dạy tốt."' in text
    assert (
        text.count("csrfmiddlewaretoken") == 2
    )  # the sign-out form and this one; the posted one is not carried
    done = officer.post("/gallery/", {**FILLED, "confirmed": "1"}, follow=True)
    assert done.redirect_chain == [("/gallery/", 302)]
    assert "Đã gửi." in done.content.decode()


def test_a_refusal_stands_on_the_form_with_what_was_typed(officer: Client) -> None:
    response = officer.post("/gallery/", {**FILLED, "text": "refuse", "confirmed": "1"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Đợt xét đã đóng." in text
    assert "<title>Lỗi: " in text
    assert 'value="Nguyễn Thị Ánh"' in text


def test_whoever_came_second_is_told(officer: Client) -> None:
    response = officer.post("/gallery/", {**FILLED, "text": "stale", "confirmed": "1"})
    assert response.status_code == 409
    assert "Người khác vừa xử lý" in response.content.decode()


def test_what_is_wrong_links_to_its_field(officer: Client) -> None:
    text = officer.post("/gallery/", {"year": "xx"}).content.decode()
    assert '<a href="#id_name">Chưa nhập họ và tên.</a>' in text
    assert '<a href="#id_route_0">Chưa chọn loại khen thưởng.</a>' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_name_error"' in text
    assert 'id="id_people_helptext"' in text


def test_a_batch_asks_reports_row_by_row_and_skips_what_may_not(officer: Client) -> None:
    ids = {"ids": ["1", "2", "3", "4", "x", "2"]}
    asked = officer.post("/gallery/bulk/", ids).content.decode()
    assert "Duyệt 3 đề nghị?" in asked
    assert "Chưa qua Hội đồng." in asked
    done = officer.post("/gallery/bulk/", {**ids, "confirmed": "1"}).content.decode()
    assert "Đã xử lý 2 trường hợp, còn 2 trường hợp chưa xử lý" in done
    assert "Người khác vừa xử lý" in done


def test_a_batch_of_nothing_goes_back(officer: Client) -> None:
    response = officer.post("/gallery/bulk/", follow=True)
    assert "Chưa chọn dòng nào" in response.content.decode()


def test_a_batch_where_nothing_may_be_done_only_reports(officer: Client) -> None:
    assert "chưa xử lý" in officer.post("/gallery/bulk/", {"ids": ["3", "6"]}).content.decode()


@pytest.mark.parametrize("referer", ["https://evil.example/x", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_this_site(officer: Client, referer: str) -> None:
    text = officer.post("/gallery/", FILLED, headers={"Referer": referer}).content.decode()
    assert "evil" not in text
    assert "javascript:" not in text


def test_error_pages_are_vietnamese(officer: Client, settings: Any) -> None:
    response = officer.get("/khong-co/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/tai-khoan/dang-nhap/", {"username": "a"})
    assert response.status_code == 403
    assert "Phiên làm việc đã hết hạn" in response.content.decode()
