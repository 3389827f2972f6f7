"""People, households and collectives are registered, corrected, moved and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import SYSTEM, TODAY, Province
from tests.race import together
from thidua.access.types import Actor, Role
from thidua.foundation import search
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry
from thidua.organisation import commands, queries
from thidua.organisation.models import Employment, Person, Recipient
from thidua.organisation.types import Gender, NewCollective, NewHousehold, NewPerson, PersonGroup


@pytest.fixture
def officer(province: Province) -> Actor:
    return make.actor(Role.EMULATION_OFFICER, province.school)


def someone(unit_id: int, name: str = "NGUYỄN  VĂN AN", **more: object) -> NewPerson:
    return NewPerson(unit_id, name, PersonGroup.OFFICIAL, **more)  # type: ignore[arg-type]


def test_a_registered_person_reads_back(officer: Actor, province: Province) -> None:
    pk = commands.register_person(
        actor=officer,
        new=someone(
            province.school.pk, birth_date=date(1985, 3, 2), gender=Gender.MALE, id_number="067085000001",
            position="Giáo viên", since=date(2010, 9, 1), facts_from=2016, facts_to=2021,
        ),
    )  # fmt: skip
    row = Recipient.objects.select_related("person").get(pk=pk)
    assert (row.name, row.name_fold, row.unit_id) == ("Nguyễn Văn An", "nguyen van an", province.school.pk)
    assert (row.person.gender, row.person.position, row.facts_from) == ("male", "Giáo viên", 2016)
    assert Employment.objects.get(person_id=pk).since == date(2010, 9, 1)
    assert search.match_ids(Recipient.objects.all(), "nguyen van an").ids == [pk]
    assert [e.summary for e in LedgerEntry.objects.all()] == ["Đăng ký Nguyễn Văn An"]
    assert list(broken()) == []


def test_a_household_and_a_collective(officer: Actor, province: Province) -> None:
    home = commands.register_household(
        actor=SYSTEM, new=NewHousehold(province.commune.pk, "Điểu Bình", "Bon U Sroong")
    )
    assert Recipient.objects.get(pk=home).household.village == "Bon U Sroong"
    first = commands.register_collective(actor=officer, new=NewCollective(province.school.pk, 2016, 2021))
    assert commands.register_collective(actor=officer, new=NewCollective(province.school.pk)) == first
    assert list(broken()) == []


def test_an_identity_number_belongs_to_one(officer: Actor, province: Province) -> None:
    commands.register_person(actor=officer, new=someone(province.school.pk, id_number="067085000001"))
    with pytest.raises(Refused, match="067085000001"):
        commands.register_person(actor=officer, new=someone(province.school.pk, id_number="067085000001"))
    twins = [someone(province.school.pk, name, id_number="067085000002") for name in ("An", "Ba")]
    with pytest.raises(Refused, match="bị lặp"):
        commands.register_many(actor=officer, new=twins, occasion="Nhập danh sách")
    assert Person.objects.count() == 1


def test_many_at_once_are_all_or_none_and_one_entry(officer: Actor, province: Province) -> None:
    good = [someone(province.school.pk, f"Trần Văn {n}") for n in "ABC"]
    with pytest.raises(Refused, match="Họ và tên"):
        commands.register_many(actor=officer, new=[*good, someone(province.school.pk, " ")], occasion="Nhập")
    assert Recipient.objects.count() == 0
    ids = commands.register_many(actor=officer, new=good, occasion="Nhập danh sách cuối năm")
    assert list(Recipient.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True)) == [
        "Trần Văn A",
        "Trần Văn B",
        "Trần Văn C",
    ]
    assert [e.summary for e in LedgerEntry.objects.all()] == ["Nhập danh sách cuối năm: đăng ký 3 đối tượng"]
    assert commands.register_many(actor=officer, new=[], occasion="Nhập") == []


def test_many_cost_the_same_number_of_queries(officer: Actor, province: Province) -> None:
    def count(number: int) -> int:
        new = [
            someone(province.school.pk, f"Trần Văn {number}", id_number=f"{number:04}{n:08}")
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as made:
            commands.register_many(actor=officer, new=new, occasion="Nhập")
        return len(made)

    count(1)  # the syllables are learnt
    few = count(20)
    assert count(80) == few
    assert count(300) <= few + 10  # SQLite takes 999 values at a time


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.EMULATION_OFFICER, True),
        (Role.SPECIALIST, True),
        (Role.ADMINISTRATOR, True),
        (Role.HEAD, False),
        (Role.COUNCIL_MEMBER, False),
        (Role.SIGNER, False),
        (Role.INSPECTOR, False),
    ],
)
def test_who_may_register(province: Province, role: Role, allowed: bool) -> None:
    actor = make.actor(role, province.school)
    if allowed:
        assert commands.register_person(actor=actor, new=someone(province.school.pk))
    else:
        with pytest.raises(Refused):
            commands.register_person(actor=actor, new=someone(province.school.pk))
        assert Recipient.objects.count() == 0


def test_nobody_registers_at_a_unit_out_of_scope(officer: Actor, province: Province) -> None:
    with pytest.raises(NotThere):
        commands.register_person(actor=officer, new=someone(province.other_school.pk))
    with pytest.raises(NotThere):
        commands.register_person(actor=officer, new=someone(999_999))


def test_corrections_are_kept_with_what_stood_before(officer: Actor, province: Province) -> None:
    pk = commands.register_person(actor=officer, new=someone(province.school.pk, id_number="067085000001"))
    commands.correct_person(
        actor=officer,
        recipient_id=pk,
        name="Nguyễn Văn Ân",
        birth_date=date(1985, 3, 2),
        id_number="067085000009",
    )
    row = Recipient.objects.select_related("person").get(pk=pk)
    assert (row.name, row.name_fold, row.person.id_number) == (
        "Nguyễn Văn Ân",
        "nguyen van an",
        "067085000009",
    )
    entry = LedgerEntry.objects.latest("seq")
    assert '"name":["Nguyễn Văn An","Nguyễn Văn Ân"]' in entry.changes
    assert "067085" not in entry.changes
    with pytest.raises(Refused, match="Số định danh"):
        commands.correct_person(actor=officer, recipient_id=pk, id_number="12")
    with pytest.raises(TypeError):
        commands.correct_person(actor=officer, recipient_id=pk, unit_id=1)


def test_a_correction_that_changes_nothing_is_no_act(officer: Actor, province: Province) -> None:
    pk = commands.register_person(actor=officer, new=someone(province.school.pk, position="Giáo viên"))
    commands.correct_person(actor=officer, recipient_id=pk, position="Giáo viên")
    assert LedgerEntry.objects.count() == 1


def test_a_transfer_closes_one_service_and_opens_the_next(province: Province) -> None:
    head_office = make.actor(Role.EMULATION_OFFICER, province.district)
    person = make.person("Trần Thị Mai", province.school, position="Giáo viên")
    commands.transfer_person(
        actor=head_office, recipient_id=person.pk, to_unit_id=province.other_school.pk,
        on=date(2021, 8, 1), position="Phó Hiệu trưởng",
    )  # fmt: skip
    person.refresh_from_db()
    assert person.unit == province.other_school
    served = Employment.objects.filter(person_id=person.pk).order_by("since")
    assert [(e.unit_id, e.until) for e in served] == [
        (province.school.pk, date(2021, 7, 31)),
        (province.other_school.pk, None),
    ]
    assert Person.objects.get(pk=person.pk).position == "Phó Hiệu trưởng"
    assert list(broken()) == []


def test_a_transfer_needs_both_units_in_charge(officer: Actor, province: Province) -> None:
    person = make.person("Trần Thị Mai", province.school)
    with pytest.raises(NotThere):
        commands.transfer_person(
            actor=officer, recipient_id=person.pk, to_unit_id=province.other_school.pk, on=date(2021, 8, 1)
        )
    stranger = make.actor(Role.EMULATION_OFFICER, province.other_school)
    with pytest.raises(NotThere):
        commands.transfer_person(
            actor=stranger, recipient_id=person.pk, to_unit_id=province.other_school.pk, on=date(2021, 8, 1)
        )


def test_an_ended_person_keeps_their_history(officer: Actor, province: Province) -> None:
    person = make.person("Trần Thị Mai", province.school)
    commands.end_recipient(actor=officer, recipient_id=person.pk, on=TODAY, reason="Nghỉ hưu, chuyển về quê")
    person.refresh_from_db()
    assert person.ended_on == TODAY
    assert Employment.objects.get(person_id=person.pk).until == TODAY
    with pytest.raises(Refused, match="đã được ghi"):
        commands.end_recipient(actor=officer, recipient_id=person.pk, on=TODAY, reason="x")


def test_search_stays_in_scope(officer: Actor, province: Province) -> None:
    mine = make.person("Trần Thị Mai", province.school)
    other = make.person("Trần Thị Mai", province.other_school)
    assert list(queries.recipients_in_scope(officer, "tran thi mai").rows) == [mine]
    assert queries.recipients_in_scope(officer, "tran thi mai", "household").rows.count() == 0
    assert queries.recipients_in_scope(SYSTEM, "mai").rows.count() == 2
    assert queries.recipient_in_scope(officer, mine.pk).unit_path == province.school.path
    with pytest.raises(NotThere):
        queries.recipient_in_scope(officer, other.pk)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_move_one_person_leave_one_open_service(province: Province) -> None:
    person = make.person("Trần Thị Mai", province.school)
    targets = [province.other_school.pk, province.commune.pk]

    def move(number: int) -> None:
        commands.transfer_person(
            actor=SYSTEM, recipient_id=person.pk, to_unit_id=targets[number % 2], on=date(2021, 8, 1 + number)
        )

    results = together(move, 4)
    assert results.count(None) >= 1
    assert all(r is None or isinstance(r, Refused) for r in results)
    assert Employment.objects.filter(person_id=person.pk, until=None).count() == 1
    assert list(broken()) == []


def test_new_collective_is_told_apart_from_a_person(province: Province) -> None:
    ids = commands.register_many(
        actor=SYSTEM,
        new=[
            NewCollective(province.school.pk),
            replace(someone(province.school.pk), name="An"),
            NewHousehold(province.commune.pk, "Bình"),
        ],
        occasion="Nhập",
    )
    kinds = dict(Recipient.objects.values_list("pk", "kind"))
    assert [kinds[pk] for pk in ids] == ["collective", "person", "household"]
