"""Several take over one registration, or several leave theirs to one successor: nothing is doubled or lost."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.factories import SYSTEM, TODAY, Province
from tests.race import one_wins, together
from tests.registrations.world import Season, season
from thidua.foundation.errors import Refused
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry
from thidua.organisation.commands import succeed_units
from thidua.organisation.models import Unit
from thidua.organisation.types import SuccessionKind
from thidua.registrations import commands
from thidua.registrations.models import Passing, Title
from thidua.registrations.passing_on import pass_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def merged(world: Season, *before: Unit, into: Unit) -> None:
    """Each has registered somebody and becomes the other one today."""
    for unit in before:
        world.title(unit, f"Người của {unit.name}")
    succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[unit.pk for unit in before], after_ids=[into.pk],
        on=TODAY, instrument="Nghị quyết 1",
    )  # fmt: skip


def test_it_is_taken_over_once(province: Province) -> None:
    world = season(province)
    merged(world, province.school, into=province.other_school)
    old = world.row(province.school)
    officers = [world.officer(province.other_school) for _ in range(4)]
    one_wins(
        lambda number: commands.take_over(
            actor=officers[number], registration_id=old.pk, unit_id=province.other_school.pk
        ),
        Refused,
    )
    assert Passing.objects.count() == 1 and world.row(province.other_school).titles.count() == 1
    assert LedgerEntry.objects.filter(act="registrations.take_over").count() == 1 and not list(verify())


def test_the_days_work_and_several_former_units_at_once(province: Province) -> None:
    world = season(province)
    former = [make.unit(f"Trường cũ {at}", parent=province.district) for at in range(3)]
    merged(world, *former, into=province.other_school)
    rows = [world.row(unit).pk for unit in former]

    def act(number: int) -> int:
        if number == 3:
            return pass_on(TODAY)
        return commands.take_over(
            actor=SYSTEM, registration_id=rows[number], unit_id=province.other_school.pk
        )

    answers = together(act, 4)
    assert not [each for each in answers if isinstance(each, Exception) and not isinstance(each, Refused)], (
        answers
    )
    assert world.row(province.other_school).titles.count() == 3 == Passing.objects.count()
    assert Title.objects.filter(passed_to__isnull=False).count() == 3 and not list(broken())


def test_what_is_taken_over_is_not_withdrawn_on_the_way(province: Province) -> None:
    world = season(province)
    merged(world, province.school, into=province.other_school)
    old = world.row(province.school)
    title = Title.objects.get()

    def act(number: int) -> object:
        if number % 2:
            return commands.withdraw_title(actor=SYSTEM, title_id=title.pk, reason="Chuyển công tác")
        return commands.take_over(actor=SYSTEM, registration_id=old.pk, unit_id=province.other_school.pk)

    answers = together(act, 2)
    assert not [each for each in answers if isinstance(each, Exception) and not isinstance(each, Refused)], (
        answers
    )
    title.refresh_from_db()
    new = world.row(province.other_school)
    assert (title.withdrawn_at is None) == (new.titles.count() == 1) and not list(broken())
