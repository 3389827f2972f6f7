"""A province's full load in a database of its own: invented names in bulk, no ledger, no journey."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from random import Random

from django.db import transaction

from thidua.access.models import Post, User
from thidua.achievements.models import AwardRecord, Initiative, Rating
from thidua.foundation.search import learn
from thidua.kernel.names import collation_key, sort_key
from thidua.kernel.text import fold
from thidua.nominations.models import Nomination, Review, Round
from thidua.organisation.models import Person, Recipient, Unit
from thidua.site.demo.names import invent

PEOPLE, AWARDS, NOMINATIONS = 100_000, 600_000, 20_000
YEARS = range(2016, 2022)
TITLES = ("advanced_worker", "grassroots_emulation_fighter", "provincial_certificate_of_merit")


def fill(*, people: int = PEOPLE, awards: int = AWARDS, nominations: int = NOMINATIONS) -> None:
    """Fill an empty, migrated database: units, people, awards, ratings, a season and its officers."""
    rng = Random(2021)
    with transaction.atomic():
        units = _units()
        _people(rng, units, people)
        _facts(rng)
        _awards(rng, awards)
        _season(rng, units, nominations)
        _officers(units)


def _units() -> list[Unit]:
    counter = itertools.count(1)

    def add(name: str, kind: str, parent: Unit | None, authority: str = "") -> Unit:
        unit = Unit(
            pk=next(counter), code=f"B{name}", name=name, name_fold=fold(name), sort_key=collation_key(name), kind=kind,
            authority=authority, parent=parent, depth=parent.depth + 1 if parent else 0, symbol="UBND",
            place="Đắk Nông", sample=True, in_flag_list=True, founded=2004,
        )  # fmt: skip
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        made.append(unit)
        return unit

    made: list[Unit] = []
    province = add("Tỉnh mẫu", "province", None, "province_chair")
    for d in range(1, 9):
        district = add(f"Huyện mẫu {d}", "district", province, "district_chair")
        for s in range(1, 61):
            add(f"Trường mẫu {d}.{s}", "school", district)
    Unit.objects.bulk_create(made)
    return made


def _people(rng: Random, units: list[Unit], count: int) -> None:
    schools = [unit for unit in units if unit.kind == "school"]
    names = [invent(rng) for _ in range(count)]
    recipients = [
        Recipient(
            pk=at, kind="person", name=name.full, name_fold=fold(name.full), sort_key=sort_key(name.full),
            unit=schools[at % len(schools)], facts_from=2016, facts_to=2021, sample=True,
        )
        for at, name in enumerate(names, start=1)
    ]  # fmt: skip
    Recipient.objects.bulk_create(recipients, batch_size=2000)
    Person.objects.bulk_create(
        [
            Person(
                recipient_id=at, gender=name.gender, ethnic=name.ethnic, group="official",
                birth_date=date(rng.randint(1962, 1998), rng.randint(1, 12), rng.randint(1, 28)),
                recruited=date(rng.randint(1990, 2015), 9, 1), leader=at % 15 == 0,
            )
            for at, name in enumerate(names, start=1)
        ],
        batch_size=2000,
    )  # fmt: skip
    learn(fold(name.full) for name in names)


def _facts(rng: Random) -> None:
    def ratings() -> Iterator[Rating]:
        for pk in range(1, Recipient.objects.count() + 1):
            for year in YEARS:
                yield Rating(
                    recipient_id=pk, year=year, level=rng.choice(("excellent", "good", "good", "good"))
                )

    _bulk(Rating, ratings())
    _bulk(
        Initiative,
        (
            Initiative(recipient_id=pk, year=year, title="Sáng kiến mẫu", scope="unit", recognised_by="unit")
            for pk in range(1, Recipient.objects.count() + 1, 5)
            for year in YEARS
        ),
    )


def _awards(rng: Random, count: int) -> None:
    people = list(Recipient.objects.values_list("pk", "name", "unit_id"))

    def rows() -> Iterator[AwardRecord]:
        for at in range(count):
            pk, name, unit_id = people[at % len(people)]
            year = 2015 + at // len(people)
            award = TITLES[rng.choices((0, 1, 2), weights=(85, 12, 3))[0]]
            yield AwardRecord(
                recipient_id=pk, recipient_name=name, unit_id=unit_id, award=award, year=year,
                decision_number=f"{at % 4000 + 1}/QĐ-UBND", decided_on=date(year + 1, 1, 20), decided_by="UBND mẫu",
                code=f"B{at:09d}", sample=True,
            )  # fmt: skip

    _bulk(AwardRecord, rows())


def _season(rng: Random, units: list[Unit], count: int) -> None:
    season = Round.objects.create(
        unit=units[0],
        name="Tổng kết năm 2021",
        year=2021,
        opens_on=date(2021, 11, 1),
        closes_on=date(2022, 1, 31),
    )
    moment = "2021-12-01T08:00:00+07:00"
    owners = dict(Recipient.objects.filter(pk__lte=count).values_list("pk", "unit_id"))
    by_id = {unit.pk: unit for unit in units}
    _bulk(
        Nomination,
        (
            Nomination(
                pk=pk, round=season, recipient_id=pk, unit_id=unit_id, award=TITLES[pk % 2], year=2021,
                holder_id=unit_id if pk % 3 else by_id[unit_id].parent_id, state="in_review", review_state="received",
                verdict="eligible" if pk % 4 else "unknown", created_at=moment, created_by="bench", changed_at=moment,
                sample=True,
            )
            for pk, unit_id in owners.items()
        ),
    )  # fmt: skip
    _bulk(
        Review,
        (
            Review(nomination_id=pk, unit_id=unit_id, level=0, received_on=date(2021, 12, 1))
            for pk, unit_id in owners.items()
        ),
    )


def _officers(units: list[Unit]) -> None:
    for name, unit, roles in (
        ("bench-tinh", units[0], ("specialist", "emulation_officer")),
        ("bench-truong", units[2], ("emulation_officer",)),
    ):
        user = User.objects.create(username=name, full_name="Người đo", sample=True)
        for role in roles:
            Post.objects.create(user=user, unit=unit, role=role, since=date(2020, 1, 1))


def _bulk(model: type, rows: Iterator) -> None:
    while chunk := list(itertools.islice(rows, 5000)):
        model.objects.bulk_create(chunk, batch_size=1000)
