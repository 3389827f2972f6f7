"""A unit merged in mid-season: its registration stays on record, what stands goes to the successor."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.factories import TODAY, Province
from tests.registrations.world import FIGHTER, WORKER, Season, season
from thidua.access.models import User
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry
from thidua.foundation.notices import unread
from thidua.organisation.commands import succeed_units
from thidua.organisation.models import Recipient, Unit
from thidua.organisation.types import SuccessionKind
from thidua.registrations import commands, desk, logic, queries
from thidua.registrations.gathering import carried
from thidua.registrations.models import Passing, Pledge, Registration, Title
from thidua.registrations.passing_on import pass_on
from thidua.registrations.types import Glance, NewPledge, State

STATES = st.sampled_from(list(State))


@pytest.fixture
def world(province: Province) -> Season:
    return season(province)


def merged(world: Season, *before: Unit, into: Unit, kind: SuccessionKind = SuccessionKind.MERGER) -> None:
    """The units become another one today."""
    succeed_units(
        actor=make.SYSTEM, kind=kind, before_ids=[unit.pk for unit in before], after_ids=[into.pk], on=TODAY,
        instrument="Nghị quyết 1",
    )  # fmt: skip


def taken(world: Season, old: Registration, unit: Unit, **more: Any) -> Registration:
    """The successor's officer takes it over."""
    commands.take_over(
        actor=world.officer(unit), registration_id=old.pk, unit_id=unit.pk, version=old.version, **more
    )
    return world.row(unit)


@pytest.mark.django_db
def test_what_stands_goes_to_the_successor_and_the_old_stays_on_record(world: Season) -> None:
    units = world.units
    school, heir = units.school, units.other_school
    world.title(school, "Trần Thị Trường")
    withdrawn = world.title(school, "Lê Văn Rút")
    commands.withdraw_title(actor=world.officer(school), title_id=withdrawn, reason="Chuyển công tác")
    world.pledge(school, NewPledge("Sáng kiến", Decimal("2.5"), "sáng kiến"))
    world.pledge(heir, NewPledge("sáng  kiến", Decimal("2.5"), "Sáng kiến"))
    world.send(school)
    merged(world, school, into=heir)
    old = world.row(school)
    new = taken(world, old, heir)
    assert [row.recipient.name for row in new.titles.all()] == ["Trần Thị Trường"]
    assert new.pledges.count() == 1 and new.state == "draft"  # the same commitment stands once
    old = world.row(school)
    assert old.passed_at and old.state == "sent" and old.titles.count() == 2 and old.pledges.count() == 1
    assert Passing.objects.get().after_id == new.pk
    assert Title.objects.get(registration=new).passed_from.get().registration_id == old.pk
    acts = set(LedgerEntry.objects.filter(object_type="registration").values_list("act", "object_id"))
    assert {("registrations.hand_over", str(old.pk)), ("registrations.take_over", str(new.pk))} <= acts
    notices = [message.text for message in unread(world.officer(heir)) if "Đã nhận" in message.text]
    assert len(notices) == 1 and "1 danh hiệu, 1 cam kết" in notices[0]
    with pytest.raises(Refused, match="chỉ còn để xem"):
        commands.approve(actor=world.office, registration_id=old.pk, version=old.version)
    with pytest.raises(Refused, match="Không còn gì"):
        taken(world, old, heir)
    person = Recipient.objects.get(name="Trần Thị Trường")
    assert queries.registered(person.pk, 2021) == {WORKER: "draft"}
    assert not list(broken())


@pytest.mark.django_db
def test_what_was_approved_stays_approved_and_counts_once(world: Season) -> None:
    units = world.units
    world.title(units.school, "Trần Thị Trường")
    world.approve(units.school)
    world.consolidate(units.district)
    merged(world, units.school, into=units.other_school, kind=SuccessionKind.RENAMING)
    assert pass_on(TODAY) == 1 and pass_on(TODAY) == 0
    new = world.row(units.other_school)
    assert new.state == "approved" and new.consolidated_at
    content = carried(world.row(units.district))
    assert [(line.name, line.place.unit) for line in content.titles] == [
        ("Trần Thị Trường", "Trường Tiểu học Kim Đồng")
    ]
    rows = list(queries.consolidated(world.office, world.id, units.province.pk))
    assert [(row["name"], row["unit_name"]) for row in rows] == [
        ("Trần Thị Trường", "Trường Tiểu học Kim Đồng")
    ]
    glances = queries.glances(world.office, world.id, units.district.pk)
    assert glances[Glance.DONE] == 1 and glances[Glance.NOT_STARTED] == 1  # the commune alone


@pytest.mark.django_db
def test_it_waits_while_the_successors_own_is_judged(world: Season) -> None:
    units = world.units
    world.title(units.school, "Trần Thị Trường")
    world.title(units.other_school, "Phạm Văn Đồng", FIGHTER)
    row = world.send(units.other_school)
    merged(world, units.school, into=units.other_school)
    old = world.row(units.school)
    assert pass_on(TODAY) == 0
    with pytest.raises(Refused, match="đang chờ duyệt"):
        taken(world, old, units.other_school)
    commands.approve(actor=world.office, registration_id=row.pk, version=row.version)
    assert pass_on(TODAY) == 0  # would send an approved one back: people decide
    new = taken(world, old, units.other_school)
    assert new.state == "draft" and new.titles.count() == 2
    with pytest.raises(Stale):
        commands.take_over(
            actor=world.officer(units.other_school), registration_id=old.pk, unit_id=units.other_school.pk, version=99
        )  # fmt: skip


@pytest.mark.django_db
def test_those_who_are_no_successors_get_nothing(world: Season) -> None:
    units = world.units
    world.title(units.school, "Trần Thị Trường")
    old = world.row(units.school)
    with pytest.raises(NotThere):  # it has not ended
        taken(world, old, units.other_school)
    merged(world, units.school, into=units.other_school)
    with pytest.raises(NotThere):
        taken(world, old, units.commune)
    commands.close_season(actor=world.office, season_id=world.id)
    assert pass_on(TODAY) == 0
    with pytest.raises(Refused, match="đã đóng"):
        taken(world, old, units.other_school)


@pytest.mark.django_db
def test_a_split_is_left_to_people(world: Season, client: Client, settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()
    units = world.units
    for name in ("Trần Thị Một", "Lê Văn Hai"):
        world.title(units.school, name)
    first = world.pledge(units.school, NewPledge("Sáng kiến", Decimal(5), "sáng kiến"))
    world.pledge(units.school, NewPledge("Đoàn kết"))
    heirs = [make.unit(f"Trường mới {at}", parent=units.district) for at in (1, 2)]
    succeed_units(
        actor=make.SYSTEM, kind=SuccessionKind.SPLIT, before_ids=[units.school.pk],
        after_ids=[unit.pk for unit in heirs], on=TODAY, instrument="Nghị quyết 2",
    )  # fmt: skip
    for name, unit in zip(("Trần Thị Một", "Lê Văn Hai"), heirs, strict=True):
        Recipient.objects.filter(name=name).update(unit=unit)
    old = world.row(units.school)
    assert pass_on(TODAY) == 0
    officer = world.officer(heirs[0])
    client.force_login(User.objects.get(pk=officer.user_id))
    assert any("đã kết thúc" in item.title for item in desk.items(officer))
    page = client.get(f"/dang-ky/dot/{world.id}/").content.decode()
    path = f"/dang-ky/{old.pk}/nhan/{heirs[0].pk}/"
    assert path in page and "đã chia cho nhiều đơn vị" in page
    page = client.get(path).content.decode()
    assert "Trần Thị Một" in page and "Ở lại bản cũ" in page and "Sáng kiến: 5 sáng kiến" in page
    wrong = client.post(path, {"version": old.version, "pledges": ["999999"]})
    assert wrong.status_code == 422
    answer = client.post(path, {"version": old.version, "pledges": [str(first)]})
    assert answer.status_code == 302
    mine = world.row(heirs[0])
    assert [row.recipient.name for row in mine.titles.all()] == ["Trần Thị Một"]
    assert [row.words for row in mine.pledges.all()] == ["Sáng kiến"]
    other = taken(world, world.row(units.school), heirs[1])
    assert [row.recipient.name for row in other.titles.all()] == ["Lê Văn Hai"] and not other.pledges.exists()
    assert Pledge.objects.filter(passed_to=None, registration=old).count() == 1  # nobody chose it
    assert "Đã chuyển sang" in client.get(f"/dang-ky/{old.pk}/").content.decode()
    assert "Đã nhận đăng ký của" in client.get(f"/dang-ky/{mine.pk}/").content.decode()
    client.force_login(User.objects.get(pk=world.officer(units.district).user_id))
    page = client.get(f"/dang-ky/dot/{world.id}/").content.decode()
    assert "Đơn vị đã kết thúc trong đợt" in page and "Đã chuyển" in page


@pytest.mark.django_db
def test_more_former_units_cost_no_more_queries(world: Season, client: Client, settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()
    units = world.units
    world.title(units.other_school, "Phạm Văn Đồng")
    client.force_login(User.objects.get(pk=world.officer(units.other_school).user_id))
    pages = [f"/dang-ky/dot/{world.id}/", f"/dang-ky/{world.row(units.other_school).pk}/", "/ban-lam-viec/"]

    def cost() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(page).status_code == 200
            found.append(len(caught))
        return found

    def former(name: str) -> None:
        old = make.unit(name, parent=units.district)
        world.title(old, f"Người của {name}")
        world.pledge(old, NewPledge(f"Cam kết của {name}"))
        merged(world, old, into=units.other_school)

    former("Trường cũ 0")
    few = cost()
    for at in range(1, 4):
        former(f"Trường cũ {at}")
    assert cost() == few


@given(STATES, st.none() | STATES, STATES)
def test_nothing_becomes_approved_that_was_not(old: State, new: State | None, second: State) -> None:
    if new is State.SENT:
        assert not logic.may_receive(new)
        return
    after = logic.after_receiving(old, new)
    assert (after is State.APPROVED) == (old is State.APPROVED and new in (None, State.APPROVED))
    assert after is not State.SENT
    twice = logic.after_receiving(second, after)
    other_way = logic.after_receiving(old, logic.after_receiving(second, new))
    assert (twice is State.APPROVED) == (other_way is State.APPROVED)
