"""The pages of duties: from the document to the report whose figures open their rows, in few queries."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.duties.stage import WORK, directive, given, reported
from tests.duties.test_duties import PDF
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import CONFIRMED, as_user, queries_of, streamed, text
from thidua.access.types import Role
from thidua.directives.queries import clauses
from thidua.duties import commands
from thidua.duties.models import Duty, Extension, Report, UrgingLetter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def test_from_the_clause_to_the_accepted_result_on_the_pages(province: Province) -> None:
    giver = as_user(factories.actor(Role.SPECIALIST, province.province))
    worker = as_user(factories.actor(Role.EMULATION_OFFICER, province.district))
    document = directive(province.province)
    clause = clauses(SYSTEM, document)[0]
    page = reverse("duties:issue", args=[document]) + f"?noi-dung={clause.pk}"
    assert "tổ chức phát động thi đua" in text(giver.get(page))
    form = {"text": clause.text, "kind": "launch", "deadline": "31/12/2021"}
    assert "Chưa chọn đơn vị nào." in text(giver.post(page, form))
    giver.post(page, {**form, "groups": ["district"]})
    duty = Duty.objects.get(unit=province.district)
    assert Duty.objects.count() == 2
    home = reverse("duties:duty", args=[duty.pk])
    assert "Xác nhận đã nhận việc" in text(worker.get(home))
    assert "Xác nhận đã nhận việc" not in text(giver.get(home))
    report = reverse("duties:report-progress", args=[duty.pk])
    assert "tiến độ phải là 100 %" in text(
        worker.post(report, {"words": "Xong", "percent": "80", "done": "on"})
    )
    proofs = [SimpleUploadedFile(name, PDF) for name in ("mot.pdf", "hai.pdf")]
    assert (
        worker.post(report, {"words": "Đã phát động", "percent": "100", "done": "on", "proofs": proofs})[
            "Location"
        ]
        == home
    )
    body = text(giver.get(home))
    link = re.search(r'href="(/nhiem-vu/\d+/tep/\d+/)">hai.pdf', body)
    assert link is not None
    assert streamed(giver.get(link[1])) == PDF
    stranger = as_user(factories.actor(Role.EMULATION_OFFICER, province.other_district))
    assert stranger.get(link[1]).status_code == 404
    accept = reverse("duties:accept", args=[duty.pk])
    assert giver.post(accept, {"version": "1"}).status_code == 409
    giver.post(accept, {"version": str(Duty.objects.get(pk=duty.pk).version)})
    assert Duty.objects.get(pk=duty.pk).state == "accepted"


def test_the_report_says_what_was_done_and_every_figure_opens_its_rows(province: Province) -> None:
    client = as_user(factories.actor(Role.SPECIALIST, province.province))
    document = directive(province.province)
    first, second = clauses(SYSTEM, document)[:2]
    page = reverse("duties:draft-report", args=[document])
    form = {"organ": province.department.pk, "addressee": "Ủy ban nhân dân tỉnh", "remarks": "Cần đôn đốc."}
    assert "Chưa giao nhiệm vụ nào" in text(client.post(page, form))
    done, late = given(
        province, province.district, province.other_district, document=document, clause_id=first.pk
    )
    given(province, province.department, document=document, clause_id=second.pk)
    reported(done, words="Đã phát động tại 8 xã")
    commands.accept(actor=SYSTEM, duty_id=done, version=Duty.objects.get(pk=done).version)
    Duty.objects.filter(pk=late).update(due_on=date(2021, 12, 1))
    home = client.post(page, form)["Location"]
    report = Report.objects.get()
    body = text(client.get(home))
    assert "Đã phát động tại 8 xã" in body
    assert "Quá hạn lâu nhất" in body
    for link, count in re.findall(r'href="(/nhiem-vu/bao-cao/[^"]+/)">(\d+)</a>', body):
        assert text(client.get(link)).count('<th scope="row"') == int(count), link
    overdue = reverse("duties:figure", args=[report.pk, "all", "overdue"])
    assert province.other_district.name in text(client.get(overdue))
    printed = docx.Document(
        io.BytesIO(client.get(reverse("duties:report-file", args=[report.pk, "docx"])).content)
    )
    words = "\n".join(line.text for line in printed.paragraphs)
    for said in (
        "BÁO CÁO",
        "Đã phát động tại 8 xã",
        "Đã giao 2 nhiệm vụ",
        "Cần đôn đốc.",
    ):
        assert said in words
    assert client.get(reverse("duties:report-file", args=[report.pk, "pdf"])).content.startswith(b"%PDF")
    writer = as_user(factories.actor(Role.EMULATION_OFFICER, province.department))
    number = reverse("duties:number-report", args=[report.pk])
    assert client.get(number).status_code == 403
    assert "/nhiem-vu/van-ban/" not in text(writer.get(home))
    assert writer.get(overdue).status_code == 200
    writer.post(number, {"signer": "Đỗ Văn Thịnh", "authority_lines": "GIÁM ĐỐC", "on": "15/12/2021"})
    assert "BC-SNV" in text(client.get(home))
    reported(late, 30, "Đang làm")
    client.post(page, form)
    assert [r.version for r in Report.objects.order_by("version")] == [1, 2]
    assert "Đang làm" not in text(client.get(home))
    assert client.get(reverse("duties:figure", args=[report.pk, "d9", "given"])).status_code == 404


def test_time_letters_and_sending_back_on_the_pages(province: Province) -> None:
    giver = as_user(factories.actor(Role.SPECIALIST, province.province))
    worker = as_user(factories.actor(Role.EMULATION_OFFICER, province.district))
    [duty] = given(province, province.district)
    worker.post(reverse("duties:acknowledge", args=[duty]))
    ask = reverse("duties:ask-extension", args=[duty])
    assert "sau hạn đang có" in text(worker.post(ask, {"until": "31/12/2021", "reason": "Chờ"}))
    worker.post(ask, {"until": "15/01/2022", "reason": "Chờ kinh phí"})
    rule = reverse("duties:rule-extension", args=[Extension.objects.get().pk])
    assert "Chờ kinh phí" in text(giver.get(rule))
    assert "phải ghi hạn mới" in text(giver.post(rule, {"answer": "granted"}))
    giver.post(rule, {"answer": "granted", "until": "10/01/2022"})
    assert Duty.objects.get().due_on == date(2022, 1, 10)
    assert worker.get(reverse("duties:withdraw", args=[duty])).status_code == 403
    Duty.objects.update(due_on=date(2021, 12, 1))
    assert "Huyện Cư Jút" in text(giver.get(reverse("duties:late")))
    urge = reverse("duties:urge", args=[province.province.pk, province.district.pk])
    letter = giver.post(urge, {"duties": [duty], "until": "20/12/2021"})["Location"]
    assert "Tổ chức phát động thi đua" in text(worker.get(letter))
    assert worker.get(f"{letter.rstrip('/')}.pdf").content.startswith(b"%PDF")
    assert UrgingLetter.objects.get().duties.get().pk == duty
    down = reverse("duties:pass-down", args=[duty])
    assert "Xã Nam Dong" in text(worker.get(down))
    filed = {
        "units": [province.school.pk],
        "text": "Làm ở trường",
        "kind": "launch",
        "deadline": "20/12/2021",
    }
    assert "không được sau hạn" in text(worker.post(down, filed))
    giver.post(
        reverse("duties:withdraw", args=[duty]),
        {"reason": "Bãi bỏ", "version": str(Duty.objects.get().version)},
    )
    assert Duty.objects.get().state == "withdrawn"
    assert "Đã rút" in text(worker.get(reverse("duties:duty", args=[duty])))


def test_several_results_are_accepted_from_the_list_and_the_others_keep_their_reason(
    province: Province,
) -> None:
    client = as_user(factories.actor(Role.SPECIALIST, province.province))
    document = directive(province.province)
    done, open_ = given(province, province.district, province.other_district, document=document)
    reported(done)
    listed = text(client.get(reverse("duties:list"), {"whose": "given", "q": "cu jut"}))
    assert f'name="ids" value="{done}"' in listed
    assert f'name="ids" value="{open_}"' not in listed
    path = reverse("duties:bulk-accept")
    assert "Chấp nhận kết quả của 1 nhiệm vụ?" in text(client.post(path, {"ids": [done, open_]}))
    report = text(client.post(path, {"ids": [done, open_], **CONFIRMED}))
    assert "không chấp nhận kết quả được" in report
    assert {d.pk: d.state for d in Duty.objects.all()} == {done: "accepted", open_: "issued"}


def test_pages_ask_as_much_for_many_duties_as_for_few(province: Province) -> None:
    client = as_user(factories.actor(Role.SPECIALIST, province.province))
    document = directive(province.province)
    [top] = given(province, province.district, document=document)
    paths = [
        reverse("duties:list"),
        reverse("duties:duty", args=[top]),
        reverse("duties:document", args=[document]),
        reverse("duties:late"),
    ]
    few = [queries_of(client, path) for path in paths]
    for unit in (province.commune, province.school, province.other_school):
        [below] = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[unit.pk], terms=WORK)
        reported(below, 50, "Đang làm")
        given(province, unit, province.other_district, document=document)
    reported(top, 40)
    Duty.objects.filter(parent=None).update(due_on=date(2021, 12, 1))
    many = [queries_of(client, path) for path in paths]
    assert all(after <= before + 1 for before, after in zip(few, many, strict=True)), (few, many)
    assert max(many) <= 16, many
