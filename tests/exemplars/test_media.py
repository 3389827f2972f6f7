"""Newspapers, radio and television: from the schedule to what appeared, and to who must be told."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.test import Client

from tests import factories
from tests.exemplars import stage
from tests.exemplars.stage import JPEG, PDF
from tests.factories import TODAY, Province
from tests.pages import as_user, queries_of, text
from thidua.access.types import Actor, Role, system_actor
from thidua.exemplars import commands, daily, handing_over, queries
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.desk import dates, items
from thidua.exemplars.models import Airing, Story
from thidua.exemplars.types import AiringState, Medium, Step, StoryState
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.models import LedgerEntry, Notice

pytestmark = pytest.mark.django_db
BASE = "/dien-hinh/quan-ly/bao-dai/"
WEB = "https://bao.example.vn/guong-tot"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.district)


@pytest.fixture
def head(province: Province) -> Actor:
    return factories.actor(Role.HEAD, province.district)


@pytest.fixture
def story(province: Province, officer: Actor, head: Actor) -> int:
    return stage.story(stage.at_step(province.district.pk, Step.NURTURE), officer, head)


def test_a_day_is_followed_to_what_appeared_with_its_proof(story: int, officer: Actor, head: Actor) -> None:
    paper, radio = (stage.airing(story, head, outlet=name) for name in ("Báo (mẫu)", "Đài (mẫu)"))
    note = {"actor": officer, "airing_id": paper, "version": 1}
    for words, says in (
        ({"on": TODAY, "address": ""}, "Cần địa chỉ bài đăng hoặc tệp"),
        ({"on": TODAY, "address": "javascript:alert(1)"}, "phải bắt đầu bằng https"),
        ({"on": TODAY + timedelta(days=1), "address": WEB}, "không được sau hôm nay"),
        ({"on": TODAY - timedelta(days=1), "address": WEB}, "trước ngày bài được duyệt"),
    ):
        with pytest.raises(Refused, match=says):
            commands.confirm_airing(**note, **words)
    commands.confirm_airing(**note, on=TODAY, address=f" {WEB} ")
    commands.confirm_airing(
        actor=head, airing_id=radio, version=1, on=TODAY, address="", proof=Upload(io.BytesIO(PDF), "p.pdf")
    )
    row = Airing.objects.get(pk=paper)
    assert (row.state, row.done_on, row.address) == (AiringState.AIRED, TODAY, WEB)
    with pytest.raises(Stale):
        commands.miss_airing(actor=officer, airing_id=paper, version=1, why="Hết chỗ")
    with pytest.raises(Refused, match="không ghi kết quả được"):
        commands.miss_airing(actor=officer, airing_id=paper, version=2, why="Hết chỗ")
    assert LedgerEntry.objects.filter(act="exemplars.confirm_airing").count() == 2
    page = text(as_user(officer).get(f"/dien-hinh/quan-ly/bai/{story}/"))
    assert f'href="{WEB}"' in page
    proof = as_user(officer).get(f"{BASE}{radio}/minh-chung/")
    assert b"".join(proof.streaming_content) == PDF  # type: ignore[attr-defined]


def test_what_does_not_appear_says_why_and_may_be_scheduled_anew(story: int, head: Actor) -> None:
    pk = stage.airing(story, head)
    with pytest.raises(Refused, match="lý do"):
        commands.miss_airing(actor=head, airing_id=pk, version=1, why=" ")
    commands.miss_airing(actor=head, airing_id=pk, version=1, why="Số báo đã đủ bài")
    assert stage.airing(story, head) != pk


def test_this_site_notes_its_own_day_by_itself(story: int, head: Actor) -> None:
    pk = stage.airing(story, head, outlet="", medium=Medium.PORTAL)
    with pytest.raises(Refused, match="bài lên trang"):
        commands.confirm_airing(actor=head, airing_id=pk, version=1, on=TODAY, address=WEB)
    daily.run(TODAY)
    row = Airing.objects.get(pk=pk)
    assert (row.state, row.done_on, row.story.state) == (AiringState.AIRED, TODAY, StoryState.PUBLISHED)


def test_a_story_taken_back_calls_off_its_days_and_lists_who_must_be_told(
    story: int, officer: Actor, head: Actor
) -> None:
    here = stage.airing(story, head, outlet="", medium=Medium.PORTAL)
    coming = stage.airing(story, head, outlet="Đài (mẫu)", on=TODAY + timedelta(days=9))
    brought = stage.airing(story, head, outlet="Báo (mẫu)")
    missed = stage.airing(story, head, outlet="Tạp chí (mẫu)")
    daily.run(TODAY)
    commands.confirm_airing(actor=head, airing_id=brought, version=1, on=TODAY, address=WEB)
    commands.miss_airing(actor=head, airing_id=missed, version=1, why="Hết chỗ")
    commands.take_consent_back(actor=officer, story_id=story, on=TODAY, text="")
    rows = {row.pk: (row.state, row.to_tell_on) for row in Airing.objects.all()}
    assert rows == {
        here: ("aired", None), coming: ("called_off", TODAY), brought: ("aired", TODAY), missed: ("not_aired", None),
    }  # fmt: skip
    assert Notice.objects.filter(text__startswith="Cần báo cho Đài (mẫu), Báo (mẫu)").exists()
    assert [item.title for item in items(officer)].count("Báo, đài: báo tin bài đã gỡ, sửa") == 2
    page = text(as_user(head).get(f"/dien-hinh/quan-ly/bai/{story}/"))
    assert "Cần báo cho Báo (mẫu), Đài (mẫu)" in page
    version = Airing.objects.get(pk=coming).version
    with pytest.raises(Refused, match="bằng cách nào"):
        commands.tell_outlet(actor=officer, airing_id=coming, version=version, on=TODAY, how="")
    told = {"version": version, "on": f"{TODAY:%d/%m/%Y}", "how": "Gọi điện, đài đã rút bài"}
    assert as_user(officer).post(f"{BASE}{coming}/da-bao/", told).status_code == 302
    with pytest.raises(Refused, match="Đã ghi là đã báo"):
        commands.tell_outlet(actor=officer, airing_id=coming, version=version + 1, on=TODAY, how="Gọi lại")
    assert [item.title for item in items(officer)].count("Báo, đài: báo tin bài đã gỡ, sửa") == 1


def test_words_that_change_after_the_schedule_are_told_as_well(
    story: int, officer: Actor, head: Actor
) -> None:
    pk = stage.airing(story, head, on=TODAY + timedelta(days=3))
    commands.revise(actor=officer, story_id=story, version=stage.version(story), **stage.WORDS)
    row = Airing.objects.get(pk=pk)
    assert (row.state, row.to_tell_on) == (AiringState.CALLED_OFF, TODAY)


def test_days_that_passed_wait_on_the_desk_and_are_recalled(
    province: Province, story: int, officer: Actor, head: Actor
) -> None:
    pk = stage.airing(story, head, on=TODAY + timedelta(days=2))
    assert items(officer)[-1].title != "Báo, đài: ghi kết quả đăng, phát"
    [entry] = [each for each in dates(head, TODAY, TODAY + timedelta(days=5)) if "airing" in each.key]
    assert (entry.on, entry.done) == (TODAY + timedelta(days=2), False)
    later = TODAY + timedelta(days=3)
    actor = factories.actor(Role.SPECIALIST, province.district)
    waiting = items(system_on(actor, later))
    assert [(item.title, item.due) for item in waiting if item.url.startswith(BASE)] == [
        ("Báo, đài: ghi kết quả đăng, phát", TODAY + timedelta(days=2))
    ]
    for day in (2, 3, 4, 9, 10):
        daily.recall(TODAY + timedelta(days=day))
    assert (
        Notice.objects.filter(text__contains="lịch báo, đài đã qua ngày").count() == 2
    )  # on the 3rd and 10th day
    commands.confirm_airing(actor=system_actor(later), airing_id=pk, version=1, on=later, address=WEB)
    assert [item for item in items(system_on(actor, later)) if item.url.startswith(BASE)] == []


def system_on(actor: Actor, day: date) -> Actor:
    """The same actor on another day."""
    from dataclasses import replace

    return replace(actor, today=day)


def test_every_figure_of_the_page_opens_as_many_rows(story: int, officer: Actor, head: Actor) -> None:
    for number, outlet in enumerate(("Báo (mẫu)", "Đài (mẫu)", "Truyền hình (mẫu)")):
        pk = stage.airing(story, head, outlet=outlet, on=TODAY + timedelta(days=20 * number))
        if not number:
            commands.confirm_airing(actor=head, airing_id=pk, version=1, on=TODAY, address=WEB)
    client = as_user(officer)
    page = client.get(BASE)
    table = page.context["table"]
    assert [month for month, _ in table] == ["Tháng 12"]  # the third falls into the year after
    paper = table[0][1][1]
    assert (paper.aired, paper.whole) == (1, 1)
    for month, cells in [*table, ("", page.context["sums"])]:
        for cell in cells:
            assert client.get(cell.whole_url).context["page"].count == cell.whole, month
            assert client.get(cell.aired_url).context["page"].count == cell.aired, month
    assert "Tháng 1" in text(client.get(f"{BASE}?year=2022"))
    before = queries_of(client, BASE)
    for number in range(3):
        stage.airing(story, head, outlet=f"Báo {number}")
    assert queries_of(client, BASE) == before
    assert client.get(f"{BASE}?year=x&month=13&medium=%22&state=no&late=2").status_code == 200


def test_an_editor_is_handed_words_pictures_and_the_consent(
    province: Province, story: int, officer: Actor, head: Actor
) -> None:
    client = as_user(officer)
    answer = client.get(f"/dien-hinh/quan-ly/bai/{story}/bo-bai/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        assert sorted(bundle.namelist()) == ["anh-1.jpg", "bai-viet.docx"]
        assert bundle.read("anh-1.jpg") == JPEG
        lines = [each.text for each in docx.Document(io.BytesIO(bundle.read("bai-viet.docx"))).paragraphs]
    for words in ("Người giữ lửa cồng chiêng", "Đoạn hai.", "anh-1.jpg: Lớp học cồng chiêng"):
        assert words in lines
    assert any("Bà Mẫu đã đồng ý bằng văn bản ngày" in line for line in lines)
    draft = stage.story(Story.objects.get(pk=story).exemplar_id, officer)
    refused = client.get(f"/dien-hinh/quan-ly/bai/{draft}/bo-bai/")
    assert refused.status_code == 403 and "đã duyệt" in text(refused)
    commands.take_consent_back(actor=officer, story_id=story, on=TODAY, text="")
    with pytest.raises(Refused):
        handing_over.package(queries.story(officer, story), officer)
    assert Client().get(f"/dien-hinh/quan-ly/bai/{story}/bo-bai/").status_code == 302


def test_bad_proof_is_refused_and_what_was_typed_stays(story: int, officer: Actor, head: Actor) -> None:
    pk = stage.airing(story, head)
    file = io.BytesIO(b"MZ program")
    file.name = "trang-bao.pdf"
    sent = as_user(officer).post(
        f"{BASE}{pk}/da-dang/",
        {"version": 1, "on": f"{TODAY:%d/%m/%Y}", "address": "https://bao.example.vn/bai-77", "file": file},
    )
    assert sent.status_code == 422
    assert "bai-77" in text(sent) and "trang-bao.pdf" in text(sent)
    assert Airing.objects.get(pk=pk).state == AiringState.PLANNED
