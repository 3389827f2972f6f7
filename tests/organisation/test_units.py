"""Units are created, corrected, ended and succeeded, by those who may, and every act stands in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry
from thidua.organisation import commands, queries
from thidua.organisation.models import Employment, Recipient, Succession, Unit
from thidua.organisation.types import NewUnit, SuccessionKind, UnitKind

NEW = NewUnit("Trường  THPT Phan Chu Trinh", UnitKind.SCHOOL, "S9", symbol="THPTPCT")
PAPER = "Quyết định số 12/QĐ-UBND"


@pytest.fixture
def admin(province: Province) -> Actor:
    return make.actor(Role.ADMINISTRATOR, province.district)


def acts() -> list[str]:
    return list(LedgerEntry.objects.order_by("seq").values_list("act", flat=True))


def test_a_new_unit_stands_in_the_tree_and_can_be_awarded(admin: Actor, province: Province) -> None:
    pk = commands.create_unit(actor=admin, parent_id=province.district.pk, new=NEW)
    unit = Unit.objects.get(pk=pk)
    assert (unit.name, unit.path, unit.depth) == (
        "Trường THPT Phan Chu Trinh",
        f"{province.district.path}{pk}/",
        2,
    )
    assert unit.as_recipient.name == unit.name
    assert acts() == ["organisation.create_unit"]
    assert list(verify()) == []


def test_units_of_one_parent_in_a_constant_number_of_queries(province: Province) -> None:
    def count(number: int) -> int:
        new = [NewUnit(f"Đơn vị {number}-{n}", UnitKind.DIVISION, f"C{number}-{n}") for n in range(number)]
        with CaptureQueriesContext(connection) as queries_made:
            commands.create_units(actor=SYSTEM, parent_id=province.province.pk, new=new)
        return len(queries_made)

    count(31)  # the syllables are learnt
    assert count(3) == count(30)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_an_administrator_changes_units(province: Province, role: Role) -> None:
    actor = make.actor(role, province.district)
    with pytest.raises(Refused, match="quản trị"):
        commands.create_unit(actor=actor, parent_id=province.district.pk, new=NEW)
    with pytest.raises(Refused, match="quản trị"):
        commands.end_unit(actor=actor, unit_id=province.school.pk, on=TODAY, instrument=PAPER)
    assert acts() == []


def test_another_district_is_not_there(admin: Actor, province: Province) -> None:
    with pytest.raises(NotThere):
        commands.create_unit(actor=admin, parent_id=province.other_district.pk, new=NEW)
    with pytest.raises(NotThere):
        commands.rename_unit(actor=admin, unit_id=province.province.pk, name="Khác", reason="x")
    with pytest.raises(NotThere):
        commands.create_unit(actor=admin, parent_id=999_999, new=NEW)


def test_a_code_is_used_once_a_period_and_a_refusal_leaves_nothing(admin: Actor, province: Province) -> None:
    commands.create_unit(actor=admin, parent_id=province.district.pk, new=NEW)
    with pytest.raises(Refused, match="S9"):
        commands.create_unit(actor=admin, parent_id=province.district.pk, new=NEW)
    assert Unit.objects.filter(code="S9").count() == 1
    assert len(acts()) == 1


def test_a_unit_takes_over_its_parents_last_day(province: Province) -> None:
    Unit.objects.filter(pk=province.district.pk).update(valid_to=date(2025, 6, 30))
    pk = commands.create_unit(actor=SYSTEM, parent_id=province.district.pk, new=NEW)
    assert Unit.objects.get(pk=pk).valid_to == date(2025, 6, 30)


def test_a_root_is_made_by_the_system_only(admin: Actor, province: Province) -> None:
    with pytest.raises(Refused, match="đơn vị gốc"):
        commands.create_unit(actor=admin, parent_id=None, new=NEW)
    pk = commands.create_unit(actor=SYSTEM, parent_id=None, new=NEW)
    assert Unit.objects.get(pk=pk).path == f"/{pk}/"


def test_a_corrected_name_is_corrected_everywhere(admin: Actor, province: Province) -> None:
    make.collective(province.school)
    commands.rename_unit(
        actor=admin, unit_id=province.school.pk, name="Trường THCS Nguyễn Huệ", reason="Ghi sai tên"
    )
    assert queries.unit_refs([province.school.pk])[province.school.pk].name == "Trường THCS Nguyễn Huệ"
    recipient = Recipient.objects.get(collective=province.school)
    assert (recipient.name, recipient.name_fold) == ("Trường THCS Nguyễn Huệ", "truong thcs nguyen hue")
    assert LedgerEntry.objects.get().changes == '{"name":["Trường THCS Nguyễn Du","Trường THCS Nguyễn Huệ"]}'
    with pytest.raises(Refused, match="lý do"):
        commands.rename_unit(actor=admin, unit_id=province.school.pk, name="Tên", reason=" ")


def test_a_unit_ends_on_its_last_day(admin: Actor, province: Province) -> None:
    collective = make.collective(province.school)
    commands.end_unit(actor=admin, unit_id=province.school.pk, on=TODAY, instrument=PAPER)
    ended = queries.unit_refs([province.school.pk])[province.school.pk]
    assert ended.valid_on(TODAY)
    assert not ended.valid_on(date(2021, 12, 16))
    collective.refresh_from_db()
    assert collective.ended_on == TODAY
    with pytest.raises(Refused, match="trực thuộc"):
        commands.end_unit(actor=SYSTEM, unit_id=province.district.pk, on=TODAY, instrument=PAPER)


@pytest.fixture
def merged(province: Province) -> Unit:
    """Two schools become one on the business date."""
    teacher = make.person("Trần Thị Mai", province.school, position="Giáo viên")
    make.person("Lê Văn Ba", province.other_school, since=None)
    assert teacher.unit == province.school
    pk = commands.create_unit(actor=SYSTEM, parent_id=province.district.pk, new=NEW)
    commands.succeed_units(
        actor=SYSTEM,
        kind=SuccessionKind.MERGER,
        before_ids=[province.school.pk, province.other_school.pk],
        after_ids=[pk],
        on=TODAY,
        instrument=PAPER,
    )
    return Unit.objects.get(pk=pk)


def test_a_merger_ends_the_old_and_moves_their_people(merged: Unit, province: Province) -> None:
    assert Succession.objects.filter(after=merged, kind="merger", on=TODAY).count() == 2
    assert set(Unit.objects.filter(valid_to=date(2021, 12, 14)).values_list("pk", flat=True)) == {
        province.school.pk,
        province.other_school.pk,
    }
    assert set(Recipient.objects.filter(kind="person").values_list("unit", flat=True)) == {merged.pk}
    mai = Employment.objects.filter(person__recipient__name="Trần Thị Mai").order_by("since")
    assert [(e.unit_id, e.since, e.until) for e in mai] == [
        (province.school.pk, date(2015, 9, 1), date(2021, 12, 14)),
        (merged.pk, TODAY, None),
    ]
    assert acts().count("organisation.succeed_unit") == 3
    assert list(broken()) == []


def test_a_change_to_come_moves_nobody_yet(province: Province) -> None:
    teacher = make.person("Trần Thị Mai", province.school)
    pk = commands.create_unit(actor=SYSTEM, parent_id=province.district.pk, new=NEW)
    commands.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.RENAMING, before_ids=[province.school.pk], after_ids=[pk],
        on=date(2022, 1, 1), instrument=PAPER,
    )  # fmt: skip
    teacher.refresh_from_db()
    assert teacher.unit == province.school
    assert queries.unit_refs([province.school.pk])[province.school.pk].valid_to == date(2021, 12, 31)


def test_a_unit_with_units_below_cannot_be_succeeded_before_them(province: Province) -> None:
    with pytest.raises(Refused, match="trực thuộc đơn vị cũ"):
        commands.succeed_units(
            actor=SYSTEM, kind=SuccessionKind.RENAMING, before_ids=[province.district.pk],
            after_ids=[province.other_district.pk], on=TODAY, instrument=PAPER,
        )  # fmt: skip
    assert Succession.objects.count() == 0


@pytest.mark.parametrize(
    ("ask", "names"),
    [
        (lambda p: queries.children(p.district.pk, TODAY), ["Nguyễn Du", "Kim Đồng", "Nam Dong"]),
        (lambda p: queries.chain(p.school.path), ["Nguyễn Du", "Cư Jút", "Đắk Nông"]),
        (lambda p: queries.units_on(TODAY, UnitKind.DISTRICT), ["Cư Jút", "Đắk Mil"]),
    ],
)
def test_reading_the_tree(
    province: Province, ask: Callable[[Province], list[queries.UnitRef]], names: list[str]
) -> None:
    with CaptureQueriesContext(connection) as made:
        found = ask(province)
    assert sorted(n for u in found for n in names if n in u.name) == sorted(names)
    assert len(found) == len(names)
    assert len(made) == 1


def test_the_subtree_is_parents_first_and_by_day(province: Province) -> None:
    Unit.objects.filter(pk=province.school.pk).update(valid_to=date(2021, 12, 14))
    found = queries.subtree(province.district.path, TODAY)
    assert found[0].id == province.district.pk
    assert province.school.pk not in {u.id for u in found}
    assert province.school.pk in {u.id for u in queries.subtree(province.district.path)}


def test_scope_in_reads(admin: Actor, province: Province) -> None:
    assert queries.unit_in_scope(admin, province.school.pk).id == province.school.pk
    for hidden in (province.other_district.pk, province.province.pk, 999_999):
        with pytest.raises(NotThere):
            queries.unit_in_scope(admin, hidden)


def test_a_unit_by_code_is_the_newest_that_bears_it(province: Province) -> None:
    make.unit("Phường Nghĩa Đức", UnitKind.COMMUNE, province.district, code="24611", period="2021")
    make.unit("Phường Bắc Gia Nghĩa", UnitKind.COMMUNE, province.province, code="24611", period="2025")

    def name(code: str, period: str = "") -> str | None:
        found = queries.unit_by_code_system(code, period)
        return found.name if found else None

    assert name("24611") == "Phường Bắc Gia Nghĩa"
    assert name("24611", "2021") == "Phường Nghĩa Đức"
    assert name("0") is None
    root = queries.root_system(TODAY)
    assert root is not None
    assert root.id == province.province.pk
