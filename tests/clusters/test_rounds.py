"""A round from self-score to nominations: who may do what when, what is kept, what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import factories as make
from tests.clusters.stage import D, World, claimed, formed, met, opened, published
from tests.factories import TODAY, Province
from thidua.access.types import Role
from thidua.clusters import commands, desk, feeds, queries, screens
from thidua.clusters.commands.results import latest_standings
from thidua.clusters.commands.scores import Typed
from thidua.clusters.models import Cluster, EntryChange, Objection, Result, Round, Vote
from thidua.clusters.models import Entry as Row
from thidua.clusters.rebuilding import rebuild
from thidua.clusters.reckoning import reckon
from thidua.clusters.types import Honour, Place, Ruling, Side, Stage
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice
from thidua.nominations.models import Nomination
from thidua.organisation.commands import succeed_units
from thidua.organisation.types import SuccessionKind, UnitKind
from thidua.scoring.engine import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(province: Province) -> World:
    return opened(province)


def test_from_self_score_to_a_ranking_and_nominations(province: Province) -> None:
    world = published(province)
    ranks = [
        (s.participant.unit.name, s.rank, s.flag, s.certificate, s.score["total"])
        for s in latest_standings(world.round)
    ]
    assert ranks == [
        ("Trường A", 1, True, False, "106.00"),
        ("Trường B", 2, False, True, "100.00"),
        ("Trường C", 3, False, False, "94.00"),
        ("Trường D", 4, False, False, "88.00"),
        ("Trường E", 5, False, False, "82.00"),
    ]
    made = commands.propose(
        actor=world.office, round_id=world.round, version=world.version(),
        chosen=[(world.of("A").pk, Honour.FLAG), (world.of("B").pk, Honour.CERTIFICATE)],
    )  # fmt: skip
    awards = dict(Nomination.objects.filter(pk__in=made).values_list("recipient__name", "award"))
    assert sorted(awards.values()) == ["provincial_certificate_of_merit", "provincial_emulation_flag"]
    with pytest.raises(Refused, match="đã đề nghị 1"):
        commands.propose(
            actor=world.office,
            round_id=world.round,
            version=world.version(),
            chosen=[(world.of("A").pk, Honour.FLAG)],
        )
    assert not list(broken())


def test_a_flag_needs_the_vote(province: Province) -> None:
    world = published(province)
    with pytest.raises(Refused, match="chưa có quá nửa"):
        commands.propose(
            actor=world.office,
            round_id=world.round,
            version=world.version(),
            chosen=[(world.of("C").pk, Honour.FLAG)],
        )


def test_each_side_scores_its_part_at_its_time(world: World) -> None:
    ratio = Entry(plan=D(100), result=D(100))
    with pytest.raises(Refused, match="còn đang tự chấm"):
        world.enter("B", world.officers["A"], Side.HEAD, thu=ratio)
    with pytest.raises(Refused, match="không do đơn vị tự chấm"):
        world.enter("B", world.officers["B"], Side.MEMBER, td=Entry(count=4))
    with pytest.raises(Refused, match="Việc này cần là"):
        world.enter("B", world.officers["C"], Side.MEMBER, thu=ratio)
    with pytest.raises(Refused, match="không có mức"):
        world.enter("B", world.officers["B"], Side.MEMBER, tc=Entry(grade="Z"))
    claimed(world)
    world.go_on()
    with pytest.raises(Refused, match="hết bước tự chấm"):
        world.enter("B", world.officers["B"], Side.MEMBER, thu=ratio.model_copy(update={"result": D(120)}))
    with pytest.raises(Refused, match="ghi lý do"):
        world.enter("B", world.officers["A"], Side.HEAD, tc=Entry(grade="B"))
    world.enter("B", world.officers["A"], Side.HEAD, tc=Entry(grade="B"), why="Thiếu biên bản xếp loại")
    entry = Row.objects.get(participant=world.of("B"), leaf="tc")
    assert (entry.claimed, entry.value) == ({"grade": "A"}, {"grade": "B"})
    last = EntryChange.objects.filter(entry=entry).latest("pk")
    assert (last.old, last.new, last.why) == ({"grade": "A"}, {"grade": "B"}, "Thiếu biên bản xếp loại")
    with pytest.raises(Refused, match="không do trưởng cụm"):
        world.enter("B", world.officers["A"], Side.HEAD, td=Entry(count=4))


def test_of_two_at_once_one_wins(world: World) -> None:
    row, ratio = world.of("B"), Typed(Entry(plan=D(100), result=D(100)))
    call = {"participant_id": row.pk, "version": row.version, "side": Side.MEMBER}
    commands.enter(actor=world.officers["B"], typed={"thu": ratio}, **call)
    with pytest.raises(Stale, match="Lịch sử"):
        commands.enter(actor=world.officers["B"], typed={"thu": ratio}, **call)


def test_nothing_goes_on_with_gaps_or_open_objections(world: World) -> None:
    row = world.of("B")
    with pytest.raises(Refused, match="Chưa chấm: Thu ngân sách; Tổ chức"):
        commands.send(actor=world.officers["B"], participant_id=row.pk, version=row.version)
    claimed(world)
    world.go_on()
    with pytest.raises(Refused, match="thiếu số liệu của tiêu chí “td”"):
        world.go_on()
    for name in world.units:
        world.enter(name, world.office, Side.OFFICE, td=Entry(count=4))
    world.go_on()
    objection = commands.object_to(
        actor=world.officers["B"],
        participant_id=world.of("B").pk,
        leaf="td",
        words="Đã có đủ năm phong trào.",
    )
    with pytest.raises(Refused, match="Còn 1 ý kiến"):
        world.go_on()
    with pytest.raises(Refused, match="cơ quan thường trực trả lời"):
        commands.rule(
            actor=world.officers["A"], objection_id=objection, ruling=Ruling.DISMISSED, reason="Không"
        )
    commands.rule(
        actor=world.office, objection_id=objection, ruling=Ruling.UPHELD, reason="Đúng", value=Entry(count=3)
    )
    assert Objection.objects.get().ruling == "upheld"
    assert Row.objects.get(participant=world.of("B"), leaf="td").value == {"count": 3}
    world.go_on()
    assert Round.objects.get().stage == Stage.MEETING


def test_a_vote_without_quorum_is_refused_and_a_second_meeting_voids_the_first(world: World) -> None:
    claimed(world)
    met(world)
    with pytest.raises(Refused, match="chưa đủ hai phần ba"):
        commands.record_meeting(
            actor=world.office,
            round_id=world.round,
            version=world.version(),
            met_on=TODAY,
            met_at="",
            present=3,
            votes={},
        )
    with pytest.raises(Refused, match="từ 0 đến 4"):
        commands.record_meeting(
            actor=world.office, round_id=world.round, version=world.version(), met_on=TODAY, met_at="", present=4,
            votes={(world.of("A").pk, Honour.FLAG): 5},
        )  # fmt: skip
    commands.go_back(
        actor=world.office, round_id=world.round, version=world.version(), reason="Kiểm lại số liệu"
    )
    assert Vote.objects.filter(void_at=None).count() == 0 and Vote.objects.count() == 3
    with pytest.raises(Refused):
        commands.publish(actor=world.office, round_id=world.round, version=world.version())
    world.go_on()
    with pytest.raises(Refused, match="Chưa ghi kết quả bỏ phiếu"):
        commands.publish(actor=world.office, round_id=world.round, version=world.version())


def test_cases_cost_points_block_flags_and_are_withdrawn_with_a_reason(world: World) -> None:
    claimed(world)
    case = commands.add_case(
        actor=world.office, participant_id=world.of("A").pk, code="kl", count=1, words="QĐ 12"
    )
    gone = commands.add_case(
        actor=world.office, participant_id=world.of("B").pk, code="vang", count=2, words="Biên bản"
    )
    commands.withdraw_case(actor=world.office, case_id=gone, reason="Ghi nhầm đơn vị")
    with pytest.raises(Refused, match="đã được rút"):
        commands.withdraw_case(actor=world.office, case_id=gone, reason="Ghi nhầm")
    met(world)
    commands.publish(actor=world.office, round_id=world.round, version=world.version())
    top = {s.participant.unit.name: s for s in latest_standings(world.round)}
    assert top["Trường B"].score["total"] == "100.00" and top["Trường B"].flag is True
    assert top["Trường A"].score["blocked"] == ["Người đứng đầu bị kỷ luật"] and top["Trường A"].flag is False
    with pytest.raises(Refused, match="không xét Cờ thi đua"):
        commands.propose(
            actor=world.office,
            round_id=world.round,
            version=world.version(),
            chosen=[(world.of("A").pk, Honour.FLAG)],
        )
    with pytest.raises(Refused, match="đã họp"):
        commands.withdraw_case(actor=world.office, case_id=case, reason="Muộn")


def test_other_rooms_are_counted_and_counted_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    claimed(world)
    known = {world.units["B"].pk: 2}
    monkeypatch.setitem(feeds._counters, "returned", lambda units, year: known)
    assert commands.refresh_feeds(actor=world.office, round_id=world.round, version=world.version()) == 1
    assert commands.refresh_feeds(actor=world.office, round_id=world.round, version=world.version()) == 0
    known[world.units["B"].pk] = 1
    world.go_on()
    assert screens.round_page(world.officers["A"], world.round)["recount"] == 1
    assert screens.round_page(world.officers["B"], world.round)["recount"] == 0
    commands.refresh_feeds(actor=world.office, round_id=world.round, version=world.version())
    assert list(world.of("B").cases.order_by("pk").values_list("count", "withdrawn_reason")) == [
        (2, "Hệ thống đếm lại"), (1, ""),
    ]  # fmt: skip
    assert screens.round_page(world.officers["A"], world.round)["recount"] == 0


def test_a_unit_that_leaves_keeps_its_sheet_and_is_not_ranked(world: World) -> None:
    claimed(world)
    member = queries.members_of(world.cluster)[-1]
    commands.end_member(actor=world.office, member_id=member.pk, until=TODAY, reason="Sáp nhập")
    row = world.of("E")
    commands.take_out(actor=world.office, participant_id=row.pk, version=row.version, reason="Sáp nhập")
    world.go_on()
    with pytest.raises(Refused, match="ra khỏi đợt chấm"):
        world.enter("E", world.office, Side.OFFICE, td=Entry(count=4))
    assert Row.objects.filter(participant=row).count() == 2


def test_a_correction_is_a_new_result_with_its_trace(province: Province) -> None:
    world = published(province)
    row = world.of("B")
    typed = {"thu": Typed(Entry(plan=D(100), result=D(115)))}
    with pytest.raises(Refused, match="lý do đính chính"):
        commands.correct(
            actor=world.office, participant_id=row.pk, version=row.version, typed=typed, reason=" "
        )
    with pytest.raises(Refused, match="đã họp"):
        commands.enter(
            actor=world.office,
            participant_id=row.pk,
            version=row.version,
            side=Side.OFFICE,
            typed=typed,
            why="x",
        )
    commands.correct(
        actor=world.office,
        participant_id=row.pk,
        version=row.version,
        typed=typed,
        reason="Số liệu quyết toán",
    )
    first, second = Result.objects.order_by("number")
    assert first.standings.get(participant=row).rank == 2
    assert second.standings.get(participant=row).rank == 1 and second.reason == "Số liệu quyết toán"
    report = rebuild()
    assert (report.results, report.standings, report.faults) == (2, 10, [])


def test_a_rebuild_finds_a_total_that_was_tampered_with(province: Province) -> None:
    world = published(province)
    standing = latest_standings(world.round)[0]
    standing.score = {**standing.score, "total": "99.99"}
    standing.save()
    assert any("Trường A" in fault for fault in rebuild().faults)
    Row.objects.filter(participant=world.of("B"), leaf="td").update(value={"count": 1})
    assert any("không khớp số liệu đang lưu" in fault for fault in rebuild().faults)


def test_members_do_not_see_each_other_before_publication(world: World, province: Province) -> None:
    claimed(world)
    mine = [each.unit.name for each in queries.participants(world.officers["B"], world.round)]
    assert mine == ["Trường B"]
    with pytest.raises(NotThere):
        queries.participant(world.officers["B"], world.of("C").pk)
    assert len(queries.participants(world.officers["A"], world.round)) == 5
    assert len(queries.participants(world.office, world.round)) == 5
    stranger = make.actor(Role.EMULATION_OFFICER, province.other_district)
    with pytest.raises(NotThere):
        queries.round_seen(stranger, world.round)
    met(world)
    commands.publish(actor=world.office, round_id=world.round, version=world.version())
    assert len(queries.participants(world.officers["B"], world.round)) == 5


def test_one_head_one_place_and_the_next_year(province: Province) -> None:
    world = formed(province)
    first, second = queries.members_of(world.cluster)[:2]
    with pytest.raises(Refused, match="Trường A đang là trưởng"):
        commands.change_place(actor=world.office, member_id=second.pk, place=Place.HEAD, on=TODAY)
    with pytest.raises(Refused, match="đã thuộc cụm"):
        commands.add_member(
            actor=world.office,
            cluster_id=world.cluster,
            unit_id=first.unit_id,
            place=Place.MEMBER,
            since=TODAY,
        )
    later = commands.hand_over(actor=world.office, cluster_id=world.cluster, head_id=second.unit_id)
    assert [(m.unit.name, m.place) for m in queries.members_of(later)][:2] == [
        ("Trường B", "head"),
        ("Trường A", "member"),
    ]
    with pytest.raises(Refused, match="Năm 2022 đã có"):
        commands.hand_over(actor=world.office, cluster_id=world.cluster, head_id=second.unit_id)


def test_staff_is_said_with_day_and_source_and_goes_along(province: Province) -> None:
    world = formed(province)
    member = queries.members_of(world.cluster)[1]
    given = {"member_id": member.pk, "staff": 4, "on": TODAY, "source": "Quyết định giao biên chế"}
    version = Cluster.objects.get(pk=world.cluster).version
    with pytest.raises(Refused, match="trưởng, phó cụm"):
        commands.set_staff(actor=world.officers["C"], version=version, **given)
    with pytest.raises(Refused, match="nguồn của số liệu"):
        commands.set_staff(actor=world.office, version=version, **given | {"source": " "})
    commands.set_staff(actor=world.officers["A"], version=version, **given)
    with pytest.raises(Stale):
        commands.set_staff(actor=world.office, version=version, **given)
    told = screens.cluster_page(world.office, world.cluster)["findings"]
    assert any("Trường B (4)" in each for each in told) and any("Chưa ghi số người" in each for each in told)
    commands.change_place(actor=world.office, member_id=member.pk, place=Place.DEPUTY, on=TODAY)
    later = commands.hand_over(actor=world.office, cluster_id=world.cluster, head_id=member.unit_id)
    kept = {each.unit.name: (each.staff, each.staff_on) for each in queries.members_of(later)}
    assert kept["Trường B"] == (4, TODAY) and kept["Trường C"] == (None, None)


def test_last_years_ranks_stand_beside_this_years(province: Province) -> None:
    world = published(province)
    later = commands.hand_over(actor=world.office, cluster_id=world.cluster, head_id=world.units["B"].pk)
    before = queries.ranks_before(queries.cluster(world.office, later))
    assert before[world.units["A"].pk] == 1 and before[world.units["E"].pk] == 5


def test_a_round_needs_a_sheet_in_force_and_days_in_order(province: Province) -> None:
    world = formed(province)
    with pytest.raises(Refused, match="phải theo thứ tự"):
        commands.open_round(
            actor=world.office, cluster_id=world.cluster, title="Đợt", sheet_id=world.sheet,
            self_by=date(2021, 12, 30), check_by=date(2021, 12, 1),
        )  # fmt: skip


def test_a_merged_units_open_work_goes_to_what_took_its_place(world: World, province: Province) -> None:
    new = make.unit("Trường B mới", UnitKind.SCHOOL, province.district, valid_from=TODAY)
    succeed_units(
        actor=make.SYSTEM, kind=SuccessionKind.MERGER, before_ids=[world.units["B"].pk], after_ids=[new.pk],
        on=TODAY, instrument="Nghị quyết mẫu",
    )  # fmt: skip
    heir = make.actor(Role.EMULATION_OFFICER, new)
    row = world.of("B")
    assert [each.unit.name for each in queries.participants(heir, world.round)] == ["Trường B"]
    assert any(f"/bang/{row.pk}/" in item.url for item in desk.items(heir))
    world.enter("B", heir, Side.MEMBER, thu=Entry(plan=D(100), result=D(100)), tc=Entry(grade="A"))
    commands.send(actor=heir, participant_id=row.pk, version=world.of("B").version)
    assert world.of("B").unit_id == world.units["B"].pk
    world.go_on()
    heard = Notice.objects.filter(text__contains="chuyển sang bước").values_list("unit_id", flat=True)
    assert set(heard) == {new.pk, *(world.units[name].pk for name in "ACDE")}
    told = screens.cluster_page(world.office, world.cluster)["findings"]
    assert any("Trường B đã chấm dứt" in each for each in told)
    later = commands.hand_over(actor=world.office, cluster_id=world.cluster, head_id=world.units["B"].pk)
    assert next((m.unit.name, m.place) for m in queries.members_of(later)) == ("Trường B mới", "head")
    with pytest.raises(NotThere):
        queries.participant(heir, world.of("C").pk)


def test_working_a_round_out_costs_four_queries_however_many_units(
    world: World, django_assert_num_queries: Any
) -> None:
    claimed(world)
    row = Round.objects.get(pk=world.round)
    for name in ("", "E", "D"):
        if name:
            left = world.of(name)
            commands.take_out(
                actor=world.office, participant_id=left.pk, version=left.version, reason="Sáp nhập"
            )
        with django_assert_num_queries(4):
            found = reckon(row)
        assert len(found.members) == 5 - "_ED".index(name or "_")
