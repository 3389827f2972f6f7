"""Laws of the whole engine, over every kind of criterion at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scoring.engine.test_engine import leaf, member, points, sheet
from thidua.scoring.cli import told
from thidua.scoring.engine import Deduction, Entry, Kind, Leaf, Member, Step, evaluate_all, faults, rank

D = Decimal
CALM = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
MORE: dict[str, dict[str, Any]] = {
    Kind.RATIO: {"bonus": D("0.1")},
    Kind.INVERSE: {"bonus": D("0.1")},
    Kind.STEPS: {"steps": (Step(at=D(20), points=D(5)), Step(at=D(60), points=D(15)))},
    Kind.GRADE: {"grades": {"A": D(20), "B": D(7)}},
    Kind.PER_EVENT: {"per": D("2.5")},
    Kind.PLUS_MINUS: {"per": D(2), "minus": D(3), "floor": D(-4)},
    Kind.RANK: {"per": D(3), "floor": D(1)},
    Kind.PLAN_LEADER: {"share": D("0.4")},
}
LEAVES: tuple[Leaf, ...] = tuple(leaf(kind.value, kind, **MORE.get(kind, {})) for kind in Kind)
CUT = Deduction(code="cut", title="Nộp muộn", points=D(7))
BAR = Deduction(code="bar", title="Lãnh đạo bị kỷ luật", points=D(20), blocks=True)
MADE = sheet(*LEAVES, deductions=(CUT, BAR), ties=("ratio", "rank"), quota=2, certificates=1)
ENTRIES = st.builds(
    Entry,
    plan=st.integers(0, 100).map(D),
    result=st.integers(0, 120).map(D),
    grade=st.sampled_from("AB"),
    yes=st.booleans(),
    count=st.integers(0, 12),
    against=st.integers(0, 12),
    scores=st.lists(st.integers(0, 20).map(D), min_size=1, max_size=3).map(tuple),
)
ALL = st.fixed_dictionaries({each.code: ENTRIES for each in LEAVES})
CASES = st.fixed_dictionaries({}, optional={"cut": st.integers(0, 3), "bar": st.integers(0, 1)})


@CALM
@given(st.lists(st.tuples(ALL, CASES), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_points_stay_within_caps_and_permuting_units_permutes_ranks(given_: Any, random: Any) -> None:
    members = tuple(
        Member(name=f"M{at}", entries=entries, deductions=cases) for at, (entries, cases) in enumerate(given_)
    )
    scores = evaluate_all(MADE, members)
    for score in scores:
        for own, got in zip(LEAVES, score.leaves, strict=True):
            assert got.points is not None
            assert own.floor <= got.points <= own.standard
            assert 0 <= got.bonus <= own.standard * own.bonus
        assert score.base <= MADE.total and score.bonus <= MADE.bonus_cap
        assert 0 <= score.total <= MADE.total + MADE.bonus_cap
    placed = rank(MADE, scores)
    shuffled = tuple(random.sample(members, len(members)))
    assert rank(MADE, evaluate_all(MADE, shuffled)) == placed
    names = dict(zip((each.name for each in members), (each.name for each in shuffled), strict=True))
    renamed = tuple(each.model_copy(update={"name": names[each.name]}) for each in members)
    assert {(each.score.name, each.rank) for each in rank(MADE, evaluate_all(MADE, renamed))} == {
        (names[each.score.name], each.rank) for each in placed
    }
    assert all(each.flag is False and each.certificate is False for each in placed if each.score.blocked)


@CALM
@given(ENTRIES, ENTRIES)
def test_more_is_never_worse_in_its_direction(one: Entry, other: Entry) -> None:
    def got(kind: Kind, **fields: Any) -> Decimal:
        found, bonus = points(kind, one.model_copy(update=fields), **MORE.get(kind, {}))
        assert found is not None
        return found + bonus

    results = sorted((one.result or D(0), other.result or D(0)))
    counts = sorted((one.count or 0, other.count or 0))
    wrongs = sorted((one.against, other.against))
    judged = sorted((sum(each.scores) / len(each.scores), each.scores) for each in (one, other))
    for kind in (Kind.RATIO, Kind.STEPS):
        assert got(kind, result=results[0]) <= got(kind, result=results[1])
    assert got(Kind.INVERSE, result=results[0]) >= got(Kind.INVERSE, result=results[1])
    for kind in (Kind.PER_EVENT, Kind.PLUS_MINUS):
        assert got(kind, count=counts[0]) <= got(kind, count=counts[1])
    assert got(Kind.PLUS_MINUS, against=wrongs[0]) >= got(Kind.PLUS_MINUS, against=wrongs[1])
    assert got(Kind.AVERAGE, scores=judged[0][1]) <= got(Kind.AVERAGE, scores=judged[1][1])


def test_a_group_that_holds_itself_is_named_at_once() -> None:
    from thidua.scoring.engine import Group

    ring = [Group(code=f"g{at}", title="g", standard=D(20), parent=f"g{(at + 1) % 3}") for at in range(3)]
    found = faults(sheet(leaf(parent="g0"), groups=tuple(ring), total=D(20)))
    assert [fault for fault in found if "vòng lặp" in fault] == [
        f"Nhóm “g{at}” nằm trong chính nó (vòng lặp)." for at in range(3)
    ]


@pytest.mark.parametrize(
    ("cases", "quota", "certificates", "words"),
    [
        ({"bar": 1}, 1, 1, "không xét cờ, bằng khen (Lãnh đạo bị kỷ luật)"),
        ({}, 1, 0, "trong số cờ"),
        ({}, 0, 1, "trong số bằng khen"),
        ({}, 0, 0, "trừ 0"),
    ],
)
def test_what_a_rank_brings_is_told_with_its_reason(
    cases: dict[str, int], quota: int, certificates: int, words: str
) -> None:
    made = sheet(leaf("a", Kind.YES_NO), deductions=(BAR,), quota=quota, certificates=certificates)
    lines = list(told(made, (member("A", cases, a=Entry(yes=True)),), why=False))
    assert lines[-1].endswith(words)
