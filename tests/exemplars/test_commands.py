"""The acts of exemplars on a real database: the way through the steps, spread, stories, tips."""

from __future__ import annotations

import io
import logging
from datetime import date, timedelta
from decimal import Decimal
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail

import thidua.exemplars.tasks  # noqa: F401 -- registers the letters
from tests import factories
from tests.exemplars import stage
from tests.exemplars.stage import DUE, JPEG, PDF, WORDS
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.types import Actor, Role, system_actor
from thidua.achievements import commands as achievements
from thidua.achievements.types import Basis, NewAward
from thidua.exemplars import commands, daily, logic, queries, queries_plans
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.models import Airing, Exemplar, Note, Picture, Story, Tip
from thidua.exemplars.types import Ending, Medium, Step, StoryState, TipEnding, TipState
from thidua.foundation import jobs
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.files import open_file
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.movements import commands as movements
from thidua.movements.types import Criterion, Kind
from thidua.movements.types import Plan as MovementPlan
from thidua.nominations.models import Nomination
from thidua.organisation.models import Succession, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.school)


@pytest.fixture
def head(province: Province) -> Actor:
    return factories.actor(Role.HEAD, province.school)


def sound() -> None:
    from thidua.exemplars.invariants import INVARIANTS

    assert list(broken(INVARIANTS)) == []


# Steps and spread


def test_each_step_waits_for_its_evidence(province: Province, officer: Actor) -> None:
    pk = commands.find_exemplar(actor=officer, new=stage.new(province.school.pk))
    walked = []
    while logic.next_step(Step(Exemplar.objects.get(pk=pk).step)):
        found = Exemplar.objects.get(pk=pk)
        with pytest.raises(Refused, match="cần ghi"):
            commands.advance(actor=officer, exemplar_id=pk, version=found.version, due=DUE)
        stage.fill(pk, officer)
        walked.append(commands.advance(actor=officer, exemplar_id=pk, version=found.version, due=DUE))
    assert walked == [Step.NURTURE, Step.SUMMARISE, Step.REPLICATE]
    result = Note.objects.get(kind="result")
    assert (result.before, result.after) == (Decimal(3), Decimal("11.5"))
    with pytest.raises(Stale):
        commands.advance(actor=officer, exemplar_id=pk, version=1, due=DUE)
    with pytest.raises(Refused, match="không còn bước tiếp theo"):
        commands.advance(actor=officer, exemplar_id=pk, version=4, due=DUE)
    sound()


def test_one_source_is_followed_once(province: Province, officer: Actor) -> None:
    found = stage.new(province.school.pk, origin_kind="insight.found", origin_id=7)
    commands.find_exemplar(actor=officer, new=found)
    with pytest.raises(Refused, match="đã được đưa vào theo dõi"):
        commands.find_exemplar(actor=officer, new=found)


def test_a_plan_counts_the_models_below(province: Province) -> None:
    above = factories.actor(Role.SPECIALIST, province.district)
    plan = commands.make_plan(
        actor=above, unit_id=province.district.pk, title="Buôn làng", year_from=2021, year_to=2025, wanted=2
    )
    commands.find_exemplar(actor=above, new=stage.new(province.school.pk, plan_id=plan))
    assert queries_plans.reached_system(queries_plans.parents_system())[plan].found == 1
    assert Notice.objects.filter(unit_id=province.school.pk, text__contains="Tổ tiết kiệm").exists()
    with pytest.raises(NotThere):
        commands.find_exemplar(actor=SYSTEM, new=stage.new(province.other_district.pk, plan_id=plan))
    with pytest.raises(Refused, match="cùng tên"):
        commands.make_plan(
            actor=above,
            unit_id=province.district.pk,
            title="Buôn làng",
            year_from=2021,
            year_to=2021,
            wanted=1,
        )


def test_a_movement_has_exemplars_of_units_that_see_it(province: Province, officer: Actor) -> None:
    plan = MovementPlan(
        "Buôn làng giữ chữ", Kind.THEMATIC, TODAY, TODAY + timedelta(90), goal="Mọi người biết chữ",
        content="Mở lớp buổi tối", criteria=(Criterion("people", "Dạy ít nhất một người"),),
        awards=("provincial_certificate_of_merit",),
    )  # fmt: skip
    made = movements.draft(actor=SYSTEM, unit_id=province.district.pk, plan=plan)
    with pytest.raises(NotThere):
        commands.find_exemplar(actor=officer, new=stage.new(province.school.pk, movement_id=made))
    movements.launch(actor=SYSTEM, movement_id=made, version=1, on=TODAY, aware=True)
    pk = commands.find_exemplar(actor=officer, new=stage.new(province.school.pk, movement_id=made))
    assert [row.pk for row in queries.exemplars(officer, movement=made)] == [pk]
    other = factories.actor(Role.EMULATION_OFFICER, province.other_district)
    with pytest.raises(NotThere):
        commands.find_exemplar(actor=other, new=stage.new(province.other_district.pk, movement_id=made))


def test_what_an_ended_unit_left_goes_to_its_one_successor(province: Province) -> None:
    open_one = stage.at_step(province.school.pk, Step.NURTURE)
    over = stage.at_step(province.school.pk, Step.DETECT, "Mô hình đã dừng")
    commands.close_exemplar(
        actor=SYSTEM, exemplar_id=over, version=1, ending=Ending.STOPPED, text="Đã giải thể"
    )
    waiting = stage.tip(province.school.pk)
    heir = factories.unit("Trường THCS Mới", parent=province.district)
    Succession.objects.create(before=province.school, after=heir, kind="merger", on=TODAY)
    Unit.objects.filter(pk=province.school.pk).update(valid_to=TODAY)
    daily.pass_on(SYSTEM)
    assert Exemplar.objects.get(pk=open_one).unit_id == province.school.pk  # its last day is not over
    daily.pass_on(system_actor(TODAY + timedelta(days=1)))
    units = dict(Exemplar.objects.values_list("pk", "unit_id"))
    assert units == {open_one: heir.pk, over: province.school.pk}
    assert Tip.objects.get(pk=waiting.pk).unit_id == heir.pk
    Unit.objects.filter(pk=heir.pk).update(valid_to=TODAY)  # and nothing in its place: the unit above goes on
    daily.pass_on(system_actor(TODAY + timedelta(days=1)))
    assert Tip.objects.get(pk=waiting.pk).unit_id == province.district.pk


def test_units_copy_from_each_other_and_the_tree_says_from_whom(province: Province) -> None:
    pk = stage.at_step(province.school.pk, Step.REPLICATE)
    first, second = (
        factories.actor(Role.SPECIALIST, unit) for unit in (province.district, province.other_district)
    )
    parent = commands.copy_model(
        actor=first, exemplar_id=pk, unit_id=province.district.pk, parent=None, on=TODAY, text="Lập tổ"
    )
    copy = {
        "actor": second,
        "exemplar_id": pk,
        "unit_id": province.other_district.pk,
        "on": TODAY,
        "text": "Lập tổ",
    }
    with pytest.raises(Refused, match="không có trong danh sách"):
        commands.copy_model(**copy, parent=parent + 100)
    child = commands.copy_model(**copy, parent=parent)
    with pytest.raises(Refused, match="đã được ghi"):
        commands.copy_model(**copy, parent=None)
    commands.tell_result(actor=second, spread_id=child, on=TODAY, result="Năm hộ thoát nghèo")
    with pytest.raises(NotThere):
        commands.tell_result(actor=second, spread_id=parent, on=TODAY, result="Của người khác")
    from thidua.exemplars.screens import model_page

    page = model_page(second, pk)
    assert [(area.name, area.home, area.units) for area in page["areas"]] == [
        ("Huyện Cư Jút", True, ("Huyện Cư Jút",)),
        ("Huyện Đắk Mil", False, ("Huyện Đắk Mil",)),
        ("Sở, ngành, đơn vị khác", False, ()),
    ]
    leaves = page["tree"]
    assert [(leaf.depth, leaf.unit, leaf.source, leaf.result) for leaf in leaves] == [
        (0, "Huyện Cư Jút", "Trường THCS Nguyễn Du", ""),
        (1, "Huyện Đắk Mil", "Huyện Cư Jút", "Năm hộ thoát nghèo"),
    ]
    sound()


# Stories


def test_a_story_needs_another_pair_of_eyes_and_consent(
    province: Province, officer: Actor, head: Actor
) -> None:
    told_of = stage.at_step(province.school.pk, Step.NURTURE)
    pk = stage.story(told_of, officer)
    with pytest.raises(Refused, match="khác người viết"):
        commands.review(actor=officer, story_id=pk, version=1)
    commands.review(actor=head, story_id=pk, version=1)
    plan = {"medium": Medium.PORTAL, "outlet": "", "on": TODAY + timedelta(days=2)}
    with pytest.raises(Refused, match="Cần có sự đồng ý"):
        commands.schedule(actor=head, story_id=pk, version=2, **plan)
    commands.record_consent(
        actor=officer, story_id=pk, name="Bà Mẫu", on=TODAY, paper=Upload(io.BytesIO(PDF), "d.pdf")
    )
    commands.schedule(actor=head, story_id=pk, version=3, **plan)
    with pytest.raises(Refused, match="Chưa đến ngày"):
        commands.publish(actor=head, story_id=pk)
    daily.run(TODAY + timedelta(days=1))
    assert Story.objects.get(pk=pk).state == StoryState.SCHEDULED
    daily.run(TODAY + timedelta(days=2))
    daily.run(TODAY + timedelta(days=2))
    assert Story.objects.get(pk=pk).published_on == TODAY + timedelta(days=2)
    sound()


def test_a_story_leaves_the_page_at_once(province: Province, officer: Actor, head: Actor) -> None:
    """When consent is taken back, when merit is lost, an award revoked, a penalty recorded."""
    person = factories.person("H'Linh Êban", province.school)
    told_of = stage.at_step(province.school.pk, Step.NURTURE, recipient_id=person.pk)

    def gone(pk: int, why: str) -> None:
        with pytest.raises(NotThere):
            queries.story_public(pk)
        with pytest.raises(NotThere):
            queries.picture_file(None, Picture.objects.get(story=pk).pk)
        assert why in Story.objects.get(pk=pk).withdrawn_why
        assert not Airing.objects.filter(story=pk, state="planned").exists()

    first = stage.story(told_of, officer, head, public=True)
    assert queries.story_public(first).title == WORDS["title"]
    commands.take_consent_back(actor=officer, story_id=first, on=TODAY, text="")
    gone(first, "rút lại sự đồng ý")
    commands.revise(actor=officer, story_id=first, version=stage.version(first), **WORDS)
    commands.review(actor=head, story_id=first, version=stage.version(first))
    with pytest.raises(Refused, match="đã rút lại sự đồng ý"):
        commands.schedule(
            actor=head,
            story_id=first,
            version=stage.version(first),
            medium=Medium.PORTAL,
            outlet="",
            on=TODAY,
        )
    second = stage.story(told_of, officer, head, public=True)
    basis = Basis("9/QĐ-THCSND", date(2021, 1, 20), "Hiệu trưởng Trường THCS Nguyễn Du")
    record = achievements.enter_past_award(
        SYSTEM, award=NewAward(person.pk, "advanced_worker", 2020), basis=basis
    )
    achievements.revoke(
        SYSTEM, record_ids=[record.pk], by_unit_id=province.school.pk, reason="Khai sai", on=TODAY
    )
    gone(second, "bị hủy bỏ")
    fallen = stage.story(told_of, officer, head, public=True)
    achievements.add_penalty(SYSTEM, recipient_id=person.pk, day=TODAY, level="warning")
    gone(fallen, "đang bị kỷ luật")
    third = stage.story(told_of, officer, head, public=True)
    version = Exemplar.objects.get(pk=told_of).version
    words = {"ending": Ending.MERIT_LOST, "text": "Vi phạm quy ước của buôn"}
    assert commands.close_exemplar(actor=officer, exemplar_id=told_of, version=version, **words) == 1
    gone(third, "không còn xứng đáng")
    with pytest.raises(Refused, match="không còn xứng đáng"):
        commands.write_story(actor=officer, exemplar_id=told_of, **WORDS)
    sound()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (JPEG + b"\0" * (50 * 1024 * 1024), "to.jpg", "50,0 MB, vượt quá 10,0 MB"),
        (b"MZ\x90 program", "anh.jpg", "không phải là ảnh JPG"),
        (b"\xff\xd8\xff\xe0 program in disguise", "anh.jpg", "không phải là ảnh JPEG hoặc PNG nguyên vẹn"),
        (b"<svg onload='x()'/>", "anh.svg", "không thuộc loại được nhận"),
        (JPEG, "anh.png", "không phải là ảnh PNG"),
    ],
)
def test_what_is_no_fair_picture_is_refused_and_nothing_is_lost(
    province: Province, officer: Actor, head: Actor, data: bytes, name: str, says: str
) -> None:
    pk = stage.story(stage.at_step(province.school.pk, Step.NURTURE), officer, head)
    with pytest.raises(Refused, match=says):
        commands.add_picture(actor=officer, story_id=pk, upload=Upload(io.BytesIO(data), name), words="Ảnh")
    story = Story.objects.get(pk=pk)
    assert (story.state, story.pictures.count()) == (StoryState.REVIEWED, 1)
    with open_file(story.pictures.get().file_id) as kept:
        assert kept.read() == JPEG


# Tips


def tell(unit: Any, n: int, contact: str = "", address: str = "") -> str:
    return commands.tell(
        actor=SYSTEM,
        told=stage.told(unit.pk, contact or f"nguoi{n}@vidu.vn", address or f"10.0.0.{n}"),
    )


def test_a_tip_is_told_confirmed_thanked_and_followed(province: Province, officer: Actor) -> None:
    token = tell(province.school, 1)
    assert queries.tips(officer).count() == 0
    jobs.run_all()
    [letter] = mail.outbox
    assert letter.to == ["nguoi1@vidu.vn"]
    code = letter.subject.split()[-1]
    assert not commands.confirm_contact(
        actor=SYSTEM, token=token, typed="000000" if code != "000000" else "1"
    )
    assert Tip.objects.get(token=token).tries == 1
    assert commands.confirm_contact(actor=SYSTEM, token=token, typed=f" {code[:3]} {code[3:]} ")
    assert not commands.confirm_contact(actor=SYSTEM, token=token, typed=code)  # a code works once
    tip = queries.tip(officer, Tip.objects.get(token=token).pk)
    above = factories.actor(Role.SPECIALIST, province.district)
    with pytest.raises(NotThere):
        queries.tip(above, tip.pk)
    commands.moderate(actor=officer, tip_id=tip.pk, version=tip.version)
    with pytest.raises(Stale):
        commands.take_up(actor=officer, tip_id=tip.pk, version=tip.version, new=stage.new(province.school.pk))
    made = commands.take_up(
        actor=officer, tip_id=tip.pk, version=tip.version + 1, new=stage.new(province.school.pk)
    )
    assert queries.tip_of(officer, made) == tip.pk
    jobs.run_all()
    assert [each.subject for each in mail.outbox[1:]] == [
        "Cảm ơn bạn đã kể một việc tốt",
        "Việc tốt bạn kể đã được đưa vào theo dõi",
    ]
    sound()


def test_what_is_personal_stays_out_of_ledger_notices_and_logs(
    province: Province, officer: Actor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SMTPRecipientsRefused({"nguoi1@vidu.vn": (550, b"nguoi1@vidu.vn unknown")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    caplog.set_level(logging.DEBUG)
    token = tell(province.school, 1)
    jobs.run_all()
    assert commands.confirm_contact(actor=SYSTEM, token=token, typed=stage.code(token))
    tip = Tip.objects.get(token=token)
    words = {"ending": TipEnding.ABUSE, "answer": "Xúc phạm người khác"}
    commands.close_tip(actor=officer, tip_id=tip.pk, version=tip.version, **words)
    said = " ".join(
        [caplog.text]
        + [f"{row.summary} {row.changes}" for row in LedgerEntry.objects.all()]
        + [row.text for row in Notice.objects.all()]
        + [f"{row.args} {row.message}" for row in jobs.Job.objects.all()]
    )
    assert "Máy chủ thư chưa nhận thư" in said
    for personal in ("vidu.vn", "Người kể", "Ông Mẫu", "dòng nước", stage.code(token), "10.0.0.1"):
        assert personal not in said
    assert not jobs.Job.objects.filter(key__contains="answer").exists()  # abuse is not answered


def test_floods_are_kept_out(province: Province) -> None:
    for n in range(3):
        tell(province.school, n, contact="mot.nguoi@vidu.vn")
    with pytest.raises(Refused, match="quá nhiều"):
        tell(province.school, 9, contact="MOT.NGUOI@vidu.vn ")
    for n in range(10, 15):
        tell(province.school, n, address="10.1.1.1")
    with pytest.raises(Refused, match="quá nhiều"):
        tell(province.school, 99, address="10.1.1.1")
    Tip.objects.update(received_at=now() - timedelta(hours=25))
    tell(province.school, 99, contact="mot.nguoi@vidu.vn", address="10.1.1.1")
    assert "10.1.1.1" not in str(list(Tip.objects.values_list("address_print", "contact_print")))


def test_codes_run_out_and_are_sent_again_three_times(province: Province) -> None:
    token = tell(province.school, 1)
    for _ in range(logic.CODE_TRIES):
        answer = commands.confirm_contact(actor=SYSTEM, token=token, typed="không nhớ")
    assert "yêu cầu gửi mã mới" in answer.reason
    assert not commands.confirm_contact(actor=SYSTEM, token=token, typed=stage.code(token))
    old = stage.code(token)
    commands.send_code_again(actor=SYSTEM, token=token)
    assert not commands.confirm_contact(actor=SYSTEM, token=token, typed=old)
    commands.send_code_again(actor=SYSTEM, token=token)
    with pytest.raises(Refused, match="nhiều lần"):
        commands.send_code_again(actor=SYSTEM, token=token)
    jobs.run_all()
    assert len(mail.outbox) == 1  # codes that were replaced are not sent any more
    Tip.objects.update(code_sent_at=now() - timedelta(hours=2))
    assert "hết hạn" in commands.confirm_contact(actor=SYSTEM, token=token, typed=stage.code(token)).reason


def test_what_nobody_confirms_is_forgotten_and_late_steps_are_recalled(province: Province) -> None:
    token = tell(province.school, 1)
    kept = stage.tip(province.school.pk, contact="khac@vidu.vn")
    Tip.objects.update(received_at=now() - timedelta(days=8))
    for title in ("Một", "Hai"):
        commands.find_exemplar(actor=SYSTEM, new=stage.new(province.school.pk, title))
    Notice.objects.all().delete()
    late = DUE + timedelta(days=1)
    daily.run(late)
    tip = Tip.objects.get(token=token)
    assert (tip.state, tip.ending, tip.text, tip.contact) == (TipState.CLOSED, TipEnding.UNCONFIRMED, "", "")
    kept.refresh_from_db()
    assert (kept.state, kept.contact) == (TipState.CONFIRMED, "khac@vidu.vn")
    [notice] = Notice.objects.all()
    assert notice.text == "2 điển hình đã quá hạn hoàn thành bước đang làm."
    daily.forget_unconfirmed(system_actor(late))
    Notice.objects.all().delete()
    daily.recall(TODAY + timedelta(days=14))
    daily.recall(TODAY + timedelta(days=15))
    assert [row.text[:20] for row in Notice.objects.all()] == ["1 tin của người dân "]
    sound()


def test_a_tip_is_followed_to_a_nomination(province: Province, officer: Actor) -> None:
    person = factories.person("Lê Thị Mai", province.school)
    tip = stage.tip(province.school.pk, moderated=True)
    bare = stage.at_step(province.school.pk, Step.DETECT)
    words = {
        "unit_id": province.school.pk, "award": "commendation_certificate_district", "route": "thematic",
        "year": 2021, "achievement": "Cứu người",
    }  # fmt: skip
    with pytest.raises(Refused, match="chưa gắn với"):
        commands.put_exemplar_forward(actor=officer, exemplar_id=bare, **words)
    new = stage.new(province.school.pk, "Chị Mai", recipient_id=person.pk)
    made = commands.take_up(actor=officer, tip_id=tip.pk, version=tip.version, new=new)
    nomination = Nomination.objects.get(
        pk=commands.put_exemplar_forward(actor=officer, exemplar_id=made, **words)
    )
    assert (nomination.recipient_id, nomination.state) == (person.pk, "draft")
    assert nomination.origin_url == f"/dien-hinh/quan-ly/{made}/"
    assert queries.tip_public(tip.token).exemplar.put_forward_on == TODAY
