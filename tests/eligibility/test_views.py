"""The page of a check: question, facts, findings, digest; its file; asking it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import FIGHTER, WORKER, Stage
from tests.factories import SYSTEM, actor, collective
from tests.pages import as_user, queries_of, text
from thidua.access.types import Role
from thidua.achievements import commands as achievements
from thidua.achievements.types import Basis, NewAward
from thidua.eligibility import commands
from thidua.eligibility.models import Check
from thidua.eligibility.types import Asked
from thidua.lawbook.cli import main
from thidua.organisation.models import Recipient


@pytest.fixture(autouse=True)
def _today(settings: Any, stage: Stage) -> None:
    settings.TODAY = stage.officer.today.isoformat()


@pytest.fixture
def officer(stage: Stage) -> Client:
    return as_user(stage.officer)


def ask(stage: Stage, recipient: Recipient, award: str = WORKER, nomination: int | None = None) -> Check:
    """A check of this recipient for an award of 2021."""
    asked = Asked(nomination, recipient.pk, award, "merit", 2021, None, None, "", stage.officer.today)
    commands.check_many(stage.officer, [asked])
    return Check.objects.order_by("-pk")[0]


def url_of(check: Check) -> str:
    return f"/tieu-chuan/lan-xet/{check.pk}/"


def test_the_page_says_what_was_asked_on_which_facts_with_what_answer(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An", gender="female")
    achievements.enter_past_award(
        SYSTEM,
        award=NewAward(teacher.pk, WORKER, 2019),
        basis=Basis("15/QĐ-UBND", date(2020, 1, 20), "Chủ tịch Ủy ban nhân dân huyện"),
    )
    achievements.add_penalty(stage.officer, recipient_id=teacher.pk, day=date(2019, 3, 1), level="warning")
    achievements.open_hold(
        stage.officer, recipient_id=teacher.pk, reason="complaint", since=date(2021, 12, 1), note="Đơn số 3"
    )
    achievements.add_service_event(
        stage.officer, recipient_id=teacher.pk, kind="sick_leave", year=2021, data={"working_days": 5}
    )
    achievements.add_other_fact(
        stage.officer, recipient_id=teacher.pk, section="experience",
        data={"kind": "teaching", "from": "2001-09-05", "until": "2020-08-31"},
    )  # fmt: skip
    check = ask(stage, teacher, FIGHTER)
    page = text(officer.get(url_of(check)))
    for words in (
        "Từ 05/09/2001 đến 31/08/2020: trực tiếp nuôi dạy, giảng dạy",
        "Tạm dừng xét", "Chiến sĩ thi đua cơ sở", "Nguyễn Thị An (cá nhân)", "Giới tính: nữ",
        "Lao động tiên tiến: 2019", "2021: Hoàn thành xuất sắc nhiệm vụ", "01/03/2019: Cảnh cáo",
        "Từ 01/12/2021, chưa kết thúc: Đang giải quyết khiếu nại", "Nghỉ ốm, năm 2021, 5 ngày làm việc",
        "Đã ghi đủ từ năm 2011 đến năm 2021", check.law_digest[:16], check.facts_digest[:16],
        "Cùng bộ quy định đang nạp.",
    ):  # fmt: skip
        assert words in page, words


def test_the_page_tells_whom_the_law_prefers(stage: Stage, officer: Client) -> None:
    check = ask(stage, stage.teacher("Nguyễn Thị An", gender="female"), FIGHTER)
    page = text(officer.get(url_of(check)))
    assert "Ưu tiên khi đủ điều kiện như nhau" in page and "chọn cá nhân nữ" in page
    assert "Ưu tiên" not in text(officer.get(url_of(ask(stage, stage.teacher("Nguyễn Văn An"), FIGHTER))))


def test_a_collective_shows_heads_and_place(stage: Stage, officer: Client) -> None:
    school = collective(stage.units.school)
    heads = {"members": 20, "completed": 20, "good": 18, "penalised": {"warning": 0}}
    achievements.set_composition(stage.officer, recipient_id=school.pk, year=2021, data=heads)
    achievements.set_cluster_place(
        stage.officer, recipient_id=school.pk, year=2021, rank=1, size=9, nominated=True
    )
    page = text(officer.get(url_of(ask(stage, school, "advanced_collective"))))
    assert "2021: 20 thành viên, 20 hoàn thành nhiệm vụ trở lên, 18 hoàn thành tốt trở lên" in page
    assert "2021: hạng 1/9, được suy tôn" in page


def test_the_file_replays_on_the_command_line(
    stage: Stage, officer: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ask(stage, stage.teacher("Nguyễn Thị An"), FIGHTER)
    response = officer.get(url_of(check) + "cau-hoi.yaml")
    assert response["Content-Type"].startswith("application/yaml")
    file = tmp_path / "cau-hoi.yaml"
    file.write_bytes(response.content)
    main([str(file), "--json"])
    assert f'"verdict": "{check.verdict}"' in capsys.readouterr().out


def test_asking_again_says_that_nothing_changed(stage: Stage, officer: Client) -> None:
    check = ask(stage, stage.teacher("Nguyễn Thị An"))
    page = text(officer.get(url_of(check) + "xet-lai/"))
    assert "Kết luận và từng điều kiện như cũ." in page
    assert "Bộ quy định không đổi kể từ lần xét." in page


def test_asking_again_shows_what_a_newer_book_answers_otherwise(stage: Stage, officer: Client) -> None:
    """A check made by another book: its stored answer differs, and the page names the condition."""
    made = ask(stage, stage.teacher("Nguyễn Thị An"))
    findings = [{**made.findings[0], "result": "no"}, *made.findings[1:]]
    older = Check.objects.create(
        recipient=made.recipient, award=made.award, verdict="not_eligible", decided_on=made.decided_on,
        law=made.law, law_digest="0" * 64, facts_digest=made.facts_digest, question=made.question,
        findings=findings, made_at=made.made_at,
    )  # fmt: skip
    page = text(officer.get(url_of(older) + "xet-lai/"))
    assert "Có khác biệt so với lần xét đã lưu." in page
    assert "Bộ quy định đã thay đổi kể từ lần xét." in page
    assert made.findings[0]["title"] in page
    assert "Không đủ điều kiện" in page
    assert "Bộ quy định khác với bộ đang nạp" in text(officer.get(url_of(older)))


def test_checks_of_others_are_not_there(stage: Stage) -> None:
    check = ask(stage, stage.teacher("Nguyễn Thị An"))
    stranger = as_user(actor(Role.SPECIALIST, stage.units.other_district))
    for url in (url_of(check), url_of(check) + "cau-hoi.yaml", url_of(check) + "xet-lai/"):
        assert stranger.get(url).status_code == 404, url
        assert Client().get(url).status_code == 302, url


def test_the_checks_of_one_nomination_lead_to_each_other(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    case = stage.nomination(teacher)
    first = ask(stage, teacher, nomination=case.pk)
    achievements.add_penalty(stage.officer, recipient_id=teacher.pk, day=date(2021, 3, 1), level="warning")
    second = ask(stage, teacher, nomination=case.pk)
    assert url_of(second) in text(officer.get(url_of(first)))
    assert url_of(first) in text(officer.get(url_of(second)))


def test_queries_are_constant(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    few = queries_of(officer, url_of(ask(stage, teacher)))
    for year in (2017, 2018, 2019):
        achievements.set_rating(stage.officer, recipient_id=teacher.pk, year=year, level="good")
    assert queries_of(officer, url_of(ask(stage, teacher))) == few <= 8
