"""The units of Đắk Nông, as the list has them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import SYSTEM
from thidua.foundation.invariants import broken
from thidua.organisation import queries
from thidua.organisation.models import Succession, Unit
from thidua.organisation.seed import listed, seed_units
from thidua.organisation.types import Authority

pytestmark = pytest.mark.django_db
BORDER = {
    "Xã Đắk Wil",
    "Xã Đắk Lao",
    "Xã Thuận An",
    "Xã Thuận Hà",
    "Xã Thuận Hạnh",
    "Xã Quảng Trực",
    "Xã Đắk Búk So",
}


@pytest.fixture
def seeded(db: None) -> None:
    assert seed_units(SYSTEM) == 109


def on(day: date, kind: str) -> list[queries.UnitRef]:
    return queries.units_on(day, kind)


@pytest.mark.usefixtures("seeded")
def test_counts_on_both_sides_of_the_change() -> None:
    for day, counts in {
        date(2021, 12, 15): (1, 8, 71),
        date(2025, 6, 30): (1, 8, 71),
        date(2025, 7, 1): (1, 0, 28),
    }.items():
        assert tuple(len(on(day, kind)) for kind in ("province", "district", "commune")) == counts


@pytest.mark.usefixtures("seeded")
def test_every_commune_of_2021_has_one_successor() -> None:
    assert Succession.objects.filter(before__kind="commune").count() == 71
    assert Unit.objects.filter(period="2021", kind="commune", successors=None).count() == 0
    assert Unit.objects.filter(period="2025", kind="commune", predecessors=None).count() == 0
    assert {s.on for s in Succession.objects.all()} == {date(2025, 7, 1)}


@pytest.mark.usefixtures("seeded")
def test_a_code_of_two_periods_is_two_units() -> None:
    names = dict(Unit.objects.filter(code="24611").values_list("period", "name"))
    assert names == {"2021": "Phường Nghĩa Đức", "2025": "Phường Bắc Gia Nghĩa"}


@pytest.mark.usefixtures("seeded")
def test_border_marks_authorities_and_papers() -> None:
    border = Unit.objects.filter(period="2021", kind="commune", border=True)
    assert set(border.values_list("name", flat=True)) == BORDER
    cu_jut = Unit.objects.get(period="2021", code="662")
    assert (cu_jut.authority, cu_jut.symbol, cu_jut.place, cu_jut.head_title) == (
        Authority.DISTRICT_CHAIR,
        "UBND",
        "Cư Jút",
        "Chủ tịch",
    )
    assert Unit.objects.get(code="67").authority == Authority.PROVINCE_CHAIR


@pytest.mark.usefixtures("seeded")
def test_seeding_again_changes_nothing_and_nothing_is_broken() -> None:
    assert seed_units(SYSTEM) == 0
    assert Unit.objects.count() == 109
    assert list(broken()) == []


def test_the_list_names_only_units_it_has() -> None:
    rows = listed()
    codes = {(r.new.period, r.new.code) for r in rows}
    assert len(codes) == len(rows) == 109
    assert all(not r.parent or (r.new.period, r.parent) in codes for r in rows)
    assert all(not r.successor or ("2025", r.successor) in codes for r in rows)
