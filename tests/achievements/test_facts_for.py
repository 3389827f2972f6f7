"""The record format built from the tables: every section, many recipients, a constant number of queries."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import SYSTEM, Province, collective, household, person
from thidua.achievements import commands
from thidua.achievements.models import AwardRecord
from thidua.achievements.queries import facts_for
from thidua.achievements.types import Basis, NewAward
from thidua.lawbook import parse_questions
from thidua.organisation.models import Recipient

BASIS = Basis("12/QĐ-UBND", date(2021, 2, 1), "Chủ tịch Ủy ban nhân dân huyện Cư Jút")


def facts(recipient: Recipient, until_year: int = 2021) -> dict[str, Any]:
    """Both sections of one recipient."""
    return facts_for([recipient.pk], until_year=until_year)[recipient.pk]


def award(
    recipient: Recipient, code: str, year: int = 2020, basis: Basis = BASIS, **fields: Any
) -> AwardRecord:
    """An award of an earlier year."""
    return commands.enter_past_award(
        SYSTEM, award=NewAward(recipient_id=recipient.pk, award=code, year=year, **fields), basis=basis
    )


def test_a_person_with_everything(province: Province) -> None:
    who = person(
        "Hoàng Thị Nga",
        province.school,
        gender="female",
        leader=True,
        ethnic="Ê Đê",
        recruited=date(2015, 9, 1),
    )
    title = award(who, "advanced_worker")
    form = award(
        who, "provincial_certificate_of_merit", period_from=2019, period_to=2020, achievement="lu-2020",
        route="thematic",
    )  # fmt: skip
    rating = commands.set_rating(SYSTEM, recipient_id=who.pk, year=2020, level="excellent")
    idea = commands.add_initiative(
        SYSTEM,
        recipient_id=who.pk,
        year=2020,
        title="Dạy chữ song ngữ",
        scope="district",
        recognised_by="district",
    )
    penalty = commands.add_penalty(
        SYSTEM, recipient_id=who.pk, day=date(2018, 5, 2), level="reprimand", until=date(2019, 5, 2)
    )
    hold = commands.open_hold(SYSTEM, recipient_id=who.pk, reason="complaint", since=date(2021, 1, 5))
    leave = commands.add_service_event(
        SYSTEM, recipient_id=who.pk, kind="sick_leave", year=2020, data={"working_days": 12}
    )
    study = commands.add_service_event(
        SYSTEM, recipient_id=who.pk, kind="study", since=date(2017, 1, 1), until=date(2017, 6, 30),
        data={"grade": "good"},
    )  # fmt: skip
    for section, data in (
        ("attested", {"code": "exceeds_targets"}),
        ("registered", {"award": "advanced_worker", "year": 2021}),
        ("contributions", {"year": 2021, "kind": "donation", "amount_vnd": 5_000_000}),
        ("posts", {"post": "commune_chair", "from": "2004-06-01"}),
        ("experience", {"kind": "teaching", "from": "2015-09-01", "counts_double": None}),
        (
            "movements",
            {"launched_by": "province", "from": 2019, "until": 2020, "year": 2020, "review": "final"},
        ),
    ):
        commands.add_other_fact(SYSTEM, recipient_id=who.pk, section=section, data=data)
    found = facts(who)
    assert found["recipient"] == {
        "kind": "person", "name": "Hoàng Thị Nga", "ref": f"recipient:{who.pk}", "group": "official",
        "gender": "female", "leader": True, "ethnic_minority": True, "higher_retirement_age": False,
        "recruited": "2015-09-01",
    }  # fmt: skip
    known = found["facts"]
    assert known["complete"] == [2011, 2021]
    assert known["titles"] == {"advanced_worker": [{"year": 2020, "ref": f"award:{title.pk}"}]}
    assert known["awards"] == [
        {
            "code": "provincial_certificate_of_merit", "decided": "2021-02-01", "period": [2019, 2020],
            "route": "thematic", "achievement": "lu-2020", "ref": f"award:{form.pk}",
        }
    ]  # fmt: skip
    assert known["ratings"] == {2020: {"level": "excellent", "ref": f"rating:{rating.pk}"}}
    assert [each["ref"] for each in known["initiatives"]] == [f"initiative:{idea.pk}"]
    assert known["penalties"] == [
        {"date": "2018-05-02", "level": "reprimand", "until": "2019-05-02", "ref": f"penalty:{penalty.pk}"}
    ]
    assert known["holds"] == [
        {"reason": "complaint", "from": "2021-01-05", "until": None, "ref": f"hold:{hold.pk}"}
    ]
    assert known["service"] == [
        {"kind": "sick_leave", "year": 2020, "working_days": 12, "ref": f"service:{leave.pk}"},
        {
            "kind": "study", "from": "2017-01-01", "until": "2017-06-30", "grade": "good",
            "ref": f"service:{study.pk}",
        },
    ]  # fmt: skip
    assert known["attested"] == ["exceeds_targets"]
    (spent,) = known["experience"]
    assert spent.pop("ref").startswith("fact:")
    assert spent == {"kind": "teaching", "from": "2015-09-01", "counts_double": None}
    assert known["registered"] == {"advanced_worker": [2021]}
    question = {"award": "advanced_worker", "route": "merit", "year": 2021, "decided_on": "2021-12-15"}
    assert len(parse_questions(json.dumps({**found, "question": question}))) == 1


def test_a_collective_and_a_household(province: Province) -> None:
    school = collective(province.school)
    made = commands.set_composition(
        SYSTEM,
        recipient_id=school.pk,
        year=2021,
        data={"members": 20, "advanced_worker": 18, "penalised": {}},
    )
    place = commands.set_cluster_place(
        SYSTEM, recipient_id=school.pk, year=2021, rank=1, size=9, nominated=True, run_by="district"
    )
    family = household("Hộ ông Y Thu", province.commune)
    found = facts_for([school.pk, family.pk], until_year=2021)
    assert found[school.pk]["recipient"]["group"] == "school"
    assert "experience" not in found[school.pk]["facts"]  # nobody recorded any: unknown, not none
    assert found[school.pk]["facts"]["composition"] == {
        2021: {"members": 20, "advanced_worker": 18, "penalised": {}, "ref": f"composition:{made.pk}"}
    }
    assert found[school.pk]["facts"]["cluster"] == {
        2021: {"rank": 1, "size": 9, "nominated": True, "run_by": "district", "ref": f"cluster:{place.pk}"}
    }
    assert found[family.pk]["recipient"] == {
        "kind": "household", "name": "Hộ ông Y Thu", "ref": f"recipient:{family.pk}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        (2011, 2020, [2011, 2020]),
        (2011, None, [2011, 2021]),
        (2023, None, [2023, 2023]),
        (None, None, [1980, 1980]),
    ],
)
def test_which_years_are_complete(
    province: Province, first: int | None, last: int | None, complete: list[int]
) -> None:
    who = person("Lê Văn Tám", province.school, facts_from=first, facts_to=last)
    assert facts(who)["facts"]["complete"] == complete


def test_nobody_knows_anything_of_someone_new(province: Province) -> None:
    from thidua.lawbook import check, load_book

    new = person("Lê Văn Tám", province.school, facts_from=None, facts_to=None)
    question = {"award": "advanced_worker", "route": "merit", "year": 2021, "decided_on": "2021-12-15"}
    (asked,) = parse_questions({**facts(new), "question": question})
    assert check(load_book(), asked).outcome == "unknown"


def test_revoked_awards_and_repeated_titles(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    gone = award(who, "advanced_worker", 2019)
    kept = award(who, "advanced_worker", 2020)
    award(who, "advanced_worker", 2020, Basis("13/QĐ-UBND", date(2021, 3, 1), "Chủ tịch"))
    commands.revoke(
        SYSTEM, record_ids=[gone.pk], by_unit_id=province.district.pk, reason="Khai sai", on=date(2021, 5, 1)
    )
    assert facts(who)["facts"]["titles"] == {"advanced_worker": [{"year": 2020, "ref": f"award:{kept.pk}"}]}
    commands.restore(SYSTEM, record_ids=[gone.pk], by_unit_id=province.district.pk, reason="Giải oan")
    assert [each["year"] for each in facts(who)["facts"]["titles"]["advanced_worker"]] == [2019, 2020]


def test_awards_older_than_the_engine_counts(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    old = Basis("3/QĐ", date(1979, 5, 1), "Chủ tịch nước")
    award(who, "advanced_worker", 1978, old)
    award(who, "labour_order_3", 1979, old)
    known = facts(who)["facts"]
    assert known["titles"] == {}
    assert known["awards"][0]["period"] is None


def test_queries_are_constant_for_every_500(province: Province) -> None:
    def queries(count: int) -> int:
        people = [person(f"Nguyễn Văn A{n}", province.school) for n in range(count)]
        for each in people:
            commands.set_rating(SYSTEM, recipient_id=each.pk, year=2020, level="good")
        with CaptureQueriesContext(connection) as seen:
            assert len(facts_for([each.pk for each in people], until_year=2021)) == count
        return len(seen)

    assert queries(1) == queries(30) == 10


def test_ids_that_do_not_exist_are_absent(province: Province) -> None:
    assert facts_for([987654], until_year=2021) == {}
    assert facts_for([], until_year=2021) == {}
