"""The pages of exemplars: constant queries, what the public is shown and what it is not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.exemplars import stage
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user, queries_of, text
from thidua.access.types import Actor, Role
from thidua.clusters import commands as clusters
from thidua.clusters.types import ClusterKind, Place
from thidua.exemplars import commands, queries
from thidua.exemplars.desk import dates, items
from thidua.exemplars.models import Exemplar, Story, Tip
from thidua.exemplars.types import Step

pytestmark = pytest.mark.django_db

TELL = "/dien-hinh/ke-viec-tot/"
LIST = "/dien-hinh/quan-ly/"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.district)


@pytest.fixture
def head(province: Province) -> Actor:
    return factories.actor(Role.HEAD, province.district)


def test_pages_make_as_many_queries_for_many_as_for_one(
    province: Province, officer: Actor, head: Actor
) -> None:
    client, public = as_user(officer), Client()

    def more(n: int) -> tuple[int, int]:
        model = stage.at_step(province.district.pk, Step.REPLICATE, f"Mô hình {n}")
        story = stage.story(model, officer, head, public=True)
        stage.story(model, officer)
        stage.tip(province.district.pk, contact=f"nguoi{n}@vidu.vn", address=str(n))
        return model, story

    def counts(model: int, story: int) -> dict[str, int]:
        addresses = (
            LIST, f"{LIST}{model}/", f"{LIST}ke-hoach/", f"{LIST}thu-vien/", f"{LIST}thu-vien/{model}/",
            f"{LIST}bai/", f"{LIST}bai/{story}/", f"{LIST}tin/", f"{LIST}moi/", "/ban-lam-viec/",
        )  # fmt: skip
        found = {url: queries_of(client, url) for url in addresses}
        return found | {url: queries_of(public, url) for url in ("/dien-hinh/", f"/dien-hinh/{story}/", TELL)}

    model, story = more(1)
    before = counts(model, story)
    for n in (2, 3):
        more(n)
    for unit in (province.school, province.commune):
        copier = factories.actor(Role.SPECIALIST, unit)
        commands.copy_model(
            actor=copier, exemplar_id=model, unit_id=unit.pk, parent=None, on=TODAY, text="Làm theo"
        )
    assert counts(model, story) == before
    del before["/ban-lam-viec/"]  # what all rooms ask together
    assert max(before.values()) <= 9


def test_the_library_is_narrowed_to_a_cluster(province: Province) -> None:
    stage.at_step(province.school.pk, Step.REPLICATE, "Mô hình của trường")
    stage.at_step(province.other_district.pk, Step.REPLICATE, "Mô hình của huyện bạn")
    cluster = clusters.form_cluster(
        actor=SYSTEM, unit_id=province.province.pk, title="Cụm các huyện", kind=ClusterKind.CLUSTER, year=2021
    )
    clusters.add_member(
        actor=SYSTEM, cluster_id=cluster, unit_id=province.district.pk, place=Place.HEAD, since=TODAY
    )
    client = as_user(factories.actor(Role.EMULATION_OFFICER, province.district))
    whole, narrow = (text(client.get(f"{LIST}thu-vien/{query}")) for query in ("", f"?cluster={cluster}"))
    assert "Mô hình của trường" in whole and "Mô hình của huyện bạn" in whole
    assert "Mô hình của trường" in narrow and "Mô hình của huyện bạn" not in narrow


def test_a_shared_story_shows_its_picture_and_nothing_that_is_not_for_the_public(
    province: Province, officer: Actor, head: Actor, settings: Any
) -> None:
    settings.BASE_URL = "https://thidua.example.vn"
    model = stage.at_step(province.district.pk, Step.NURTURE)
    pk = stage.story(model, officer, head, public=True)
    draft = stage.story(model, officer, head)
    public = Client()
    body = text(public.get(f"/dien-hinh/{pk}/"))
    picture = Story.objects.get(pk=pk).pictures.get()
    assert (
        f'<meta property="og:image" content="https://thidua.example.vn/dien-hinh/anh/{picture.pk}/">' in body
    )
    assert f'<link rel="canonical" href="https://thidua.example.vn/dien-hinh/{pk}/">' in body
    assert "Đoạn hai." in body
    assert "Bà Mẫu" not in body  # who consented is on the paper, not on the page
    assert public.get(f"/dien-hinh/{draft}/").status_code == 404
    for query, found in (
        ("q=cong chieng", True), ("q=bien dao", False), (f"unit={province.district.path}", True),
        ("group=collective", True), ("group=farmer", False), ("movement=7", True),
    ):  # fmt: skip
        page = text(public.get(f"/dien-hinh/?{query}"))
        assert (f'href="/dien-hinh/{pk}/"' in page) == found, query
        assert f"/dien-hinh/{draft}/" not in page


def test_a_deed_is_told_where_somebody_reads_it(province: Province, officer: Actor) -> None:
    user = factories.user()
    factories.post(user, Role.SPECIALIST, province.other_district, until=date(2021, 12, 14))
    page = text(Client().get(TELL))
    assert f'<option value="{province.district.pk}"' in page
    for unit in (province.province, province.other_district, province.commune):
        assert f'<option value="{unit.pk}"' not in page


def test_the_form_takes_no_machine_and_no_flood(province: Province, officer: Actor, settings: Any) -> None:
    public = Client(enforce_csrf_checks=True)
    data = {"who": "Ông Mẫu", "text": "Cứu người", "contact": "ke@vidu.vn", "unit": province.district.pk}
    assert public.post(TELL, data).status_code == 403  # without the form's own token
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(public.get(TELL)))
    assert token is not None
    data["csrfmiddlewaretoken"] = token[1]
    trapped = public.post(TELL, data | {"website": "http://spam"})
    assert (trapped.status_code, Tip.objects.count()) == (422, 0)
    assert "phải để trống" in text(trapped)
    assert "Cứu người" in text(trapped)  # nothing typed is lost
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for n in range(5):  # what a client claims to come from does not matter, only what the proxy saw
        forwarded = {"X-Forwarded-For": f"1.1.1.{n}, 9.9.9.9", "Referer": "http://testserver/"}
        sent = public.post(TELL, data | {"contact": f"ke{n}@vidu.vn"}, headers=forwarded)
        assert sent.status_code == 302
    flood = public.post(TELL, data | {"contact": "ke9@vidu.vn"}, headers=forwarded)
    assert (flood.status_code, Tip.objects.count()) == (422, 5)
    assert "quá nhiều tin" in text(flood)
    status = public.get(sent["Location"])
    assert "no-store" in status["Cache-Control"] and "noindex" in status["X-Robots-Tag"]
    assert "ke4@vidu.vn" not in text(status)


def test_desk_and_calendar_know_what_waits(province: Province, officer: Actor, head: Actor) -> None:
    model = stage.at_step(province.district.pk, Step.NURTURE)
    stage.story(model, officer)
    stage.tip(province.district.pk)
    titles = [item.title for item in items(officer)]
    assert titles == ["Điển hình: bồi dưỡng", "Việc tốt do người dân kể: chờ xem xét"]
    assert [item.title for item in items(head)] == ["Bài chờ duyệt"]
    [entry] = dates(officer, TODAY, stage.DUE)
    assert (entry.on, entry.key) == (stage.DUE, f"exemplars.step.{model}")
    assert dates(factories.actor(Role.HEAD, province.other_district), TODAY, stage.DUE) == []


def test_a_typed_name_finds_one_person_or_says_why_not(province: Province, officer: Actor) -> None:
    client = as_user(officer)
    one = factories.person("Nguyễn Thị Bưởi", province.school)
    for unit in (province.school, province.commune):
        factories.person("H'Linh Êban", unit)
    data = {
        "unit": province.school.pk, "title": "Cô giáo vùng biên", "group": "official", "summary": "Dạy chữ",
        "due": "30/12/2021", "plan": "", "movement": "",
    }  # fmt: skip
    for name, says in (
        ("Không Có Ai", "Không có ai đúng tên này"),
        ("H'Linh Êban", "Có 2 người cùng tên"),
    ):
        response = client.post(f"{LIST}moi/", data | {"recipient": name})
        assert response.status_code == 422
        assert says in text(response)
    assert client.post(f"{LIST}moi/", data | {"recipient": "Nguyen Thi Buoi"}).status_code == 302
    assert Exemplar.objects.get().recipient_id == one.pk
    assert client.post(f"{LIST}moi/", data | {"recipient": "H'Linh Êban, xã Nam Dong"}).status_code == 302
    assert queries.exemplars(officer, q="co giao bien").count() == 2
