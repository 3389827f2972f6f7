"""Small, explicit builders. Each makes exactly the rows its name says and nothing in the ledger.

`mini_province()` is the stage most tests play on; the rest adds to it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from thidua.access.models import Post, User
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role, system_actor
from thidua.kernel.names import collation_key, sort_key
from thidua.kernel.text import fold
from thidua.organisation.models import Employment, Household, Person, Recipient, Unit
from thidua.organisation.types import Authority, PersonGroup, RecipientKind, UnitKind

TODAY = date(2021, 12, 15)
"""The business date most tests play on; the 2003 law governs it."""

SYSTEM = system_actor(TODAY)
PASSWORD = "mat-khau-thu-nghiem"
_count = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Province:
    """The units of the mini province."""

    province: Unit
    office: Unit
    department: Unit
    district: Unit
    other_district: Unit
    commune: Unit
    school: Unit
    other_school: Unit


def unit(name: str, kind: UnitKind = UnitKind.DIVISION, parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit under `parent`, in force with open ends unless `valid_from`/`valid_to` say otherwise."""
    made = Unit.objects.create(
        name=name,
        kind=kind,
        parent=parent,
        path=uuid4().hex,
        depth=parent.depth + 1 if parent else 0,
        name_fold=fold(name),
        sort_key=collation_key(name),
        **{"code": f"T{next(_count)}", "symbol": "ĐV", "place": "Đắk Nông", **fields},
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def mini_province() -> Province:
    """Province > department > office; district Cư Jút > commune, two schools; district Đắk Mil."""
    province = unit(
        "UBND tỉnh Đắk Nông", UnitKind.PROVINCE, code="67", period="2021", symbol="UBND",
        authority=Authority.PROVINCE_CHAIR, place="Đắk Nông", head_title="Chủ tịch",
    )  # fmt: skip
    department = unit(
        "Sở Nội vụ", UnitKind.DEPARTMENT, province, symbol="SNV",
        authority=Authority.DEPARTMENT_HEAD, head_title="Giám đốc",
    )  # fmt: skip
    office = unit("Ban Thi đua - Khen thưởng", UnitKind.DIVISION, department, symbol="BTĐKT")
    district = unit(
        "Huyện Cư Jút", UnitKind.DISTRICT, province, code="662", period="2021", symbol="UBND",
        authority=Authority.DISTRICT_CHAIR, place="Cư Jút", head_title="Chủ tịch", border=True,
    )  # fmt: skip
    other = unit(
        "Huyện Đắk Mil", UnitKind.DISTRICT, province, code="663", period="2021", symbol="UBND",
        authority=Authority.DISTRICT_CHAIR, place="Đắk Mil", head_title="Chủ tịch", border=True,
    )  # fmt: skip
    commune = unit(
        "Xã Nam Dong", UnitKind.COMMUNE, district, code="24649", period="2021", symbol="UBND",
        authority=Authority.COMMUNE_CHAIR, place="Nam Dong", head_title="Chủ tịch",
    )  # fmt: skip
    school = unit(
        "Trường THCS Nguyễn Du", UnitKind.SCHOOL, district, symbol="THCSND",
        authority=Authority.UNIT_HEAD, place="Cư Jút", head_title="Hiệu trưởng",
    )  # fmt: skip
    other_school = unit(
        "Trường Tiểu học Kim Đồng", UnitKind.SCHOOL, district, symbol="THKĐ",
        authority=Authority.UNIT_HEAD, place="Cư Jút", head_title="Hiệu trưởng",
    )  # fmt: skip
    return Province(province, office, department, district, other, commune, school, other_school)


def person(
    name: str,
    unit: Unit,
    *,
    group: PersonGroup = PersonGroup.OFFICIAL,
    since: date | None = date(2015, 9, 1),
    facts_from: int | None = 2011,
    facts_to: int | None = 2021,
    **fields: Any,
) -> Recipient:
    """A person who serves at `unit` since `since`; years of complete facts 2011–2021 by default.

    Further fields are the particulars of `Person`: birth_date, gender, id_number, position, leader…
    """
    recipient = Recipient.objects.create(
        kind=RecipientKind.PERSON, name=name, name_fold=fold(name), sort_key=sort_key(name), unit=unit,
        facts_from=facts_from, facts_to=facts_to,
    )  # fmt: skip
    found = Person.objects.create(recipient=recipient, group=group, **fields)
    Employment.objects.create(person=found, unit=unit, position=found.position, since=since)
    return recipient


def collective(unit: Unit, **fields: Any) -> Recipient:
    """The recipient that a unit is."""
    return Recipient.objects.create(
        kind=RecipientKind.COLLECTIVE, name=unit.name, name_fold=unit.name_fold, sort_key=unit.sort_key,
        unit=unit, collective=unit, **{"facts_from": 2011, "facts_to": 2021, **fields},
    )  # fmt: skip


def household(name: str, commune: Unit, village: str = "Thôn 1", **fields: Any) -> Recipient:
    """A household of a commune, named after its head."""
    recipient = Recipient.objects.create(
        kind=RecipientKind.HOUSEHOLD, name=name, name_fold=fold(name), sort_key=sort_key(name), unit=commune,
        **{"facts_from": 2011, "facts_to": 2021, **fields},
    )  # fmt: skip
    Household.objects.create(recipient=recipient, village=village)
    return recipient


def user(name: str = "Nguyễn Thị Hoa", username: str = "", **fields: Any) -> User:
    """Someone who can sign in with `PASSWORD`."""
    return User.objects.create(
        username=username or f"nguoi{next(_count)}",
        full_name=name,
        password=make_password(PASSWORD),
        **fields,
    )


def post(user: User, role: Role, unit: Unit, since: date = date(2020, 1, 1), **fields: Any) -> Post:
    """A post held from `since`, open unless `until` is given."""
    return Post.objects.create(user=user, role=role, unit=unit, since=since, **fields)


def actor(role: Role, unit: Unit, name: str = "", today: date = TODAY, title: str = "") -> Actor:
    """A new user with one post, as the actor of that day."""
    made = user(name or f"{role.label} {unit.name}")
    post(made, role, unit, title=title)
    return actor_of(made.pk, made.full_name, today)
