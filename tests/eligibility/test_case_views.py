"""The pages of reviews after a revocation: before the act, the list, one case, and what stays silent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import Stage
from tests.eligibility.test_cases import PROVINCIAL, conferred_again, decided, ladder, opened, revoke, title
from tests.factories import SYSTEM, TODAY, actor
from tests.pages import CONFIRMED, as_user, queries_of, streamed, text
from thidua.access.types import Role
from thidua.achievements.models import AwardRecord
from thidua.eligibility import commands
from thidua.eligibility.desk import items
from thidua.eligibility.models import ReviewCase
from thidua.nominations.commands import recheck

LIST = "/tieu-chuan/xem-xet/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def specialist(stage: Stage) -> Client:
    """Who settles at the province."""
    return as_user(actor(Role.SPECIALIST, stage.units.province))


def page_of(case: ReviewCase, act: str = "") -> str:
    return f"{LIST}{case.pk}/{act}"


def test_the_revoker_is_told_before_signing(stage: Stage) -> None:
    """On paper: the page shows who counted it, the one question says how many and who."""
    _, titles = decided(stage)
    head = as_user(actor(Role.HEAD, stage.units.school))
    url = f"/so-khen-thuong/{titles[0].pk}/huy-bo/"
    shown = text(head.get(url))
    assert "Chiến sĩ thi đua cấp tỉnh năm 2021" in shown
    assert "không trường hợp nào tự mất hiệu lực" in shown
    told = {
        "by_unit_id": stage.units.school.pk, "reason": "Khai không đúng", "on": "15/12/2021",
        "document": "Kết luận số 7/KL-UBND",
    }  # fmt: skip
    asked = text(head.post(url, told))
    assert "1 trường hợp đã tính đến sẽ phải xem xét lại, trong đó 1 không còn đủ căn cứ" in asked
    assert not ReviewCase.objects.exists()
    head.post(url, told | CONFIRMED)
    assert ReviewCase.objects.get().state == "open"


def test_the_list_filters_and_downloads(stage: Stage, specialist: Client) -> None:
    case = opened(stage)
    assert page_of(case) in text(specialist.get(LIST))
    assert page_of(case) in text(
        specialist.get(LIST, {"award": PROVINCIAL, "unit": str(stage.units.province.pk)})
    )
    assert page_of(case) not in text(specialist.get(LIST, {"state": "kept"}))
    assert "Chiến sĩ thi đua cơ sở năm 2019" in streamed(specialist.get(LIST, {"export": "csv"})).decode()
    commands.keep_case(SYSTEM, case_id=case.pk, version=1, reason="Còn căn cứ khác")
    assert page_of(case) not in text(specialist.get(LIST))
    assert page_of(case) in text(specialist.get(LIST, {"state": "all"}))
    assert page_of(case) not in text(
        as_user(actor(Role.HEAD, stage.units.other_district)).get(LIST, {"state": "all"})
    )


def test_lists_and_pages_ask_a_constant_number_of_queries(stage: Stage, specialist: Client) -> None:
    first = opened(stage)
    few, page = queries_of(specialist, LIST), queries_of(specialist, page_of(first))
    for name in ("Trần Văn Bình", "Lê Văn Cảnh"):
        who, titles = ladder(stage, name, since=2019)
        title(who, PROVINCIAL, 2021, TODAY)
        revoke(titles[0], stage)
    assert ReviewCase.objects.count() == 3
    assert queries_of(specialist, LIST) == few
    assert queries_of(specialist, page_of(ReviewCase.objects.latest("pk"))) <= page + 1


def test_a_case_shows_both_verdicts_and_why(stage: Stage, specialist: Client) -> None:
    case = opened(stage)
    shown = text(specialist.get(page_of(case)))
    for words in (
        "Không tính khen thưởng ấy thì không còn đủ căn cứ", "Có tính khen thưởng đã hủy bỏ",
        "Ba lần liên tục đạt Chiến sĩ thi đua cơ sở", "Khai không đúng", "Điều 22",
        f"/so-khen-thuong/{case.record_id}/", "Giữ nguyên khen thưởng",
    ):  # fmt: skip
        assert words in shown, words
    record = text(specialist.get(f"/so-khen-thuong/{case.record_id}/"))
    assert page_of(case) in record
    assert as_user(actor(Role.HEAD, stage.units.other_district)).get(page_of(case)).status_code == 404


def test_a_case_that_loses_nothing_says_so(stage: Stage, specialist: Client) -> None:
    _, titles = decided(stage)
    conferred_again(titles[0])
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    assert "Không tính khen thưởng ấy, vẫn đủ điều kiện" in text(specialist.get(page_of(case)))


def test_a_person_proposes_and_the_signer_finds_the_reason_filled_in(
    stage: Stage, specialist: Client
) -> None:
    case = opened(stage)
    url = page_of(case, "de-nghi-huy-bo/")
    fraud = "Gian dối để được khen (Điều 96 Luật 15/2003/QH11)"
    told = {"version": 1, "reason": "Không còn đủ ba danh hiệu", "ground": fraud}
    assert "Gian dối trong việc kê khai thành tích" in text(specialist.get(url))
    strange = specialist.post(url, told | {"ground": "Căn cứ tự nghĩ ra"} | CONFIRMED)
    assert "Lựa chọn này không có trong danh sách" in text(strange)
    assert "Đề nghị hủy bỏ: Chiến sĩ thi đua cấp tỉnh của Nguyễn Văn An?" in text(specialist.post(url, told))
    assert "Chưa nhập lý do" in text(specialist.post(url, {"version": 1} | CONFIRMED))
    specialist.post(url, told | CONFIRMED)
    case.refresh_from_db()
    assert case.state == "proposed"
    signer = actor(Role.SIGNER, stage.units.province, title="Phó Chủ tịch")
    (item,) = items(signer)
    assert item.title == "Đề nghị hủy bỏ khen thưởng"
    client = as_user(signer)
    assert page_of(case) in text(client.get(item.url))
    record = AwardRecord.objects.get(pk=case.record_id)
    link = f"/quyet-dinh/{record.decision_id}/huy-bo/?records={record.pk}&amp;case={case.pk}"
    assert link in client.get(page_of(case)).content.decode()
    form = client.get(link.replace("&amp;", "&"))
    assert "Không còn đủ ba danh hiệu" in text(form)
    assert re.search(rf'value="{re.escape(fraud)}"[^>]*checked', form.content.decode())
    assert page_of(case, "cho-kiem-tra/") in text(specialist.get(page_of(case)))
    late = specialist.post(page_of(case, "giu-nguyen/"), {"version": 1, "reason": "Đọc bản cũ"} | CONFIRMED)
    assert late.status_code == 409
    assert "vừa được người khác xử lý" in text(late)


def test_the_desk_of_the_unit_that_decided_tells_of_it(stage: Stage) -> None:
    case = opened(stage)
    (item,) = items(actor(Role.SPECIALIST, stage.units.province))
    assert (item.title, item.count, item.button) == ("Xem xét sau thu hồi", 1, "Xem xét")
    assert items(actor(Role.COUNCIL_MEMBER, stage.units.province)) == []
    assert items(actor(Role.EMULATION_OFFICER, stage.units.school)) == []
    commands.hold_case(SYSTEM, case_id=case.pk, version=1, reason="Chờ thanh tra")
    assert items(actor(Role.SPECIALIST, stage.units.province)) == []


def test_the_public_is_told_nothing_until_a_person_decided(stage: Stage, client: Client) -> None:
    award, titles = decided(stage)
    page = f"/xac-minh/{award.code}/"
    before = client.get(page).content
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    assert client.get(page).content == before
    commands.propose_revocation(SYSTEM, case_id=case.pk, version=1, reason="Không còn đủ")
    assert client.get(page).content == before
    assert client.get(page_of(case)).status_code == 302  # to sign-in


def test_the_page_of_a_nomination_under_way_says_so(stage: Stage, specialist: Client) -> None:
    who, titles = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    recheck(actor=SYSTEM, nomination_ids=[row.pk])
    assert "bị hủy bỏ" not in text(specialist.get(f"/de-nghi/{row.pk}/"))
    revoke(titles[0], stage)
    shown = text(specialist.get(f"/de-nghi/{row.pk}/"))
    assert "Chiến sĩ thi đua cơ sở năm 2019, khen thưởng mà hồ sơ này đã tính đến, bị hủy bỏ" in shown
    assert "trước đó đủ điều kiện, nay không đủ điều kiện" in shown
    case = ReviewCase.objects.get()
    assert page_of(case) in shown
    goes_on = text(specialist.get(page_of(case)))
    assert "Tiếp tục xét hồ sơ" in goes_on
    assert "Đề nghị hủy bỏ" not in goes_on
    refused = specialist.get(page_of(case, "de-nghi-huy-bo/"))
    assert refused.status_code == 403
