"""What the loss of an award means for others, on values alone: who is asked again, who stands, what would follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from thidua.eligibility.cascade import Standing, cascade, named, stands, without

DAY = date(2021, 12, 1)


def record(pk: int, counts: Collection[int], day: date = DAY, need: int | None = None) -> dict[str, Any]:
    """A question of the made-up law below: it needs `need` (all) of the awards among its facts."""
    return {
        "id": f"award:{pk}",
        "recipient": {},
        "need": len(counts) if need is None else need,
        "facts": {"titles": {"t": [{"year": 2000 + c, "ref": f"award:{c}"} for c in counts]}, "awards": []},
        "question": {"award": f"a{pk}", "decided_on": day.isoformat()},
    }


def judge(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Eligible with enough awards; every one that is there is evidence."""
    held = sorted(named(asked))
    result = "yes" if len(held) >= asked["need"] else "no"
    finding = {
        "rule": "enough", "title": "Đủ", "result": result,
        "evidence": [{"ref": f"award:{pk}"} for pk in held],
    }  # fmt: skip
    return {"verdict": "eligible" if result == "yes" else "not_eligible", "findings": [finding]}


def award(pk: int, counts: Collection[int], **more: Any) -> Standing:
    return Standing(pk, None, DAY, record(pk, counts, **more))


def test_only_those_that_counted_it_are_asked_again() -> None:
    found = cascade({1}, (), [award(2, [1]), award(3, [9]), award(4, [1, 9], need=1)], {}, judge)
    assert [(link.standing.record_id, link.stands) for link in found] == [(2, False), (4, True)]
    assert [link.before["verdict"] for link in found] == ["eligible", "eligible"]
    assert found[0].after["verdict"] == "not_eligible"
    assert found[0].follows == found[1].follows == ()


def test_what_would_follow_is_told_level_by_level() -> None:
    chain = [award(2, [1]), award(3, [2]), award(4, [3]), award(5, [2, 9], need=1)]
    (link,) = cascade({1}, (), chain, {}, judge)
    assert [(each.record_id, each.level, each.stands, each.through) for each in link.follows] == [
        (3, 2, False, (2,)), (5, 2, True, (2,)), (4, 3, False, (3,)),
    ]  # fmt: skip


def test_a_nomination_under_way_is_the_end_of_a_chain() -> None:
    under_way = Standing(None, 7, DAY, {**record(7, [2]), "id": "nomination:7"})
    (link,) = cascade({1}, (), [award(2, [1]), under_way], {}, judge)
    (follow,) = link.follows
    assert (follow.record_id, follow.nomination_id, follow.level, follow.after) == (
        None,
        7,
        2,
        "not_eligible",
    )
    (direct,) = cascade({2}, (), [under_way], {}, judge)
    assert (direct.standing.nomination_id, direct.stands, direct.follows) == (7, False, ())


def test_awards_that_count_each_other_come_to_an_end() -> None:
    circle = [award(2, [1, 4]), award(3, [2]), award(4, [3])]
    (link,) = cascade({1}, (), circle, {}, judge)
    assert [each.record_id for each in link.follows] == [3, 4]


def test_an_award_lost_before_is_missing_from_both_verdicts() -> None:
    (link,) = cascade({1}, {9}, [award(2, [1, 9], need=1)], {}, judge)
    assert link.before["verdict"] == "eligible"
    assert named(without(link.standing.question, {9}, {})) == {1}
    (link,) = cascade({1}, {9}, [award(2, [1, 9])], {}, judge)
    assert (link.before["verdict"], link.stands) == (
        "not_eligible",
        True,
    )  # it was lost already, no worse now


def test_the_kept_check_says_who_counted_it_even_where_the_law_of_today_does_not() -> None:
    blind = Standing(2, None, DAY, record(2, [9]), leaned=frozenset({1}))
    (link,) = cascade({1}, (), [blind], {}, judge)
    assert (link.standing.record_id, link.stands) == (2, True)


def test_another_record_of_the_same_title_and_year_takes_its_place() -> None:
    again = {("t", 2001): [8]}
    (link,) = cascade({1}, (), [award(2, [1])], again, judge)
    assert (link.after["verdict"], link.stands) == ("eligible", True)
    assert link.after["findings"][0]["evidence"] == [{"ref": "award:8"}]
    (link,) = cascade({1, 8}, (), [award(2, [1])], again, judge)
    assert link.stands is False
    (link,) = cascade({1}, (), [award(8, [1])], again, judge)  # it cannot stand on itself
    assert link.stands is False


def test_what_it_means_to_stand() -> None:
    def verdict(word: str, *results: str) -> dict[str, Any]:
        return {"verdict": word, "findings": [{"rule": f"r{n}", "result": r} for n, r in enumerate(results)]}

    assert stands(verdict("not_eligible", "no"), verdict("eligible", "yes"))
    assert stands(verdict("not_eligible", "no", "yes"), verdict("not_eligible", "no", "yes"))
    assert not stands(verdict("not_eligible", "no", "yes"), verdict("not_eligible", "no", "no"))
    assert not stands(verdict("not_eligible", "no", "yes"), verdict("not_eligible", "no", "unknown"))
    assert not stands(verdict("eligible", "yes"), verdict("unknown", "unknown"))
    assert stands(verdict("unknown", "unknown"), verdict("unknown", "unknown"))


def test_without_leaves_the_record_itself_alone() -> None:
    asked = record(5, [1, 2])
    asked["facts"]["awards"] = [{"code": "x", "ref": "award:3"}, {"code": "y", "ref": None}]
    less = without(asked, {1, 3}, {})
    assert named(asked) == {1, 2, 3}
    assert named(less) == {2}
    assert less["facts"]["awards"] == [{"code": "y", "ref": None}]


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Standing], set[int]]:
    """Awards that count any of the others, in circles too, and some that are lost."""
    size = draw(st.integers(2, 7))
    pks = list(range(1, size + 1))
    found = []
    for pk in pks:
        counts = sorted(draw(st.sets(st.sampled_from([p for p in pks if p != pk]), max_size=4)))
        found.append(award(pk, counts, need=draw(st.integers(0, len(counts)))))
    return found, draw(st.sets(st.sampled_from(pks), min_size=1, max_size=2))


@given(registers())
def test_every_cascade_ends_and_names_each_once(made: tuple[list[Standing], set[int]]) -> None:
    standings, lost = made
    links = cascade(lost, (), standings, {}, judge)
    keys = [link.standing.record_id for link in links]
    assert len(keys) == len(set(keys))
    assert set(keys) == {each.record_id for each in standings if named(each.question) & lost} - lost
    for link in links:
        assert link.stands == (
            link.after["verdict"] == "eligible" or link.before["verdict"] == "not_eligible"
        )
        followed = [each.record_id for each in link.follows]
        assert len(followed) == len(set(followed))
        assert not set(followed) & (lost | {link.standing.record_id})
        assert bool(link.follows) <= (not link.stands)
        levels = {each.level for each in link.follows}
        assert levels == set(range(2, 2 + len(levels)))
        fallen = {each.record_id for each in link.follows if not each.stands} | {link.standing.record_id}
        assert all(set(each.through) <= fallen for each in link.follows)


@given(registers())
def test_more_is_lost_without_more(made: tuple[list[Standing], set[int]]) -> None:
    """Losing a second award too never lets an award stand that fell with the first."""
    standings, lost = made
    more = lost | {1, 2}
    fell = {link.standing.record_id for link in cascade(lost, (), standings, {}, judge) if not link.stands}
    then = {link.standing.record_id for link in cascade(more, (), standings, {}, judge) if not link.stands}
    assert fell - more <= then
