"""Two at one figure at once: one wins, the other is told and sees what changed, and nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tests import factories
from tests.factories import SYSTEM, TODAY, mini_province
from tests.race import together
from tests.targets.conftest import POVERTY, REVENUE, YEAR
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry
from thidua.organisation import commands as organisation
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import SuccessionKind, UnitKind
from thidua.targets import commands, taking
from thidua.targets.exchange import write
from thidua.targets.ground import ground
from thidua.targets.invariants import INVARIANTS
from thidua.targets.models import Cell, GridImport, Target, Value
from thidua.targets.types import Amount, ImportState, Kind, Paper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def sound() -> bool:
    return not [row for each in INVARIANTS for row in each.rows()] and not list(verify())


def told(results: list[Any]) -> Counter[str]:
    return Counter(type(each).__name__ for each in results)


def test_of_several_reports_of_one_figure_one_stands_and_the_others_see_it() -> None:
    units = mini_province()
    target = commands.create_target(actor=SYSTEM, unit_id=units.province.pk, new=REVENUE)

    def act(number: int) -> int:
        return commands.report(
            actor=SYSTEM,
            target_id=target,
            unit_id=units.district.pk,
            period=YEAR,
            amount=Amount(D(70 + number)),
        )

    results = together(act, 4)
    assert told(results) == {"int": 1, "Refused": 3}
    [row] = Value.objects.all()
    for each in results:
        if isinstance(each, Refused):
            assert f"đã ghi là {row.amount:.1f}".replace(".", ",") in str(each)
    assert Cell.objects.count() == 1
    assert sound()


def test_of_several_corrections_one_stands_and_the_others_are_told() -> None:
    units = mini_province()
    target = commands.create_target(actor=SYSTEM, unit_id=units.province.pk, new=REVENUE)
    at = {"target_id": target, "unit_id": units.district.pk, "period": YEAR}
    first = commands.report(actor=SYSTEM, **at, amount=Amount(D(1)))

    def act(number: int) -> int:
        return commands.correct(
            actor=SYSTEM, value_id=first, amount=Amount(D(70 + number)), reason="Rà soát lại"
        )

    results = together(act, 4)
    assert told(results) == {"int": 1, "Stale": 3}
    now = Value.objects.get(current=True)
    for each in results:
        if isinstance(each, Stale):
            assert f"sửa thành {now.amount:.1f}".replace(".", ",") in str(each)
    assert Value.objects.count() == 2
    assert sound()


def test_a_successor_takes_over_once() -> None:
    units = mini_province()
    target = commands.create_target(actor=SYSTEM, unit_id=units.province.pk, new=REVENUE)
    commands.set_plan(
        actor=SYSTEM, target_id=target, unit_id=units.commune.pk, period=YEAR, amount=Amount(D(100))
    )
    on = date(2021, 12, 1)
    heir = factories.unit("Xã mới", UnitKind.COMMUNE, units.district, valid_from=on)
    organisation.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.RENAMING, before_ids=[units.commune.pk], after_ids=[heir.pk], on=on,
        instrument="Nghị quyết 1",
    )  # fmt: skip
    seen = taking.digest(taking.takings(list(unit_refs([heir.pk]).values()), TODAY)[heir.pk])

    def act(_: int) -> int:
        return commands.take_over(actor=SYSTEM, unit_id=heir.pk, seen=seen)

    results = together(act, 4)
    assert told(results) == {"int": 1, Stale.__name__: 3}
    assert Value.objects.filter(unit=heir).count() == 1
    assert sound()


def workbook(units: Any, amount: int) -> bytes:
    """Both targets, new, and the district's revenue as reported."""
    top, district = units.province.pk, units.district.pk
    keys = {key.id: key for key in ground(SYSTEM, unit_refs([top])[top]).units.values()}
    line = ("THU", keys[district], YEAR, {Kind.REPORTED: (Amount(D(amount)), Paper())})
    return write([REVENUE, POVERTY], {}, [line], "")


def test_one_workbook_is_written_once() -> None:
    units = mini_province()
    sent = commands.send_grid(
        actor=SYSTEM, unit_id=units.province.pk, name="a.xlsx", data=workbook(units, 70)
    )
    results = together(lambda _: commands.import_values(actor=SYSTEM, import_id=sent), 4)
    assert told(results) == {"int": 1, "Refused": 3}
    assert all("đã được nhập" in str(each) for each in results if isinstance(each, Refused))
    assert (Target.objects.count(), Value.objects.count()) == (2, 1)
    assert LedgerEntry.objects.filter(act="targets.import_values").count() == 1
    assert sound()


def test_of_several_workbooks_of_the_same_figures_one_is_written() -> None:
    units = mini_province()
    sent = [
        commands.send_grid(
            actor=SYSTEM, unit_id=units.province.pk, name=f"{at}.xlsx", data=workbook(units, 70 + at)
        )
        for at in range(4)
    ]
    results = together(lambda at: commands.import_values(actor=SYSTEM, import_id=sent[at]), 4)
    assert told(results) == {"int": 1, "Refused": 3}, results
    written = GridImport.objects.get(state=ImportState.DONE)
    assert Value.objects.get().amount == 70 + sent.index(written.pk)
    assert Target.objects.count() == 2
    assert sound()


def test_a_target_is_listed_once() -> None:
    units = mini_province()
    results = together(
        lambda _: commands.create_target(actor=SYSTEM, unit_id=units.province.pk, new=REVENUE), 4
    )
    assert told(results) == {"int": 1, "Refused": 3}
    assert Target.objects.count() == 1
    assert sound()
