"""Boundaries of the conditions, on both sides of every number and day the worked cases leave out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, ask, initiative, result

WORKER = {"kind": "person", "group": "worker"}
FARMER = {"kind": "person", "group": "farmer"}
HOUSEHOLD = {"kind": "household"}


def recruited(day: str | None) -> dict[str, Any]:
    return {"kind": "person", "group": "official", "recruited": day}


# Advanced worker

TWICE_TWENTY = [{"kind": kind, "year": 2016, "working_days": 20} for kind in ("sick_leave", "leave")]


@pytest.mark.parametrize(
    ("decided", "year", "start", "found"),
    [
        ("2016-12-31", 2016, "2016-03-01", "yes"),
        ("2016-12-31", 2016, "2016-03-02", "no"),
        ("2024-04-14", 2023, "2023-07-02", "no"),
        ("2024-04-14", 2023, "2023-07-01", "unknown"),
        ("2024-04-14", 2023, "2023-03-02", "unknown"),
        ("2024-04-14", 2023, "2023-03-01", "yes"),
        ("2024-04-15", 2023, "2023-07-01", "yes"),
        ("2024-04-15", 2023, "2023-07-02", "no"),
        ("2025-08-04", 2024, "2024-07-01", "yes"),
        ("2025-08-04", 2024, "2024-07-02", "no"),
        ("2025-08-05", 2024, "2024-07-01", "yes"),
        ("2025-08-05", 2024, "2024-07-02", "no"),
        ("2025-08-05", 2024, None, "unknown"),
    ],
)
def test_how_long_a_new_recruit_must_have_served(
    decided: str, year: int, start: str | None, found: str
) -> None:
    assert (
        result(ask("advanced_worker", decided, recruited(start), year=year), "not_newly_recruited") == found
    )


@pytest.mark.parametrize(
    ("service", "found"),
    [
        ([{"kind": "sick_leave", "year": 2016, "working_days": 39}], "yes"),
        ([{"kind": "sick_leave", "year": 2016, "working_days": 40}], "no"),
        (TWICE_TWENTY, "no"),
        ([{"kind": "sick_leave", "year": 2015, "working_days": 90}], "yes"),
        ([{"kind": "maternity_leave", "year": 2016, "working_days": 120}], "yes"),
        ([{"kind": "injury_treatment", "year": 2016, "working_days": 60}], "yes"),
        ([{"kind": "sick_leave", "year": 2016}], "unknown"),
        (None, "unknown"),
    ],
)  # fmt: skip
def test_forty_days_of_leave_under_decree_65(service: Any, found: str) -> None:
    facts = {"ratings": {2016: "good"}, "service": service}
    assert (
        result(ask("advanced_worker", "2016-12-31", year=2016, facts=facts), "leave_below_40_days") == found
    )


def study(first: str, last: str, grade: str | None) -> dict[str, Any]:
    return {"service": [{"kind": "study", "from": first, "until": last, "grade": grade}]}


@pytest.mark.parametrize("decided", ["2017-01-15", "2021-01-15"])
@pytest.mark.parametrize(
    ("last", "grade", "found"),
    [
        ("-12-31", "average", "no"),
        ("-12-30", "average", "yes"),
        ("-12-31", "good", "yes"),
        ("-12-31", None, "unknown"),
    ],
)
def test_a_year_of_study_needs_a_good_result(decided: str, last: str, grade: str | None, found: str) -> None:
    year = int(decided[:4]) - 1
    verdict = ask("advanced_worker", decided, year=year, facts=study(f"{year}-01-01", f"{year}{last}", grade))
    assert result(verdict, "study_accepted") == found


@pytest.mark.parametrize("decided", ["2025-01-15", "2025-07-15", "2025-09-15"])
@pytest.mark.parametrize(("last", "found"), [("2024-12-31", "unknown"), ("2024-12-30", "yes")])
def test_since_2024_a_weak_result_of_long_study_is_a_question(decided: str, last: str, found: str) -> None:
    verdict = ask("advanced_worker", decided, year=2024, facts=study("2024-01-01", last, "average"))
    assert result(verdict, "study_accepted") == found


@pytest.mark.parametrize("decided", ["2016-12-31", "2021-12-31"])
@pytest.mark.parametrize(
    ("months", "comment", "found"),
    [
        (6, False, "unknown"),
        (6, True, "yes"),
        (5, False, "yes"),
        (None, False, "unknown"),
        (7, None, "unknown"),
    ],
)
def test_who_moved_brings_the_old_units_comment(
    decided: str, months: int | None, comment: bool | None, found: str
) -> None:
    moved = {"kind": "transfer", "date": f"{decided[:4]}-08-01", "months_at_previous_unit": months}
    facts = {"service": [{**moved, "previous_unit_comment": comment}]}
    assert (
        result(ask("advanced_worker", decided, year=int(decided[:4]), facts=facts), "previous_unit_comment")
        == found
    )


@pytest.mark.parametrize("decided", ["2016-12-31", "2021-12-15", "2024-12-15", "2025-12-15"])
def test_workers_and_farmers_are_judged_by_what_is_attested(decided: str) -> None:
    year = int(decided[:4])
    both = ["productive_work", "helps_community"]
    for person in (WORKER, FARMER, {"kind": "person", "group": "labourer"}):
        for attested, outcome in (
            (both, "eligible"),
            (both[:1], "not_eligible"),
            (both[1:], "not_eligible"),
            (None, "unknown"),
        ):
            assert (
                ask("advanced_worker", decided, person, year=year, facts={"attested": attested}).outcome
                == outcome
            )


def test_the_province_must_have_detailed_the_standard_of_workers_when_asked() -> None:
    facts = {"attested": ["productive_work", "helps_community"]}
    for issued, outcome in ((True, "eligible"), (False, "unknown"), (None, "unknown")):
        given = {"year": 2024, "facts": facts, "local": {"standard_issued": issued}}
        assert ask("advanced_worker", "2024-12-15", WORKER, **given).outcome == outcome


def test_a_penalty_in_the_year_is_only_a_question_since_2024() -> None:
    facts = {"ratings": {2024: "good"}, "penalties": [{"date": "2024-06-01", "level": "reprimand"}]}
    assert ask("advanced_worker", "2024-12-15", year=2024, facts=facts).outcome == "unknown"


# Fighters


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ({"advanced_workers": 61, "fighters_proposed": 9}, "yes"),
        ({"advanced_workers": 61, "fighters_proposed": 10, "place": 9}, "yes"),
        ({"advanced_workers": 61, "fighters_proposed": 10, "place": 10}, "no"),
        ({"advanced_workers": 61, "fighters_proposed": 10}, "unknown"),
        ({"advanced_workers": 60, "fighters_proposed": 9}, "yes"),
        ({"advanced_workers": 59, "fighters_proposed": 9, "place": 9}, "no"),
        ({"advanced_workers": 6, "fighters_proposed": 1}, "no"),
        ({"advanced_workers": 7, "fighters_proposed": 1}, "yes"),
        ({"fighters_proposed": 1}, "unknown"),
        ({"advanced_workers": 100, "place": 15}, "yes"),
        ({"advanced_workers": 100, "place": 16}, "no"),
    ],
)
def test_fifteen_in_a_hundred_never_rounded_up(unit: dict[str, int], found: str) -> None:
    assert result(ask("grassroots_emulation_fighter", "2021-12-15", year=2021, unit=unit), "quota") == found


def test_the_quota_is_asked_only_with_numbers_unread_before_and_gone_after() -> None:
    numbers = {"advanced_workers": 10, "fighters_proposed": 9, "place": 9}
    assert ask("grassroots_emulation_fighter", "2021-12-15", year=2021).finding("quota") is None
    assert (
        result(ask("grassroots_emulation_fighter", "2017-09-30", year=2016, unit=numbers), "quota")
        == "unknown"
    )
    assert ask("grassroots_emulation_fighter", "2024-12-15", year=2024, unit=numbers).finding("quota") is None


@pytest.mark.parametrize(
    ("changes", "decided", "found"),
    [
        ({}, "2021-12-15", "yes"),
        ({"applied": False}, "2021-12-15", "no"),
        ({"applied": None}, "2021-12-15", "unknown"),
        ({"replicable": False}, "2021-12-15", "yes"),
        ({"replicable": False}, "2024-12-15", "no"),
        ({"replicable": None}, "2024-12-15", "unknown"),
        ({"recognised_by": None}, "2021-12-15", "unknown"),
        ({"scope": None}, "2021-12-15", "unknown"),
        ({"scope": "commune"}, "2021-12-15", "yes"),
        ({"form": "model"}, "2021-12-15", "no"),
        ({"form": "solution"}, "2021-12-15", "yes"),
        ({"form": "topic"}, "2021-12-15", "yes"),
        ({"form": "topic", "applied": False}, "2021-12-15", "no"),
        ({"form": "topic", "applied": False, "replicable": False}, "2024-12-15", "yes"),
        ({"form": "topic", "recognised_by": None}, "2024-12-15", "unknown"),
    ],
)
def test_what_counts_as_an_initiative(changes: dict[str, Any], decided: str, found: str) -> None:
    year = int(decided[:4])
    verdict = ask(
        "grassroots_emulation_fighter",
        decided,
        year=year,
        facts={"initiatives": [initiative(year, **changes)]},
    )
    assert result(verdict, "initiative") == found


@pytest.mark.parametrize(
    ("asked", "decided", "used_for", "scope", "found"),
    [
        ("grassroots_emulation_fighter", "2021-12-15", ["provincial_certificate_of_merit"], "unit", "yes"),
        ("grassroots_emulation_fighter", "2023-09-04", ["provincial_certificate_of_merit"], "unit", "yes"),
        ("grassroots_emulation_fighter", "2023-09-05", ["provincial_certificate_of_merit"], "unit", "no"),
        ("grassroots_emulation_fighter", "2024-12-15", ["provincial_certificate_of_merit"], "unit", "no"),
        ("provincial_emulation_fighter", "2024-12-15", ["grassroots_emulation_fighter"], "province", "yes"),
        ("grassroots_emulation_fighter", "2024-12-15", ["advanced_worker"], "unit", "unknown"),
        ("grassroots_emulation_fighter", "2024-12-15", ["grassroots_emulation_fighter"], "unit", "unknown"),
        ("grassroots_emulation_fighter", "2024-12-15", [], "unit", "yes"),
        ("grassroots_emulation_fighter", "2024-12-15", None, "unit", "unknown"),
    ],
)
def test_an_initiative_serves_once(asked: str, decided: str, used_for: Any, scope: str, found: str) -> None:
    year = int(decided[:4])
    facts = {"initiatives": [initiative(year, scope, used_for=used_for)]}
    assert result(ask(asked, decided, year=year, facts=facts), "initiative") == found


def test_an_initiative_used_for_a_title_opens_no_certificate() -> None:
    def asked(*used: list[str]) -> str:
        facts = {"initiatives": [initiative(2023 + i, used_for=each) for i, each in enumerate(used)]}
        verdict = ask(
            "provincial_certificate_of_merit", "2025-03-01", period=[2023, 2024], route="merit", facts=facts
        )
        return result(verdict, "initiatives")

    assert asked([], []) == "yes"
    assert asked(["grassroots_emulation_fighter"], []) == "no"


@pytest.mark.parametrize("decided", ["2017-01-15", "2021-01-15", "2025-01-15"])
def test_three_titles_in_a_row_and_an_initiative_of_the_province(decided: str) -> None:
    year = int(decided[:4]) - 1
    three, two = [year - 2, year - 1, year], [year - 1, year]

    def asked(titles: list[int], when: int, scope: str = "province") -> tuple[str, str]:
        facts = {
            "titles": {"grassroots_emulation_fighter": titles},
            "initiatives": [initiative(when, scope)],
        }
        verdict = ask("provincial_emulation_fighter", decided, year=year, facts=facts)
        return result(verdict, "three_grassroots_titles"), result(verdict, "initiative")

    assert asked(three, year) == ("yes", "yes")
    assert asked(two, year)[0] == "no"
    assert asked([year - 3, *two], year)[0] == "no"
    assert asked(three, year, "district")[1] == "no"
    assert asked(three, year, "nation")[1] == "yes"
    assert asked(three, year - 2)[1] == ("unknown" if decided > "2024" else "yes")
    assert asked(three, year - 3)[1] == "unknown"


@pytest.mark.parametrize("decided", ["2016-11-01", "2021-11-01", "2025-11-01"])
def test_two_provincial_titles_in_succession(decided: str) -> None:
    last = int(decided[:4]) - 1

    def asked(*titles: int, year: int = last) -> str:
        facts = {"titles": {"provincial_emulation_fighter": list(titles)}}
        return result(
            ask("national_emulation_fighter", decided, year=year, facts=facts), "two_provincial_titles"
        )

    assert asked(last - 3, last) == "yes"
    assert asked(last - 3, last, year=last + 1) == "yes"
    assert asked(last - 1, last) == "unknown"
    assert asked(last - 2, last) == "unknown"
    assert asked(last - 4, last) == "no"
    assert asked(last) == "no"
    assert asked(last - 4, last - 1) == "yes"
    assert asked(last - 5, last - 2) == "no"
    assert asked(last - 2, last + 1, year=last + 1) == "no", "the second title is of the year of the decision"


def test_the_national_initiative_counts_for_certain_within_the_years_of_the_two_titles() -> None:
    for decided in ("2016-11-01", "2021-11-01", "2025-11-01"):
        year = int(decided[:4]) - 1
        for when, found in ((year, "yes"), (year - 6, "yes"), (year - 7, "unknown")):
            facts = {"initiatives": [initiative(when, "nation")]}
            verdict = ask("national_emulation_fighter", decided, year=year, facts=facts)
            assert result(verdict, "initiative") == found, (decided, when)
        facts = {"initiatives": [initiative(year, "province")]}
        assert (
            result(ask("national_emulation_fighter", decided, year=year, facts=facts), "initiative") == "no"
        )


# Collectives


@pytest.mark.parametrize(
    ("decided", "members", "workers", "found"),
    [
        ("2016-12-15", 20, 10, "no"), ("2016-12-15", 20, 11, "yes"), ("2016-12-15", 100, 51, "yes"),
        ("2021-12-15", 200, 101, "yes"), ("2021-12-15", 200, 100, "no"),
        ("2024-12-15", 10, 7, "yes"), ("2024-12-15", 13, 9, "no"), ("2024-12-15", 100, 70, "yes"),
        ("2024-12-15", 100, 69, "no"),
    ],
)  # fmt: skip
def test_the_share_of_advanced_workers(decided: str, members: int, workers: int, found: str) -> None:
    year = int(decided[:4])
    facts = {"composition": {year: {"members": members, "advanced_worker": workers}}}
    assert (
        result(ask("advanced_collective", decided, AGENCY, year=year, facts=facts), "advanced_worker_share")
        == found
    )


@pytest.mark.parametrize("decided", ["2016-12-15", "2021-12-15", "2024-12-15"])
def test_outstanding_collectives(decided: str) -> None:
    year = int(decided[:4])
    whole = {"members": 100, "completed": 100, "advanced_worker": 70, "grassroots_emulation_fighter": 1}

    def outcome(**changes: Any) -> str:
        facts = {"ratings": {year: "excellent"}, "composition": {year: {**whole, **changes}}}
        return ask("outstanding_collective", decided, AGENCY, year=year, facts=facts).outcome

    assert outcome() == "eligible"
    assert outcome(completed=99) == "not_eligible"
    assert outcome(advanced_worker=69) == "not_eligible"
    assert outcome(grassroots_emulation_fighter=0) == "not_eligible"
    assert outcome(grassroots_emulation_fighter=None) == "unknown"
    assert outcome(penalised={"reprimand": 3}) == "eligible"
    assert outcome(penalised={"warning": 1}) == ("eligible" if decided > "2024" else "not_eligible")
    assert outcome(penalised={"demotion": 1}) == ("eligible" if decided > "2024" else "not_eligible")


def cluster(decided: str, code: str = "provincial_emulation_flag", **place: Any) -> str:
    year = int(decided[:4]) - 1
    given = {"rank": 1, "size": 9, "nominated": True, "run_by": "province", **place}
    facts = {"attested": ["exceeds_targets"], "cluster": {year: given}}
    return ask(code, decided, AGENCY, year=year, facts=facts).outcome


@pytest.mark.parametrize("decided", ["2017-03-01", "2021-03-01", "2025-03-01"])
def test_the_flag_goes_to_the_first_of_a_provincial_cluster(decided: str) -> None:
    assert cluster(decided) == "eligible"
    assert cluster(decided, rank=2) == "not_eligible"
    assert cluster(decided, run_by="district") == "not_eligible"
    assert cluster(decided, nominated=False) == "not_eligible"
    assert cluster(decided, rank=None) == "unknown"
    assert cluster(decided, run_by=None) == "unknown"


def movement(code: str, decided: str, recipient: Any = AGENCY, **part: Any) -> str:
    year = int(decided[:4]) - 1
    given = {"launched_by": "province", "year": year, "review": "final", "led": True, **part}
    verdict = ask(
        code, decided, recipient, period=[year, year], route="thematic", facts={"movements": [given]}
    )
    return verdict.outcome


@pytest.mark.parametrize(
    ("code", "decided", "recipient", "part", "outcome"),
    [
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {"years": 3}, "eligible"),
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {"years": 2}, "not_eligible"),
        (
            "provincial_emulation_flag",
            "2025-03-01",
            AGENCY,
            {"years": 3, "review": "interim"},
            "not_eligible",
        ),
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {"years": 3, "led": None}, "unknown"),
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {"from": 2022, "until": 2024}, "eligible"),
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {"from": 2023, "until": 2024}, "not_eligible"),
        ("provincial_emulation_flag", "2025-03-01", AGENCY, {}, "unknown"),
        (
            "government_emulation_flag",
            "2021-03-01",
            AGENCY,
            {"launched_by": "prime_minister", "years": 5},
            "eligible",
        ),
        (
            "government_emulation_flag",
            "2021-03-01",
            AGENCY,
            {"launched_by": "prime_minister", "years": 4},
            "not_eligible",
        ),
        (
            "government_emulation_flag",
            "2025-03-01",
            AGENCY,
            {"launched_by": "prime_minister", "years": 5},
            "eligible",
        ),
        (
            "government_emulation_flag",
            "2025-03-01",
            AGENCY,
            {"launched_by": "prime_minister", "years": 4},
            "not_eligible",
        ),
        ("pm_certificate_of_merit", "2017-03-01", None, {"years": 3, "led": False}, "eligible"),
        ("pm_certificate_of_merit", "2017-03-01", None, {"years": 2}, "not_eligible"),
        ("pm_certificate_of_merit", "2017-03-01", AGENCY, {"years": 3}, "eligible"),
        ("pm_certificate_of_merit", "2017-03-01", AGENCY, {"years": 2}, "not_eligible"),
        ("pm_certificate_of_merit", "2021-03-01", AGENCY, {"years": 3}, "eligible"),
        ("pm_certificate_of_merit", "2021-03-01", AGENCY, {"years": 2}, "not_eligible"),
        ("labour_order_3", "2025-03-01", None, {"years": 5}, "eligible"),
        ("labour_order_3", "2025-03-01", None, {"years": 4}, "not_eligible"),
        ("labour_order_3", "2025-03-01", AGENCY, {"years": 5}, "eligible"),
        ("labour_order_3", "2025-03-01", AGENCY, {"years": 4}, "not_eligible"),
        ("labour_order_3", "2025-03-01", AGENCY, {"years": 1, "launched_by": "prime_minister"}, "eligible"),
        ("labour_order_3", "2025-03-01", AGENCY, {"years": 9, "launched_by": "district"}, "not_eligible"),
        ("provincial_certificate_of_merit", "2021-03-01", None, {"launched_by": "ministry"}, "not_eligible"),
        ("provincial_certificate_of_merit", "2025-03-01", None, {"launched_by": "ministry"}, "eligible"),
        ("provincial_certificate_of_merit", "2021-03-01", None, {"year": 2018}, "not_eligible"),
    ],
)
def test_movements_by_launcher_length_review_and_lead(
    code: str, decided: str, recipient: Any, part: dict[str, Any], outcome: str
) -> None:
    assert movement(code, decided, recipient, **part) == outcome


@pytest.mark.parametrize(("place", "found"), [(6, "yes"), (7, "no"), (1, "yes")])
def test_twenty_in_a_hundred_of_the_provincial_flags(place: int, found: str) -> None:
    unit = {"provincial_flags": 34, "flags_proposed": 9, "place": place}
    given = {"year": 2020, "unit": unit, "facts": {}}
    assert result(ask("government_emulation_flag", "2021-03-01", AGENCY, **given), "quota") == found
    later = ask("government_emulation_flag", "2025-03-01", AGENCY, **{**given, "year": 2024})
    assert result(later, "quota") == {"yes": "yes", "no": "unknown"}[found]


def test_twenty_flags_in_a_hundred_exactly() -> None:
    for decided, year, past in (("2021-03-01", 2020, "no"), ("2025-03-01", 2024, "unknown")):
        for place, found in ((20, "yes"), (21, past)):
            unit = {"provincial_flags": 100, "flags_proposed": 30, "place": place}
            verdict = ask("government_emulation_flag", decided, AGENCY, year=year, unit=unit)
            assert result(verdict, "quota") == found


@pytest.mark.parametrize("decided", ["2016-12-15", "2021-12-15", "2024-12-15"])
def test_the_initiative_of_a_fighter_is_one_of_the_year(decided: str) -> None:
    year = int(decided[:4])
    for when, found in ((year, "yes"), (year - 1, "no")):
        verdict = ask(
            "grassroots_emulation_fighter", decided, year=year, facts={"initiatives": [initiative(when)]}
        )
        assert result(verdict, "initiative") == found
    late = ask(
        "provincial_emulation_fighter",
        "2025-01-15",
        year=2024,
        facts={"initiatives": [initiative(2023, "nation")]},
    )
    assert result(late, "initiative") == "unknown"


def test_two_initiatives_of_the_two_years_since_2024() -> None:
    for first, found in ((2023, "yes"), (2022, "no")):
        facts = {"initiatives": [initiative(first), initiative(2024)]}
        given = {"period": [2022, 2024], "route": "merit", "facts": facts}
        assert result(ask("provincial_certificate_of_merit", "2025-03-01", **given), "initiatives") == found


def test_facts_older_than_any_year_set_are_read_and_do_no_harm() -> None:
    facts = {
        "titles": {"advanced_worker": [1975, 2021]},
        "ratings": {1976: "good", 2021: "good"},
        "initiatives": [initiative(1977)],
        "awards": [
            {"code": "labour_order_3", "decided": "1976-05-01", "period": [1965, 1975], "route": "merit"}
        ],
        "contributions": [{"year": 1970, "amount_vnd": 1}],
        "movements": [{"launched_by": "province", "year": 1979}],
    }
    for code in ("advanced_worker", "pm_certificate_of_merit", "labour_order_3"):
        assert ask(code, "2021-12-15", year=2021, facts=facts).findings
    assert ask("advanced_worker", "2021-12-15", year=2021, facts=facts).outcome == "eligible"
