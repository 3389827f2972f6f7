"""The demo province is what it says: realistic in size, lawful in its history, the same at every build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import transaction

from thidua.access.models import User
from thidua.access.types import Role, system_actor
from thidua.achievements.models import AwardRecord, Penalty, Rating
from thidua.decisions.models import Decision
from thidua.eligibility.commands import preview
from thidua.eligibility.models import ReviewCase
from thidua.eligibility.types import Asked
from thidua.foundation.invariants import all_invariants, broken
from thidua.foundation.ledger import verify
from thidua.insight.models import Found, Run
from thidua.nominations.imports.reader import read_workbook
from thidua.nominations.models import Nomination
from thidua.organisation.models import Household, Person, Recipient, Succession, Unit
from thidua.site.demo import TODAY, careers, signins
from thidua.site.demo.accounts import SIGN_INS
from thidua.site.demo.build import build, journey_workbook
from thidua.site.demo.names import invent

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One build for all tests of this file, taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


def test_the_province_has_its_units_and_people() -> None:
    official = Unit.objects.filter(period="2021")
    assert Counter(official.values_list("kind", flat=True)) == {"province": 1, "district": 8, "commune": 71}
    assert official.filter(kind="commune", border=True).count() == 7
    assert Succession.objects.filter(before__kind="commune").count() == 71
    assert Person.objects.count() >= 3000
    assert Household.objects.count() == 71
    assert Unit.objects.filter(kind="enterprise").exists()
    assert Person.objects.exclude(ethnic="Kinh").count() * 4 > Person.objects.count()


def test_a_revoked_title_leaves_a_higher_one_to_be_looked_at_again() -> None:
    case = ReviewCase.objects.get()
    assert (case.state, case.stands, case.award) == ("open", False, "provincial_emulation_fighter")
    assert case.unit.kind == "province"
    assert case.revocation.record.unit.sample


def test_everyone_invented_is_marked_as_sample() -> None:
    assert not Recipient.objects.exclude(kind="collective").filter(sample=False).exists()
    assert not User.objects.filter(sample=False).exists()
    assert not AwardRecord.objects.filter(decision_id=None, sample=False).exists()
    invented = Unit.objects.filter(kind__in=["school", "enterprise", "cooperative"])
    assert invented.exists() and not invented.filter(sample=False).exists()


def test_five_years_stand_behind_the_season() -> None:
    years = set(AwardRecord.objects.values_list("year", flat=True))
    assert {2016, 2017, 2018, 2019, 2020} <= years
    assert Rating.objects.filter(year=2021).exists()
    assert 10 < Penalty.objects.count() < 200


@pytest.mark.parametrize(
    "award",
    [
        "advanced_worker",
        "grassroots_emulation_fighter",
        "provincial_emulation_fighter",
        "provincial_certificate_of_merit",
        "advanced_collective",
        "outstanding_collective",
        "provincial_emulation_flag",
    ],
)
def test_past_awards_follow_the_law_of_their_year(award: str) -> None:
    """The engine finds nothing against any of a sample, but that the very period was rewarded (by this award).

    The one that waits for a review counted an award that was revoked after it.
    """
    past = AwardRecord.objects.filter(award=award, decision_id=None, review_cases=None)
    records = list(past.order_by("pk"))
    assert records
    actor = system_actor(TODAY)
    for record in Random(7).sample(records, min(40, len(records))):
        question = Asked(
            None, record.recipient_id, award, record.route, record.year, record.period_from, record.period_to, "",
            record.decided_on,
        )  # fmt: skip
        verdict = preview(actor, [question])[record.recipient_id]
        against = [
            f for f in verdict["findings"] if f["result"] == "no" and f["rule"] != "period_not_rewarded"
        ]
        assert not against, (record.year, against)


def test_no_unit_gave_more_fighters_than_the_law_allows() -> None:
    for unit_id in Unit.objects.filter(kind="school").values_list("pk", flat=True):
        for year in range(careers.FIRST_YEAR, careers.LAST_YEAR + 1):
            given = Counter(
                AwardRecord.objects.filter(unit_id=unit_id, year=year).values_list("award", flat=True)
            )
            assert given["grassroots_emulation_fighter"] * 100 <= given["advanced_worker"] * 15


def test_the_season_has_something_at_every_step() -> None:
    states = set(Nomination.objects.values_list("state", "review_state"))
    assert {
        ("draft", ""), ("in_review", "received"), ("in_review", "appraised"), ("in_review", "endorsed"),
        ("to_supplement", "to_supplement"), ("awarded", "decided"), ("withdrawn", "withdrawn"),
    } <= states  # fmt: skip
    assert {"eligible", "suspended"} <= set(Nomination.objects.values_list("verdict", flat=True))
    assert Decision.objects.filter(state="published").exists()


def test_what_was_built_breaks_no_rule_and_no_chain() -> None:
    assert [str(item.invariant.name) for item in broken(all_invariants())] == []
    assert list(verify()) == []


def test_the_season_was_surveyed_and_found_somebody_in_every_direction() -> None:
    run = Run.objects.get()
    assert (run.state, run.year) == ("done", 2021)
    what = Counter(Found.objects.values_list("what", flat=True))
    assert min(what[each] for each in ("eligible", "one_short", "nominated", "awarded", "registered")) > 0
    in_need = Found.objects.filter(what="eligible", award="advanced_worker")
    assert in_need.filter(minority=True, leader=False).exists() and in_need.filter(border=True).exists()


def test_one_sign_in_for_every_role_is_printed() -> None:
    printed = {line[0].strip() for line in signins()}
    roles = {role for account in SIGN_INS if account.username in printed for role in account.roles}
    assert roles == set(Role)
    assert all(
        User.objects.get(username=name.strip()).check_password(password)
        for name, password, _ in signins()[:1]
    )


def test_the_journeys_workbook_can_be_imported() -> None:
    sheet = read_workbook(journey_workbook())
    assert len(sheet.rows) > 20
    assert {row.cells["kind"].text for row in sheet.rows} == {"Cá nhân", "Tập thể"}


def test_names_are_the_same_at_every_build() -> None:
    first, second = Random(5), Random(5)
    assert [invent(first) for _ in range(50)] == [invent(second) for _ in range(50)]


def test_a_career_respects_ten_months_and_three_years() -> None:
    rng = Random(3)
    workers = [careers.Worker(key, False, date(2015, 1, 5), 0.9) for key in range(30)]
    workers.append(careers.Worker(99, False, date(2018, 5, 1), 0.9))
    history = careers.live(rng, workers)
    assert not [a for a in history.awards if a.key == 99 and a.year <= 2018]
    for award in history.awards:
        if award.award == "provincial_emulation_fighter":
            assert history.holds(
                award.key, "grassroots_emulation_fighter", range(award.year - 2, award.year + 1)
            )
