"""Duties of a step: given out, seen on desk and calendar, done with evidence or dropped for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.exemplars import stage
from tests.exemplars.stage import DUE
from tests.factories import TODAY, Province
from tests.pages import as_user, text
from thidua.access.types import Actor, Role
from thidua.exemplars import commands, daily
from thidua.exemplars.desk import dates, items
from thidua.exemplars.models import Exemplar, Note, Task
from thidua.exemplars.types import Ending, NewTask, NoteKind, Step
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.models import Notice

pytestmark = pytest.mark.django_db
LIST = "/dien-hinh/quan-ly/"
VISIT = NewTask(NoteKind.VISIT, "Dự một buổi học", "Người giúp đỡ", TODAY + timedelta(days=5))


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.school)


@pytest.fixture
def model(province: Province) -> int:
    return stage.at_step(province.school.pk, Step.NURTURE)


def advance(actor: Actor, pk: int) -> Step:
    version = Exemplar.objects.get(pk=pk).version
    return commands.advance(actor=actor, exemplar_id=pk, version=version, due=DUE)


def test_a_step_is_not_left_before_what_was_given_out_is_done(officer: Actor, model: int) -> None:
    pk = commands.give_task(actor=officer, exemplar_id=model, new=VISIT)
    stage.fill(model, officer)
    with pytest.raises(Refused, match="Còn 1 việc"):
        advance(officer, model)
    with pytest.raises(Refused, match="cần ghi “Lần thăm"):
        commands.add_note(actor=officer, exemplar_id=model, note=stage.note(NoteKind.MENTOR), task_id=pk)
    commands.add_note(actor=officer, exemplar_id=model, note=stage.note(NoteKind.VISIT), task_id=pk)
    with pytest.raises(Refused, match="đã làm xong hoặc đã bỏ"):
        commands.add_note(actor=officer, exemplar_id=model, note=stage.note(NoteKind.VISIT), task_id=pk)
    with pytest.raises(Refused, match="đã làm xong hoặc đã bỏ"):
        commands.drop_task(actor=officer, task_id=pk, why="Muộn")
    assert advance(officer, model) is Step.SUMMARISE


def test_what_is_dropped_says_why_and_holds_nothing_up(officer: Actor, model: int) -> None:
    pk = commands.give_task(actor=officer, exemplar_id=model, new=VISIT)
    with pytest.raises(Refused, match="lý do"):
        commands.drop_task(actor=officer, task_id=pk, why=" ")
    assert commands.drop_task(actor=officer, task_id=pk, why="Lớp nghỉ mùa") == model
    stage.fill(model, officer)
    assert advance(officer, model) is Step.SUMMARISE


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": NoteKind.RESULT}, "Không giao “Kết quả"),
        ({"text": ""}, "việc phải làm"),
        ({"who": " "}, "ai làm"),
        ({"due": TODAY - timedelta(days=1)}, "từ hôm nay trở đi"),
    ],
)
def test_bad_duties_are_refused(officer: Actor, model: int, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        commands.give_task(actor=officer, exemplar_id=model, new=replace(VISIT, **more))
    assert Task.objects.count() == 0


def test_a_task_of_another_exemplar_is_not_there(province: Province, officer: Actor, model: int) -> None:
    other = stage.at_step(province.school.pk, Step.NURTURE, "Mô hình khác")
    pk = commands.give_task(actor=officer, exemplar_id=other, new=VISIT)
    with pytest.raises(NotThere):
        commands.add_note(actor=officer, exemplar_id=model, note=stage.note(NoteKind.VISIT), task_id=pk)
    client = as_user(factories.actor(Role.EMULATION_OFFICER, province.other_district))
    assert client.get(f"{LIST}viec/{pk}/bo/").status_code == 404
    assert as_user(officer).get(f"{LIST}{model}/ghi/?task=9{'9' * 40}").status_code == 200


def test_desk_calendar_and_recall_know_what_waits(officer: Actor, model: int) -> None:
    pk = commands.give_task(actor=officer, exemplar_id=model, new=VISIT)
    [item] = [each for each in items(officer) if "task=" in each.url]
    assert (item.title, item.due) == ("Điển hình: lần thăm, kiểm tra", VISIT.due)
    [entry] = [each for each in dates(officer, TODAY, VISIT.due) if "task" in each.key]
    assert (entry.on, entry.detail) == (VISIT.due, "Dự một buổi học (Người giúp đỡ)")
    for days in (0, 1, 2, 8):
        daily.recall(VISIT.due + timedelta(days=days))
    assert Notice.objects.filter(text__contains="việc đã giao").count() == 2
    client = as_user(officer)
    form = text(client.get(item.url))
    assert f'value="{pk}"' in form and "Dự một buổi học" in form
    sent = {"task": pk, "kind": "visit", "on": f"{TODAY:%d/%m/%Y}", "text": "Đã dự, lớp đông đủ"}
    assert client.post(f"{LIST}{model}/ghi/", sent).status_code == 302
    assert Task.objects.get(pk=pk).note_id == Note.objects.get(text="Đã dự, lớp đông đủ").pk
    assert [each for each in items(officer) if "task=" in each.url] == []
    assert "Đã làm ngày 15/12/2021" in text(client.get(f"{LIST}{model}/"))


def test_what_is_no_longer_followed_waits_for_nobody(officer: Actor, model: int) -> None:
    commands.give_task(actor=officer, exemplar_id=model, new=VISIT)
    version = Exemplar.objects.get(pk=model).version
    commands.close_exemplar(
        actor=officer, exemplar_id=model, version=version, ending=Ending.STOPPED, text="Giải thể"
    )
    assert items(officer) == []
    assert dates(officer, TODAY, VISIT.due) == []
    daily.recall(VISIT.due + timedelta(days=1))
    assert not Notice.objects.filter(text__contains="việc đã giao").exists()
