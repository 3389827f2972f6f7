"""What must hold of every plan: it suffices, nothing in it is needless, merit never delays, a penalty never speeds."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.lawbook import Record, check, load_book, parse_questions
from thidua.lawbook.roadmap.ground import Ground, ground
from thidua.lawbook.roadmap.needs import ConferralNeed
from thidua.lawbook.roadmap.planning import Plan, plan, without_own
from thidua.lawbook.roadmap.reach import Reach, Roadmap, roadmap
from thidua.lawbook.roadmap.supposing import SupposedPenalty, supposing

BOOK = load_book()
RATINGS = ["not_completed", "completed", "good", "excellent"]
SCOPES = ["unit", "district", "province", "nation"]
TITLES = {
    "person": ["advanced_worker", "grassroots_emulation_fighter", "provincial_emulation_fighter"],
    "collective": ["advanced_collective", "outstanding_collective", "provincial_emulation_flag"],
    "household": ["advanced_worker"],
}
FORMS = ["provincial_certificate_of_merit", "pm_certificate_of_merit", "labour_order_3"]
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def people(draw: st.DrawFn) -> tuple[Record, date]:
    """Somebody's record on some day, and the day whose law is held still."""
    today = draw(st.dates(date(2018, 1, 5), date(2026, 9, 1)))
    this = today.year
    kind = draw(st.sampled_from(["person", "person", "collective", "household"]))
    who: dict[str, Any] = {"kind": kind}
    if kind == "person":
        who["group"] = draw(st.sampled_from(["official", "official", "worker", "farmer", "armed_forces"]))
    if kind == "collective":
        who |= {
            "group": draw(st.sampled_from(["school", "enterprise"])),
            "founded": this - draw(st.integers(7, 30)),
        }
        who["in_flag_list"] = draw(st.booleans())
    past = st.integers(this - 7, this)
    facts: dict[str, Any] = {
        "complete": [this - 8, this],
        "ratings": draw(st.dictionaries(past, st.sampled_from(RATINGS[1:]), max_size=8)),
        "titles": draw(
            st.dictionaries(
                st.sampled_from(TITLES[kind]), st.lists(past, max_size=5, unique=True), max_size=3
            )
        ),
        "initiatives": [
            {
                "year": year,
                "scope": scope,
                "recognised_by": scope,
                "applied": True,
                "replicable": True,
                "used_for": used,
            }
            for year, scope, used in draw(
                st.lists(
                    st.tuples(past, st.sampled_from(SCOPES), st.sampled_from([[], TITLES["person"][1:2]])),
                    max_size=4,
                )
            )
        ],
        "awards": [
            {"code": code, "decided": date(year + 1, 2, 1), "period": [year - 1, year], "route": route}
            for code, year, route in draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(FORMS),
                        st.integers(this - 7, this - 2),
                        st.sampled_from(["merit", "sudden"]),
                    ),
                    max_size=2,
                )
            )
        ],
    }
    if kind == "collective" and draw(st.booleans()):
        facts["composition"] = {this - 1: {"members": 37, "completed": 37, "advanced_worker": 20}}
        facts["cluster"] = {this - 1: {"rank": 2, "size": 9, "run_by": "province"}}
    if draw(st.booleans()):
        facts["registered"] = {"advanced_worker": [this - 1]}
    if draw(st.integers(0, 5)) == 0:
        facts["holds"] = [{"reason": "complaint", "from": date(this - 1, 5, 1)}]
    award = "provincial_certificate_of_merit"
    (record,) = parse_questions(
        {"recipient": who, "facts": facts, "question": {"award": award, "year": this, "decided_on": today}}
    )
    return record, draw(st.sampled_from([today, date(2021, 12, 15), date(2026, 9, 30)]))


def plans(road: Roadmap) -> list[tuple[Reach, Plan]]:
    found = []
    for reach in road.reaches:
        for world in (road.plain, road.judged):
            made = plan(world, reach.code)
            if made is not None:
                found.append((reach, made))
    return found


def verdict(at: Ground, made: Plan, index: int) -> str:
    """The verdict of `check` on one goal of a plan, with the needs as a record that anybody could have written."""
    goal = made.goals[index]
    record = at.with_needs(goal, without_own(goal, made.needs))
    written = Record.model_validate_json(record.model_dump_json(by_alias=True, exclude_unset=True))
    return check(at.book, written, law_of=at.law_day).outcome


@SLOW
@given(people())
def test_a_plan_suffices_for_every_step_and_nothing_in_it_is_needless(given: tuple[Record, date]) -> None:
    record, law = given
    at = ground(BOOK, record, 8, law)
    road = roadmap(at)
    for reach, made in plans(road):
        for index in range(len(made.goals)):
            assert verdict(at, made, index) == "eligible", (reach.code, made)
        for need in made.needs:
            fewer = [each for each in made.needs if each is not need]
            goals = [
                goal
                for goal in made.goals
                if not (isinstance(need, ConferralNeed) and (need.code, need.year) == (goal.code, goal.year))
            ]
            assert not all(at.reached(goal, without_own(goal, fewer)) for goal in goals), (reach.code, need)


@SLOW
@given(people())
def test_the_overview_and_the_plan_name_the_same_year(given: tuple[Record, date]) -> None:
    record, law = given
    road = roadmap(ground(BOOK, record, 8, law))
    for reach in road.reaches:
        made = plan(road.plain, reach.code)
        if reach.state == "by" and reach.route == "merit":
            assert made is not None and made.goal.year == reach.year, reach
        if reach.state == "judged":
            judged = plan(road.judged, reach.code)
            assert judged is not None and judged.goal.year == reach.judged_year, reach


@SLOW
@given(people())
def test_the_present_is_what_check_says(given: tuple[Record, date]) -> None:
    record, law = given
    at = ground(BOOK, record, 3, law)
    for reach in roadmap(at).reaches:
        outcomes = set()
        for year in (at.today.year, at.today.year - 1):
            goal = at.goal(reach.code, year, facts=at.record.facts)
            if goal is not None:
                question = at.question(goal).model_copy(update={"decided_on": at.today})
                asked = at.record.model_copy(update={"question": question})
                outcomes.add(check(BOOK, asked, law_of=law).outcome)
        assert reach.present in outcomes or not outcomes
        assert (reach.state == "now") == ("eligible" in outcomes)


def years(road: Roadmap, code: str) -> tuple[int, int]:
    return road.plain.first.get(code, 9999), road.judged.first.get(code, 9999)


@SLOW
@given(people(), st.data())
def test_more_merit_never_makes_an_award_later(given: tuple[Record, date], data: st.DataObject) -> None:
    record, law = given
    facts, this = record.facts, record.question.decided_on.year
    year = data.draw(st.integers(this - 6, this))
    kind = data.draw(st.sampled_from(["rating", "title", "initiative"]))
    own = None
    if kind == "rating":
        more = facts.model_copy(update={"ratings": {**(facts.ratings or {}), year: "excellent"}})
    elif kind == "title":
        own = data.draw(st.sampled_from(TITLES[record.recipient.kind]))
        listed = (facts.titles or {}).get(own) or ()
        more = facts.model_copy(update={"titles": {**(facts.titles or {}), own: (*listed, year)}})
    else:
        best = {
            "year": year,
            "scope": "nation",
            "recognised_by": "nation",
            "applied": True,
            "replicable": True,
        }
        (other,) = parse_questions(
            {
                "recipient": {"kind": "person"},
                "facts": {"initiatives": [best]},
                "question": {"award": FORMS[0], "decided_on": record.question.decided_on},
            }
        )
        more = facts.model_copy(
            update={"initiatives": (*(facts.initiatives or ()), *(other.facts.initiatives or ()))}
        )
    before = roadmap(ground(BOOK, record, 8, law))
    after = roadmap(ground(BOOK, record.model_copy(update={"facts": more}), 8, law))
    for reach in before.reaches:
        if reach.code != own:
            assert all(
                a <= b for a, b in zip(years(after, reach.code), years(before, reach.code), strict=True)
            )


@SLOW
@given(people(), st.integers(0, 3), st.sampled_from(["reprimand", "warning"]), st.booleans())
def test_a_penalty_never_makes_an_award_earlier(
    given: tuple[Record, date], ahead: int, level: Any, ends: bool
) -> None:
    record, law = given
    this = record.question.decided_on.year
    day = date(this + ahead, 3, 1)
    penalty = SupposedPenalty(day, level, date(this + ahead + 1, 2, 28) if ends else None)
    before = roadmap(ground(BOOK, record, 8, law))
    after = roadmap(ground(BOOK, record, 8, law, [penalty]))
    for reach in before.reaches:
        assert all(a >= b for a, b in zip(years(after, reach.code), years(before, reach.code), strict=True))
    assert supposing(record.facts, [penalty]).penalties
