"""The day's work, the day's letter, the month and the feed."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.test import Client

from tests import factories as make
from tests.factories import TODAY, Province
from thidua.access import commands
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.directives.commands import take_in
from thidua.directives.models import Document
from thidua.foundation import daily, jobs
from thidua.foundation.errors import Refused
from thidua.foundation.models import DailyRun
from thidua.site import calendar
from thidua.site.digest import send_digests
from thidua.site.mailing import mail_config

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    """An officer of the school with one document to enter."""
    actor = make.actor(Role.EMULATION_OFFICER, province.school)
    take_in(actor=actor, unit_id=province.school.pk, text="1. Các đơn vị báo cáo kết quả.")
    Document.objects.update(arrived=TODAY)
    return actor


def test_the_summary_goes_once_a_day_to_whoever_asked(officer: Actor) -> None:
    commands.set_reminders(actor=officer, email="canbo@example.vn", daily=True)
    assert (send_digests(TODAY), send_digests(TODAY)) == (1, 0)
    letter = mail.outbox[0]
    assert letter.to == ["canbo@example.vn"]
    assert letter.subject == "Thi đua 15/12/2021: 1 việc đang chờ"
    assert "Văn bản đến chờ vào sổ" in letter.body
    assert "http://127.0.0.1:8000/van-ban/" in letter.body


def test_nobody_is_written_to_without_asking_or_without_matter(officer: Actor, province: Province) -> None:
    other = make.actor(Role.HEAD, province.other_school)
    commands.set_reminders(actor=other, email="truong@example.vn", daily=True)
    assert send_digests(TODAY) == 0
    assert mail.outbox == []


def test_a_letter_needs_an_address(officer: Actor) -> None:
    with pytest.raises(Refused, match="cần có địa chỉ"):
        commands.set_reminders(actor=officer, email="", daily=True)


def test_a_server_that_refuses_is_told_and_asked_again(
    officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.set_reminders(actor=officer, email="canbo@example.vn", daily=True)

    def refuse(*_: Any, **__: Any) -> int:
        raise OSError("no route")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(daily.DayUnfinished, match="site"):
            daily.run_day(TODAY)
    assert daily.run_day(TODAY) == 1
    assert len(mail.outbox) == 1


def test_a_day_is_worked_once(officer: Actor) -> None:
    commands.set_reminders(actor=officer, email="canbo@example.vn", daily=True)
    first = daily.queue_today()
    jobs.run_all()
    assert daily.queue_today() == first
    assert jobs.run_all() == 0
    assert DailyRun.objects.filter(day=TODAY, room="site").count() == 1
    assert len(mail.outbox) == 1


def test_the_day_begins_in_the_morning(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TODAY = None
    monkeypatch.setattr(daily, "FROM_HOUR", 24)
    assert daily.queue_today() is None
    assert daily.queue_today(at_once=True) is not None


def test_a_feed_opens_for_its_post_alone_until_it_is_closed(officer: Actor, client: Client) -> None:
    post = officer.posts[0].id
    turn = commands.open_feed(actor=officer, post_id=post)
    answer = client.get(f"/lich/{calendar.token_of(post, turn)}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))
    assert [str(event["summary"]) for event in events] == ["Văn bản đến chờ vào sổ"]
    again = commands.open_feed(actor=officer, post_id=post)
    assert client.get(f"/lich/{calendar.token_of(post, turn)}.ics").status_code == 404
    commands.close_feed(actor=officer, post_id=post)
    assert client.get(f"/lich/{calendar.token_of(post, again)}.ics").status_code == 404
    assert commands.open_feed(actor=officer, post_id=post) > again
    assert client.get("/lich/1.1:khong-dung.ics").status_code == 404


def test_a_feed_ends_with_the_post(officer: Actor, province: Province, client: Client) -> None:
    post = officer.posts[0].id
    token = calendar.token_of(post, commands.open_feed(actor=officer, post_id=post))
    admin = make.actor(Role.ADMINISTRATOR, province.province)
    commands.end_post(actor=admin, post_id=post, until=date(2021, 12, 14))
    assert client.get(f"/lich/{token}.ics").status_code == 404


def test_nobody_opens_the_feed_of_another(officer: Actor, province: Province) -> None:
    other = make.actor(Role.EMULATION_OFFICER, province.school)
    with pytest.raises(Refused, match="Chỉ người đang giữ"):
        commands.open_feed(actor=other, post_id=officer.posts[0].id)


def test_the_month_shows_what_falls_in_it(officer: Actor, client: Client) -> None:
    assert officer.user_id is not None
    client.force_login(make.User.objects.get(pk=officer.user_id))
    assert "Văn bản đến chờ vào sổ" in client.get("/lich/?thang=2021-12").content.decode()
    assert "Tháng này chưa có việc nào" in client.get("/lich/?thang=2021-10").content.decode()
    assert "Tháng 12/2021" in client.get("/lich/?thang=9999-99").content.decode()


def test_a_month_is_whole_weeks_and_counts_what_is_open() -> None:
    on = date(2021, 12, 15)
    made = [
        calendar.CalendarEntry("a", on, "A", "/a/"),
        calendar.CalendarEntry("b", on, "B", "/b/", done=True),
    ]
    month = calendar.month(date(2021, 12, 1), made)
    assert all(len(week) == 7 for week in month.weeks)
    assert [(day.on, day.open, len(day.entries)) for day in month.busy] == [(on, 1, 2)]
    assert (month.before, month.after) == (date(2021, 11, 1), date(2022, 1, 1))


def test_the_mail_server_is_named_in_one_setting(tmp_path: Any) -> None:
    assert mail_config("", tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "mail"
    config = mail_config("smtp://u%40x:p@mail.example.vn/?from=thidua@example.vn", tmp_path)
    assert (config["EMAIL_HOST"], config["EMAIL_PORT"], config["EMAIL_HOST_USER"]) == (
        "mail.example.vn",
        587,
        "u@x",
    )
    assert config["EMAIL_USE_TLS"] and not config["EMAIL_USE_SSL"]
    for wrong in ("smtp://mail.example.vn", "http://x/?from=a@b", "smtp://h:port/?from=a@b"):
        with pytest.raises(SystemExit, match="THIDUA_MAIL"):
            mail_config(wrong, tmp_path)


def test_settings_of_another_are_never_touched(officer: Actor, client: Client) -> None:
    client.force_login(make.User.objects.get(pk=officer.user_id))
    answer = client.post("/nhac-viec/", {"email": "khong-phai-thu", "daily": "on"})
    assert "Địa chỉ thư chưa đúng" in answer.content.decode()
    client.post("/nhac-viec/", {"email": "canbo@example.vn", "daily": "on"})
    user = make.User.objects.get(pk=officer.user_id)
    assert (user.email, user.daily_mail) == ("canbo@example.vn", True)
    assert actor_of(user.pk, "", TODAY).posts
