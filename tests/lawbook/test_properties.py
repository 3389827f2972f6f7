"""What must hold of every verdict: more merit never hurts, later facts and the order of facts never count."""

from __future__ import annotations

import random
from datetime import date
from typing import Any, get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.lawbook.ask import changed
from thidua.lawbook import Verdict, check, load_book, parse_questions, terms
from thidua.lawbook.verdict import Finding

BOOK = load_book()
RULED = sorted(code for code, award in BOOK.awards.items() if award.has_rules)
YEARS = st.integers(2010, 2025)
RATINGS = ["not_completed", "completed", "good", "excellent"]
TITLES = ["advanced_worker", "grassroots_emulation_fighter", "provincial_emulation_fighter",
          "provincial_emulation_flag", "outstanding_collective", "government_emulation_flag"]  # fmt: skip
ATTESTED = ["productive_work", "helps_community", "exceeds_targets", "trains_colleagues", "helps_households",
            "creates_jobs", "many_achievements", "outstanding_feat", "influence_in_field", "influence_in_province",
            "influence_in_commune"]  # fmt: skip
SCOPES = ["unit", "district", "province", "nation"]
ORDER = {"not_eligible": 0, "unknown": 1, "eligible": 2}


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def without_contradiction(fact: dict[str, Any]) -> dict[str, Any]:
    """An award decided no sooner than its period ends, a penalty that ends no sooner than it begins."""
    period, until = fact.get("period"), fact.get("until")
    if period and period[1] > fact["decided"].year:
        return {**fact, "period": None}
    if until is not None and until < fact["date"]:
        return {**fact, "date": until, "until": fact["date"]}
    return fact


INITIATIVES = st.fixed_dictionaries(
    {"year": YEARS, "form": st.sampled_from(["initiative", "topic", "solution", "model"])},
    optional={
        "scope": maybe(st.sampled_from(SCOPES)),
        "applied": maybe(st.booleans()),
        "replicable": maybe(st.booleans()),
        "recognised_by": maybe(st.sampled_from(SCOPES)),
        "stable_years": maybe(st.integers(0, 6)),
        "used_for": maybe(st.lists(st.sampled_from(TITLES), max_size=1)),
    },
)
AWARDS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(
            ["provincial_certificate_of_merit", "pm_certificate_of_merit", "labour_order_3"]
        ),
        "decided": st.dates(date(2010, 1, 1), date(2026, 12, 31)),
        "route": st.sampled_from(["merit", "thematic", "sudden", None]),
        "period": maybe(st.tuples(YEARS, YEARS).map(sorted)),
    }
).map(without_contradiction)
PENALTIES = st.fixed_dictionaries(
    {
        "date": st.dates(date(2010, 1, 1), date(2026, 12, 31)),
        "level": st.sampled_from(["reprimand", "warning"]),
        "until": maybe(st.dates(date(2010, 1, 1), date(2026, 12, 31))),
    }
).map(without_contradiction)
MOVEMENTS = st.fixed_dictionaries(
    {"launched_by": st.sampled_from(["district", "province", "prime_minister"])},
    optional={
        "year": YEARS,
        "years": maybe(st.integers(1, 6)),
        "review": maybe(st.sampled_from(["interim", "final"])),
        "led": maybe(st.booleans()),
    },
)
COMPOSITIONS = st.fixed_dictionaries(
    {"members": st.integers(10, 12)},
    optional={
        "completed": st.integers(8, 10),
        "advanced_worker": st.integers(4, 10),
        "grassroots_emulation_fighter": st.integers(0, 2),
        "penalised": st.dictionaries(st.sampled_from(["reprimand", "warning"]), st.integers(0, 1)),
    },
)
EXPERIENCE = st.fixed_dictionaries(
    {"kind": st.sampled_from(get_args(terms.Work)), "from": st.dates(date(1975, 1, 1), date(2024, 12, 31))},
    optional={"counts_double": maybe(st.booleans())},
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "complete": st.tuples(st.integers(2010, 2018), st.integers(2019, 2026)).map(list),
        "titles": maybe(st.dictionaries(st.sampled_from(TITLES), st.lists(YEARS, max_size=12, unique=True))),
        "ratings": maybe(st.dictionaries(YEARS, st.sampled_from(RATINGS), max_size=16)),
        "initiatives": maybe(st.lists(INITIATIVES, max_size=6)),
        "awards": maybe(st.lists(AWARDS, max_size=3)),
        "penalties": maybe(st.lists(PENALTIES, max_size=2)),
        "attested": maybe(st.lists(st.sampled_from(ATTESTED), unique=True)),
        "movements": maybe(st.lists(MOVEMENTS, max_size=2)),
        "experience": maybe(st.lists(EXPERIENCE, max_size=4)),
        "composition": maybe(st.dictionaries(YEARS, COMPOSITIONS, max_size=6)),
        "contributions": maybe(
            st.lists(
                st.fixed_dictionaries({"year": YEARS, "amount_vnd": maybe(st.integers(0, 10**9))}), max_size=2
            )
        ),
    },
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    code = draw(st.sampled_from(RULED))
    kind = draw(st.sampled_from(BOOK.awards[code].recipients))
    recipient: dict[str, Any] = {"kind": kind}
    if kind == "person":
        recipient["group"] = draw(
            st.sampled_from(["official", "worker", "farmer", "entrepreneur", "armed_forces"])
        )
    if kind == "collective":
        recipient |= {"group": "agency", "founded": draw(maybe(st.integers(2000, 2010)))}
        recipient["in_flag_list"] = draw(maybe(st.booleans()))
    last = draw(st.integers(2015, 2025))
    decided = draw(st.dates(date(last, 12, 1), date(last + 1, 9, 30)))
    question: dict[str, Any] = {"award": code, "decided_on": decided}
    question |= draw(
        st.sampled_from([{"year": last}, {"period": [last - 4, last]}, {"period": [last - 1, last]}])
    )
    if BOOK.awards[code].kind == "form":
        question["route"] = draw(st.sampled_from(["merit", "sudden", "thematic"]))
    return {"recipient": recipient, "facts": draw(FACTS), "question": question}


def verdict(record: dict[str, Any]) -> Verdict:
    (read,) = parse_questions(record)
    return check(BOOK, read)


def merits(record: dict[str, Any], draw: Any) -> dict[str, Any]:
    """The record with one more merit of a kind the law rewards."""
    facts, last = (
        record["facts"],
        (record["question"].get("period") or [0, record["question"].get("year")])[1],
    )
    kind = draw(
        st.sampled_from(
            ["rating", "title", "initiative", "attested", "movement", "contribution", "experience"]
        )
    )
    year = draw(st.sampled_from([last, last, last - 1, last - 2, last - 4]))
    assume(year >= 1990)
    if kind == "rating" and facts.get("ratings", {}) is not None:
        ratings = facts.get("ratings", {})
        assume(year in ratings)
        better = RATINGS[min(RATINGS.index(ratings[year]) + 1, 3)]
        return changed(record, ratings={**ratings, year: better})
    if kind == "title" and facts.get("titles", {}) is not None:
        titles = dict(facts.get("titles", {}))
        code = draw(st.sampled_from(TITLES))
        titles[code] = sorted({*titles.get(code, []), year})
        return changed(record, titles=titles)
    if kind == "initiative" and facts.get("initiatives", []) is not None:
        best = {
            "year": year,
            "scope": "nation",
            "applied": True,
            "replicable": True,
            "recognised_by": "nation",
        }
        return changed(record, initiatives=[*facts.get("initiatives", []), best])
    if kind == "attested" and facts.get("attested", []) is not None:
        return changed(record, attested=[*facts.get("attested", []), draw(st.sampled_from(ATTESTED))])
    if kind == "movement" and facts.get("movements", []) is not None:
        part = {"launched_by": "prime_minister", "year": last, "years": 6, "review": "final", "led": True}
        return changed(record, movements=[*facts.get("movements", []), part])
    if kind == "experience" and facts.get("experience") is not None:
        stretch = {"kind": draw(st.sampled_from(get_args(terms.Work))), "from": date(1990, 1, 1)}
        return changed(record, experience=[*facts["experience"], stretch])
    if kind == "contribution" and facts.get("contributions", []) is not None:
        gift = {"year": last, "amount_vnd": 10**9}
        return changed(record, contributions=[*facts.get("contributions", []), gift])
    assume(False)
    raise AssertionError


@given(records(), st.data())
@settings(max_examples=400, deadline=None)
def test_more_merit_never_loses_eligibility(record: dict[str, Any], data: st.DataObject) -> None:
    before, after = verdict(record), verdict(merits(record, data.draw))
    assert ORDER[after.outcome] >= ORDER[before.outcome]


@given(records(), st.data())
@settings(max_examples=300, deadline=None)
def test_what_was_unknown_may_turn_out_either_way_but_what_was_known_stays(
    record: dict[str, Any], data: st.DataObject
) -> None:
    """Filling in a rating that was never recorded changes no verdict that was already certain."""
    facts = record["facts"]
    assume(facts.get("ratings", {}) is not None)
    year = data.draw(YEARS)
    assume(year not in facts.get("ratings", {}))
    before = verdict(record)
    assume(before.outcome != "unknown")
    filled = changed(record, ratings={**facts.get("ratings", {}), year: data.draw(st.sampled_from(RATINGS))})
    assert verdict(filled).outcome == before.outcome


@given(records())
@settings(max_examples=300, deadline=None)
def test_facts_after_the_day_change_nothing(record: dict[str, Any]) -> None:
    day = record["question"]["decided_on"]
    year, later = day.year + 1, date(day.year + 1, 2, 3)
    facts = record["facts"]
    more = {
        "titles": {code: [*facts.get("titles", {}).get(code, []), year] for code in TITLES},
        "ratings": {**facts.get("ratings", {}), year: "excellent"},
        "initiatives": [*facts.get("initiatives", []), {"year": year, "scope": "nation", "recognised_by": "nation"}],
        "awards": [*facts.get("awards", []), {"code": "labour_order_3", "decided": later, "route": "merit"}],
        "penalties": [*facts.get("penalties", []), {"date": later, "level": "criminal"}],
        "holds": [{"reason": "inspection", "from": later}],
        "movements": [
            *facts.get("movements", []),
            {"launched_by": "prime_minister", "year": year, "years": 9, "review": "final", "led": True},
        ],
        "contributions": [*facts.get("contributions", []), {"year": year, "amount_vnd": 10**12}],
        **({"experience": [*facts["experience"], {"kind": "army", "from": later}]} if "experience" in facts else {}),
        "composition": {**facts.get("composition", {}), year: {"members": 10, "advanced_worker": 10}},
        "cluster": {year: {"rank": 1, "size": 9, "run_by": "province"}},
    } if all(value is not None for value in facts.values()) else {}  # fmt: skip
    assume(more)
    assert verdict(changed(record, **more)).outcome == verdict(record).outcome


@given(records(), st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_of_facts_is_irrelevant(record: dict[str, Any], chance: random.Random) -> None:
    shuffled = changed(record)
    for name, value in shuffled["facts"].items():
        if isinstance(value, list) and name != "complete":
            chance.shuffle(value)
        elif isinstance(value, dict):
            items = list(value.items())
            chance.shuffle(items)
            shuffled["facts"][name] = dict(items)
    one, two = verdict(record), verdict(shuffled)
    assert one.outcome == two.outcome
    assert [(f.rule, f.result) for f in one.findings] == [(f.rule, f.result) for f in two.findings]


def walk(findings: tuple[Finding, ...]) -> Any:
    for each in findings:
        yield each
        yield from walk(each.parts)


@given(records())
@settings(max_examples=300, deadline=None)
def test_every_verdict_explains_itself(record: dict[str, Any]) -> None:
    found = verdict(record)
    for each in walk(found.findings):
        assert each.cites and each.title and each.says.endswith("."), each
        assert "None" not in each.says and ".." not in each.says.replace("…", ""), each.says
        assert each.checked or each.because
        if each.result == "unknown":
            assert each.missing or each.parts, each
    if found.outcome == "unknown":
        assert found.missing
        assert all(each.says and each.who and each.fact for each in found.missing)
    assert set(found.unchecked) <= {each.rule for each in walk(found.findings) if not each.checked}
