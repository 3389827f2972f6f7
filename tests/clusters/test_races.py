"""Several at one round, one cluster, one activity: one wins, the others are told, nothing is doubled."""

from __future__ import annotations

import pytest

from tests.clusters.stage import D, World, claimed, formed, met, opened
from tests.factories import TODAY, Province
from tests.race import one_wins
from thidua.clusters import commands
from thidua.clusters.commands.scores import Typed
from thidua.clusters.models import (
    Activity,
    AttendanceChange,
    Cluster,
    EntryChange,
    Member,
    Result,
    Standing,
    Vote,
)
from thidua.clusters.types import ActivityKind, Honour, Presence, Side
from thidua.foundation.errors import Refused
from thidua.foundation.models import Notice
from thidua.scoring.engine import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_of_two_scorers_on_one_criterion_one_wins_and_the_other_sees_what_changed(province: Province) -> None:
    world = opened(province)
    row, results = world.of("B"), (D(90), D(95), D(100), D(105))

    def score(number: int) -> int:
        typed = {"thu": Typed(Entry(plan=D(100), result=results[number]))}
        return commands.enter(
            actor=world.officers["B"],
            participant_id=row.pk,
            version=row.version,
            side=Side.MEMBER,
            typed=typed,
        )

    lost = one_wins(score)
    kept = world.of("B").entries.get(leaf="thu").value["result"]
    assert all(f"Thu ngân sách: chưa có → kế hoạch 100, kết quả {kept} (" in str(each) for each in lost)
    assert EntryChange.objects.count() == 1


def test_a_sheet_is_sent_once_and_only_as_it_was_seen(province: Province) -> None:
    world = opened(province)
    world.enter(
        "B", world.officers["B"], Side.MEMBER, thu=Entry(plan=D(100), result=D(90)), tc=Entry(grade="A")
    )
    row = world.of("B")

    def send(_: int) -> None:
        commands.send(actor=world.officers["B"], participant_id=row.pk, version=row.version)

    one_wins(send)
    assert Notice.objects.filter(text__contains="đã gửi bảng tự chấm").count() == 1


def ready(province: Province) -> World:
    world = opened(province)
    claimed(world)
    met(world)
    return world


def test_a_result_is_published_once(province: Province) -> None:
    world = ready(province)
    version = world.version()
    one_wins(lambda _: commands.publish(actor=world.office, round_id=world.round, version=version))
    assert (Result.objects.count(), Standing.objects.count()) == (1, 5)


def test_a_meeting_recorded_by_several_has_one_count_of_votes(province: Province) -> None:
    world = ready(province)
    version, first = world.version(), world.of("A").pk

    def record(number: int) -> None:
        commands.record_meeting(
            actor=world.office, round_id=world.round, version=version, met_on=TODAY, met_at=f"Phòng {number}",
            present=5, votes={(first, Honour.FLAG): number + 1},
        )  # fmt: skip

    one_wins(record)
    assert Vote.objects.filter(void_at=None).count() == 1 and Activity.objects.count() == 1


def test_a_cluster_is_handed_over_once(province: Province) -> None:
    world = formed(province)
    heads = [world.units[name].pk for name in "BCDE"]
    lost = one_wins(
        lambda number: commands.hand_over(
            actor=world.office, cluster_id=world.cluster, head_id=heads[number]
        ),
        Refused,
    )
    assert all("Năm 2022 đã có" in str(each) for each in lost)
    later = Cluster.objects.get(year=2022)
    assert Member.objects.filter(cluster=later, until=None).count() == 5
    assert Notice.objects.filter(text__contains="đã bàn giao").count() == 5


def test_attendance_entered_by_several_is_entered_once(province: Province) -> None:
    world = formed(province)
    pk = commands.call_activity(
        actor=world.office, cluster_id=world.cluster, kind=ActivityKind.VISIT, title="Đi", held_on=TODAY
    )
    unit, kinds = world.units["B"].pk, list(Presence)
    one_wins(
        lambda number: commands.take_attendance(
            actor=world.office, activity_id=pk, version=1, given={unit: kinds[number]}
        )
    )
    assert AttendanceChange.objects.count() == 1
