"""The algebra of duties: moves, due days, levels, circles, what passing down adds up to, and the report back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.duties import logic, reporting
from thidua.duties.types import OPEN, DutyState, Move, Rhythm, Said, Standing, Terms

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PERIODIC = st.sampled_from([rhythm for rhythm in Rhythm if rhythm.months])
STATES = st.sampled_from(list(DutyState))
STANDINGS = st.lists(
    st.builds(Standing, STATES, st.integers(0, 100), st.none() | DAYS), min_size=0, max_size=12
)


@given(STATES, st.lists(st.sampled_from(list(Move)), max_size=12))
def test_whatever_is_done_a_closed_duty_stays_closed(state: DutyState, moves: list[Move]) -> None:
    closed = {DutyState.ACCEPTED, DutyState.WITHDRAWN, DutyState.MOVED}
    for move in moves:
        allowed = logic.possible(state, move)
        assert bool(allowed) or state.label in allowed.reason
        assert not (state in closed and allowed)
        if allowed:
            state = logic.after(state, move)
    # Only a result that was reported can be accepted.
    assert not any(logic.possible(each, Move.ACCEPT) for each in OPEN)


@given(PERIODIC, DAYS, st.integers(0, 60))
def test_due_days_of_a_rhythm_neither_drift_nor_stand_still(
    rhythm: Rhythm, first: date, periods: int
) -> None:
    days = [logic.due_after(rhythm, first, n) for n in range(periods, periods + 3)]
    assert days[0] < days[1] < days[2]
    assert logic.due_after(rhythm, first, 0) == first
    months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month
    assert months == rhythm.months
    last = [(day + timedelta(days=1)).day == 1 for day in days]
    if (first + timedelta(days=1)).day == 1:
        assert all(last)
    else:
        assert all(day.day == first.day or end for day, end in zip(days, last, strict=True))


@given(PERIODIC, DAYS)
def test_the_first_day_of_a_rhythm_ends_its_period(rhythm: Rhythm, issued: date) -> None:
    first = logic.first_due(rhythm, None, issued)
    assert first is not None
    assert first >= issued
    assert first.month % rhythm.months == 0
    assert (first + timedelta(days=1)).day == 1
    assert (first.year, (first.month - 1) // rhythm.months) == (
        issued.year,
        (issued.month - 1) // rhythm.months,
    )


@given(DAYS, DAYS, DAYS)
def test_levels_rise_with_time_and_begin_with_being_late(due: date, one: date, other: date) -> None:
    early, later = sorted((one, other))
    assert logic.level(due, early) <= logic.level(due, later) <= 1 + len(logic.LEVELS)
    assert (logic.level(due, one) >= 2) == logic.overdue(DutyState.ISSUED, due, one)
    assert logic.level(None, one) == 0


@given(STANDINGS, DAYS, st.randoms())
def test_a_tally_adds_up_whatever_the_order(duties: list[Standing], today: date, chance: object) -> None:
    found = logic.tally(duties, today)
    assert found.accepted + found.waiting + found.under_way + found.not_begun == found.given
    assert found.overdue <= found.under_way + found.not_begun
    live = [duty for duty in duties if duty.state.live]
    assert (found.mean is None) == (not live)
    if found.mean is not None and found.mean_percent is not None:
        assert min(d.percent for d in live) <= found.mean <= max(d.percent for d in live)
        assert (found.mean_percent == 100) == all(d.percent == 100 for d in live)
    shuffled = list(duties)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert logic.tally(shuffled, today) == found


@given(st.lists(st.integers(0, 3), min_size=0, max_size=7))
def test_passing_down_step_by_step_never_runs_in_a_circle(steps: list[int]) -> None:
    """Down a tree in which each unit has four below: whoever is reached cannot be given it again."""
    chain = [logic.Place(1, "Tỉnh", "/1/")]
    for step in steps:
        above = chain[-1]
        below = logic.Place(above.id * 4 + step + 1, f"Đơn vị {above.id * 4 + step + 1}", "")
        below = logic.Place(below.id, below.name, f"{above.path}{below.id}/")
        upward = {unit.id for unit in chain}
        assert logic.passable(above, upward, [], [below], len(chain))
        for unit in chain:
            refused = logic.passable(above, upward, [], [unit], len(chain))
            assert not refused
            assert "vòng tròn" in refused.reason
        again = logic.passable(above, upward, [below.id], [below], len(chain))
        assert "đã được giao" in again.reason
        chain.append(below)
    assert not logic.passable(chain[-1], [], [], [], 1)
    assert "không trực thuộc" in logic.passable(chain[-1], [], [], [logic.Place(0, "Xa", "/9/")], 1).reason
    assert not logic.passable(chain[0], [], [], [logic.Place(9, "Dưới", "/1/9/")], logic.DEEPEST)


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("hằng tháng", Rhythm.MONTHLY), ("hàng quý", Rhythm.QUARTERLY), ("định kỳ 06 tháng", Rhythm.HALF_YEARLY),
        ("định kỳ sáu tháng", Rhythm.HALF_YEARLY), ("hằng năm", Rhythm.YEARLY), ("thường xuyên", Rhythm.CONTINUOUS),
        ("định kỳ", Rhythm.ONCE), ("theo quy định", Rhythm.ONCE), ("", Rhythm.ONCE),
    ],
)  # fmt: skip
def test_the_words_of_a_clause_name_a_rhythm_or_none(words: str, rhythm: Rhythm) -> None:
    assert logic.rhythm_of(words) is rhythm


def test_what_makes_no_sense_is_refused_in_words() -> None:
    today = date(2021, 12, 15)
    assert "Chưa ghi nội dung" in logic.issuable(Terms(" ", "other"), today).reason
    assert "từ hôm nay" in logic.issuable(Terms("Việc", "other", date(2021, 12, 14)), today).reason
    assert "100 %" in logic.sayable(Said("Xong", 90, done=True), Rhythm.ONCE).reason
    assert "theo kỳ" in logic.sayable(Said("Kỳ này", 90, period=True), Rhythm.CONTINUOUS).reason
    assert "từ 0 đến 100" in logic.sayable(Said("Quá", 101), Rhythm.ONCE).reason
    due = date(2021, 12, 20)
    assert "không có hạn" in logic.extendable(None, due, today, "Lý do", False).reason
    assert "đang chờ" in logic.extendable(due, date(2021, 12, 31), today, "Lý do", True).reason
    assert "sau hạn đang có" in logic.extendable(due, due, today, "Lý do", False).reason
    assert not logic.within(due, None)
    assert not logic.within(due, date(2021, 12, 21))
    assert logic.within(due, due)
    assert logic.within(None, None)


ROWS = st.lists(
    st.builds(
        reporting.Row,
        id=st.integers(1, 10**6),
        point=st.sampled_from(["", "1", "2", "10", "a"]),
        unit_id=st.integers(1, 9),
        unit=st.just("Sở A"),
        text=st.just("Việc"),
        state=STATES,
        percent=st.integers(0, 100),
        due_on=st.none() | DAYS,
        done_on=st.none() | DAYS,
        words=st.just("Đã làm"),
        said_on=st.none() | DAYS,
        proofs=st.integers(0, 3),
        below=st.integers(0, 3),
        below_done=st.integers(0, 3),
    ),
    max_size=15,
    unique_by=lambda row: row.id,
)


@given(ROWS, DAYS)
def test_every_figure_of_the_report_is_its_rows_and_the_points_make_the_whole(
    rows: list[reporting.Row], on: date
) -> None:
    content = reporting.compose(rows, [("1", "Lời một"), ("3", "Lời ba")], on)
    known = {row.id: row for row in content.rows}
    for name, ids in content.whole.figures.items():
        for parts in (content.points, content.units):
            assert sorted(pk for part in parts for pk in part.figures[name]) == sorted(ids)
        assert set(ids) <= set(known)
    assert [point.title for point in content.points][:2] == ["Điểm 1", "Điểm 3"]
    assert all(known[pk].state.open for pk in content.whole.figures["overdue"])
    assert not set(content.whole.best) & set(content.whole.worst)
    assert len({part.key for part in content.parts}) == len(content.parts)
    means = [unit.mean_percent or 0 for unit in content.units]
    assert means == sorted(means, reverse=True)
    stored = reporting.frozen(content)
    assert reporting.thawed(stored) == content
    del stored["units"]  # a version from before units had figures
    assert reporting.thawed(stored) == replace(content, units=())


@given(due=st.dates(date(2020, 1, 1), date(2030, 1, 1)), reached=st.integers(0, 4), own=st.booleans())
def test_the_page_names_the_day_on_which_the_next_are_told(due: date, reached: int, own: bool) -> None:
    found = logic.reminding(reached, due, own=own)
    assert bool(found.told) == bool(reached)
    assert (found.on is None) == (reached >= (3 if own else 4)) == (not found.following)
    if found.on is not None:
        assert logic.level(due, found.on) == reached + 1 == logic.level(due, found.on - timedelta(days=1)) + 1
    assert logic.reminding(reached, None, own=own).on is None
