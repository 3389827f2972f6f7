"""Boundaries of the certificates and orders of the State: steps, years, counts, contributions, tenure."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, EXCELLENT_5, ask, award, initiative, result

WORKER = {"kind": "person", "group": "worker"}
FARMER = {"kind": "person", "group": "farmer"}
HOUSEHOLD = {"kind": "household"}
OLD = {**AGENCY, "founded": 2000}
PROVINCE, PM = "provincial_certificate_of_merit", "pm_certificate_of_merit"


def excellent(first: int, last: int = 2020) -> dict[int, str]:
    return dict.fromkeys(range(first, last + 1), "excellent")


def initiatives(count: int, scope: str = "unit", last: int = 2020) -> list[dict[str, Any]]:
    return [initiative(last - n % 5, scope) for n in range(count)]


def pm(period: Any = (2016, 2020), decided: str = "2021-06-01", recipient: Any = None, **facts: Any) -> str:
    return ask(PM, decided, recipient, period=list(period), route="merit", facts=facts).outcome


# Under Decree 65 intervals count from the day of the decision, so the step lies a year earlier.
@pytest.mark.parametrize(
    ("decided", "last", "step"), [("2017-06-01", 2016, 2011), ("2021-06-01", 2020, 2015)]
)
class TestLadderOfPeopleUntil2023:
    def facts(self, last: int, step: int, **more: Any) -> dict[str, Any]:
        return {
            "ratings": excellent(last - 4, last),
            "initiatives": initiatives(5, last=last),
            "awards": [award(PROVINCE, f"{step}-12-20", [step - 1, step])],
            **more,
        }

    def outcome(self, decided: str, last: int, **facts: Any) -> str:
        return pm((last - 4, last), decided, **facts)

    def test_five_years_five_initiatives(self, decided: str, last: int, step: int) -> None:
        assert self.outcome(decided, last, **self.facts(last, step)) == "eligible"
        four = self.facts(last, step, initiatives=initiatives(4, last=last))
        assert self.outcome(decided, last, **four) == "not_eligible"
        shorter = self.facts(last, step, ratings={**excellent(last - 3, last), last - 4: "good"})
        assert self.outcome(decided, last, **shorter) == "not_eligible"

    def test_the_step_must_lie_before_the_five_years(self, decided: str, last: int, step: int) -> None:
        late = self.facts(last, step, awards=[award(PROVINCE, f"{step + 1}-02-01", [step, step + 1])])
        assert self.outcome(decided, last, **late) == "not_eligible"
        thematic = self.facts(
            last, step, awards=[award(PROVINCE, f"{step}-12-20", [step - 1, step], "thematic")]
        )
        assert self.outcome(decided, last, **thematic) == "not_eligible"
        unknown = self.facts(last, step, awards=[award(PROVINCE, f"{step}-12-20", [step - 1, step], None)])
        assert self.outcome(decided, last, **unknown) == "unknown"

    def test_workers_and_farmers(self, decided: str, last: int, step: int) -> None:
        def worker(count: int) -> str:
            facts = {"initiatives": initiatives(count, last=last), "attested": ["trains_colleagues"]}
            return pm((last - 4, last), decided, WORKER, **facts)

        def farmer(stable: int) -> str:
            model = initiative(last, form="model", stable_years=stable)
            return pm(
                (last - 4, last),
                decided,
                FARMER,
                initiatives=[model],
                attested=["helps_households", "creates_jobs"],
            )

        assert (worker(2), worker(1)) == ("eligible", "not_eligible")
        assert (farmer(2), farmer(1)) == ("eligible", "not_eligible")

    def test_collectives_need_a_flag_in_that_time(self, decided: str, last: int, step: int) -> None:
        given = {
            "ratings": excellent(last - 4, last),
            "awards": [award(PROVINCE, f"{step}-12-20", [step - 1, step])],
        }

        def collective(flag: int, **more: Any) -> str:
            facts = {**given, "titles": {"provincial_emulation_flag": [flag]}, **more}
            return pm((last - 4, last), decided, OLD, **facts)

        assert collective(last) == collective(last - 4) == "eligible"
        assert collective(last - 5) == "not_eligible"
        assert collective(last, ratings={**excellent(last - 3, last), last - 4: "good"}) == "not_eligible"

    def test_half_a_billion_of_a_household(self, decided: str, last: int, step: int) -> None:
        def household(*amounts: int | None) -> str:
            given = [{"year": last, "amount_vnd": amount} for amount in amounts]
            return pm((last, last), decided, HOUSEHOLD, contributions=given)

        assert household(500_000_000) == household(300_000_000, 200_000_000) == "eligible"
        assert household(499_999_999) == household() == "not_eligible"
        assert household(499_999_999, None) == "unknown"

    def test_the_interval_counts_by_the_decree_of_the_day(self, decided: str, last: int, step: int) -> None:
        """A decision of March whose period ended the year before: Decree 65 counts from March, the circulars later
        from the end of the period."""
        given = self.facts(last, step, awards=[award(PROVINCE, f"{step + 1}-03-01", [step - 1, step])])
        assert self.outcome(decided, last, **given) == ("eligible" if decided > "2018" else "not_eligible")


def test_a_decision_of_new_years_day_leaves_the_whole_year() -> None:
    for day, outcome in (("2016-01-01", "eligible"), ("2016-01-02", "not_eligible")):
        facts = {"ratings": EXCELLENT_5, "initiatives": initiatives(5), "awards": [award(PROVINCE, day)]}
        assert pm(**facts) == outcome


def test_since_2024_five_good_years_and_three_titles_in_any_order_with_the_certificate() -> None:
    def outcome(titles: list[int], bad: int | None = None) -> str:
        ratings = dict.fromkeys(range(2020, 2025), "good") | ({bad: "completed"} if bad else {})
        facts = {
            "ratings": ratings,
            "titles": {"grassroots_emulation_fighter": titles},
            "awards": [award(PROVINCE, "2022-03-01", [2020, 2021])],
        }
        return pm((2020, 2024), "2025-03-01", **facts)

    assert outcome([2020, 2022, 2024]) == "eligible"
    assert outcome([2020, 2024]) == "not_eligible"
    assert outcome([2019, 2020, 2024]) == "not_eligible"
    assert outcome([2020, 2022, 2024], bad=2020) == "not_eligible"


def lo3(period: Any, decided: str, recipient: Any = None, route: str = "merit", **facts: Any) -> Any:
    return ask("labour_order_3", decided, recipient, period=list(period), route=route, facts=facts)


@pytest.mark.parametrize(
    ("decided", "last", "step"), [("2017-06-01", 2016, 2011), ("2021-06-01", 2020, 2015)]
)
def test_labour_order_of_people_until_2023(decided: str, last: int, step: int) -> None:
    def outcome(count: int = 2, bad: int | None = None, scope: str = "province") -> str:
        ratings = excellent(last - 4, last) | ({bad: "good"} if bad else {})
        given = initiatives(count, scope, last)
        awards = [award(PM, f"{step}-12-20", [step - 4, step])]
        return lo3((last - 4, last), decided, ratings=ratings, initiatives=given, awards=awards).outcome

    assert outcome() == "eligible"
    assert outcome(1) == outcome(bad=last - 4) == outcome(scope="district") == "not_eligible"


@pytest.mark.parametrize(
    ("decided", "last", "scope", "enough"),
    [
        ("2017-06-01", 2016, "district", 3),
        ("2021-06-01", 2020, "province", 2),
        ("2025-06-01", 2024, "province", 1),
    ],
)
def test_labour_order_of_workers_by_decree(decided: str, last: int, scope: str, enough: int) -> None:
    def outcome(count: int, last_year: int = last, attested: tuple[str, ...] = ("trains_colleagues",)) -> str:
        given = initiatives(count, scope, last_year)
        return lo3((last - 4, last), decided, WORKER, initiatives=given, attested=list(attested)).outcome

    assert outcome(enough) == "eligible"
    assert (
        outcome(enough - 1)
        == outcome(enough, attested=())
        == outcome(enough, last_year=last - 5)
        == "not_eligible"
    )


@pytest.mark.parametrize(
    ("decided", "last"), [("2017-06-01", 2016), ("2021-06-01", 2020), ("2025-06-01", 2024)]
)
def test_labour_order_of_farmers(decided: str, last: int) -> None:
    def outcome(stable: int | None) -> str:
        model = initiative(last, form="model", stable_years=stable)
        attested = ["helps_households", "creates_jobs"]
        return lo3((last - 4, last), decided, FARMER, initiatives=[model], attested=attested).outcome

    assert (outcome(3), outcome(2), outcome(None)) == ("eligible", "not_eligible", "unknown")


def test_a_farmers_initiative_serves_since_2024() -> None:
    given = [initiative(2024, "province")]
    assert lo3((2020, 2024), "2025-06-01", FARMER, initiatives=given).outcome == "eligible"
    assert (
        lo3((2020, 2024), "2025-06-01", FARMER, initiatives=[initiative(2024, "district")]).outcome
        == "not_eligible"
    )


@pytest.mark.parametrize(
    ("decided", "last", "step"),
    [("2017-06-01", 2016, 2011), ("2021-06-01", 2020, 2015), ("2025-06-01", 2024, 2019)],
)
def test_labour_order_of_collectives(decided: str, last: int, step: int) -> None:
    def outcome(founded: int = last - 9, flags: int = 2, bad: int | None = None) -> str:
        facts = {
            "ratings": excellent(last - 4, last) | ({bad: "good"} if bad else {}),
            "titles": {"provincial_emulation_flag": [last - n for n in range(flags)]},
            "awards": [award(PM, f"{step}-12-20", [step - 4, step])],
        }
        return lo3((last - 4, last), decided, {**AGENCY, "founded": founded}, **facts).outcome

    assert outcome() == "eligible"
    assert outcome(founded=last - 8) == outcome(flags=1) == outcome(bad=last - 4) == "not_eligible"


def test_since_2024_one_excellent_year_and_three_titles_after_the_certificate() -> None:
    def outcome(ratings: dict[int, str], titles: list[int], certificate: int = 2019) -> str:
        facts = {
            "ratings": dict.fromkeys(range(2020, 2025), "good") | ratings,
            "titles": {"grassroots_emulation_fighter": titles},
            "awards": [award(PM, f"{certificate}-12-20", [2015, certificate])],
        }
        return lo3((2020, 2024), "2025-06-01", **facts).outcome

    assert outcome({2020: "excellent"}, [2020, 2022, 2024]) == "eligible"
    assert outcome({}, [2020, 2022, 2024]) == "not_eligible"
    assert outcome({2020: "excellent"}, [2022, 2024]) == "not_eligible"
    assert outcome({2020: "excellent"}, [2020, 2022, 2024], certificate=2020) == "not_eligible"


# Dedication


def tenure(decided: str, post: str, first: str, last: str, **more: Any) -> str:
    era = more.pop("era", "construction")
    person = {"kind": "person", "group": "official", "gender": "male", "leader": True, **more}
    facts = {"posts": [{"post": post, "from": first, "until": last, "era": era}]}
    return result(lo3((2010, 2016), decided, person, "dedication", **facts), "dedication")


WOMAN = {"gender": "female"}
LATER = {"higher_retirement_age": True}
UNSURE = {**WOMAN, "higher_retirement_age": None}


@pytest.mark.parametrize(
    ("decided", "post", "first", "last", "more", "found"),
    [
        ("2021-06-01", "department_director", "2011-01-01", "2020-12-31", {}, "yes"),
        ("2021-06-01", "department_director", "2011-01-01", "2020-12-30", {}, "no"),
        ("2021-06-01", "department_director", "2011-01-01", "2016-12-31", {"era": "resistance"}, "yes"),
        ("2021-06-01", "department_director", "2011-01-01", "2016-12-30", {"era": "resistance"}, "no"),
        ("2021-06-01", "provincial_vice_chair", "2011-01-01", "2016-12-31", {}, "yes"),
        ("2021-06-01", "provincial_vice_chair", "2011-01-01", "2016-12-30", {}, "no"),
        ("2021-06-01", "provincial_vice_chair", "2011-01-01", "2015-12-31", {"era": "resistance"}, "yes"),
        ("2021-06-01", "provincial_vice_chair", "2011-01-01", "2015-12-30", {"era": "resistance"}, "no"),
        ("2021-06-01", "department_director", "2011-01-01", "2017-08-31", WOMAN, "yes"),
        ("2021-06-01", "department_director", "2011-01-01", "2017-08-30", WOMAN, "no"),
        ("2021-06-01", "department_director", "2011-01-01", "2017-08-31", {**WOMAN, **LATER}, "no"),
        ("2021-06-01", "department_director", "2011-01-01", "2017-08-31", UNSURE, "unknown"),
        ("2021-06-01", "department_director", "2011-01-01", "2017-08-31", {"gender": None}, "unknown"),
        ("2017-06-01", "department_director", "2010-01-01", "2016-12-31", WOMAN, "yes"),
        ("2017-06-01", "department_director", "2010-01-01", "2016-12-30", WOMAN, "no"),
        ("2017-06-01", "department_director", "2007-01-01", "2016-12-30", {}, "no"),
        ("2021-06-01", "commune_chair", "1990-01-01", "2020-12-31", {}, "no"),
        ("2021-06-01", "cooperative_head", "1990-01-01", "2020-12-31", {}, "unknown"),
        ("2025-06-01", "ministry_department_head", "2011-01-01", "2016-12-31", {}, "yes"),
        ("2025-06-01", "ministry_department_head", "2011-01-01", "2016-12-30", {}, "no"),
        ("2025-06-01", "ministry_department_deputy", "2011-01-01", "2020-12-30", {}, "no"),
        ("2025-06-01", "ministry_department_deputy", "2011-01-01", "2020-12-31", {}, "yes"),
        ("2025-06-01", "department_director", "2005-01-01", "2020-12-31", {}, "unknown"),
    ],
)  # fmt: skip
def test_years_in_posts(
    decided: str, post: str, first: str, last: str, more: dict[str, Any], found: str
) -> None:
    assert tenure(decided, post, first, last, **more) == found


def test_a_post_still_held_counts_up_to_the_decision() -> None:
    person = {"kind": "person", "group": "official", "gender": "male", "leader": True}
    facts = {"posts": [{"post": "district_chair", "from": "2011-06-02"}]}
    for decided, found in (("2021-06-01", "yes"), ("2021-05-31", "no")):
        assert result(lo3((2011, 2020), decided, person, "dedication", **facts), "dedication") == found


@pytest.mark.parametrize(("decided", "last"), [("2016-06-01", 2015), ("2021-06-01", 2020)])
def test_two_excellent_years_and_two_initiatives_until_2023(decided: str, last: int) -> None:
    def outcome(first: str = "excellent", count: int = 2, when: int = 0, recipient: Any = None) -> str:
        facts = {
            "ratings": {last - 1: first, last: "excellent"},
            "initiatives": [initiative(last - when) for _ in range(count)],
        }
        return ask(PROVINCE, decided, recipient, period=[last - 1, last], route="merit", facts=facts).outcome

    assert outcome() == outcome(when=1) == outcome(count=0, recipient=AGENCY) == "eligible"
    assert (
        outcome("good")
        == outcome(count=1)
        == outcome(when=2)
        == outcome("good", recipient=AGENCY)
        == "not_eligible"
    )


def test_forty_years_of_facts_are_judged_by_the_last_five() -> None:
    facts = {
        "ratings": excellent(1985),
        "titles": {"grassroots_emulation_fighter": list(range(1985, 2021))},
        "initiatives": [initiative(year, "province") for year in range(1985, 2021)],
        "awards": [award(PROVINCE, f"{year}-01-10", [year - 2, year - 1]) for year in range(1990, 2016, 2)],
    }
    assert pm(**facts) == "eligible"


def test_five_years_of_a_collective_since_2024() -> None:
    for first, outcome in (("excellent", "eligible"), ("good", "not_eligible")):
        facts = {
            "ratings": {**excellent(2021, 2024), 2020: first},
            "titles": {"provincial_emulation_flag": [2024]},
            "awards": [award(PROVINCE, "2019-12-20", [2018, 2019])],
        }
        assert pm((2020, 2024), "2025-03-01", OLD, **facts) == outcome


@pytest.mark.parametrize(("last", "found"), [("2014-12-31", "yes"), ("2014-12-30", "no")])
def test_a_woman_needs_two_thirds_of_the_years_since_2024(last: str, found: str) -> None:
    assert tenure("2025-06-01", "ministry_department_head", "2011-01-01", last, **WOMAN) == found


def test_entrepreneurs_may_climb_to_the_certificate_but_not_to_the_order() -> None:
    person = {"kind": "person", "group": "entrepreneur"}
    facts = {
        "ratings": dict.fromkeys(range(2020, 2025), "excellent"),
        "titles": {"grassroots_emulation_fighter": [2020, 2022, 2024]},
        "awards": [award(PROVINCE, "2019-12-20", [2018, 2019]), award(PM, "2019-12-20", [2015, 2019])],
    }
    assert pm((2020, 2024), "2025-03-01", person, **facts) == "eligible"
    assert lo3((2020, 2024), "2025-03-01", person, **facts).outcome == "not_eligible"
    assert lo3((2020, 2024), "2025-03-01", None, **facts).outcome == "eligible"
