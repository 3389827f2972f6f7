"""The public pages: what anyone finds, what nobody may, how caches and search engines are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import Stage
from tests.factories import SYSTEM, TODAY
from tests.pages import as_user, queries_of, text
from thidua.achievements import commands
from thidua.achievements.models import AwardRecord
from thidua.achievements.types import Basis, NewAward
from thidua.decisions import commands as decisions
from thidua.foundation.search import learn

HOME = "/cong-khai/"
REGISTER = "/cong-khai/so-khen-thuong/"
DECISIONS = "/cong-khai/quyet-dinh/"
VERIFY = "/xac-minh/"
ID_NUMBER = "067088001234"
BORN = date(1988, 7, 9)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def awarded(stage: Stage) -> AwardRecord:
    """One award in force, of a person with everything that must not leak."""
    teacher = stage.teacher(
        "Nguyễn Thị Hường", id_number=ID_NUMBER, birth_date=BORN, position="Tổ trưởng tổ Toán", ethnic="Mnông"
    )
    stage.published([stage.nomination(teacher)])
    learn(["nguyen thi huong"])
    return AwardRecord.objects.get()


def public_urls(record: AwardRecord) -> list[str]:
    """Every page that shows this award."""
    return [
        HOME,
        REGISTER,
        f"{REGISTER}?q=nguyen+thi+huong",
        DECISIONS,
        f"{DECISIONS}{record.decision_id}/",
        f"{VERIFY}{record.code}/",
    ]


def test_the_award_is_on_every_public_page(client: Client, awarded: AwardRecord) -> None:
    shown = [url for url in public_urls(awarded) if "Nguyễn Thị Hường" in text(client.get(url))]
    assert shown == public_urls(awarded)[1:3] + public_urls(awarded)[4:]


def test_nothing_private_is_on_any_public_page(client: Client, awarded: AwardRecord) -> None:
    secrets = (
        ID_NUMBER, ID_NUMBER[-3:] + "<", "09/07/1988", "1988", "Mnông", "Tổ trưởng", "450.000", "hệ số",
        "/de-nghi/", "/tieu-chuan/", "doi-tuong",
    )  # fmt: skip
    for url in public_urls(awarded):
        page = text(client.get(url))
        assert [secret for secret in secrets if secret in page] == [], url


def test_the_private_page_does_show_it(stage: Stage, awarded: AwardRecord) -> None:
    """What the leak test looks for could have leaked: those who may see it do."""
    officer = as_user(stage.officer)
    assert "450.000" in text(officer.get(f"/so-khen-thuong/{awarded.pk}/"))
    assert "09/07/1988" in text(officer.get(f"/don-vi/doi-tuong/{awarded.recipient_id}/"))


def test_drafts_and_signed_decisions_are_not_public(stage: Stage, client: Client) -> None:
    draft = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    signed = stage.signed([stage.nomination(stage.teacher("Trần Văn Bình"))])
    for row in (draft, signed):
        assert client.get(f"{DECISIONS}{row.pk}/").status_code == 404
    page = text(client.get(DECISIONS))
    assert "Chưa có quyết định nào được công bố" in page
    assert "Trần Văn Bình" not in text(client.get(REGISTER))


def test_the_register_is_found_with_a_slip_and_narrowed(client: Client, awarded: AwardRecord) -> None:
    slip = text(client.get(REGISTER, {"q": "nguyen thi huonh"}))
    assert "Nguyễn Thị Hường" in slip
    assert "đã tìm gần đúng" in slip
    for data, found in (
        ({"unit": "truong thcs nguyen du"}, True), ({"unit": "huyen dak mil"}, False), ({"unit": "xyz"}, False),
        ({"year": "2021", "kind": "person"}, True), ({"year": "2020"}, False), ({"number": "01/QĐ-UBND"}, True),
    ):  # fmt: skip
        assert ("Nguyễn Thị Hường" in text(client.get(REGISTER, data))) == found, data


def test_pages_follow_the_last_line(stage: Stage, client: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    for number in range(1, 52):
        commands.enter_past_award(
            SYSTEM,
            award=NewAward(teacher.pk, "advanced_worker", 1960 + number),
            basis=Basis(f"{number:02d}/QĐ-UBND", date(1961 + number, 1, 20), "Chủ tịch"),
        )
    first = text(client.get(REGISTER))
    after = first.split("after=")[1].split('"')[0]
    assert "01/QĐ-UBND" not in first
    assert "01/QĐ-UBND" in text(client.get(REGISTER, {"after": after}))
    assert client.get(REGISTER, {"after": "rác"}).status_code == 200


def test_a_published_decision_lists_its_awards_and_codes(client: Client, awarded: AwardRecord) -> None:
    page = text(client.get(f"{DECISIONS}{awarded.decision_id}/"))
    assert "Quyết định số 01/QĐ-UBND" in page
    assert f"{VERIFY}{awarded.code}/" in page
    assert "Phạm Văn Sơn" in page


# Verification ---------------------------------------------------------------------------------------------


def test_a_code_is_verified_in_words(client: Client, awarded: AwardRecord) -> None:
    page = text(client.get(f"{VERIFY}{awarded.code}/"))
    assert "Khen thưởng này có trong sổ và đang có hiệu lực." in page
    assert "Lao động tiên tiến" in page
    assert "active" not in page


def test_a_code_as_people_type_it_leads_to_its_page(client: Client, awarded: AwardRecord) -> None:
    typed = f"{awarded.code[:5]} - {awarded.code[5:]}".lower()
    response = client.get(VERIFY, {"ma": typed})
    assert (response.status_code, response["Location"]) == (302, f"{VERIFY}{awarded.code}/")
    response = client.get(f"{VERIFY}{awarded.code.lower()}/")
    assert response["Location"] == f"{VERIFY}{awarded.code}/"


def test_a_revoked_award_says_so_and_leaves_the_lists(
    stage: Stage, client: Client, awarded: AwardRecord
) -> None:
    row = stage.published([stage.nomination(stage.teacher("Trần Văn Bình"))])
    other = AwardRecord.objects.exclude(pk=awarded.pk).get()
    decisions.revoke(
        stage.signer,
        decision_id=row.pk,
        version=row.version,
        record_ids=[other.pk],
        reason="Kê khai sai",
        decided_on=TODAY,
    )
    page = text(client.get(f"{VERIFY}{other.code}/"))
    assert "đã bị hủy bỏ ngày 15/12/2021" in page
    assert "không còn giá trị" in page
    assert "Kê khai sai" not in page
    assert "Trần Văn Bình" not in text(client.get(REGISTER))
    assert "Trần Văn Bình" not in text(client.get(f"{DECISIONS}{row.pk}/"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PPGPWMEXQ9", "đối chiếu lại từng ký tự"),
        ("abc", "không có các ký tự dễ nhầm"),
        ("0000000000", "không có các ký tự dễ nhầm"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_an_unknown_code_is_explained(client: Client, stage: Stage, code: str, words: str) -> None:
    response = client.get(f"{VERIFY}{code}/")
    assert response.status_code == 404
    assert "Không có khen thưởng nào mang mã" in text(response)
    assert words in text(response)


def test_the_qr_code_leads_to_the_page(client: Client, awarded: AwardRecord, settings: Any) -> None:
    settings.BASE_URL = "https://thidua.example"
    response = client.get(f"{VERIFY}{awarded.code}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert f"https://thidua.example{VERIFY}{awarded.code}/" in text(response)
    assert client.get(f"{VERIFY}abc/qr.svg").status_code == 404


# Caches, robots, frame ------------------------------------------------------------------------------------


def test_caches_may_keep_public_pages_but_not_those_of_someone_signed_in(
    stage: Stage, client: Client, awarded: AwardRecord
) -> None:
    for url in public_urls(awarded):
        header = client.get(url)["Cache-Control"]
        assert "public" in header, url
        assert "max-age=" in header
        assert not client.get(url).cookies
        assert "private" in as_user(stage.officer).get(url)["Cache-Control"]
    assert "Cache-Control" not in client.get(f"{VERIFY}abc/")


def test_an_unchanged_page_is_not_sent_again(client: Client, awarded: AwardRecord) -> None:
    url = f"{DECISIONS}{awarded.decision_id}/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_searches_by_name_and_codes_are_not_listed_by_engines(client: Client, awarded: AwardRecord) -> None:
    for url in (REGISTER, f"{REGISTER}?q=an", f"{VERIFY}{awarded.code}/", VERIFY):
        assert "noindex" in client.get(url)["X-Robots-Tag"], url
    for url in (HOME, DECISIONS, f"{DECISIONS}{awarded.decision_id}/"):
        assert "X-Robots-Tag" not in client.get(url), url
    robots = text(client.get("/robots.txt")).splitlines()
    assert "Disallow: /" in robots
    assert f"Allow: {DECISIONS}" in robots


def test_public_pages_only_answer_reading(client: Client, awarded: AwardRecord) -> None:
    for url in (*public_urls(awarded), "/", "/robots.txt", f"{VERIFY}{awarded.code}/qr.svg"):
        assert client.post(url.partition("?")[0]).status_code == 405, url


def test_the_front_page_leads_each_where_they_belong(stage: Stage, client: Client) -> None:
    assert client.get("/")["Location"] == HOME
    assert as_user(stage.officer).get("/")["Location"] == "/ban-lam-viec/"


def test_queries_do_not_grow(stage: Stage, client: Client, awarded: AwardRecord) -> None:
    urls = public_urls(awarded)
    before = [queries_of(client, url) for url in urls]
    names = ("Nguyễn Thị Hường Bình", "Nguyễn Thị Hường Cảnh")
    stage.published(stage.nominations([stage.teacher(name) for name in names]))
    assert [queries_of(client, url) for url in urls] == before
    assert max(before) <= 5
