"""Steps, spread, stories and tips as rules: what each demands, and that nothing leaves the table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.exemplars import logic
from thidua.exemplars.types import (
    Consent,
    Copy,
    Ending,
    Limit,
    NewNote,
    NoteKind,
    Step,
    StoryEvent,
    StoryState,
    TipEnding,
    TipEvent,
    TipState,
    _Named,
)

few = settings(max_examples=80, deadline=None)
DAY = date(2021, 12, 15)
AT = datetime(2021, 12, 15, 9, 0, tzinfo=UTC)
GIVEN = Consent("Nguyễn Thị Hoa", DAY, True, None)
consents = st.builds(
    Consent,
    st.just("Nguyễn Thị Hoa"),
    st.sampled_from([None, DAY]),
    st.booleans(),
    st.sampled_from([None, DAY]),
)


def test_every_name_has_words() -> None:
    for enum in _Named.__subclasses__():
        assert all(each.label and each.tone for each in enum)


@few
@given(st.sampled_from(Step), st.sets(st.sampled_from(NoteKind)))
def test_a_step_is_left_exactly_when_all_its_evidence_is_there(step: Step, noted: set[NoteKind]) -> None:
    allowed = bool(logic.may_advance(step, noted))
    assert allowed == (step in logic.STEPS[:-1] and set(logic.EVIDENCE[step]) <= noted)
    for kind in NoteKind:
        assert bool(logic.may_advance(step, noted | {kind})) >= allowed  # more evidence never hinders


def test_the_four_steps_follow_each_other_and_end() -> None:
    step, seen = Step.DETECT, [Step.DETECT]
    while (following := logic.next_step(step)) is not None:
        seen.append(step := following)
    assert tuple(seen) == logic.STEPS
    assert logic.next_step(Step.CLOSED) is None


def test_what_is_missing_is_named() -> None:
    decision = logic.may_advance(Step.NURTURE, [NoteKind.PLAN])
    assert decision.reason == ("Trước khi sang bước “Tổng kết” cần ghi: người giúp đỡ, lần thăm, kiểm tra.")


@pytest.mark.parametrize(
    ("note", "step", "says"),
    [
        (NewNote(NoteKind.RESULT, DAY, "Thu nhập tăng"), Step.SUMMARISE, "Kết quả cần tên số liệu"),
        (NewNote(NoteKind.VISIT, DAY + timedelta(1), "Thăm"), Step.NURTURE, "không được sau hôm nay"),
        (NewNote(NoteKind.VISIT, DAY - timedelta(400), "Thăm"), Step.NURTURE, "trước ngày phát hiện"),
        (NewNote(NoteKind.RESULT, DAY, "Tăng", "Thu nhập", "", None, Decimal(3)), Step.DETECT, "Không ghi"),
        (NewNote(NoteKind.CHECK, DAY, " "), Step.DETECT, "Cần ghi nội dung"),
        (NewNote(NoteKind.PLAN, DAY + timedelta(30), "Tập huấn"), Step.NURTURE, ""),
        (NewNote(NoteKind.RESULT, DAY, "Tăng", "Thu nhập", "", None, Decimal(0)), Step.SUMMARISE, ""),
    ],
)
def test_a_note_belongs_to_its_step_and_day(note: NewNote, step: Step, says: str) -> None:
    decision = logic.check_note(note, step, DAY - timedelta(30), DAY)
    assert says in decision.reason
    assert bool(decision) == (not says)


def test_done_needs_a_copy_and_every_ending_needs_words() -> None:
    assert not logic.may_close(Step.REPLICATE, Ending.DONE, "Xong", 0)
    assert not logic.may_close(Step.SUMMARISE, Ending.DONE, "Xong", 3)
    assert logic.may_close(Step.REPLICATE, Ending.DONE, "Xong", 1)
    assert not logic.may_close(Step.DETECT, Ending.NOT_PROVEN, "  ", 0)
    assert not logic.may_close(Step.CLOSED, Ending.STOPPED, "Lại", 0)


# Spread


@st.composite
def spreads(draw: st.DrawFn) -> list[Copy]:
    size = draw(st.integers(0, 12))
    return [
        Copy(pk, draw(st.sampled_from([None, *range(1, pk)])) if pk > 1 else None, 100 + pk)
        for pk in range(1, size + 1)
    ]


@few
@given(spreads(), st.randoms())
def test_the_tree_holds_every_copy_once_below_its_parent(copies: list[Copy], random: object) -> None:
    shuffled = list(copies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = logic.tree(shuffled)
    assert found == logic.tree(copies)
    assert sorted(pk for _, pk in found) == [copy.id for copy in copies]
    depth, line = {None: -1}, []
    for level, pk in found:
        parent = next(copy.parent for copy in copies if copy.id == pk)
        assert level == depth[parent] + 1
        del line[level:]
        assert (line[-1] if line else None) == parent
        line.append(pk)
        depth[pk] = level


@pytest.mark.parametrize("copies", [[Copy(1, 2, 11), Copy(2, 1, 12)], [Copy(1, 9, 11)]])
def test_a_circle_is_no_tree(copies: list[Copy]) -> None:
    with pytest.raises(ValueError, match="no tree"):
        logic.tree(copies)


@few
@given(spreads(), st.integers(99, 114), st.one_of(st.none(), st.integers(1, 14)))
def test_a_unit_copies_once_from_what_is_there(copies: list[Copy], unit: int, parent: int | None) -> None:
    allowed = bool(logic.may_copy(Step.REPLICATE, 99, unit, parent, copies))
    known = {copy.id for copy in copies}
    assert allowed == (
        unit != 99 and unit not in {copy.unit_id for copy in copies} and (parent is None or parent in known)
    )
    assert not logic.may_copy(Step.SUMMARISE, 99, unit, parent, copies)
    if allowed:
        logic.tree([*copies, Copy(50, parent, unit)])  # what is allowed stays a tree


# Stories


@few
@given(
    st.lists(st.tuples(st.sampled_from(StoryEvent), consents, st.booleans()), max_size=14),
)
def test_nothing_becomes_public_without_review_consent_and_merit(
    events: list[tuple[StoryEvent, Consent, bool]],
) -> None:
    state, trail = StoryState.DRAFT, []
    for event, consent, lost in events:
        if not logic.may_tell(state, event, consent, lost):
            continue
        state = logic.story_after(state, event) or state
        trail.append(event)
        if event is StoryEvent.PUBLISH:
            assert consent.stands
            assert not lost
            since = max((i for i, each in enumerate(trail) if each is StoryEvent.REVISE), default=-1)
            assert StoryEvent.REVIEW in trail[since + 1 :]
            assert StoryEvent.SCHEDULE in trail[since + 1 :]
    if state is StoryState.PUBLISHED:
        assert trail[-1] in (StoryEvent.PUBLISH, StoryEvent.SCHEDULE)


@few
@given(st.sampled_from(StoryState), consents, st.booleans())
def test_a_story_can_always_be_withdrawn_and_is_public_only_with_both(
    state: StoryState, consent: Consent, lost: bool
) -> None:
    assert bool(logic.may_tell(state, StoryEvent.WITHDRAW, consent, lost)) == (
        state is not StoryState.WITHDRAWN
    )
    assert logic.is_public(state, consent, lost) == (
        state is StoryState.PUBLISHED and consent.stands and not lost
    )


def test_the_writer_does_not_review() -> None:
    assert not logic.check_review("user:1", "user:1")
    assert logic.check_review("user:1", "user:2")


# Tips


@few
@given(st.lists(st.sampled_from(TipEvent), max_size=8))
def test_no_tip_is_read_before_its_contact_is_confirmed(events: list[TipEvent]) -> None:
    state, trail = TipState.RECEIVED, []
    for event in events:
        if logic.may_follow(state, event):
            state = logic.tip_after(state, event) or state
            trail.append(event)
    if TipEvent.MODERATE in trail or TipEvent.TAKE_UP in trail or TipEvent.CLOSE in trail:
        assert trail[0] is TipEvent.CONFIRM
    assert len(trail) == len(set(trail))
    if state in (TipState.TAKEN_UP, TipState.CLOSED):
        assert not any(logic.tip_after(state, event) for event in TipEvent)


@few
@given(
    st.lists(st.integers(0, 5000), max_size=12),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4000)), max_size=3),
)
def test_limits_hold_for_every_window(seconds: list[int], limits: list[tuple[int, int]]) -> None:
    asked = [Limit(most, timedelta(seconds=span)) for most, span in limits]
    taken: list[datetime] = []
    for at in (AT + timedelta(seconds=each) for each in sorted(seconds)):
        if logic.within(asked, taken, at):
            taken.append(at)
    for limit in asked:
        for end in taken:
            assert sum(end - limit.span < each <= end for each in taken) <= limit.most


def test_codes_are_derived_and_forgiving_of_spaces() -> None:
    codes = {logic.code_for("khóa", "thẻ", turn) for turn in range(1, 20)}
    assert len(codes) == 19
    assert all(len(code) == logic.CODE_DIGITS for code in codes)
    code = logic.code_for("khóa", "thẻ", 1)
    assert logic.same_code(f" {code[:3]} {code[3:]}", code)
    assert not logic.same_code("", code)
    assert not logic.same_code("không biết", code)
    assert logic.code_for("khóa khác", "thẻ", 1) != code


def test_a_code_runs_out() -> None:
    assert logic.check_code(4, AT, AT + timedelta(minutes=59))
    assert not logic.check_code(5, AT, AT)
    assert not logic.check_code(0, AT, AT + timedelta(minutes=61))


def test_prints_forget_case_and_depend_on_the_key() -> None:
    assert logic.print_of("k", " A@b.vn ") == logic.print_of("k", "a@b.vn")
    assert logic.print_of("k", "a@b.vn") != logic.print_of("l", "a@b.vn")
    assert TipEnding.ABUSE.label
