"""What is decided from values: counting adds up, shares have three parts, who is left out, what the law says when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.insight.counting import COUNTERS, counters_of, tally
from thidua.insight.logic import (
    Group,
    added,
    left_out,
    may_ask,
    nothing,
    share,
    usual_day,
    within_reach,
)
from thidua.insight.principles import NOT_LOADED, principles
from thidua.insight.types import Line, Subject, What
from thidua.lawbook import load_book
from thidua.lawbook.citations import parse

ABOVE = {1: [1], 2: [1, 2], 3: [1, 2, 3], 4: [1, 4]}
"""Province, district, school; another district."""
KINDS = ("person", "collective", "household")
subjects = st.builds(
    Subject,
    recipient_id=st.just(0),
    kind=st.sampled_from(KINDS),
    unit_id=st.sampled_from(sorted(ABOVE)),
    place=st.just(0),
    group=st.sampled_from(["", "official", "worker", "farmer", "labourer", "armed_forces"]),
    gender=st.sampled_from(["", "male", "female"]),
    minority=st.sampled_from([True, False, None]),
    leader=st.booleans(),
    border=st.booleans(),
    remote=st.booleans(),
    unit_size=st.integers(0, 40),
)
registers = st.lists(subjects, min_size=1, max_size=30).map(
    lambda found: {n: each._replace(recipient_id=n) for n, each in enumerate(found)}
)


def lines_of(people: dict[int, Subject], picks: list[int]) -> list[Line]:
    """Rows about some of these people, of several awards and sorts."""
    found = []
    for at, pick in enumerate(picks):
        pk, what = pick % len(people), list(What)[pick % 3]
        award = ("advanced_worker", "labour_order_3")[at % 2]
        key = (award, "merit", f"rule{pick % 4}") if what in (What.ONE_SHORT, What.UNSUPPORTED) else None
        found.append(Line(pk, award, "merit", what, key))
    return found


@settings(deadline=None)
@given(people=registers, picks=st.lists(st.integers(0, 10_000), max_size=60), small=st.integers(1, 41))
def test_every_count_is_that_of_its_rows_at_every_unit(
    people: dict[int, Subject], picks: list[int], small: int
) -> None:
    lines = lines_of(people, picks)
    counted = tally(lines, people, ABOVE, small)
    for unit_id in ABOVE:
        here = [line for line in lines if unit_id in ABOVE[people[line.recipient_id].unit_id]]
        for what in What:
            rows = [counters_of(people[line.recipient_id], small) for line in here if line.what is what]
            cells = [
                counts for cell, counts in counted.items() if (cell.unit_id, cell.what) == (unit_id, what)
            ]
            assert [sum(int(cell[n]) for cell in cells) for n in range(len(COUNTERS))] == [
                sum(row[n] for row in rows) for n in range(len(COUNTERS))
            ]
    assert all(counts[0] > 0 for counts in counted.values())


@settings(deadline=None)
@given(people=registers, small=st.integers(1, 41), group=st.sampled_from(Group))
def test_the_parts_of_a_share_add_up_to_the_whole(
    people: dict[int, Subject], small: int, group: Group
) -> None:
    each = [dict(zip(COUNTERS, map(int, counters_of(who, small)), strict=True)) for who in people.values()]
    total = added(each, COUNTERS)
    found = share(group, total)
    assert min(found.part, found.others, found.unknown) >= 0
    assert found.part + found.others + found.unknown == found.whole
    assert found.whole == (total["people"] if group.among_people else total["total"])
    parts = [share(group, counts) for counts in each]
    assert found.part == sum(part.part for part in parts) and found.unknown == sum(
        part.unknown for part in parts
    )


@settings(deadline=None)
@given(people=registers, cut=st.integers(0, 30), small=st.integers(1, 41))
def test_counts_of_two_lots_are_the_counts_of_both(people: dict[int, Subject], cut: int, small: int) -> None:
    lines = [Line(pk, "", "", What.REGISTERED) for pk in people]
    first, second = tally(lines[:cut], people, ABOVE, small), tally(lines[cut:], people, ABOVE, small)
    for cell, counts in tally(lines, people, ABOVE, small).items():
        halves = [part[cell] for part in (first, second) if cell in part]
        assert counts.tolist() == sum(halves).tolist()  # type: ignore[union-attr]


def test_nothing_counts_nothing() -> None:
    assert tally([], {}, ABOVE, 20) == {}
    assert added([], COUNTERS) == nothing(COUNTERS)
    assert share(Group.WOMEN, nothing(COUNTERS)).whole == 0


def test_who_was_put_forward_and_who_has_the_award_is_left_out_of_it_alone() -> None:
    assert left_out([(1, "labour_order_3")], [(2, "labour_order_3")]) == {
        (1, "labour_order_3"),
        (2, "labour_order_3"),
    }


@pytest.mark.parametrize(
    ("deciders", "heads", "reaches"),
    [
        ((), set(), True),
        (("prime_minister",), set(), True),
        (("commune_chair",), {"commune_chair", "district_chair"}, True),
        (("commune_chair",), {"unit_head", "district_chair"}, False),
        (("enterprise_head", "district_chair"), {"district_chair"}, True),
        (("enterprise_head",), set(), False),
        (("enterprise_head", "president"), set(), True),
    ],
)
def test_an_award_reaches_those_whose_heads_confer_it(
    deciders: tuple[str, ...], heads: set[str], reaches: bool
) -> None:
    local = {"unit_head", "enterprise_head", "commune_chair", "district_chair", "province_chair"}
    assert within_reach(deciders, local, heads) is reaches


def test_the_usual_day_is_the_years_last_or_today() -> None:
    assert usual_day(2020, date(2021, 12, 15)) == date(2020, 12, 31)
    assert usual_day(2021, date(2021, 12, 15)) == date(2021, 12, 15)


def test_what_makes_no_sense_is_refused_with_every_reason() -> None:
    found = may_ask(1990, date(1990, 1, 1), ("sudden",), 0, date(2004, 7, 1), date(2021, 12, 15))
    assert len(found.reasons) == 4
    assert may_ask(2021, date(2021, 12, 31), ("merit",), 20, date(2004, 7, 1), date(2021, 12, 15))


@settings(deadline=None)
@given(st.dates(date(2004, 7, 1), date(2027, 12, 31)))
def test_a_principle_is_cited_only_while_its_text_was_in_force(on: date) -> None:
    book = load_book()
    for each in principles(on):
        assert bool(each.cites) == bool(each.says) and bool(each.cites) != bool(each.because)
        for cite in each.cites:
            assert book.instruments[parse(cite).instrument].holds_on(on), (on, cite)


def test_on_each_day_of_change_the_words_change_with_the_text() -> None:
    for day in (date(2014, 8, 20), date(2017, 10, 1), date(2024, 1, 1), date(2025, 7, 1), date(2026, 10, 1)):
        assert principles(day) != principles(day - timedelta(days=1)), day
    assert {each.because for each in principles(date(2026, 10, 1))} == {NOT_LOADED}
    assert {each.because for each in principles(date(2010, 1, 1))} == {NOT_LOADED}
