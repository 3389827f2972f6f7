"""Leaves that compare members, cases that keep from flags, and certificates after the flags."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.engine.test_engine import leaf, member, sheet
from thidua.scoring.engine import By, Deduction, Entry, Kind, evaluate_all, faults, rank

D = Decimal
RESULTS = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=8)


def of(kind: Kind, *results: Any, plan: int = 100, **fields: Any) -> list[Decimal | None]:
    """Points of members A, B, C… with those results."""
    members = tuple(
        member(f"M{place}", a=Entry(plan=D(plan), result=D(str(result))))
        for place, result in enumerate(results)
    )
    return [score.leaves[0].points for score in evaluate_all(sheet(leaf(kind=kind, **fields)), members)]


def test_ranks_lose_points_step_by_step_and_equals_share_the_better() -> None:
    assert of(Kind.RANK, 9, 7, 7, 1, per=D(4)) == [D(20), D(16), D(16), D(8)]
    assert of(Kind.RANK, 9, 7, 7, 1, per=D(4), lower=True) == [D(8), D(16), D(16), D(20)]
    assert of(Kind.RANK, 3, 2, 1, per=D(15), floor=D(2)) == [D(20), D(5), D(2)]


def test_the_leader_takes_all_and_the_rest_their_share_of_it() -> None:
    assert of(Kind.LEADER, 50, 25, 0) == [D("20.00"), D("10.00"), D("0.00")]
    assert of(Kind.LEADER, 0, 0) == [D("0.00"), D("0.00")]


def test_over_plan_the_distance_to_the_leader_counts() -> None:
    """Half the standard for a plan just met, in proportion below it, the leader takes the whole."""
    assert of(Kind.PLAN_LEADER, 140, 120, 100, 50, share=D("0.5")) == [D(20), D(15), D(10), D(5)]
    assert of(Kind.PLAN_LEADER, 100, 100, share=D("0.5")) == [D(20), D(20)]
    assert of(Kind.PLAN_LEADER, 80, 40, share=D("0.5")) == [D(8), D(4)]


@given(RESULTS, st.sampled_from([Kind.RANK, Kind.LEADER, Kind.PLAN_LEADER]), st.randoms())
def test_better_is_never_worse_and_order_does_not_matter(
    results: list[Decimal], kind: Kind, random: Any
) -> None:
    fields = {Kind.RANK: {"per": D(3)}, Kind.LEADER: {}, Kind.PLAN_LEADER: {"share": D("0.4")}}[kind]
    got = of(kind, *results, **fields)
    assert all(0 <= points <= 20 for points in got if points is not None)
    pairs = sorted(zip(results, got, strict=True))
    assert [points for _, points in pairs] == sorted(points for points in got if points is not None)
    order = list(range(len(results)))
    random.shuffle(order)
    assert of(kind, *(results[place] for place in order), **fields) == [got[place] for place in order]


def test_a_case_that_blocks_keeps_the_rank_and_passes_the_flag_on() -> None:
    made = sheet(
        leaf(),
        quota=1,
        certificates=1,
        deductions=(Deduction(code="kl", title="Bị kỷ luật", points=D(1), blocks=True),),
    )
    members = tuple(
        member(name, {"kl": 1} if name == "A" else None, a=Entry(plan=D(100), result=D(result)))
        for name, result in (("A", 120), ("B", 99), ("C", 90), ("D", 80))
    )
    placed = rank(made, evaluate_all(made, members))
    assert [(p.score.name, p.rank, p.flag, p.certificate) for p in placed] == [
        ("A", 1, False, False), ("B", 2, True, False), ("C", 3, False, True), ("D", 4, False, False),
    ]  # fmt: skip
    assert placed[0].score.blocked == ("Bị kỷ luật",)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": Kind.RANK}, "mỗi bậc xếp hạng bớt bao nhiêu điểm"),
        ({"kind": Kind.PLAN_LEADER}, "phải lớn hơn 0 và nhỏ hơn 1"),
        ({"kind": Kind.LEADER, "lower": True}, "thấp nhất đứng đầu"),
        ({"by": By.AGENCY}, "chưa ghi mã của cơ quan chấm"),
        ({"kind": Kind.YES_NO, "target": "CT01"}, "không lấy số liệu từ chỉ tiêu"),
    ],
)
def test_what_cannot_be_is_told(fields: dict[str, Any], says: str) -> None:
    assert any(says in fault for fault in faults(sheet(leaf(**fields))))


def test_a_bonus_cap_below_nought_is_told() -> None:
    assert faults(sheet(leaf(), bonus_cap=D(-1))) == ["Trần điểm thưởng không được âm."]
