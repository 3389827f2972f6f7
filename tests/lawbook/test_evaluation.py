"""How one outcome comes of many findings: precedence, transitions, what silence means, what is not decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, EXCELLENT_5, ask, award, initiative, result
from thidua.lawbook import load_book
from thidua.lawbook.evaluation import outcome_of
from thidua.lawbook.verdict import Finding, Result

GOOD = {"ratings": {2021: "good"}}
HOLD = [{"reason": "denunciation", "from": "2021-11-01"}]


def finding(result_: Result) -> Finding:
    return Finding("rule", "Tên", result_, (), "")


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        (["yes", "yes"], "eligible"),
        (["yes", "unknown"], "unknown"),
        (["unknown", "no"], "not_eligible"),
        (["no", "held", "unknown"], "suspended"),
        (["held"], "suspended"),
    ],
)
def test_a_hold_comes_first_then_a_no_then_an_unknown(results: list[Result], outcome: str) -> None:
    assert outcome_of(tuple(map(finding, results))) == outcome


def test_a_hold_suspends_even_who_would_fail_otherwise() -> None:
    facts = {"ratings": {2021: "completed"}, "holds": HOLD}
    assert ask("advanced_worker", "2021-12-15", year=2021, facts=facts).outcome == "suspended"


@pytest.mark.parametrize(
    ("until", "outcome"),
    [("2021-12-14", "eligible"), ("2021-12-15", "suspended"), ("2021-12-16", "suspended")],
)
def test_the_last_day_of_a_hold_still_holds(until: str, outcome: str) -> None:
    facts = {**GOOD, "holds": [{**HOLD[0], "until": until}]}
    assert ask("advanced_worker", "2021-12-15", year=2021, facts=facts).outcome == outcome


def test_silence_is_empty_null_is_unknown_and_conduct_is_certified() -> None:
    assert ask("advanced_worker", "2021-12-15", year=2021, facts=GOOD).outcome == "eligible"
    for section in ("penalties", "holds", "service", "registered"):
        verdict = ask("advanced_worker", "2021-12-15", year=2021, facts={**GOOD, section: None})
        assert verdict.outcome == "unknown" and verdict.missing, section
    verdict = ask("advanced_worker", "2021-12-15", year=2021, facts=GOOD)
    assert {each.rule for each in verdict.to_certify} == {"policy_and_solidarity", "study_and_ethics"}


def test_what_is_certified_includes_the_standard_that_another_award_asks() -> None:
    verdict = ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=GOOD)
    assert "study_and_ethics" in {each.rule for each in verdict.to_certify}
    leader = {"kind": "person", "group": "official", "leader": True}
    verdict = ask("advanced_worker", "2021-12-15", leader, year=2021, facts=GOOD)
    assert "results_of_the_collective" in {each.rule for each in verdict.to_certify}


@pytest.mark.parametrize("section", ["service", "penalties", "titles"])
def test_a_year_outside_the_complete_ones_is_unknown(section: str) -> None:
    facts = {"ratings": {2021: "good"}, "complete": [2010, 2020]}
    verdict = ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=facts)
    assert verdict.outcome == "unknown"


def test_missing_names_the_fact_and_who_can_supply_it() -> None:
    verdict = ask("advanced_worker", "2021-12-15", year=2021, facts={})
    (missing,) = verdict.missing
    assert missing.fact == "ratings.2021" and "2021" in missing.says and missing.who


def test_only_alternatives_that_carried_count_as_used_and_unchecked() -> None:
    movement = [
        {"launched_by": "province", "from": 2020, "until": 2021, "years": 2, "year": 2021, "review": "final"}
    ]
    facts = {"movements": movement, "attested": ["outstanding_feat", "influence_in_field"]}
    verdict = ask("provincial_certificate_of_merit", "2021-12-15", year=2021, route="thematic", facts=facts)
    assert (
        verdict.outcome == "eligible"
        and "movement" in verdict.unchecked
        and "sudden_feat" not in verdict.unchecked
    )
    verdict = ask("provincial_certificate_of_merit", "2021-12-15", year=2021, route="sudden", facts=facts)
    assert verdict.outcome == "eligible" and "sudden_feat" in verdict.unchecked


def test_the_wrong_recipient_is_told_so() -> None:
    verdict = ask("advanced_worker", "2021-12-15", AGENCY, year=2021)
    assert verdict.outcome == "not_eligible" and result(verdict, "recipient") == "no"
    soldier = {"kind": "person", "group": "armed_forces"}
    assert ask("advanced_worker", "2021-12-15", soldier, year=2021, facts=GOOD).outcome == "not_eligible"


def test_a_route_that_no_limb_serves_is_refused() -> None:
    verdict = ask("labour_order_3", "2021-12-15", period=[2016, 2020], route="thematic")
    assert verdict.outcome == "not_eligible" and result(verdict, "person_grounds") == "no"
    verdict = ask("labour_order_3", "2021-12-15", period=[2016, 2020], route="seniority")
    assert verdict.outcome == "unknown"


# The standard of another title, and the title itself


def test_the_facts_of_the_year_outweigh_the_title_and_the_title_fills_their_silence() -> None:
    facts: dict[str, Any] = {"titles": {"advanced_worker": [2021]}, "initiatives": [initiative(2021)]}

    def standard(**more: Any) -> str:
        verdict = ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts={**facts, **more})
        return result(verdict, "advanced_worker_standard")

    assert standard(ratings={2021: "good"}) == "yes"
    assert standard() == "yes"
    assert standard(ratings={2021: "completed"}) == "no"
    assert standard(titles={}) == "unknown"


# Transitions


def title_2023(decided: str, **facts: Any) -> Any:
    return ask("grassroots_emulation_fighter", decided, year=2023, facts=facts)


def test_a_title_of_2023_decided_in_2024_is_answered_only_where_both_laws_agree() -> None:
    both = {"ratings": {2023: "excellent"}, "initiatives": [initiative(2023)]}
    neither = {"ratings": {2023: "completed"}}
    new_only = {"ratings": {2023: "excellent"}}
    assert title_2023("2023-12-31", **new_only).outcome == "not_eligible"
    assert title_2023("2024-01-01", **both).outcome == "eligible"
    assert title_2023("2024-01-01", **neither).outcome == "not_eligible"
    doubtful = title_2023("2024-01-01", **new_only)
    assert doubtful.outcome == "unknown"
    assert result(doubtful, "title_year_before_law_2022") == "unknown"
    assert "title_year_before_law_2022" in doubtful.unchecked


@pytest.mark.parametrize(
    ("accepted", "law"),
    [("2025-06-30", "98/2023/NĐ-CP"), ("2025-07-01", "152/2025/NĐ-CP"), (None, "152/2025/NĐ-CP")],
)
def test_a_dossier_accepted_before_decree_152_keeps_the_decree_before(accepted: str | None, law: str) -> None:
    more = {"accepted_on": accepted} if accepted else {}
    verdict = ask("advanced_worker", "2025-09-10", year=2024, facts={"ratings": {2024: "good"}}, **more)
    assert verdict.law == ("06/2022/QH15", law) and verdict.outcome == "eligible"


def test_a_dossier_accepted_before_the_law_of_2026_is_never_refused_by_the_old_law() -> None:
    def asked(rating: str, accepted: str | None) -> Any:
        more = {"accepted_on": accepted} if accepted else {}
        return ask("advanced_worker", "2026-11-01", year=2025, facts={"ratings": {2025: rating}}, **more)

    assert asked("good", "2026-09-30").outcome == "eligible"
    assert asked("completed", "2026-09-30").outcome == "unknown"
    later = asked("good", "2026-10-01")
    assert later.outcome == "unknown" and later.advisory is not None and later.advisory.outcome == "eligible"
    assert asked("good", None).outcome == "unknown"


def test_a_dossier_accepted_under_the_law_of_2003_is_asked_by_both_laws() -> None:
    facts = {
        "ratings": dict.fromkeys(range(2019, 2024), "good"),
        "titles": {"grassroots_emulation_fighter": [2019, 2021, 2023]},
        "awards": [award("provincial_certificate_of_merit", "2019-03-01", [2017, 2018])],
    }
    given = {"period": [2019, 2023], "route": "merit", "facts": facts}
    assert ask("pm_certificate_of_merit", "2024-06-01", **given).outcome == "eligible"
    assert (
        ask("pm_certificate_of_merit", "2024-06-01", accepted_on="2023-12-31", **given).outcome == "unknown"
    )
    assert (
        ask("pm_certificate_of_merit", "2024-06-01", accepted_on="2024-01-01", **given).outcome == "eligible"
    )


# Votes


def vote(decided: str, award_: str = "provincial_emulation_fighter", **ballot: Any) -> tuple[str, str | None]:
    verdict = ask(award_, decided, year=int(decided[:4]) - 1, ballot={"members": 20, **ballot})
    method = verdict.finding("vote_method")
    return result(verdict, "vote"), method.result if method else None


@pytest.mark.parametrize(
    ("ballot", "found"),
    [
        ({"yes": 18, "secret": True}, ("yes", "yes")),
        ({"yes": 17, "secret": True}, ("no", "yes")),
        ({"present": 17, "yes": 17, "written_yes": 1, "secret": True}, ("yes", "yes")),
        ({"yes": 18, "secret": False}, ("yes", "no")),
        ({"yes": 18}, ("yes", "unknown")),
        ({"yes": 18, "method": "show_of_hands"}, ("yes", "no")),
        ({"yes": 18, "secret": True, "method": "show_of_hands"}, ("yes", "no")),
        ({"yes": 18, "method": "ballot"}, ("yes", "unknown")),
    ],
)
def test_the_law_of_2003_asks_a_secret_ballot_of_all_members(ballot: dict[str, Any], found: Any) -> None:
    assert vote("2021-12-15", **ballot) == found


@pytest.mark.parametrize(
    ("ballot", "found"),
    [
        ({"yes": 18}, ("yes", "yes")),
        ({"yes": 18, "secret": False, "method": "ballot"}, ("yes", "yes")),
        ({"yes": 18, "method": "show_of_hands"}, ("yes", "no")),
        ({"yes": 17, "secret": True}, ("no", "yes")),
    ],
)
def test_the_law_of_2022_asks_a_ballot_that_need_not_be_secret(ballot: dict[str, Any], found: Any) -> None:
    assert vote("2024-12-15", **ballot) == found


def test_where_the_law_names_no_share_the_vote_decides_nothing() -> None:
    assert vote("2021-12-15", "advanced_worker", yes=3) == ("yes", None)
    assert vote("2024-12-15", "grassroots_emulation_fighter", yes=15) == ("no", "yes")


# Gates


def state_award(route: str | None, decided: str, asked: str = "merit") -> str:
    facts = {
        "ratings": EXCELLENT_5,
        "awards": [award("labour_order_3", decided, [2010, 2015], route)],
    }
    verdict = ask("pm_certificate_of_merit", "2021-12-15", period=[2016, 2020], route=asked, facts=facts)
    return result(verdict, "one_state_award_a_year")


def test_one_award_of_the_state_a_year_but_for_sudden_ones() -> None:
    assert state_award("merit", "2021-01-01") == "no"
    assert state_award("merit", "2020-12-31") == "yes"
    assert state_award("merit", "2021-12-16") == "yes"
    assert state_award("sudden", "2021-03-01") == "yes"
    assert state_award("merit", "2021-03-01", asked="sudden") == "yes"
    assert state_award(None, "2021-03-01") == "unknown"


def test_under_the_law_of_2022_the_yearly_limit_is_only_a_question() -> None:
    facts = {"awards": [award("labour_order_3", "2024-03-01", [2015, 2020])]}
    verdict = ask("pm_certificate_of_merit", "2024-12-15", period=[2020, 2024], route="merit", facts=facts)
    assert result(verdict, "one_state_award_a_year") == "unknown"


def test_one_deed_one_form_but_a_title_is_no_form() -> None:
    def asked(code: str) -> str:
        given = {"awards": [award(code, "2021-06-01", route="sudden", achievement="flood")]}
        verdict = ask(
            "provincial_certificate_of_merit",
            "2021-12-15",
            year=2021,
            route="sudden",
            achievement="flood",
            facts=given,
        )
        return result(verdict, "deed_not_rewarded")

    assert asked("commendation_certificate_commune") == "no"
    assert asked("advanced_worker") == "yes"


@pytest.mark.parametrize(("period", "found"), [([2018, 2019], "no"), ([2016, 2018], "yes")])
def test_years_already_rewarded_by_the_same_form_do_not_count_again(period: list[int], found: str) -> None:
    facts = {"awards": [award("provincial_certificate_of_merit", "2020-03-01", period)]}
    verdict = ask(
        "provincial_certificate_of_merit", "2021-03-01", period=[2019, 2020], route="merit", facts=facts
    )
    assert result(verdict, "period_not_rewarded") == found


def test_a_dissolved_collective_is_a_question_since_circular_15() -> None:
    gone = {**AGENCY, "dissolved": "2025-07-01"}
    facts = {"ratings": {2024: "good"}, "composition": {2024: {"members": 10, "advanced_worker": 9}}}
    given = {"year": 2024, "facts": facts}
    assert ask("advanced_collective", "2025-08-05", gone, **given).outcome == "unknown"
    assert ask("advanced_collective", "2025-08-04", gone, **given).outcome == "eligible"
    assert (
        ask("advanced_collective", "2025-08-05", {**AGENCY, "dissolved": "2025-08-06"}, **given).outcome
        == "eligible"
    )


@pytest.mark.parametrize(
    ("penalty", "outcome"),
    [
        ({"date": "2022-03-01", "level": "reprimand", "until": "2022-12-31"}, "eligible"),
        ({"date": "2022-03-01", "level": "reprimand", "until": "2023-01-02"}, "not_eligible"),
        ({"date": "2022-03-01", "level": "reprimand", "until": None}, "unknown"),
        ({"date": "2022-03-01", "level": "reprimand", "until": "2026-01-01"}, "not_eligible"),
    ],
)
def test_since_2024_achievements_count_from_the_end_of_a_penalty(
    penalty: dict[str, Any], outcome: str
) -> None:
    facts = {
        "ratings": {2023: "excellent", 2024: "excellent"},
        "initiatives": [initiative(2023), initiative(2024)],
        "penalties": [penalty],
    }
    verdict = ask(
        "provincial_certificate_of_merit", "2025-03-01", period=[2023, 2024], route="merit", facts=facts
    )
    assert verdict.outcome == outcome


def test_under_the_law_of_2003_a_penalty_does_not_restart_the_years() -> None:
    facts = {
        "ratings": {2019: "excellent", 2020: "excellent"},
        "initiatives": [initiative(2019), initiative(2020)],
        "penalties": [{"date": "2018-03-01", "level": "reprimand", "until": "2019-03-01"}],
    }
    verdict = ask(
        "provincial_certificate_of_merit", "2021-03-01", period=[2019, 2020], route="merit", facts=facts
    )
    assert verdict.outcome == "eligible"


def test_the_verdict_names_the_book_it_rests_on() -> None:
    verdict = ask("advanced_worker", "2021-12-15", year=2021, facts=GOOD)
    assert verdict.digest == load_book().digest and verdict.verdict == verdict.outcome
    assert verdict.as_json()["digest"] == verdict.digest


def test_an_award_that_ended_is_refused_from_that_day() -> None:
    given = {"year": 2024, "route": "merit", "local": {"standard_issued": True}}
    assert ask("commendation_certificate_district", "2025-06-30", **given).outcome == "eligible"
    ended = ask("commendation_certificate_district", "2025-07-01", **given)
    assert ended.outcome == "not_eligible" and ended.findings[0].cites == ("129/2025/NĐ-CP Đ59",)


def test_the_epoch_of_a_day_changes_on_the_day_of_a_change_only() -> None:
    book = load_book()
    assert book.epoch(date(2017, 9, 30)) < book.epoch(date(2017, 10, 1)) == book.epoch(date(2017, 10, 2))


@pytest.mark.parametrize("penalties", [None, [{"date": "2021-03-01", "level": "reprimand"}]])
def test_whoever_does_not_know_the_penalties_is_asked_for_them(penalties: Any) -> None:
    """Every fact of the years is there; only from when on they count is open."""
    facts = {
        "ratings": dict.fromkeys(range(2020, 2025), "excellent"),
        "titles": {"grassroots_emulation_fighter": [2020, 2021, 2022, 2023, 2024]},
        "initiatives": [initiative(year) for year in (2023, 2024)],
        "penalties": penalties,
    }
    verdict = ask(
        "provincial_certificate_of_merit", "2025-03-01", period=[2023, 2024], route="merit", facts=facts
    )
    assert verdict.outcome == "unknown"
    assert {each.fact for each in verdict.missing} == {"penalties"}
    verdict = ask("provincial_emulation_fighter", "2025-03-01", year=2024, facts=facts)
    assert "penalties" in {each.fact for each in verdict.missing}
