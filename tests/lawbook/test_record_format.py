"""The public record format, line by line: what silence, null and years outside the complete ones mean."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, ask, award, initiative, question, result
from thidua.lawbook import RecordError, check, load_book, parse_questions

GOOD = {"ratings": {2021: "good"}}
EMPTY: dict[str, Any] = {
    "titles": {},
    "initiatives": [],
    "awards": [],
    "penalties": [],
    "holds": [],
    "service": [],
    "movements": [],
    "posts": [],
    "contributions": [],
    "attested": [],
}
DEED: dict[str, Any] = {"achievement": "rescue", "route": "sudden", "year": 2021}


@pytest.mark.parametrize("section", sorted(EMPTY))
@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("grassroots_emulation_fighter", {"year": 2021}),
        ("provincial_certificate_of_merit", {"period": [2020, 2021]}),
        ("pm_certificate_of_merit", {"period": [2017, 2021], "route": "merit"}),
        ("labour_order_3", {"period": [2017, 2021], "route": "dedication"}),
    ],
)
def test_a_list_left_out_is_the_empty_list(section: str, code: str, given: dict[str, Any]) -> None:
    silent = ask(code, "2021-12-15", facts=GOOD, **given).as_json()
    assert ask(code, "2021-12-15", facts={**GOOD, section: EMPTY[section]}, **given).as_json() == silent


@pytest.mark.parametrize(
    ("section", "code", "rule", "given"),
    [
        ("titles", "provincial_emulation_fighter", "three_grassroots_titles", {"year": 2021}),
        ("ratings", "advanced_worker", "good_rating", {"year": 2021}),
        ("initiatives", "grassroots_emulation_fighter", "initiative", {"year": 2021}),
        ("awards", "labour_order_3", "prior_certificate", {"period": [2017, 2021], "route": "merit"}),
        (
            "awards",
            "provincial_certificate_of_merit",
            "period_not_rewarded",
            {"period": [2020, 2021], "route": "merit"},
        ),
        ("awards", "provincial_certificate_of_merit", "deed_not_rewarded", DEED),
        (
            "awards",
            "pm_certificate_of_merit",
            "one_state_award_a_year",
            {"period": [2017, 2021], "route": "merit"},
        ),
        ("penalties", "advanced_worker", "no_penalty", {"year": 2021}),
        ("holds", "advanced_worker", "no_open_hold", {"year": 2021}),
        ("service", "advanced_worker", "previous_unit_comment", {"year": 2021}),
        ("movements", "pm_certificate_of_merit", "movement", {"period": [2017, 2021], "route": "thematic"}),
        ("posts", "labour_order_3", "dedication", {"period": [2011, 2021], "route": "dedication"}),
        ("registered", "advanced_worker", "registered", {"year": 2021}),
        ("attested", "provincial_certificate_of_merit", "sudden_feat", {"year": 2021, "route": "sudden"}),
    ],
)
def test_a_section_given_as_null_is_unknown(
    section: str, code: str, rule: str, given: dict[str, Any]
) -> None:
    verdict = ask(code, "2021-12-15", facts={section: None}, **given)
    assert result(verdict, rule) == "unknown"
    assert any(each.fact.startswith(section) for each in verdict.missing)


def test_null_contributions_composition_and_cluster_are_unknown_too() -> None:
    household = {"kind": "household"}
    verdict = ask(
        "provincial_certificate_of_merit", "2021-12-15", household, year=2021, facts={"contributions": None}
    )
    assert result(verdict, "household_contribution") == "unknown"
    for facts in ({}, {"composition": None}, {"composition": {2020: {"members": 5}}}):
        verdict = ask("advanced_collective", "2021-12-15", AGENCY, year=2021, facts={**GOOD, **facts})
        assert result(verdict, "advanced_worker_share") == "unknown"
    for facts in ({}, {"cluster": None}, {"cluster": {2020: {"rank": 1, "run_by": "province"}}}):
        verdict = ask("provincial_emulation_flag", "2021-12-15", AGENCY, year=2021, facts=facts)
        assert result(verdict, "leads_cluster") == "unknown"


@pytest.mark.parametrize(
    ("code", "rule", "given", "facts"),
    [
        (
            "provincial_emulation_fighter",
            "three_grassroots_titles",
            {"year": 2021},
            {"titles": {"grassroots_emulation_fighter": [2020, 2021]}},
        ),
        ("grassroots_emulation_fighter", "initiative", {"year": 2019}, {}),
        ("advanced_worker", "no_penalty", {"year": 2019}, {}),
        ("advanced_worker", "study_accepted", {"year": 2019}, {}),
        ("labour_order_3", "prior_certificate", {"period": [2017, 2021], "route": "merit"}, {}),
        ("provincial_certificate_of_merit", "movement", {"period": [2018, 2019], "route": "thematic"}, {}),
    ],
)
def test_a_year_outside_the_complete_ones_is_unknown_and_inside_it_is_not(
    code: str, rule: str, given: dict[str, Any], facts: dict[str, Any]
) -> None:
    outside = ask(code, "2021-12-15", facts={**facts, "complete": [2020, 2021]}, **given)
    inside = ask(code, "2021-12-15", facts={**facts, "complete": [1980, 2021]}, **given)
    assert result(outside, rule) == "unknown" and result(inside, rule) != "unknown"


def test_a_year_without_a_rating_is_unknown_even_inside_the_complete_ones() -> None:
    facts = {"ratings": {2020: "good"}, "complete": [2000, 2021]}
    verdict = ask("advanced_worker", "2021-12-15", year=2021, facts=facts)
    assert result(verdict, "good_rating") == "unknown" and verdict.outcome == "unknown"


def test_registration_is_assumed_unless_a_list_says_otherwise() -> None:
    for registered, found in (
        ({"advanced_worker": [2021]}, "yes"),
        ({"advanced_worker": [2020]}, "no"),
        ({"grassroots_emulation_fighter": [2021]}, "no"),
        ({"advanced_worker": None}, "unknown"),
    ):
        facts = {**GOOD, "registered": registered}
        assert result(ask("advanced_worker", "2021-12-15", year=2021, facts=facts), "registered") == found
    assert result(ask("advanced_worker", "2021-12-15", year=2021, facts=GOOD), "registered") == "yes"


def test_what_the_question_leaves_out_is_not_judged() -> None:
    facts = {**GOOD, "initiatives": [initiative(2021)]}
    plain = ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=facts)
    assert plain.outcome == "eligible"
    assert plain.finding("quota") is None and plain.finding("vote") is None
    unit = {"advanced_workers": 60, "fighters_proposed": 10, "place": 10}
    assert ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=facts, unit=unit).outcome == (
        "not_eligible"
    )
    whole = ask("commendation_certificate_unit", "2025-12-15", year=2025, facts={"ratings": {2025: "good"}})
    assert whole.outcome == "unknown" and result(whole, "local_standard") == "unknown"
    farmer = {"kind": "person", "group": "farmer"}
    part = {"attested": ["productive_work", "helps_community"]}
    assert ask("advanced_worker", "2025-12-15", farmer, year=2025, facts=part).outcome == "eligible"


def test_conduct_never_decides_and_is_listed() -> None:
    verdict = ask("advanced_worker", "2025-12-15", year=2025, facts={"ratings": {2025: "good"}})
    assert verdict.outcome == "eligible"
    assert all(each.says and each.cites for each in verdict.to_certify) and verdict.to_certify


def test_the_standard_of_a_title_is_read_from_the_facts_unless_the_law_says_conferred() -> None:
    facts = {**GOOD, "initiatives": [initiative(2021)]}
    assert ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=facts).outcome == "eligible"
    ladder = {
        "initiatives": [initiative(2021, "province")],
        "ratings": dict.fromkeys(range(2019, 2022), "excellent"),
    }
    verdict = ask("provincial_emulation_fighter", "2021-12-15", year=2021, facts=ladder)
    assert result(verdict, "three_grassroots_titles") == "no"


def test_the_verdict_has_the_public_keys_first() -> None:
    found = ask("advanced_worker", "2021-12-15", year=2021, facts={"penalties": None}).as_json()
    assert list(found)[:8] == [
        "id", "award", "verdict", "law", "findings", "missing", "to_certify", "unchecked",
    ]  # fmt: skip
    for each in found["findings"]:
        assert list(each)[:5] == ["rule", "result", "cites", "says", "evidence"]
        assert each["result"] in {"yes", "no", "unknown", "held"}
    assert found["verdict"] in {"eligible", "not_eligible", "unknown", "suspended"}
    json.dumps(found)


def test_the_example_of_the_format_is_answered() -> None:
    facts = {
        "complete": [2010, 2021],
        "titles": {"advanced_worker": [2018, 2019, 2020]},
        "ratings": {2018: "good", 2019: "excellent", 2020: "excellent"},
        "initiatives": [],
        "awards": [award("provincial_certificate_of_merit", "2018-05-10", [2016, 2017])],
    }
    verdict = ask("grassroots_emulation_fighter", "2021-01-15", year=2020, route="merit", facts=facts)
    found = {each.rule: each for each in verdict.findings}["initiative"]
    assert verdict.outcome == "not_eligible" and list(verdict.law) == ["15/2003/QH11", "91/2017/NĐ-CP"]
    assert found.result == "no" and found.cites == ("91/2017/NĐ-CP Đ9.3.b",) and found.evidence == ()


EVERY_KEY = """\
id: a-name
recipient: {kind: person, group: official, gender: female, recruited: 2015-03-01}
facts:
  complete: [2010, 2021]
  titles: {advanced_worker: [2018, 2019, 2020]}
  ratings: {2018: good, 2019: excellent, 2020: excellent}
  initiatives:
    - {year: 2019, form: initiative, scope: unit, applied: true, replicable: true,
       recognised_by: unit, used_for: [grassroots_emulation_fighter], stable_years: null}
  awards:
    - {code: provincial_certificate_of_merit, decided: 2018-05-10, period: [2016, 2017], route: merit,
       achievement: null}
  penalties:
    - {date: 2020-06-01, level: reprimand, until: 2021-06-01}
  holds:
    - {reason: denunciation, from: 2020-11-01, until: null}
  service:
    - {kind: sick_leave, year: 2020, working_days: 45}
    - {kind: maternity_leave, year: 2020, months: 6}
    - {kind: study, from: 2020-01-01, until: 2021-02-28, grade: good}
    - {kind: transfer, date: 2020-08-01, months_at_previous_unit: 7, previous_unit_comment: false}
  composition:
    2020: {members: 20, completed: 20, good: 18, advanced_worker: 12, grassroots_emulation_fighter: 1,
           penalised: {warning: 0}}
  cluster: {2020: {rank: 1, size: 9, nominated: true, run_by: province}}
  movements:
    - {launched_by: district, from: 2017, until: 2018, years: 2, year: 2018, review: final, led: false}
  posts:
    - {post: commune_chair, from: 2004-06-01, until: 2012-05-31, era: construction}
  registered: {grassroots_emulation_fighter: [2020]}
  attested: [influence_in_province]
  contributions: [{year: 2021, kind: donation, amount_vnd: 500000000, area_m2: null, purpose: covid}]
question:
  award: grassroots_emulation_fighter
  route: merit
  year: 2020
  decided_on: 2021-01-15
  accepted_on: 2020-12-20
  achievement: null
  local: {standard_issued: true}
  unit: {advanced_workers: 61, fighters_proposed: 8, provincial_flags: 30, flags_proposed: 6, place: 8}
  ballot: {members: 17, present: 16, "yes": 14, written_yes: 1, secret: true, method: ballot}
"""


@pytest.mark.parametrize("word", ['"yes"', "yes", "'yes'"])
def test_a_question_with_every_key_of_the_format_is_answered(word: str) -> None:
    text = EVERY_KEY.replace('"yes"', word)
    (verdict,) = [check(load_book(), each) for each in parse_questions(text)]
    results = {each.rule: each.result for each in verdict.findings}
    assert verdict.outcome == "suspended" and verdict.id == "a-name"
    assert results == {
        "recipient": "yes",
        "no_open_hold": "held",
        "registered": "yes",
        "advanced_worker_standard": "no",
        "initiative": "no",
        "quota": "yes",
        "vote": "yes",
    }


def test_short_headings_and_lists_and_json_give_one_answer() -> None:
    asked = question("pm_certificate", "2021-08-10", period=[2016, 2020], facts={})
    asked["question"]["decided_on"] = "2021-08-10"
    book = load_book()
    one = [check(book, each).as_json() for each in parse_questions(json.dumps(asked))]
    many = [check(book, each).as_json() for each in parse_questions(json.dumps([asked, asked]))]
    assert one[0]["award"] == "pm_certificate_of_merit" and many == one * 2


WHO = "recipient: {kind: person}\n"
ASKED = "question: {award: advanced_worker, year: 2021, decided_on: 2021-12-15}\n"


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (WHO + "question:\n  award: advanced_worker\n  yaer: 2021\n", 4, "question.yaer"),
        (WHO.replace("person", "robot") + ASKED, 1, "recipient.kind"),
        (WHO + "facts:\n  ratings:\n    2021: splendid\n" + ASKED, 4, "facts.ratings.2021"),
        (WHO + ASKED.replace("2021-12-15", "15/12/2021"), 2, "question.decided_on"),
        (f"- {{recipient: {{kind: person}}, {ASKED.strip()}}}\n- 5\n", 2, "[2]"),
    ],
)
def test_a_malformed_question_names_line_and_field(text: str, line: int, field: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_questions(text)
    assert (caught.value.line, caught.value.field) == (line, field)
