"""The stage of the journey: a school in Cư Jút, its district, the province; each with its officers and council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests import factories
from thidua.access.types import Role
from thidua.achievements.models import Initiative, Rating
from thidua.councils.commands import found_council, seat_member
from thidua.councils.types import MemberRole
from thidua.nominations.commands import open_round
from thidua.nominations.imports.workbook import template
from thidua.organisation.models import Unit

SINCE = date(2020, 1, 2)
TEACHERS = ("Lê Thị Hoa", "Trần Văn Bình", "H'Linh Êban", "Nông Thị Hiền")
TITLE = "Lao động tiên tiến"
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"


@dataclass(frozen=True, slots=True)
class World:
    """The units, and the sign-ins by role and unit: `officer.school`, `head.district`…"""

    units: factories.Province
    round_id: int


def journey() -> World:
    """Units with people, posts and councils, two good years behind the teachers, a round that is open."""
    units = factories.mini_province()
    # A school within a district leaves its titles to the district's chair (08/2017/TT-BNV Đ7).
    Unit.objects.filter(pk=units.school.pk).update(authority="")
    for name, unit, title in (
        ("school", units.school, "Hiệu trưởng"), ("district", units.district, "Chủ tịch"),
        ("province", units.province, "Chủ tịch"),
    ):  # fmt: skip
        officer = factories.user(f"Cán bộ {unit.name}", f"officer.{name}")
        factories.post(officer, Role.EMULATION_OFFICER, unit, SINCE, title="Chuyên viên")
        head = factories.user(f"Phan Quốc {name.title()}", f"head.{name}")
        for role in (Role.HEAD, Role.SIGNER, Role.COUNCIL_MEMBER):
            factories.post(head, role, unit, SINCE, title=title)
        _council(unit)
    for name in TEACHERS:
        _teacher(name, units.school)
    factories.collective(units.school)
    round_id = open_round(
        actor=factories.SYSTEM,
        unit_id=units.province.pk,
        name="Tổng kết năm 2021",
        year=2021,
        opens_on=date(2021, 11, 15),
        closes_on=date(2022, 2, 28),
    )
    return World(units, round_id)


def _council(unit: Unit) -> None:
    council = found_council(
        actor=factories.SYSTEM,
        unit_id=unit.pk,
        name=f"Hội đồng Thi đua - Khen thưởng {unit.name}",
        since=SINCE,
    )
    roles = (MemberRole.CHAIR, MemberRole.VICE, MemberRole.MEMBER, MemberRole.MEMBER, MemberRole.SECRETARY)
    for number, role in enumerate(roles, start=1):
        seat_member(
            actor=factories.SYSTEM,
            council_id=council,
            name=f"Ủy viên {unit.pk} số {number}",
            since=SINCE,
            role=role,
        )


def _teacher(name: str, school: Unit) -> None:
    person = factories.person(
        name,
        school,
        birth_date=date(1985, 3, 5),
        recruited=date(2010, 9, 1),
        gender="female",
        position="Giáo viên",
    )
    for year in (2020, 2021):
        Rating.objects.create(recipient=person, year=year, level="excellent")
        Initiative.objects.create(
            recipient=person, year=year, title="Dạy học theo nhóm", scope="unit", recognised_by="unit"
        )


def workbook() -> bytes:
    """The list of the school's officer: a title for all, the certificate for one, a new colleague."""
    rows = [
        {"kind": "Cá nhân", "name": name, "birth_date": "05/03/1985", "award": TITLE, "year": "2021"}
        for name in TEACHERS
    ]
    rows.append(
        {
            "kind": "Cá nhân", "name": TEACHERS[0], "birth_date": "05/03/1985", "award": MERIT,
            "period_from": "2020", "period_to": "2021", "summary": "Hai năm liền hoàn thành xuất sắc nhiệm vụ.",
        }
    )  # fmt: skip
    rows.append(
        {
            "kind": "Cá nhân", "name": "Đỗ Văn Nam", "birth_date": "01/02/1990", "gender": "Nam",
            "id_number": "067090001234", "award": TITLE, "year": "2021", "rating": "HTTNV",
            "recruited": "01/09/2015", "position": "Giáo viên",
        }
    )  # fmt: skip
    return template(title="Danh sách đề nghị", unit_names=[], award_names=[TITLE, MERIT], sample=rows)
