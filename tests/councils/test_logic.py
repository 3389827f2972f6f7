"""Quorum, thresholds and counts: shares of all members, and nothing possible that cannot be."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.councils import logic
from thidua.councils.types import Absent, Attendance, Course, Method, Need, Vote, VoteOutcome
from thidua.kernel.decision import Decision
from thidua.lawbook import load_book
from thidua.nominations.law import vote_rule

DAY = date(2021, 12, 15)
FIGHTER = "provincial_emulation_fighter"


@given(st.integers(1, 60))
def test_quorum_is_the_least_number_not_below_two_thirds(members: int) -> None:
    least = logic.quorum(members)
    assert least * 3 >= members * 2 > (least - 1) * 3


@pytest.mark.parametrize(
    ("members", "votes"), [(7, 7), (9, 9), (13, 12), (15, 14), (17, 16), (20, 18), (21, 19)]
)
def test_the_laws_share_counts_all_members_and_rounds_up(members: int, votes: int) -> None:
    need = logic.need(load_book().threshold(FIGHTER, DAY), members)
    assert (need.votes, need.by_law, need.secret) == (votes, True, True)
    assert need.basis.startswith("từ 90 % tổng số thành viên trở lên (")


@given(st.integers(1, 60))
def test_without_a_legal_share_more_than_half_of_all_by_the_councils_own_rule(members: int) -> None:
    need = logic.need(None, members)
    assert need.votes * 2 > members >= (need.votes - 1) * 2
    assert not need.by_law
    assert "pháp luật không ấn định" in need.basis


def test_the_legal_share_of_provincial_titles_is_the_provincial_councils() -> None:
    assert vote_rule(FIGHTER, DAY, "province_chair") is not None
    assert vote_rule(FIGHTER, DAY, "unit_head") is None
    assert vote_rule("advanced_worker", DAY, "unit_head") is None


def test_attendance_counts_the_named_absent() -> None:
    members = ["A", "B", "C"]
    found = logic.attendance(members, [Absent(" B ", "ốm", True)])
    assert isinstance(found, Attendance)
    assert (found.members, found.present, found.wrote) == (3, 2, 1)


@pytest.mark.parametrize(("absent", "says"), [(["D"], "Không phải thành viên"), (["A", "A"], "hai lần")])
def test_attendance_refuses_strangers_and_twins(absent: list[str], says: str) -> None:
    found = logic.attendance(["A", "B"], [Absent(name) for name in absent])
    assert isinstance(found, Decision)
    assert says in found.reason


SEVEN = Attendance(9, 7, (Absent("X", "", True), Absent("Y")))
COUNTS = [
    (7, 0, (), True),
    (8, 1, (), True),
    (8, 0, (), False),  # eight hands of seven
    (9, 2, (), False),  # two letters, one written
    (1, 1, (), True),
    (0, 1, (), False),  # the letter is not among the yes
    (-1, 0, (), False),
    (7, 0, ("A",), False),  # one of the seven takes no part
    (6, 0, ("A",), True),
    (7, 0, ("Y",), True),  # absent and silent anyway
    (1, 1, ("X",), False),  # their letter does not count either
]


@pytest.mark.parametrize(("yes", "written", "conflicts", "fits"), COUNTS)
def test_a_count_must_be_possible(yes: int, written: int, conflicts: tuple[str, ...], fits: bool) -> None:
    assert bool(logic.vote_adds_up(Vote(1, yes, written), conflicts, SEVEN)) is fits


@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 12), st.integers(0, 12), st.integers(0, 6))
def test_no_possible_count_exceeds_those_who_could_vote(
    yes: int, written: int, present: int, wrote: int, silent: int
) -> None:
    absent = (*(Absent(f"w{i}", "", True) for i in range(wrote)), *(Absent(f"s{i}") for i in range(silent)))
    at = Attendance(present + len(absent), present, absent)
    if logic.vote_adds_up(Vote(1, yes, written), (), at):
        assert yes <= present + wrote <= at.members


@given(st.integers(0, 30), st.integers(1, 30))
def test_the_outcome_is_the_need_reached(yes: int, needed: int) -> None:
    assert (logic.outcome(yes, needed) is VoteOutcome.APPROVED) is (yes >= needed)


@pytest.mark.parametrize(
    ("need", "method", "secret", "fits"),
    [
        (Need(1, True, "", True, True), Method.BALLOT, True, True),
        (Need(1, True, "", True, True), Method.BALLOT, False, False),
        (Need(1, True, "", True, True), Method.SHOW_OF_HANDS, False, False),
        (Need(1, True, "", True, False), Method.BALLOT, False, True),
        (Need(1, True, "", True, False), Method.SHOW_OF_HANDS, False, False),
        (Need(1, False, ""), Method.SHOW_OF_HANDS, False, True),
    ],
)
def test_the_law_may_ask_for_a_secret_ballot(need: Need, method: Method, secret: bool, fits: bool) -> None:
    assert bool(logic.method_fits(need, method, secret)) is fits


def test_the_course_must_be_complete() -> None:
    whole = Course((), time(8), time(9), "Phòng họp", Method.BALLOT, True, "A", "B")
    assert logic.course_complete(whole)
    empty = logic.course_complete(Course())
    assert len(empty.reasons) == 4
    assert not logic.course_complete(Course((), time(9), time(8), "P", Method.BALLOT, True, "A", "B"))


def test_a_namesake_is_in_conflict_until_said_otherwise() -> None:
    assert logic.namesakes("Nguyễn Văn  An", ["Nguyễn Văn An", "Nguyễn Văn Ân"]) == ("Nguyễn Văn An",)
