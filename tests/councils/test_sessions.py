"""Councils and their sessions: from founding to minutes, and what closing does to the nominations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.councils.conftest import COURSE, NAMES, TODAY, Room
from tests.factories import SYSTEM, actor
from tests.nominations.conftest import STATE_AWARD, Stage
from tests.nominations.test_races import at_once
from thidua.access.types import Role
from thidua.councils import commands, desk
from thidua.councils.minutes import minutes_document, minutes_docx, minutes_pdf
from thidua.councils.models import Member, Session, SessionItem
from thidua.councils.queries import agenda_candidates, council, councils, session_page, sessions
from thidua.councils.types import Absent, MemberRole, Method, Vote
from thidua.eligibility.models import Check
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.nominations.models import Nomination, Review, Step
from thidua.nominations.types import Event
from thidua.papers.lint import lint


def test_a_closed_session_sends_each_nomination_its_way(room: Room) -> None:
    yes, no = room.waiting("Nguyễn Văn An"), room.waiting("Nguyễn Văn Ba")
    session = room.counted(room.session(yes, no), Vote(yes, 8, 1), Vote(no, 4))
    rows = commands.close_session(actor=room.stage.officer, session_id=session)
    assert [row.ok for row in rows] == [True, True]
    states = dict(Nomination.objects.values_list("pk", "review_state"))
    assert states == {yes: "council_approved", no: "rejected"}
    review = Review.objects.get(nomination=yes)
    assert (review.session_id, review.votes_yes, review.votes_members) == (session, 7, 9)
    assert review.ballot == {
        "members": 9, "present": 7, "yes": 7, "written_yes": 1, "secret": True, "method": "ballot",
    }  # fmt: skip
    step = Step.objects.get(nomination=yes, event="council_approve")
    assert (step.text, step.paper) == ("8/9 thành viên đồng ý.", "Biên bản số 01/BB-HĐTĐKT")
    assert step.url == f"/hoi-dong/phien/{session}/"
    item = SessionItem.objects.get(nomination=yes)
    assert (item.needed, item.outcome) == (5, "approved")
    assert item.basis.startswith("quá nửa tổng số thành viên, theo quy chế làm việc của Hội đồng")
    assert list(broken()) == []


def test_five_of_nine_is_more_than_half_four_is_not(room: Room) -> None:
    pks = [room.waiting(f"Người {at}") for at in range(2)]
    session = room.counted(room.session(*pks), Vote(pks[0], 5), Vote(pks[1], 4))
    commands.close_session(actor=room.stage.officer, session_id=session)
    outcomes = SessionItem.objects.order_by("position").values_list("outcome", flat=True)
    assert list(outcomes) == ["approved", "refused"]


def test_the_vote_becomes_part_of_the_check(room: Room) -> None:
    pk = room.waiting()
    commands.close_session(
        actor=room.stage.officer, session_id=room.counted(room.session(pk), Vote(pk, 8, 1))
    )
    check = Check.objects.get(pk=Nomination.objects.get(pk=pk).check_id)
    assert check.question["question"]["ballot"]["yes"] == 7


def test_a_council_below_is_not_measured_by_the_provincial_councils_share(room: Room) -> None:
    pk = room.waiting(award="provincial_emulation_fighter")
    session = room.counted(room.session(pk), Vote(pk, 6))
    assert [item.by_law for item in session_page(room.stage.officer, session).items] == [False]
    commands.close_session(actor=room.stage.officer, session_id=session)
    row = Nomination.objects.get(pk=pk)
    assert row.review_state == "council_approved"
    assert "ballot" not in Check.objects.get(pk=row.check_id).question["question"]


def _provincial(stage: Stage) -> tuple[int, int, list[str]]:
    """A council of ten at the province with one provincial title before it."""
    pk = stage.at_province("provincial_emulation_fighter")
    stage.do(stage.province_officer, pk, Event.APPRAISE_AGREE)
    found = commands.found_council(
        actor=stage.province_officer,
        unit_id=stage.units.province.pk,
        name="Hội đồng tỉnh",
        since=date(2021, 1, 1),
    )
    names = [f"Ủy viên {chr(65 + at)}" for at in range(10)]
    for at, name in enumerate(names):
        commands.seat_member(
            actor=stage.province_officer, council_id=found, name=name, since=date(2021, 1, 1),
            role=MemberRole.CHAIR if at == 0 else MemberRole.MEMBER,
        )  # fmt: skip
    return pk, found, names


@pytest.mark.parametrize(("yes", "outcome"), [(9, "council_approved"), (8, "rejected")])
def test_the_law_asks_ninety_per_cent_of_all_of_the_provincial_council(
    stage: Stage, yes: int, outcome: str
) -> None:
    pk, found, names = _provincial(stage)
    course = replace(COURSE, absent=(Absent(names[9], "ốm"),), chair=names[0], secretary=names[1])
    session = commands.open_session(
        actor=stage.province_officer,
        council_id=found,
        round_id=stage.round_id,
        held_on=TODAY,
        nomination_ids=[pk],
    )
    commands.record_course(
        actor=stage.province_officer, session_id=session, course=replace(course, secret=False)
    )
    commands.record_votes(actor=stage.province_officer, session_id=session, votes=[Vote(pk, yes)])
    with pytest.raises(Refused, match="pháp luật yêu cầu bỏ phiếu kín"):
        commands.close_session(actor=stage.province_officer, session_id=session)
    commands.record_course(actor=stage.province_officer, session_id=session, course=course)
    commands.close_session(actor=stage.province_officer, session_id=session)
    item = SessionItem.objects.get(nomination=pk)
    assert item.needed == 9
    assert item.basis.startswith("từ 90 %")
    assert Nomination.objects.get(pk=pk).review_state == outcome


def test_a_member_of_the_recipients_name_takes_no_part_but_stays_counted(room: Room) -> None:
    pk = room.waiting(NAMES[3])
    session = room.session(pk)
    assert session_page(room.stage.officer, session).items[0].conflicts == (NAMES[3],)
    commands.record_course(actor=room.stage.officer, session_id=session, course=COURSE)
    with pytest.raises(
        Refused, match=f"{NAMES[3]}: Phiếu đồng ý tại phiên họp \\(7\\) nhiều hơn số biểu quyết \\(6\\)"
    ):
        commands.record_votes(actor=room.stage.officer, session_id=session, votes=[Vote(pk, 7)])
    commands.record_votes(actor=room.stage.officer, session_id=session, votes=[Vote(pk, 7, conflicts=())])
    commands.record_votes(
        actor=room.stage.officer, session_id=session, votes=[Vote(pk, 6, conflicts=(NAMES[3],))]
    )
    commands.close_session(actor=room.stage.officer, session_id=session)
    assert SessionItem.objects.get(session=session).needed == 5
    contents = [getattr(block, "text", "") for block in minutes_document(room.stage.officer, session).blocks]
    assert any("không tham gia biểu quyết" in text and NAMES[3] in text for text in contents)
    assert Review.objects.get(nomination=pk).votes_members == 9


def test_a_stranger_is_in_no_conflict(room: Room) -> None:
    pk = room.waiting()
    session = room.session(pk)
    with pytest.raises(Refused, match="Không phải thành viên"):
        commands.record_votes(
            actor=room.stage.officer, session_id=session, votes=[Vote(pk, 1, conflicts=("Người ngoài",))]
        )
    with pytest.raises(NotThere):
        commands.record_votes(actor=room.stage.officer, session_id=session, votes=[Vote(999_999, 1)])


CLOSING: list[tuple[dict[str, Any], str]] = [
    ({"chair": ""}, "chủ trì"),
    ({"secretary": " "}, "thư ký"),
    ({"place": ""}, "địa điểm"),
    ({"begins": None}, "giờ bắt đầu"),
    ({"absent": tuple(Absent(name) for name in NAMES[5:])}, "có ít nhất 6"),
]


@pytest.mark.parametrize(("changes", "says"), CLOSING, ids=[says for _, says in CLOSING])
def test_nothing_the_minutes_must_say_may_be_missing(room: Room, changes: dict[str, Any], says: str) -> None:
    pk = room.waiting()
    session = room.counted(room.session(pk), Vote(pk, 5), course=replace(COURSE, **changes))
    with pytest.raises(Refused, match=says):
        commands.close_session(actor=room.stage.officer, session_id=session)
    assert Nomination.objects.get(pk=pk).review_state == "appraised"
    assert Session.objects.get(pk=session).minutes_number == ""


def test_every_vote_must_be_counted_and_the_day_have_come(room: Room) -> None:
    pk = room.waiting()
    early = room.session(pk, held_on=date(2021, 12, 20))
    with pytest.raises(Refused, match=r"chưa đến ngày họp.*Chưa ghi kết quả của: Nguyễn Văn An"):
        commands.close_session(actor=room.stage.officer, session_id=early)
    with pytest.raises(Refused, match="chưa có hồ sơ"):
        commands.close_session(actor=room.stage.officer, session_id=room.counted(room.session()))


def test_attendance_cannot_be_changed_under_votes_already_counted(room: Room) -> None:
    pk = room.waiting()
    session = room.counted(room.session(pk), Vote(pk, 8, 1))
    with pytest.raises(Refused, match="Nguyễn Văn An: Ý kiến bằng văn bản"):
        commands.record_course(
            actor=room.stage.officer, session_id=session, course=replace(COURSE, absent=())
        )


def test_members_who_change_after_opening_ask_for_another_session(room: Room) -> None:
    pk = room.waiting()
    session = room.session(pk)
    seat = Member.objects.get(name=NAMES[8])
    commands.unseat_member(actor=room.stage.officer, member_id=seat.pk, until=date(2021, 12, 14))
    with pytest.raises(Refused, match="đổi từ 9 thành 8"):
        commands.record_course(actor=room.stage.officer, session_id=session, course=COURSE)
    commands.cancel_session(actor=room.stage.officer, session_id=session, reason="Thay đổi thành viên")
    assert session_page(room.stage.officer, room.session(pk)).attendance.members == 8


def test_a_nomination_withdrawn_meanwhile_is_reported_and_the_rest_go_on(room: Room) -> None:
    gone, stays = room.waiting("Nguyễn Văn An"), room.waiting("Nguyễn Văn Ba")
    session = room.counted(room.session(gone, stays), Vote(gone, 7), Vote(stays, 7))
    room.stage.do(room.stage.officer, gone, Event.WITHDRAW)
    rows = {row.id: row for row in commands.close_session(actor=room.stage.officer, session_id=session)}
    assert rows[stays].ok
    assert "Đã rút" in rows[gone].reason
    assert SessionItem.objects.get(nomination=gone).outcome == ""
    assert list(broken()) == []


def test_the_agenda_takes_what_waits_for_this_council_only(room: Room) -> None:
    stage = room.stage
    pk, draft, away = (
        room.waiting(),
        stage.draft(recipient=stage.person("Chưa gửi")),
        stage.at_district(name="Đã trình"),
    )
    session = room.session(pk)
    for other, says in ((pk, "phiên họp khác"), (draft, "chưa qua thẩm định"), (away, "không ở đơn vị này")):
        with pytest.raises(Refused, match=says):
            room.session(other)
    candidates = agenda_candidates(stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id)
    assert candidates == []
    commands.change_agenda(actor=stage.officer, session_id=session, remove=[pk])
    assert SessionItem.objects.count() == 0
    commands.change_agenda(actor=stage.officer, session_id=session, add=[pk, pk])
    assert SessionItem.objects.count() == 1


def test_a_closed_session_never_changes(room: Room) -> None:
    pk = room.waiting()
    session = room.counted(room.session(pk), Vote(pk, 7))
    commands.close_session(actor=room.stage.officer, session_id=session)
    for act in (
        lambda: commands.close_session(actor=room.stage.officer, session_id=session),
        lambda: commands.record_votes(actor=room.stage.officer, session_id=session, votes=[Vote(pk, 1)]),
        lambda: commands.record_course(actor=room.stage.officer, session_id=session, course=COURSE),
        lambda: commands.change_agenda(actor=room.stage.officer, session_id=session, remove=[pk]),
        lambda: commands.cancel_session(actor=room.stage.officer, session_id=session, reason="x"),
    ):
        with pytest.raises(Refused, match="Phiên họp đã kết thúc"):
            act()


def test_a_cancelled_session_lets_its_nominations_wait_for_another(room: Room) -> None:
    pk = room.waiting()
    session = room.session(pk)
    with pytest.raises(Refused, match="lý do"):
        commands.cancel_session(actor=room.stage.officer, session_id=session, reason=" ")
    commands.cancel_session(actor=room.stage.officer, session_id=session, reason="Hoãn họp")
    assert room.session(pk) != session


@pytest.mark.parametrize("role", Role)
def test_who_may_found_and_run(room: Room, role: Role) -> None:
    """Officers and specialists do both, an administrator founds; others neither, unless they lead the council."""
    who = actor(role, room.stage.units.school)
    office = role in (Role.EMULATION_OFFICER, Role.SPECIALIST)
    pk = room.waiting()

    def allowed(act: Any) -> bool:
        try:
            act()
        except Refused as refusal:
            assert "Chỉ " in str(refusal)
            return False
        return True

    day = date(2021, 3, 1)
    assert allowed(
        lambda: commands.seat_member(actor=who, council_id=room.council_id, name="Người mới", since=day)
    ) is (office or role is Role.ADMINISTRATOR)
    assert (
        allowed(
            lambda: commands.open_session(
                actor=who,
                council_id=room.council_id,
                round_id=room.stage.round_id,
                held_on=TODAY,
                nomination_ids=[pk],
            )
        )
        is office
    )


def test_the_chair_runs_a_session_with_their_own_account(room: Room) -> None:
    pk = room.waiting()
    session = room.session(pk)
    commands.record_course(actor=room.chair, session_id=session, course=COURSE)
    commands.record_votes(actor=room.chair, session_id=session, votes=[Vote(pk, 7)])
    commands.close_session(actor=room.chair, session_id=session)
    assert Step.objects.get(event="council_approve").post == "Thành viên Hội đồng, Trường THCS Nguyễn Du"


def test_other_units_find_nothing(room: Room) -> None:
    session = room.session(room.waiting())
    stranger = actor(Role.EMULATION_OFFICER, room.stage.units.other_school)
    for act in (
        lambda: session_page(stranger, session),
        lambda: council(stranger, room.council_id),
        lambda: minutes_document(stranger, session),
        lambda: commands.close_session(actor=stranger, session_id=session),
        lambda: commands.seat_member(actor=stranger, council_id=room.council_id, name="A", since=TODAY),
        lambda: commands.found_council(
            actor=stranger, unit_id=room.stage.units.school.pk, name="A", since=TODAY
        ),
        lambda: commands.open_session(
            actor=stranger,
            council_id=room.council_id,
            round_id=room.stage.round_id,
            held_on=TODAY,
            nomination_ids=[],
        ),
    ):
        with pytest.raises(NotThere):
            act()
    assert councils(stranger) == []
    assert sessions(stranger) == []


def test_seats_are_kept_in_order(room: Room) -> None:
    officer, council_id = room.stage.officer, room.council_id
    for given, says in (
        ({"name": NAMES[1]}, "đang là thành viên"),
        ({"name": "Ai đó", "role": MemberRole.CHAIR}, "đang có Chủ tịch"),
        ({"name": "Ai đó", "role": "king"}, "vai trò"),
        ({"name": " "}, "Tên thành viên"),
        ({"name": "Ai đó", "since": date(2020, 1, 1)}, "trước ngày lập"),
    ):
        with pytest.raises(Refused, match=says):
            commands.seat_member(actor=officer, council_id=council_id, **{"since": date(2021, 2, 1), **given})
    with pytest.raises(Refused, match="đang có một Hội đồng"):
        commands.found_council(actor=officer, unit_id=room.stage.units.school.pk, name="Hai", since=TODAY)
    row, seats = council(officer, council_id)
    assert (row.members, [seat.role for seat in seats][:2]) == (9, ["chair", "member"])
    commands.dissolve_council(actor=officer, council_id=council_id, until=TODAY)
    with pytest.raises(Refused, match="đã kết thúc"):
        commands.seat_member(actor=officer, council_id=council_id, name="Ai đó", since=TODAY)
    with pytest.raises(Refused, match="đã kết thúc"):
        commands.dissolve_council(actor=officer, council_id=council_id, until=TODAY)
    assert commands.found_council(actor=officer, unit_id=room.stage.units.school.pk, name="Mới", since=TODAY)


def test_the_minutes_say_it_all(room: Room) -> None:
    yes, no = room.waiting("Nguyễn Văn An"), room.waiting("Nguyễn Văn Ba")
    session = room.counted(room.session(yes, no), Vote(yes, 8, 1), Vote(no, 4))
    assert minutes_document(room.stage.officer, session).number.number is None
    commands.close_session(actor=room.stage.officer, session_id=session)
    paper = minutes_document(room.stage.officer, session)
    assert paper.number.number == "01/BB-HĐTĐKT"
    assert lint(paper) == ()
    text = " ".join(getattr(block, "text", "") for block in paper.blocks)
    for words in (
        "07/09 (77,78%)",
        "Đỗ Thị Lan, Giáo viên (đi công tác; đã gửi ý kiến bằng văn bản)",
        "quy chế",
    ):
        assert words in text
    rows = next(block.rows for block in paper.blocks if hasattr(block, "rows"))
    assert [row[3:5] for row in rows] == [("8", "0"), ("4", "4")]
    assert [signature.name for signature in paper.signatures] == ["Lê Thị Chi", "Trần Văn Bình"]
    assert minutes_pdf(room.stage.officer, session).startswith(b"%PDF")
    assert minutes_docx(room.stage.officer, session).startswith(b"PK")


def test_minutes_need_times(room: Room) -> None:
    session = room.session(room.waiting(), course=replace(COURSE, begins=None))
    with pytest.raises(Refused, match="giờ bắt đầu"):
        minutes_document(room.stage.officer, session)


def test_the_desk_shows_open_sessions_and_what_no_session_took_up(room: Room) -> None:
    first, _second = room.waiting("Nguyễn Văn An"), room.waiting("Nguyễn Văn Ba")
    session = room.session(first)
    items = [(item.title, item.count, item.url) for item in desk.items(room.stage.officer)]
    assert items == [
        ("Phiên họp Hội đồng đang mở", 1, f"/hoi-dong/phien/{session}/"),
        ("Hồ sơ chờ họp Hội đồng", 1, "/hoi-dong/"),
    ]
    assert [item.title for item in desk.items(room.chair)] == ["Phiên họp Hội đồng đang mở"]
    assert desk.items(room.stage.head) == []


def test_reads_and_closing_take_the_same_queries_for_two_as_for_twelve(room: Room) -> None:
    def measured(count: int, name: str) -> list[int]:
        pks = [room.waiting(f"{name} {at}") for at in range(count)]
        session = room.session(*pks)
        commands.record_course(actor=room.stage.officer, session_id=session, course=COURSE)
        votes = [Vote(pk, 7 if at % 2 else 3) for at, pk in enumerate(pks)]
        acts = [
            lambda: commands.record_votes(actor=room.stage.officer, session_id=session, votes=votes),
            lambda: session_page(room.stage.officer, session),
            lambda: minutes_document(room.stage.officer, session),
            lambda: councils(room.stage.officer),
            lambda: sessions(room.stage.officer),
            lambda: desk.items(room.stage.officer),
            lambda: commands.close_session(actor=room.stage.officer, session_id=session),
        ]
        seen = []
        for act in acts:
            with CaptureQueriesContext(connection) as queries:
                act()
            seen.append(len(queries))
        return seen

    measured(2, "Khởi động")
    few, many = measured(2, "Ít"), measured(12, "Nhiều")
    assert few == many
    assert few[1:6] == [4, 6, 2, 1, 3]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_session_is_closed_once(room: Room) -> None:
    pk = room.waiting()
    session = room.counted(room.session(pk), Vote(pk, 7))
    close = lambda: commands.close_session(actor=room.stage.officer, session_id=session)  # noqa: E731
    answers = at_once(close, close, close)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "list"]
    assert Step.objects.filter(nomination=pk, event="council_approve").count() == 1
    assert list(broken()) == []


def test_show_of_hands_serves_where_the_law_asks_no_ballot(room: Room) -> None:
    pk = room.waiting(award=STATE_AWARD)
    course = replace(COURSE, method=Method.SHOW_OF_HANDS, secret=False)
    session = room.counted(room.session(pk), Vote(pk, 6), course=course)
    assert commands.close_session(actor=SYSTEM, session_id=session)[0].ok
