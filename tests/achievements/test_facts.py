"""Recording facts: what is written, refused, told, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.factories import SYSTEM, TODAY, Province, actor, collective, person
from thidua.access.types import Actor, Role
from thidua.achievements import commands
from thidua.achievements.models import Hold, OtherFact, Rating
from thidua.achievements.news import facts_changed
from thidua.achievements.types import FactsChanged
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry

DESK = {Role.EMULATION_OFFICER, Role.SPECIALIST}


@pytest.fixture
def news() -> Iterator[list[FactsChanged]]:
    """What the rooms above are told."""
    heard: list[FactsChanged] = []

    def listen(news: FactsChanged, **_: object) -> None:
        heard.append(news)

    facts_changed.connect(listen)
    yield heard
    facts_changed.disconnect(listen)


def test_a_rating_is_set_and_corrected(province: Province, news: list[FactsChanged]) -> None:
    who = person("Lê Văn Tám", province.school)
    officer = actor(Role.EMULATION_OFFICER, province.school, title="Văn thư")
    commands.set_rating(officer, recipient_id=who.pk, year=2020, level="good", document="12/QĐ-THCSND")
    commands.set_rating(officer, recipient_id=who.pk, year=2020, level="excellent", document="12/QĐ-THCSND")
    assert Rating.objects.get().level == "excellent"
    entry = LedgerEntry.objects.order_by("-seq").first()
    assert entry is not None
    assert entry.act == "achievements.rating"
    assert entry.post == "Văn thư, Trường THCS Nguyễn Du"
    assert '"level":["good","excellent"]' in entry.changes
    assert "document" not in entry.changes
    assert news == [FactsChanged(frozenset({who.pk}), "rating", TODAY)] * 2
    assert list(verify()) == []


def test_a_hold_opens_and_closes_once(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    inspector = actor(Role.INSPECTOR, province.district)
    row = commands.open_hold(inspector, recipient_id=who.pk, reason="inspection", since=date(2021, 6, 1))
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        commands.close_hold(inspector, hold_id=row.pk, until=date(2021, 5, 31))
    commands.close_hold(inspector, hold_id=row.pk, until=date(2021, 7, 1), note="Không vi phạm.")
    with pytest.raises(Refused, match="đã kết thúc"):
        commands.close_hold(inspector, hold_id=row.pk, until=date(2021, 7, 2))
    assert Hold.objects.get().until == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (
            lambda w: commands.set_rating(SYSTEM, recipient_id=w, year=2022, level="good"),
            "Năm 2022 không hợp lệ",
        ),
        (
            lambda w: commands.set_rating(SYSTEM, recipient_id=w, year=1979, level="good"),
            "Năm 1979 không hợp lệ",
        ),
        (
            lambda w: commands.add_penalty(SYSTEM, recipient_id=w, day=date(2021, 12, 16), level="warning"),
            "không được sau ngày 15/12/2021",
        ),
        (
            lambda w: commands.add_penalty(
                SYSTEM, recipient_id=w, day=date(2021, 5, 2), level="warning", until=date(2021, 5, 1)
            ),
            "trước ngày bắt đầu",
        ),
        (
            lambda w: commands.add_initiative(
                SYSTEM, recipient_id=w, year=2021, title="  ", scope="unit", recognised_by="unit"
            ),
            "Chưa ghi tên sáng kiến",
        ),
        (
            lambda w: commands.set_composition(
                SYSTEM, recipient_id=w, year=2021, data={"members": 10, "advanced_worker": 11}
            ),
            "từ 0 đến số thành viên",
        ),
        (
            lambda w: commands.set_composition(SYSTEM, recipient_id=w, year=2021, data={"members": 0}),
            "từ 1 trở lên",
        ),
        (
            lambda w: commands.set_composition(
                SYSTEM, recipient_id=w, year=2021, data={"members": 3, "boss": 1}
            ),
            "Không có mục boss",
        ),
        (
            lambda w: commands.set_cluster_place(SYSTEM, recipient_id=w, year=2021, rank=10, size=9),
            "Thứ hạng 10 phải từ 1",
        ),
        (
            lambda w: commands.set_cluster_place(
                SYSTEM, recipient_id=w, year=2021, rank=1, size=9, run_by="x"
            ),
            "cấp tổ chức",
        ),
        (
            lambda w: commands.add_service_event(SYSTEM, recipient_id=w, kind="holiday", year=2021),
            "Không có loại “holiday”",
        ),
        (
            lambda w: commands.add_service_event(
                SYSTEM, recipient_id=w, kind="study", year=2021, data={"score": 9}
            ),
            "mục lạ: score",
        ),
        (
            lambda w: commands.add_other_fact(SYSTEM, recipient_id=w, section="posts", data={"post": "x"}),
            "Thiếu mục from",
        ),
        (
            lambda w: commands.add_other_fact(SYSTEM, recipient_id=w, section="hobbies", data={}),
            "Không có loại dữ liệu",
        ),
        (lambda w: work(w, kind="fishing"), "Không có loại công tác “fishing”"),
        (lambda w: work(w, place="x"), "mục lạ: place"),
        (lambda w: work(w, until="2001-08-31"), "Ngày kết thúc không được trước"),
        (lambda w: work(w, **{"from": "2022-01-01"}), "Ngày bắt đầu .* không được sau"),
        (lambda w: work(w, **{"from": "9/2001"}), "không phải ngày hợp lệ"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    province: Province, act: Callable[[int], object], words: str
) -> None:
    who = collective(province.school)
    with pytest.raises(Refused, match=words):
        act(who.pk)
    assert not LedgerEntry.objects.exists()


def acts(
    recipient_id: int, initiative_id: int, penalty_id: int, hold_id: int
) -> dict[str, Callable[[Actor], Any]]:
    """Every command on the facts of one recipient."""
    at = {"recipient_id": recipient_id}
    return {
        "rating": lambda who: commands.set_rating(who, **at, year=2021, level="good"),
        "composition": lambda who: commands.set_composition(who, **at, year=2021, data={"members": 3}),
        "cluster": lambda who: commands.set_cluster_place(who, **at, year=2021, rank=1, size=3),
        "initiative": lambda who: commands.add_initiative(
            who, **at, year=2021, title="Sáng kiến", scope="unit", recognised_by="unit"
        ),
        "used": lambda who: commands.mark_initiative_used(
            who, initiative_id=initiative_id, award="grassroots_emulation_fighter"
        ),
        "penalty": lambda who: commands.add_penalty(who, **at, day=TODAY, level="reprimand"),
        "end_penalty": lambda who: commands.end_penalty(who, penalty_id=penalty_id, until=TODAY),
        "open_hold": lambda who: commands.open_hold(who, **at, reason="press", since=TODAY),
        "close_hold": lambda who: commands.close_hold(who, hold_id=hold_id, until=TODAY),
        "service": lambda who: commands.add_service_event(who, **at, kind="study", year=2021),
        "other": lambda who: commands.add_other_fact(who, **at, section="attested", data={"code": "x"}),
        "work": lambda who: work(recipient_id, who),
    }


def work(recipient_id: int, who: Actor = SYSTEM, **fields: Any) -> OtherFact:
    """Record a stretch of teaching since 2001, but for these fields."""
    data = {"kind": "teaching", "from": "2001-09-01", **fields}
    return commands.add_other_fact(who, recipient_id=recipient_id, section="experience", data=data)


def test_a_stretch_of_work_ends_once_and_never_before_it_began(province: Province) -> None:
    who = person("Lê Thị Cúc", province.school)
    row, other = (
        work(who.pk),
        commands.add_other_fact(SYSTEM, recipient_id=who.pk, section="attested", data={"code": "x"}),
    )
    for day, words in ((date(2001, 8, 31), "trước ngày bắt đầu"), (date(2022, 1, 1), "không được sau")):
        with pytest.raises(Refused, match=words):
            commands.end_experience(SYSTEM, fact_id=row.pk, until=day)
    ended = commands.end_experience(SYSTEM, fact_id=row.pk, until=date(2020, 8, 31), document="Số 9")
    assert (ended.data["until"], ended.document) == ("2020-08-31", "Số 9")
    with pytest.raises(Refused, match="đã có ngày kết thúc"):
        commands.end_experience(SYSTEM, fact_id=row.pk, until=date(2020, 9, 30))
    with pytest.raises(NotThere):
        commands.end_experience(SYSTEM, fact_id=other.pk, until=TODAY)


HOLDS = {"open_hold", "close_hold"}


@pytest.mark.parametrize("role", list(Role))
def test_whose_act_is_whose(province: Province, role: Role) -> None:
    recipient = person("Lê Văn Tám", province.school)
    idea = commands.add_initiative(
        SYSTEM, recipient_id=recipient.pk, year=2020, title="Cũ", scope="unit", recognised_by="unit"
    )
    penalty = commands.add_penalty(SYSTEM, recipient_id=recipient.pk, day=date(2020, 1, 1), level="warning")
    hold = commands.open_hold(SYSTEM, recipient_id=recipient.pk, reason="press", since=date(2020, 1, 1))
    here, above, beside = (
        actor(role, unit) for unit in (province.school, province.district, province.other_district)
    )
    for name, act in acts(recipient.pk, idea.pk, penalty.pk, hold.pk).items():
        allowed = DESK | {Role.INSPECTOR} if name in HOLDS else DESK
        with pytest.raises(NotThere):
            act(beside)
        for who in (here, above):
            if role not in allowed:
                with pytest.raises(Refused, match="Chỉ cán bộ"):
                    act(who)
            elif name == "close_hold":
                hold.until = None
                hold.save()
                act(who)
            else:
                act(who)


def test_what_does_not_exist(province: Province) -> None:
    for act in acts(987, 987, 987, 987).values():
        with pytest.raises(NotThere):
            act(SYSTEM)
