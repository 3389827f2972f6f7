"""The register read as columns says of everybody what the same facts say when they are explained one by one."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import Province, collective, household, person, unit
from tests.lawbook.random_records import Records
from thidua.achievements import models
from thidua.achievements.queries import columns_of, facts_for
from thidua.lawbook import RecordError, check, load_book, parse_questions
from thidua.lawbook.scan import OUTCOMES, Ask, asks_of, sweeps
from thidua.organisation.models import Recipient
from thidua.organisation.types import PersonGroup, UnitKind

BOOK = load_book()
DAY = date(2021, 12, 31)
ROUTES = ("merit", "sudden", "thematic", "dedication")
ASKED = 15
"""How many of the questions each recipient is compared on, drawn anew for each."""
OF_WORK = {
    "glorious_fighter_medal_1", "meritorious_teacher", "peoples_physician", "peoples_artist", "tnxp_medal",
    "hero_of_labour",
}  # fmt: skip
KINDS = ("person", "person", "collective", "household")


def fill(province: Province, count: int, seed: int = 7) -> list[Recipient]:
    """Recipients with facts of every section, some of them contradicting themselves."""
    made = Records(BOOK, seed)
    return [_stored(province, made, KINDS[number % 4], number) for number in range(count)]


def _stored(province: Province, made: Records, kind: str, number: int) -> Recipient:
    known = made.random.choice([{"facts_from": 2011, "facts_to": 2021}, {"facts_from": 2012, "facts_to": None},
                                {"facts_from": None, "facts_to": None}])  # fmt: skip
    record = made.record(kind, 2021)
    who = record["recipient"]
    if kind == "person":
        recipient = person(
            f"Người mẫu {number}", province.school, group=PersonGroup(who.get("group") or "official"),
            gender=who["gender"] or "", higher_retirement_age=bool(who["higher_retirement_age"]),
            recruited=who.get("recruited"), **known,
        )  # fmt: skip
    elif kind == "collective":
        place = unit(
            f"Đơn vị mẫu {number}", made.random.choice(list(UnitKind)), province.district, founded=who["founded"],
            in_flag_list=bool(who["in_flag_list"]), valid_to=who.get("dissolved"),
        )  # fmt: skip
        recipient = collective(place, **known)
    else:
        recipient = household(f"Hộ mẫu {number}", province.commune, **known)
    _facts(recipient, record["facts"])
    return recipient


def _facts(recipient: Recipient, facts: dict[str, Any]) -> None:
    make = {"recipient": recipient}
    for code, listed in (facts.get("titles") or {}).items():
        for year in listed or ():
            _award(recipient, award=code, year=year, decided_on=date(year, 12, 31))
    for each in facts.get("awards") or ():
        first, last = each["period"] or (None, None)
        _award(
            recipient, award=each["code"], route=each["route"] or "merit", year=each["decided"].year,
            decided_on=each["decided"], period_from=first, period_to=last,
        )  # fmt: skip
    for year, level in (facts.get("ratings") or {}).items():
        if level:
            models.Rating.objects.create(**make, year=year, level=level)
    for each in facts.get("initiatives") or ():
        known = {name: value for name, value in each.items() if value is not None}
        models.Initiative.objects.create(
            **make, title="Sáng kiến", **{"scope": "unit", "recognised_by": "unit", **known}
        )
    for each in facts.get("penalties") or ():
        models.Penalty.objects.create(**make, **each)
    for each in facts.get("holds") or ():
        models.Hold.objects.create(**make, reason=each["reason"], since=each["from"], until=each["until"])
    for each in facts.get("service") or ():
        own = {
            "kind": each["kind"],
            "year": each.get("year"),
            "since": each.get("from"),
            "until": each.get("until"),
        }
        rest = {
            name: _plain(value)
            for name, value in each.items()
            if name not in ("kind", "year", "from", "until")
        }
        models.ServiceEvent.objects.create(**make, **own, data=rest)
    for year, each in (facts.get("composition") or {}).items():
        if each:
            models.Composition.objects.create(**make, year=year, data=each)
    for year, each in (facts.get("cluster") or {}).items():
        known = {**each, "rank": each["rank"] or 2, "nominated": bool(each["nominated"])}
        models.ClusterPlace.objects.create(
            **make, year=year, **{**known, "run_by": each["run_by"] or "province"}
        )
    for section in ("movements", "posts", "contributions", "experience"):
        for each in facts.get(section) or ():
            data = {name: _plain(value) for name, value in each.items()}
            models.OtherFact.objects.create(**make, section=section, data=data)
    for code in facts.get("attested") or ():
        models.OtherFact.objects.create(**make, section="attested", data={"code": code})
    for code, listed in (facts.get("registered") or {}).items():
        for year in listed or ():
            models.OtherFact.objects.create(**make, section="registered", data={"award": code, "year": year})


def _award(recipient: Recipient, **fields: Any) -> None:
    models.AwardRecord.objects.create(
        recipient=recipient, recipient_name=recipient.name, unit=recipient.unit, decision_number="1/QĐ",
        decided_by="Ủy ban nhân dân", code=f"C{models.AwardRecord.objects.count():09d}", **fields,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def explained(recipient_ids: list[int], asks: list[Ask], count: int) -> dict[tuple[int, str, str], str]:
    """The outcome of some questions for each, one by one; unknown where the format refuses the facts."""
    found, draw, day = {}, Random(1), asks[0].decided_on
    for pk, known in facts_for(recipient_ids, until_year=day.year).items():
        for ask in draw.sample(asks, count):
            question = {"award": ask.award, "route": ask.route, "year": ask.year, "decided_on": day}
            try:
                (record,) = parse_questions({**known, "question": question})
            except RecordError:
                found[pk, ask.award, ask.route] = "unknown"
                continue
            found[pk, ask.award, ask.route] = check(BOOK, record).outcome
    return found


@pytest.mark.django_db
def test_columns_and_explanations_agree_on_what_is_stored(province: Province) -> None:
    made = fill(province, 80)
    late = person("Người mẫu vào sau", province.school, recruited=date(2020, 1, 1))
    _award(late, award="advanced_worker", year=2018, decided_on=date(2019, 1, 1))
    made.append(late)
    asks = asks_of(BOOK, 2021, DAY, ROUTES)
    wanted = explained([each.pk for each in made], asks, ASKED)
    table = columns_of(until_year=DAY.year)
    assert sorted(table.ids.tolist()) == sorted(each.pk for each in made)
    assert table.refused is not None and table.refused[table.ids == late.pk].all()
    assert table.refused.sum() < len(made) / 2
    for found in sweeps(BOOK, table, asks):
        for row, outcome in zip(found.rows.tolist(), found.outcome.tolist(), strict=True):
            key = (int(table.ids[row]), found.ask.award, found.ask.route)
            if key in wanted:
                assert OUTCOMES[outcome] == wanted.pop(key), key
    # Those left are about recipients that the award is not for.
    kinds = {each.pk: each.kind for each in made}
    assert len(wanted) < 81 * ASKED / 2
    for pk, code, _ in wanted:
        award = BOOK.award(code)
        assert kinds[pk] not in award.recipients or award.entry.groups


@pytest.mark.django_db
def test_years_of_work_are_read_and_unknown_of_whom_none_are_recorded(province: Province) -> None:
    day = date(2025, 6, 30)
    made = [each.pk for each in fill(province, 40, seed=11)]
    plain = {"recruited": date(1995, 9, 1), "facts_from": 2011, "facts_to": None}
    for name, spent in (("A", None), ("B", "1995-09-01"), ("C", "2020-09-01")):
        teacher = person(f"Nhà giáo {name}", province.school, **plain)
        if spent:
            data = {"kind": "teaching", "from": spent}
            models.OtherFact.objects.create(recipient=teacher, section="experience", data=data)
        made.append(teacher.pk)
    table = columns_of(until_year=day.year)
    asks = [each for each in asks_of(BOOK, 2024, day, ROUTES) if each.award in OF_WORK]
    assert {each.award for each in asks} == OF_WORK
    wanted = explained(made, asks, len(asks))
    for found in sweeps(BOOK, table, asks):
        for row, outcome in zip(found.rows.tolist(), found.outcome.tolist(), strict=True):
            key = (int(table.ids[row]), found.ask.award, found.ask.route)
            assert OUTCOMES[outcome] == wanted[key], key
    assert [wanted[pk, "meritorious_teacher", "merit"] for pk in made[-3:]] == [
        "unknown", "eligible", "not_eligible",
    ]  # fmt: skip
    silent = table.silent["experience"]
    recorded = set(
        models.OtherFact.objects.filter(section="experience").values_list("recipient_id", flat=True)
    )
    assert {pk for pk, each in zip(table.ids.tolist(), silent.tolist(), strict=True) if not each} == recorded
    assert 0 < len(recorded) < len(made)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(province: Province) -> None:
    counts = []
    for count in (4, 24):
        fill(province, count, seed=count)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            columns_of(until_year=2021)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


@pytest.mark.django_db
def test_only_recipients_below_the_unit_are_read(province: Province) -> None:
    fill(province, 12)
    table = columns_of(until_year=2021, unit_path=province.school.path)
    inside = Recipient.objects.filter(unit__path__startswith=province.school.path)
    assert sorted(table.ids.tolist()) == sorted(inside.values_list("pk", flat=True))
    assert all(
        len(section) == 0 or int(np.max(section.owner)) < len(table) for section in table.sections.values()
    )


@pytest.mark.django_db
def test_revoked_awards_and_an_empty_register_count_for_nothing(province: Province) -> None:
    who = person("Người mẫu", province.school)
    _award(who, award="advanced_worker", year=2020, decided_on=DAY, state="revoked", revoked_on=DAY)
    table = columns_of(until_year=2021)
    assert table.titles == {} and table.ids.tolist() == [who.pk]
    assert len(columns_of(until_year=2021, unit_path="/0/")) == 0
