"""The rules of registering, on values."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thidua.registrations import logic
from thidua.registrations.types import CovenantState, Glance, State

UNITS = st.sets(st.integers(1, 8))


def test_four_states_at_a_glance() -> None:
    assert {state: logic.glance(state) for state in (None, *State)} == {
        None: Glance.NOT_STARTED, State.DRAFT: Glance.NOT_STARTED, State.SENT: Glance.WAITING,
        State.RETURNED: Glance.RETURNED, State.APPROVED: Glance.DONE,
    }  # fmt: skip


@given(st.sampled_from(State), st.integers(0, 2), st.integers(0, 2))
def test_what_can_be_sent_can_be_written_and_is_not_empty(state: State, titles: int, pledges: int) -> None:
    assert bool(logic.may_send(state, titles, pledges)) == bool(logic.may_write(state) and titles + pledges)
    assert not (logic.may_judge(state) and logic.may_write(state))


@given(UNITS, UNITS, st.integers(1, 8), st.sampled_from(CovenantState))
def test_a_covenant_binds_when_all_have_signed_each_once(
    members: set[int], signed: set[int], unit: int, state: CovenantState
) -> None:
    signed &= members
    allowed = bool(logic.may_sign(state, unit, members, signed))
    assert allowed == (state is CovenantState.OFFERED and unit in members and unit not in signed)
    assert logic.binds(members, signed) == (bool(members) and members == signed)
    if allowed and members - signed == {unit}:
        assert logic.binds(members, signed | {unit})


def test_a_season_is_open_on_both_its_days() -> None:
    opens, closes = date(2021, 1, 5), date(2021, 2, 28)
    for day in (opens, closes):
        assert logic.open_on(opens, closes, day, False)
    assert "mở từ 05/01/2021" in logic.open_on(opens, closes, date(2021, 1, 4), False).reason
    assert "hết hạn ngày 28/02/2021" in logic.open_on(opens, closes, date(2021, 3, 1), False).reason
    assert not logic.open_on(opens, closes, opens, True)
