"""A unit reports back on what another gave it: with the paper in its own register, and without."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from django.urls import reverse

from tests import factories
from tests.duties.stage import WORK, directive, given, reported
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user, text
from thidua.access.types import Role
from thidua.directives import commands as directives
from thidua.directives.models import Dispatch, Document
from thidua.directives.queries import clauses
from thidua.duties import commands, reporting
from thidua.duties.models import Duty, Report
from thidua.duties.planning import plan
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def ordered(province: Province) -> tuple[int, int]:
    """A directive of the province sent to the district, which got the duty of its first clause: document, duty."""
    document = directive(province.province)
    directives.distribute(actor=SYSTEM, document_id=document, unit_ids=[province.district.pk])
    clause = clauses(SYSTEM, document)[0]
    [duty, _] = given(
        province, province.district, province.other_district, document=document, clause_id=clause.pk
    )
    return document, duty


def entered(province: Province) -> int:
    """The district's own copy of what it was sent."""
    worker = factories.actor(Role.EMULATION_OFFICER, province.district)
    return directives.take_over(actor=worker, dispatch_id=Dispatch.objects.get().pk)


def test_a_unit_reports_what_it_was_given_and_what_it_gave_point_by_point(province: Province) -> None:
    _, duty = ordered(province)
    own = entered(province)
    passed = commands.pass_down(
        actor=SYSTEM, duty_id=duty, unit_ids=[province.commune.pk, province.school.pk], terms=WORK
    )
    [more] = commands.issue(actor=SYSTEM, document_id=own, unit_ids=[province.school.pk], terms=WORK)
    reported(duty, 60, "Huyện đã ban hành kế hoạch")
    reported(passed[0], words="Xã đã phát động")
    worker = factories.actor(Role.EMULATION_OFFICER, province.district)
    pk = commands.draft_report(
        actor=worker, document_id=own, organ_id=province.district.pk, addressee="UBND tỉnh"
    )
    report = Report.objects.get(pk=pk)
    content = reporting.thawed(report.content)
    assert report.unit_id == province.district.pk
    assert content.whole.figures["received"] == [duty]
    assert set(content.whole.figures["given"]) == {*passed, more}
    first = next(point for point in content.points if point.key == "d1")
    assert set(first.rows) == {duty, *passed}
    assert (first.mean_percent, content.whole.mean_percent) == (60, 60)
    # The second point orders somebody else about.
    assert [point.key for point in content.points] == ["d1", "d0"]
    assert content.units[0].title == province.commune.name
    assert sum(len(first.figures[name]) for name in ("accepted", "waiting", "under_way", "not_begun")) == 3
    # The other district's duty is none of this unit's.
    assert province.other_district.name not in {row.unit for row in content.rows}
    assert list(broken()) == []


def test_whoever_gave_the_duties_is_told_of_the_signed_report_and_finds_it(province: Province) -> None:
    document, duty = ordered(province)
    own = entered(province)
    reported(duty, 60, "Huyện đã ban hành kế hoạch")
    client = as_user(factories.actor(Role.EMULATION_OFFICER, province.district))
    giver = as_user(factories.actor(Role.SPECIALIST, province.province))
    back = reverse("duties:report-back", args=[duty])
    page = reverse("duties:draft-report", args=[own])
    assert client.get(back)["Location"] == page
    assert "UBND tỉnh" in text(client.get(page)) or "Ủy ban nhân dân tỉnh" in text(client.get(page))
    sheet = text(client.get(reverse("duties:document", args=[own])))
    assert "Huyện Cư Jút được giao" in sheet
    assert f'href="{reverse("duties:duty", args=[duty])}"' in sheet
    form = {"organ": province.district.pk, "addressee": "UBND tỉnh"}
    assert client.post(page, {**form, "addressee": ""}).status_code == 422
    home = client.post(page, form)["Location"]
    body = text(client.get(home))
    assert "Huyện đã ban hành kế hoạch" in body
    for link, count in re.findall(r'href="(/nhiem-vu/bao-cao/[^"]+/)">(\d+)</a>', body):
        assert text(client.get(link)).count('<th scope="row"') == int(count), link
    report = Report.objects.get()
    answer = client.get(reverse("duties:report-file", args=[report.pk, "docx"]))
    words = "\n".join(line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Được giao 1 nhiệm vụ" in words
    assert client.get(reverse("duties:report-file", args=[report.pk, "pdf"])).content.startswith(b"%PDF")
    assert "Báo cáo đã ký" not in text(giver.get(reverse("duties:document", args=[document])))
    number = reverse("duties:number-report", args=[report.pk])
    client.post(number, {"signer": "Trần Văn An", "authority_lines": "CHỦ TỊCH", "on": "15/12/2021"})
    told = Notice.objects.get(unit_id=province.province.pk, text__contains="báo cáo kết quả thực hiện")
    assert told.url == home
    assert "Huyện Cư Jút: số 01/BC" in text(giver.get(reverse("duties:document", args=[document])))
    assert "Huyện đã ban hành kế hoạch" in text(giver.get(home))


def test_a_unit_without_the_paper_reports_from_its_duty(province: Province) -> None:
    document, duty = ordered(province)
    [passed] = commands.pass_down(actor=SYSTEM, duty_id=duty, unit_ids=[province.school.pk], terms=WORK)
    reported(passed, 40, "Trường đang làm")
    client = as_user(factories.actor(Role.EMULATION_OFFICER, province.school))
    assert "Lập báo cáo kết quả theo văn bản này" in text(client.get(reverse("duties:duty", args=[passed])))
    back = reverse("duties:report-back", args=[passed])
    form = {"organ": province.school.pk, "addressee": "UBND huyện"}
    home = client.post(back, form)["Location"]
    body = text(client.get(home))
    assert "Trường đang làm" in body
    assert back in body
    assert "/nhiem-vu/van-ban/" not in body
    client.post(back, form)
    assert [report.version for report in Report.objects.order_by("version")] == [1, 2]
    stranger = as_user(factories.actor(Role.EMULATION_OFFICER, province.other_school))
    assert stranger.get(back).status_code == 404
    assert stranger.get(home).status_code == 404
    with pytest.raises(NotThere):
        commands.draft_report(
            actor=SYSTEM, document_id=document, organ_id=province.other_school.pk, addressee="A",
            unit_id=province.other_school.pk,
        )  # fmt: skip
    with pytest.raises(Refused, match="không phải là"):
        commands.draft_report(
            actor=SYSTEM, document_id=document, organ_id=province.other_school.pk, addressee="A",
            unit_id=province.school.pk,
        )  # fmt: skip


def test_the_own_paper_does_not_offer_what_was_passed_down_already(province: Province) -> None:
    _, duty = ordered(province)
    own = entered(province)
    paper = Document.objects.get(pk=own)
    clause = clauses(SYSTEM, own)[0]
    directives.reopen_clause(actor=SYSTEM, clause_id=clause.pk, version=clause.version)
    terms = directives.clauses.terms_of(clause)
    changed = type(terms)(
        terms.text, terms.kind, ("Trường Tiểu học Kim Đồng", "Các xã, phường"), date(2021, 12, 31)
    )
    directives.edit_clause(
        actor=SYSTEM, clause_id=clause.pk, version=clause.version + 1, terms=changed, accept=True
    )
    [before] = [each for each in plan(SYSTEM, paper) if each.clause.pk == clause.pk]
    assert province.commune.pk in {unit.id for unit in before.units}
    commands.pass_down(actor=SYSTEM, duty_id=duty, unit_ids=[province.commune.pk], terms=WORK)
    [after] = [each for each in plan(SYSTEM, paper) if each.clause.pk == clause.pk]
    assert {unit.id for unit in before.units} - {unit.id for unit in after.units} == {province.commune.pk}
    assert Duty.objects.filter(parent=duty).count() == 1
