"""Activities of a cluster: called, moved, called off, who came, and what absence costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.clusters.stage import SHEET, World, claimed, formed, met, opened
from tests.factories import TODAY, Province
from thidua.access.models import User
from thidua.access.types import Role
from thidua.clusters import commands, desk, feeds, logic, queries
from thidua.clusters.models import Activity, AttendanceChange
from thidua.clusters.types import ActivityKind, ClusterKind, Place, Presence
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice
from thidua.scoring import commands as scoring
from thidua.scoring.engine import Deduction

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=5)


@pytest.fixture
def world(province: Province) -> World:
    return formed(province)


def called(world: World, on: date = TODAY, kind: ActivityKind = ActivityKind.REVIEW) -> Activity:
    head = world.officers["A"]
    pk = commands.call_activity(
        actor=head, cluster_id=world.cluster, kind=kind, title="Sơ kết 6 tháng", held_on=on, place="Trường A"
    )
    return Activity.objects.get(pk=pk)


def attend(world: World, row: Activity, why: str = "", **given: Presence) -> int:
    row.refresh_from_db()
    return commands.take_attendance(
        actor=world.officers["A"], activity_id=row.pk, version=row.version, why=why,
        given={world.units[name].pk: presence for name, presence in given.items()},
    )  # fmt: skip


def test_each_member_is_told_once_and_sees_it_on_desk_and_calendar(world: World) -> None:
    row = called(world, LATER)
    told = Notice.objects.filter(text__contains="Sơ kết 6 tháng")
    assert sorted(told.values_list("unit_id", flat=True)) == sorted(unit.pk for unit in world.units.values())
    url = f"/cum-khoi/hoat-dong/{row.pk}/"
    for actor in (world.officers["C"], world.office):
        assert [item.due for item in desk.items(actor) if item.url == url] == [LATER]
        assert [entry.on for entry in desk.dates(actor, TODAY, LATER) if entry.url == url] == [LATER]
    commands.change_activity(
        actor=world.office, activity_id=row.pk, version=1, kind=ActivityKind.REVIEW, title=row.title,
        held_on=LATER + timedelta(days=1), place=row.place,
    )  # fmt: skip
    assert Notice.objects.filter(text__contains="đổi sang ngày").count() == 5
    commands.call_off(actor=world.office, activity_id=row.pk, version=2, reason="Bão")
    assert Notice.objects.filter(text__contains="hủy").count() == 5
    assert not [item for item in desk.items(world.officers["C"]) if item.url == url]
    with pytest.raises(Refused, match="đã hủy"):
        attend(world, row, A=Presence.LEADER)


def test_a_past_activity_is_recorded_in_silence_and_asks_its_head_for_attendance(world: World) -> None:
    row = called(world, TODAY - timedelta(days=3))
    assert not Notice.objects.filter(text__contains="Sơ kết 6 tháng").exists()
    waits = [item.button for item in desk.items(world.officers["A"]) if f"/{row.pk}/" in item.url]
    assert waits == ["Điểm danh"]
    assert not [item for item in desk.items(world.officers["B"]) if "hoat-dong" in item.url]
    attend(world, row, A=Presence.LEADER)
    assert not [item for item in desk.items(world.officers["A"]) if "hoat-dong" in item.url]


def test_attendance_is_corrected_only_with_a_reason_and_leaves_a_trace(world: World) -> None:
    row = called(world)
    assert attend(world, row, A=Presence.LEADER, B=Presence.ABSENT) == 2
    assert attend(world, row, B=Presence.ABSENT) == 0
    with pytest.raises(Refused, match="ghi lý do"):
        attend(world, row, B=Presence.EXCUSED)
    assert attend(world, row, C=Presence.STAND_IN) == 1
    assert attend(world, row, why="Có giấy xin phép", B=Presence.EXCUSED) == 1
    last = AttendanceChange.objects.latest("pk")
    assert (last.old, last.new, last.why) == ("absent", "excused", "Có giấy xin phép")
    assert not list(broken())


def test_who_may_and_what_cannot_be(world: World, province: Province) -> None:
    with pytest.raises(Refused, match="trưởng, phó cụm"):
        commands.call_activity(
            actor=world.officers["B"],
            cluster_id=world.cluster,
            kind=ActivityKind.VISIT,
            title="Đi",
            held_on=TODAY,
        )
    with pytest.raises(Refused, match="ba tháng đầu năm sau"):
        called(world, date(2022, 4, 1))
    row = called(world, LATER)
    with pytest.raises(Refused, match="mới diễn ra"):
        attend(world, row, A=Presence.LEADER)
    row = called(world)
    stranger = make.unit("Trường lạ", parent=province.district)
    with pytest.raises(NotThere):
        commands.take_attendance(
            actor=world.office, activity_id=row.pk, version=1, given={stranger.pk: Presence.LEADER}
        )
    attend(world, row, A=Presence.LEADER)
    with pytest.raises(Stale, match="xem lại"):
        commands.take_attendance(actor=world.office, activity_id=row.pk, version=1, given={})
    with pytest.raises(Refused, match="đã điểm danh"):
        commands.call_off(actor=world.office, activity_id=row.pk, version=2, reason="Nhầm")
    outside = make.actor(Role.EMULATION_OFFICER, province.other_district)
    with pytest.raises(NotThere):
        queries.activity(outside, row.pk)


def test_those_of_the_day_belong_to_an_activity(world: World) -> None:
    members = {each.unit.name: each for each in queries.members_of(world.cluster)}
    commands.end_member(
        actor=world.office, member_id=members["Trường E"].pk, until=date(2021, 6, 30), reason="Chuyển cụm"
    )
    commands.change_place(
        actor=world.office, member_id=members["Trường B"].pk, place=Place.DEPUTY, on=date(2021, 6, 30)
    )

    def there(day: date) -> list[tuple[str, str]]:
        return [(each.unit.name[-1], each.place) for each in queries.members_on(world.cluster, day)]

    assert there(date(2021, 6, 29))[0] == ("A", "head") and len(there(date(2021, 6, 29))) == 5
    assert ("B", "member") in there(date(2021, 6, 29)) and ("B", "deputy") in there(date(2021, 6, 30))
    assert "E" in dict(there(date(2021, 6, 30))) and "E" not in dict(there(date(2021, 7, 1)))


def test_absence_is_counted_for_the_round_from_its_own_cluster(province: Province) -> None:
    world = formed(province)
    fed = SHEET.deductions[0].model_copy(update={"feed": "absent"})
    away = Deduction(code="ld", title="Lãnh đạo vắng", points=SHEET.total / 50, feed="leader_away")
    sheet = SHEET.model_copy(update={"code": "vang", "deductions": (fed, away)})
    pk = scoring.draft(actor=world.office, unit_id=province.province.pk, sheet=sheet)
    scoring.adopt(actor=world.office, sheet_id=pk, version=1, instrument="", checked=False)
    world.round = commands.open_round(
        actor=world.office, cluster_id=world.cluster, title="Tổng kết", sheet_id=pk
    )
    for one in (called(world, date(2021, 3, 3)), called(world, date(2021, 6, 3))):
        attend(world, one, A=Presence.LEADER, B=Presence.ABSENT, C=Presence.STAND_IN, D=Presence.EXCUSED)
    gone = called(world, date(2021, 7, 3))
    commands.call_off(actor=world.office, activity_id=gone.pk, version=1, reason="Dịch bệnh")
    other = formed_again(world)
    attend(world, other, B=Presence.ABSENT)
    assert commands.refresh_feeds(actor=world.office, round_id=world.round, version=world.version()) == 3
    counted = {
        name: dict(world.of(name).cases.filter(withdrawn_at=None).values_list("code", "count"))
        for name in world.units
    }
    assert counted == {"A": {}, "B": {"vang": 2, "ld": 2}, "C": {"ld": 2}, "D": {"ld": 2}, "E": {}}
    units = [unit.pk for unit in world.units.values()]
    assert feeds.count("absent", units, 2021) == {world.units["B"].pk: 3}
    assert feeds.count("absent", units, 2020) == {}


def formed_again(world: World) -> Activity:
    """An activity of another cluster with A as its head."""
    cluster = commands.form_cluster(
        actor=world.office, unit_id=world.office.posts[0].unit_id, title="Khối khác", year=2021,
        kind=ClusterKind.BLOC,
    )  # fmt: skip
    for name, place in (("A", Place.HEAD), ("B", Place.MEMBER)):
        commands.add_member(
            actor=world.office,
            cluster_id=cluster,
            unit_id=world.units[name].pk,
            place=place,
            since=date(2021, 1, 1),
        )
    pk = commands.call_activity(
        actor=world.officers["A"],
        cluster_id=cluster,
        kind=ActivityKind.OTHER,
        title="Giao lưu",
        held_on=TODAY,
    )
    return Activity.objects.get(pk=pk)


def test_a_rounds_meeting_is_an_activity_and_is_held_against_its_minutes(province: Province) -> None:
    world = opened(province)
    claimed(world)
    met(world)
    row = Activity.objects.get(round=world.round)
    assert (row.held_on, row.place) == (TODAY, "Hội trường Trường A")

    def record(day: date) -> None:
        commands.record_meeting(
            actor=world.office, round_id=world.round, version=world.version(), met_on=day, met_at="", present=5,
            votes={},
        )  # fmt: skip

    record(TODAY - timedelta(days=1))
    row.refresh_from_db()
    assert row.held_on == TODAY - timedelta(days=1) and Activity.objects.count() == 1
    commands.go_back(actor=world.office, round_id=world.round, version=world.version(), reason="Kiểm lại")
    world.go_on()
    record(TODAY)
    assert Activity.objects.filter(round=world.round).count() == 2
    with pytest.raises(Refused, match="đã ghi biên bản"):
        commands.call_off(actor=world.office, activity_id=row.pk, version=row.version, reason="Nhầm")


def test_attendance_and_minutes_agree_or_it_is_told() -> None:
    assert "Biên bản ghi 4" in logic.meeting_differs(4, 3, members=5, entered=5)
    for present, came, entered in ((4, 4, 5), (4, 3, 4), (None, 3, 5)):
        assert logic.meeting_differs(present, came, 5, entered) == ""


def test_the_pages_take_what_is_typed_and_cost_the_same_for_more(
    world: World, client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=world.officers["A"].user_id))
    path = f"/cum-khoi/{world.cluster}/hoat-dong-moi/"
    typed = {"kind": "visit", "title": "Tham quan", "held_on": "31/02/2021", "place": "Trường B"}
    bad = client.post(path, typed)
    assert "Tham quan" in bad.content.decode() and not Activity.objects.exists()
    assert client.post(path, typed | {"held_on": "15/12/2021"}).status_code == 302
    row = Activity.objects.get()
    units = {f"unit-{unit.pk}": "leader" for unit in world.units.values()}
    late = client.post(f"/cum-khoi/hoat-dong/{row.pk}/diem-danh/", {"version": "9", **units})
    assert late.status_code == 409 and "Lãnh đạo dự" in late.content.decode()
    assert (
        client.post(f"/cum-khoi/hoat-dong/{row.pk}/diem-danh/", {"version": "1", **units}).status_code == 302
    )
    with django_assert_max_num_queries(16):
        page = client.get(f"/cum-khoi/hoat-dong/{row.pk}/").content.decode()
    assert "5/5 đơn vị" in page
    assert "5 dự, 0 vắng" in client.get(f"/cum-khoi/{world.cluster}/").content.decode()
