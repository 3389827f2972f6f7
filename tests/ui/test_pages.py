"""The shared pages: who sees what, what a page costs, what an administrator can do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests import factories
from tests.ui.conftest import client_of
from thidua.access.models import Post, User
from thidua.access.queries import actor_of
from thidua.access.types import Role
from thidua.foundation import jobs
from thidua.foundation.ledger import Act, record
from thidua.foundation.models import LedgerEntry
from thidua.foundation.notices import notify
from thidua.organisation.models import Succession


@pytest.fixture(autouse=True)
def _business_date(settings: Any) -> None:
    settings.TODAY = factories.TODAY.isoformat()
    cache.clear()


def text(response: Any) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


def test_units_are_those_of_the_own_subtree(province: Any) -> None:
    page = text(client_of(province.district, Role.EMULATION_OFFICER).get("/don-vi/"))
    assert "Trường THCS Nguyễn Du" in page
    assert "Huyện Đắk Mil" not in page


def test_a_unit_outside_the_scope_does_not_exist(province: Any) -> None:
    client = client_of(province.district, Role.EMULATION_OFFICER)
    assert client.get(f"/don-vi/{province.other_district.pk}/").status_code == 404
    assert client.get(f"/don-vi/{province.province.pk}/").status_code == 404
    elsewhere = factories.person("Lê Văn Xa", province.other_district)
    assert client.get(f"/don-vi/doi-tuong/{elsewhere.pk}/").status_code == 404


def test_someone_without_a_post_sees_nothing(province: Any) -> None:
    client = client_of(province.province)
    assert "Không có đơn vị nào" in text(client.get("/don-vi/"))
    assert client.get("/nhat-ky/").status_code == 404
    assert client.get("/tai-khoan/nguoi-dung/").status_code == 404
    text(client.get("/ban-lam-viec/"))


def test_a_unit_tells_what_became_of_it(province: Any, officer: Client) -> None:
    after = factories.unit("Tỉnh Lâm Đồng")
    Succession.objects.create(
        before=province.district, after=after, kind="merger", on=date(2025, 7, 1), instrument="202/2025/QH15"
    )
    page = text(officer.get(f"/don-vi/{province.district.pk}/"))
    assert "Sáp nhập</b> thành Tỉnh Lâm Đồng" in page
    assert "202/2025/QH15" in page


def test_ended_units_are_shown_when_asked(province: Any, officer: Client) -> None:
    factories.unit("Phòng cũ", parent=province.district, valid_to=date(2020, 1, 1))
    assert "Phòng cũ" not in text(officer.get("/don-vi/"))
    assert "Phòng cũ" in text(officer.get("/don-vi/?old=on"))


def test_names_are_found_without_marks(province: Any, officer: Client) -> None:
    factories.person("Nguyễn Thị Ánh", province.school)
    assert "Nguyễn Thị Ánh" in text(officer.get("/don-vi/doi-tuong/?q=anh+nguyen"))
    assert "Trường THCS Nguyễn Du" in text(officer.get("/don-vi/?q=thcs+nguyen+d"))


def test_an_identity_number_shows_its_last_digits_only(province: Any, officer: Client) -> None:
    person = factories.person("Nguyễn Thị Ánh", province.school, id_number="067123456789")
    page = text(officer.get(f"/don-vi/doi-tuong/{person.pk}/"))
    assert "067123456" not in page
    assert "•789" in page


@pytest.mark.parametrize(
    ("path", "most"),
    [("/don-vi/", 12), ("/don-vi/doi-tuong/", 12), ("/nhat-ky/", 12), ("/ban-lam-viec/", 43)],
)
def test_pages_cost_a_constant_number_of_queries(
    province: Any, officer: Client, path: str, most: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        factories.person(f"Nguyễn Văn {n}", province.school)
    with django_assert_max_num_queries(most):
        text(officer.get(path))


def test_a_unit_page_costs_a_constant_number_of_queries(
    province: Any, officer: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        factories.person(f"Nguyễn Văn {n}", province.district)
    with django_assert_max_num_queries(12):
        text(officer.get(f"/don-vi/{province.district.pk}/"))


def act_at(unit: Any, says: str) -> None:
    with transaction.atomic():
        record(
            factories.SYSTEM,
            Act("nominations.submit", "nomination", 1, says, unit.pk, changes={"state": ("draft", None)}),
        )


def test_the_ledger_shows_acts_of_the_scope_and_what_changed(province: Any) -> None:
    act_at(province.school, "Gửi xét Nguyễn Thị Ánh")
    act_at(province.other_district, "Việc của Đắk Mil")
    page = text(client_of(province.district, Role.INSPECTOR).get("/nhat-ky/"))
    assert "Gửi xét Nguyễn Thị Ánh" in page
    assert "tình trạng: Đang soạn → (trống)" in page
    assert "Đắk Mil" not in page
    assert "không có mục" in page.lower() or "1 mục" in page


def test_the_ledger_is_narrowed_by_day_and_matter(province: Any) -> None:
    act_at(province.school, "Gửi xét Nguyễn Thị Ánh")
    client = client_of(province.district, Role.INSPECTOR)
    assert "Gửi xét" in text(client.get("/nhat-ky/?since=15/12/2021&until=15/12/2021&about=nominations."))
    assert "Gửi xét" not in text(client.get("/nhat-ky/?since=16/12/2021"))
    assert "Gửi xét" not in text(client.get("/nhat-ky/?about=councils."))


def test_the_ledger_is_closed_to_officers(province: Any) -> None:
    assert client_of(province.district, Role.EMULATION_OFFICER).get("/nhat-ky/").status_code == 404


def test_a_notice_is_opened_once_and_leads_to_its_page(province: Any, officer: Client) -> None:
    with transaction.atomic():
        notify(
            unit_id=province.province.pk, roles=["emulation_officer"], text="Huyện đã trình.", url="/don-vi/"
        )
    page = text(officer.get("/ban-lam-viec/"))
    number = re.search(r"/thong-bao/(\d+)/", page)
    assert number is not None
    assert officer.post(f"/thong-bao/{number[1]}/")["Location"] == "/don-vi/"
    assert "Huyện đã trình." not in text(officer.get("/ban-lam-viec/"))
    stranger = client_of(province.school, Role.EMULATION_OFFICER)
    assert stranger.post(f"/thong-bao/{number[1]}/").status_code == 404


def test_a_job_is_shown_to_who_asked_and_to_the_scope_only(province: Any) -> None:
    mine = client_of(province.school, Role.EMULATION_OFFICER)
    user = User.objects.get()
    with transaction.atomic():
        pk = jobs.enqueue("import", "k", {}, actor_of(user.pk, "A", factories.TODAY), province.school.pk)
    assert "Đang chờ" in text(mine.get(f"/tien-do/{pk}/"))
    fragment = mine.get(f"/tien-do/{pk}/", headers={"HX-Request": "true"})
    assert "<html" not in text(fragment)
    assert "Đang chờ" in text(client_of(province.district, Role.HEAD, name="B").get(f"/tien-do/{pk}/"))
    assert client_of(province.other_district, Role.HEAD, name="C").get(f"/tien-do/{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("to", "leads"), [("/don-vi/", "/don-vi/"), ("https://evil.example/", None), ("//evil", None)]
)
def test_a_finished_job_goes_on_within_this_site(province: Any, to: str, leads: str | None) -> None:
    client = client_of(province.school, Role.EMULATION_OFFICER)
    user = User.objects.get()
    with transaction.atomic():
        pk = jobs.enqueue("import", "k", {}, actor_of(user.pk, "A", factories.TODAY))
    jobs.Job.objects.filter(pk=pk).update(state="done")
    response = client.get(f"/tien-do/{pk}/", {"to": to}, headers={"HX-Request": "true"})
    assert response.headers.get("HX-Redirect") == leads


def test_health_answers_without_signing_in(db: None) -> None:
    assert Client().get("/suc-khoe/").json() == {"status": "ok"}


def test_signing_in_and_out(province: Any) -> None:
    factories.post(factories.user("Lê Thị H", "leh"), Role.HEAD, province.school)
    client = Client()
    wrong = client.post("/tai-khoan/dang-nhap/", {"username": "leh", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in text(wrong)
    right = client.post("/tai-khoan/dang-nhap/", {"username": "leh", "password": factories.PASSWORD})
    assert right["Location"] == "/ban-lam-viec/"
    assert client.get("/tai-khoan/dang-xuat/").status_code == 405
    assert "Đã đăng xuất" in text(client.post("/tai-khoan/dang-xuat/", follow=True))


def test_too_many_wrong_tries_lock_the_name(province: Any) -> None:
    factories.user("Lê Thị H", "leh")
    client = Client()
    answers = [client.post("/tai-khoan/dang-nhap/", {"username": "leh", "password": "sai"}) for _ in range(7)]
    assert answers[-1].status_code == 429
    assert "Tạm khóa đăng nhập" in answers[-1].content.decode()


def administrator(province: Any) -> Client:
    return client_of(province.district, Role.ADMINISTRATOR, name="Quản trị Huyện")


def test_a_new_person_gets_a_password_shown_once(province: Any) -> None:
    client = administrator(province)
    response = client.post("/tai-khoan/nguoi-dung/moi/", {"full_name": "h'bia niê", "username": "hbia"})
    password = re.search(r'one-time">([^<]+)<', text(response))
    assert password is not None
    assert "no-store" in response["Cache-Control"]
    user = User.objects.get(username="hbia")
    assert user.full_name == "H'Bia Niê"
    assert user.check_password(password[1])
    assert password[1] not in str(list(LedgerEntry.objects.values_list("summary", "changes")))
    again = client.post("/tai-khoan/nguoi-dung/moi/", {"full_name": "A B", "username": "hbia"})
    assert again.status_code == 422
    assert "đã có người dùng" in again.content.decode()
    person = text(client.get(f"/tai-khoan/nguoi-dung/{user.pk}/"))
    assert password[1] not in person


def test_posts_are_given_by_typing_the_unit(province: Any) -> None:
    client, user = administrator(province), factories.user("Lê Thị H", "leh")
    url = f"/tai-khoan/nguoi-dung/{user.pk}/vi-tri/"
    data = {"role": "head", "unit": "truong thcs nguyen du", "title": "Hiệu trưởng", "since": "01/01/2021"}
    assert "Đã giao vị trí tại Trường THCS Nguyễn Du" in text(client.post(url, data, follow=True))
    twice = client.post(url, data)
    assert twice.status_code == 422
    assert "đã giữ vai trò" in twice.content.decode()
    assert 'value="Hiệu trưởng"' in twice.content.decode()
    outside = client.post(url, {**data, "unit": "Huyện Đắk Mil"})
    assert "Không có đơn vị nào tên" in outside.content.decode()
    several = client.post(url, {**data, "unit": "trường"})
    assert "Có 2 đơn vị khớp" in several.content.decode()


def test_a_post_is_ended_on_a_day(province: Any) -> None:
    client, user = administrator(province), factories.user("Lê Thị H", "leh")
    post = factories.post(user, Role.HEAD, province.school)
    url = f"/tai-khoan/nguoi-dung/{user.pk}/vi-tri/{post.pk}/ket-thuc/"
    assert 'value="15/12/2021"' in text(client.get(url))
    early = client.post(url, {"until": "01/01/2019"})
    assert early.status_code == 422
    assert "Đã kết thúc vị trí" in text(client.post(url, {"until": "31/12/2021"}, follow=True))
    assert Post.objects.get(pk=post.pk).until == date(2021, 12, 31)


def test_resetting_and_closing_ask_first(province: Any) -> None:
    client, user = administrator(province), factories.user("Lê Thị H", "leh")
    factories.post(user, Role.HEAD, province.school)
    url = f"/tai-khoan/nguoi-dung/{user.pk}/"
    assert "Đặt lại mật khẩu của Lê Thị H?" in text(client.post(url + "mat-khau/"))
    shown = text(client.post(url + "mat-khau/", {"confirmed": "1"}))
    password = re.search(r'one-time">([^<]+)<', shown)
    assert password is not None
    assert User.objects.get(pk=user.pk).check_password(password[1])
    assert "Đóng tài khoản của Lê Thị H?" in text(client.post(url + "dong/"))
    assert "Đã đóng tài khoản" in text(client.post(url + "dong/", {"confirmed": "1"}, follow=True))
    assert not User.objects.get(pk=user.pk).is_active


def test_people_of_other_units_do_not_exist_for_an_administrator(province: Any) -> None:
    client, user = administrator(province), factories.user("Người Nơi Khác", "khac")
    post = factories.post(user, Role.HEAD, province.other_district)
    base = f"/tai-khoan/nguoi-dung/{user.pk}/"
    assert client.get(base).status_code == 404
    for act in ("vi-tri/", "mat-khau/", "dong/", f"vi-tri/{post.pk}/ket-thuc/"):
        assert client.post(base + act, {"confirmed": "1"}).status_code == 404
    assert "Người Nơi Khác" not in text(client.get("/tai-khoan/nguoi-dung/"))


def test_people_are_found_by_name_and_role(province: Any) -> None:
    client = administrator(province)
    factories.post(factories.user("Lê Thị Ước", "uoc"), Role.HEAD, province.school)
    assert "Lê Thị Ước" in text(client.get("/tai-khoan/nguoi-dung/?q=uoc+le&role=head"))
    assert "Lê Thị Ước" not in text(client.get("/tai-khoan/nguoi-dung/?role=signer"))


def test_changing_ones_own_password(province: Any) -> None:
    user = factories.user("Lê Thị H", "leh")
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    data = {"old_password": "sai", "new_password1": "mot-cau-dai-hon", "new_password2": "mot-cau-dai-hon"}
    assert "Mật khẩu đang dùng không đúng." in client.post("/tai-khoan/mat-khau/", data).content.decode()
    data["old_password"] = factories.PASSWORD
    assert "Đã đổi mật khẩu." in text(client.post("/tai-khoan/mat-khau/", data, follow=True))
