"""Kleene's logic: the laws, and that unknown means "could still be either"."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth, all_of, any_of, between, truth_of

TRUTHS = st.sampled_from(Truth)


@given(TRUTHS, TRUTHS, TRUTHS)
def test_the_laws_of_a_lattice(a: Truth, b: Truth, c: Truth) -> None:
    assert a & b is b & a and a | b is b | a
    assert (a & b) & c is a & (b & c) and (a | b) | c is a | (b | c)
    assert a & (a | b) is a and a | (a & b) is a
    assert a & (b | c) is (a & b) | (a & c)
    assert ~(a & b) is ~a | ~b and ~~a is a


def completions(truth: Truth) -> list[bool]:
    return {YES: [True], NO: [False], UNKNOWN: [False, True]}[truth]


@given(st.lists(TRUTHS, max_size=5))
def test_a_known_answer_is_the_answer_however_the_unknowns_turn_out(truths: list[Truth]) -> None:
    worlds = list(itertools.product(*map(completions, truths)))
    for combine, ask in ((all_of, all), (any_of, any)):
        outcomes = {ask(world) for world in worlds}
        wanted = UNKNOWN if len(outcomes) == 2 else YES if True in outcomes else NO
        assert combine(truths) is wanted


def test_a_truth_is_no_boolean() -> None:
    with pytest.raises(TypeError):
        bool(YES)


def test_from_booleans() -> None:
    assert [truth_of(each) for each in (True, False, None)] == [YES, NO, UNKNOWN]
    assert [between(True, True), between(False, True), between(False, False)] == [YES, UNKNOWN, NO]
