"""The rules of a round by themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thidua.clusters import logic
from thidua.clusters.logic import Formed
from thidua.clusters.types import Place, Side, Stage
from thidua.scoring.engine import By

stages, sides, scorers = st.sampled_from(Stage), st.sampled_from(Side), st.sampled_from(By)


@given(stages)
def test_a_step_on_and_back_is_where_it_was_and_publication_is_the_end(stage: Stage) -> None:
    later = logic.after(stage)
    assert (later is None) == (stage is Stage.PUBLISHED) == (not logic.may_go_on(stage, voted=True))
    if later is not None and later is not Stage.PUBLISHED:
        assert logic.before(later) is stage
    assert logic.before(Stage.PUBLISHED) is None and logic.before(Stage.SELF) is None


@given(
    stages,
    st.sampled_from([[], ["thiếu số liệu"], ["thiếu số liệu", "thiếu nữa"]]),
    st.integers(0, 3),
    st.booleans(),
)
def test_more_that_is_wanting_never_lets_a_round_go_on(
    stage: Stage, missing: list[str], objections: int, voted: bool
) -> None:
    found = logic.may_go_on(stage, missing=missing, open_objections=objections, voted=voted)
    if found:
        assert logic.may_go_on(stage, voted=True)
        assert stage is Stage.SELF or not missing
        assert stage is not Stage.OBJECT or not objections
        assert stage is not Stage.MEETING or voted
    else:
        assert found.reasons


@given(sides, scorers, stages)
def test_nobody_scores_after_the_meeting_and_a_member_only_its_own_part(
    side: Side, by: By, stage: Stage
) -> None:
    may = bool(logic.may_score(side, by, stage))
    if stage in (Stage.MEETING, Stage.PUBLISHED):
        assert not may
    if may and side in (Side.MEMBER, Side.HEAD):
        assert by is By.HEAD and (stage is Stage.SELF) == (side is Side.MEMBER)
    if may and side is Side.AGENCY:
        assert by is By.AGENCY


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_vote_holds_from_two_thirds_and_stays_held_with_more(present: int, entitled: int) -> None:
    held = bool(logic.holds(present, entitled))
    assert held == (entitled > 0 and present <= entitled and present * 3 >= entitled * 2)
    if held and present < entitled:
        assert logic.holds(present + 1, entitled)


@given(st.integers(0, 60), st.integers(0, 60))
def test_two_rivals_of_one_ballot_never_both_carry(yes: int, present: int) -> None:
    assert not (yes <= present and logic.carried(yes, present) and logic.carried(present - yes, present))


def test_what_is_unusual_in_the_forming_is_told() -> None:
    usual = [Formed("A", Place.HEAD, staff=5), *(Formed(name, Place.MEMBER, staff=12) for name in "BCDE")]
    assert logic.findings(usual) == []
    told = "\n".join(
        logic.findings(
            [
                Formed("A", Place.DEPUTY, also_in=("Khối 2",)),
                *(Formed(n, Place.DEPUTY, ended=True, staff=4) for n in "BC"),
            ]
        )
    )
    for words in ("Chưa có trưởng", "3 phó trưởng", "Có 3 đơn vị", "A cũng thuộc Khối 2", "C đã chấm dứt",
                  "dưới 5 người làm việc: B (4), C (4)", "Chưa ghi số người làm việc: A."):  # fmt: skip
        assert words in told
