"""The pages of submissions: what waits to be sent, the draft, the paper, sending, giving up."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, actor
from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, WORKER, Stage
from tests.nominations.test_views import as_user, text
from thidua.access.types import Role
from thidua.nominations import picking
from thidua.nominations.models import Nomination, Submission
from thidua.nominations.queries import briefs_system

LIST = "/de-nghi/to-trinh/"
SIGNED = {"signer": "Trần Văn Bình", "authority_lines": "HIỆU TRƯỞNG", "confirmed": "1"}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    """Sign-in reads the clock itself."""
    settings.TODAY = TODAY.isoformat()


def endorsed(stage: Stage, *names: str) -> list[int]:
    return [stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person(name))) for name in names]


def drafted(stage: Stage, ids: list[int]) -> str:
    """The address of a new draft with these nominations, made on screen."""
    address = f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/"
    response = as_user(stage.officer).post(address, {"ids": ids, "subject": ""})
    assert response.status_code == 302
    return response["Location"]


def test_what_waits_is_offered_and_what_the_unit_decides_itself_is_not(stage: Stage) -> None:
    endorsed(stage, "Lê Thị Ánh")
    stage.endorsed(stage.draft(WORKER, stage.person("Đỗ Đình Đức")))
    client = as_user(stage.officer)
    page = text(client.get(LIST))
    assert "1 đề nghị</b> của Trường THCS Nguyễn Du trình Huyện Cư Jút" in page
    page = text(client.get(f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/"))
    assert "Lê Thị Ánh" in page and "Đỗ Đình Đức" not in page


def test_drafted_mended_and_sent(stage: Stage) -> None:
    ids = endorsed(stage, "Lê Thị Ánh", "Đỗ Đình Đức")
    address = drafted(stage, ids)
    client = as_user(stage.officer)
    page = text(client.get(address))
    assert "Dự thảo tờ trình" in page and "HIỆU TRƯỞNG" in page and "2 đề nghị trong tờ trình" in page
    assert client.post(f"{address}sua/", {"remove": "1", "ids": [ids[1]]}).status_code == 302
    page = text(client.get(address))
    assert "1 đề nghị trong tờ trình" in page and "Có thể thêm" in page
    assert client.post(f"{address}sua/", {"add": "1", "ids": [ids[1]]}).status_code == 302
    asked = text(client.post(f"{address}gui/", {**SIGNED, "confirmed": ""}))
    assert "Gửi tờ trình với 2 đề nghị đến Huyện Cư Jút?" in asked
    assert Submission.objects.get().state == "draft"
    assert client.post(f"{address}gui/", SIGNED).status_code == 302
    assert Submission.objects.get().number == "01/TTr-THCSND"
    assert set(Nomination.objects.filter(pk__in=ids).values_list("holder", flat=True)) == {
        stage.units.district.pk
    }
    page = text(as_user(stage.district_officer).get(LIST))
    assert "Số 01/TTr-THCSND" in page
    assert "Trần Văn Bình" in text(as_user(stage.district_officer).get(address))


def test_sending_without_a_signer_keeps_what_was_typed(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    page = text(as_user(stage.officer).post(f"{address}gui/", {**SIGNED, "signer": ""}), 422)
    assert "Chưa nhập người ký." in page and "HIỆU TRƯỞNG" in page


def test_a_refusal_names_the_nomination_and_sends_nothing(stage: Stage) -> None:
    ids = endorsed(stage, "Lê Thị Ánh", "Đỗ Đình Đức")
    address = drafted(stage, ids)
    Nomination.objects.filter(pk=ids[0]).update(verdict="suspended")
    page = text(as_user(stage.officer).post(f"{address}gui/", SIGNED), 422)
    assert "Lê Thị Ánh: " in page and "tạm dừng" in page and "Trần Văn Bình" in page
    assert Submission.objects.get().state == "draft"


def test_nothing_picked_is_said(stage: Stage) -> None:
    endorsed(stage, "Lê Thị Ánh")
    address = f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/"
    page = text(as_user(stage.officer).post(address, {"subject": "Về việc riêng"}), 422)
    assert "Chưa chọn đề nghị nào để trình." in page and "Về việc riêng" in page


def test_the_paper_in_both_forms(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    client = as_user(stage.officer)
    pdf, docx = (client.get(f"{address}to-trinh.{form}") for form in ("pdf", "docx"))
    assert pdf.content.startswith(b"%PDF") and docx.content.startswith(b"PK")
    assert "attachment" in pdf["Content-Disposition"]
    assert client.get(f"{address}to-trinh.html").status_code == 404


def test_a_draft_can_be_given_up(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    client = as_user(stage.officer)
    assert "Hủy dự thảo tờ trình này?" in text(client.post(f"{address}huy/"))
    assert client.post(f"{address}huy/", {"confirmed": "1"}).status_code == 302
    assert Submission.objects.get().state == "cancelled"
    assert "1 đề nghị</b>" in text(client.get(LIST))


def test_others_see_and_do_nothing(stage: Stage) -> None:
    ids = endorsed(stage, "Lê Thị Ánh")
    address = drafted(stage, ids)
    stranger, above = as_user(stage.stranger), as_user(stage.district_officer)
    for path in ("", "to-trinh.pdf"):
        assert stranger.get(address + path).status_code == 404
    for path in ("gui/", "sua/", "huy/"):
        assert stranger.post(address + path, SIGNED).status_code == 404
    assert "Gửi tờ trình</button>" not in text(above.get(address))
    assert above.post(f"{address}gui/", SIGNED).status_code in (403, 422)
    assert above.get(f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/").status_code == 403
    assert Submission.objects.get().state == "draft"


def test_pages_cost_the_same_for_one_row_and_for_three(stage: Stage) -> None:
    counts = []
    client = as_user(stage.officer)
    for names in (("Lê Thị Ánh",), ("Đỗ Đình Đức", "Phan Thị Dung", "Trần Văn Ước")):
        address = drafted(stage, endorsed(stage, *names))
        for url in (address, LIST):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                text(client.get(url))
            counts.append(len(queries))
    assert counts[:2] == counts[2:] and max(counts) <= 20


def test_awards_stand_apart_and_all_is_ticked_at_first(stage: Stage) -> None:
    [first] = endorsed(stage, "Lê Thị Ánh")
    second = stage.endorsed(stage.draft(CERTIFICATE, stage.person("Đỗ Đình Đức")))
    client = as_user(stage.officer)
    address = f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/"
    page = text(client.get(address))
    assert page.count('<fieldset class="group">') == 2
    assert page.count(" checked") == 2
    page = text(client.post(address, {"ids": [second], "subject": "x" * 301}), 422)
    assert f'value="{second}" aria-label="Chọn Đỗ Đình Đức" checked' in page
    assert f'value="{first}" aria-label="Chọn Lê Thị Ánh">' in page
    client.post(address, {"groups": [DISTRICT_AWARD]})
    assert list(Submission.objects.get().items.values_list("nomination", flat=True)) == [first]


def test_long_groups_are_picked_as_a_whole(stage: Stage) -> None:
    pks = endorsed(stage, "Lê Thị Ánh")
    pks.append(stage.endorsed(stage.draft(CERTIFICATE, stage.person("Đỗ Đình Đức"))))
    few, many = (briefs_system([pk])[pk] for pk in pks)
    cases = [many] * (picking.LISTED + 1) + [few]
    found = {group.key: group for group in picking.groups(cases)}
    assert (found[CERTIFICATE].cases, found[CERTIFICATE].count) == ((), picking.LISTED + 1)
    assert found[DISTRICT_AWARD].cases == (few,)
    assert picking.picked([few, many], [few.id], [DISTRICT_AWARD]) == [few.id]
    assert picking.picked([few, many], [], [CERTIFICATE]) == [many.id]


def test_the_subject_of_a_draft_is_worded_anew(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    client = as_user(stage.officer)
    page = text(client.post(f"{address}sua/", {"subject": "Về việc riêng"}, follow=True))
    assert "Đã sửa trích yếu." in page and "Về việc riêng" in page
    page = text(client.post(f"{address}sua/", {"subject": "x" * 301}), 422)
    assert "nhiều nhất 300 ký tự" in page
    assert Submission.objects.get().subject == "Về việc riêng"


def test_changing_nothing_is_said(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    page = text(as_user(stage.officer).post(f"{address}sua/?remove=1", {}, follow=True))
    assert "Chưa chọn đề nghị nào" in page and "1 đề nghị trong tờ trình" in page


def test_only_the_desk_of_the_unit_drafts(stage: Stage) -> None:
    [pk] = endorsed(stage, "Lê Thị Ánh")
    address = f"{LIST}lap/{stage.units.school.pk}/{stage.round_id}/"
    assert as_user(stage.stranger).get(address).status_code == 404
    for role in (Role.HEAD, Role.SIGNER, Role.COUNCIL_MEMBER, Role.INSPECTOR, Role.ADMINISTRATOR):
        response = as_user(actor(role, stage.units.school)).post(address, {"ids": [pk]})
        assert "Chỉ cán bộ thi đua, chuyên viên của đơn vị được soạn tờ trình." in text(response, 403)
    assert not Submission.objects.exists()


def test_the_head_sends_what_the_officer_drafted(stage: Stage) -> None:
    address = drafted(stage, endorsed(stage, "Lê Thị Ánh"))
    page = text(as_user(stage.head).post(f"{address}gui/", SIGNED, follow=True))
    assert "Đã gửi tờ trình số 01/TTr-THCSND đến Huyện Cư Jút." in page
    assert "Gửi tờ trình</button>" not in page
