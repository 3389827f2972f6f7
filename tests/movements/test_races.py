"""Several officers at one movement at once: one wins, the others are told, nothing is doubled."""

from __future__ import annotations

import pytest

from tests.factories import TODAY
from tests.movements.conftest import Ground
from tests.race import one_wins
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.models import LedgerEntry, Notice
from thidua.movements import commands, logic
from thidua.movements.models import Joining, Movement, Review, ReviewChange
from thidua.movements.types import Check, ReviewKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
DONE = [Check(point.key, True) for point in logic.points(ReviewKind.INTERIM, TODAY)]


def test_a_movement_is_launched_once(ground: Ground) -> None:
    row = ground.draft()
    one_wins(
        lambda _: commands.launch(actor=ground.head, movement_id=row.pk, version=1, on=TODAY, paper="KH 1")
    )
    assert Review.objects.filter(movement=row).count() == 2
    told = list(Notice.objects.values_list("unit_id", flat=True))
    assert len(told) == len(set(told)) > 0


def test_a_unit_joins_and_launches_its_own_once(ground: Ground) -> None:
    row = ground.launched()
    one_wins(
        lambda _: commands.join(
            actor=ground.commune_officer, movement_id=row.pk, unit_id=ground.units.commune.pk, relaunch=True
        ),
        Refused,
    )
    assert Joining.objects.count() == 1
    assert Movement.objects.filter(parent=row).count() == 1


def test_a_review_is_held_once(ground: Ground) -> None:
    row = ground.launched()
    review = Review.objects.get(movement=row, kind=ReviewKind.INTERIM)
    one_wins(
        lambda number: commands.hold_review(
            actor=ground.officer,
            review_id=review.pk,
            held_on=TODAY,
            checklist=DONE,
            findings=f"Kết luận {number}",
        ),
        Refused,
    )
    assert LedgerEntry.objects.filter(act="movements.hold_review").count() == 1


def test_of_two_corrections_one_wins_and_the_other_looks_again(ground: Ground) -> None:
    review = ground.held(ground.launched(), ReviewKind.INTERIM)
    one_wins(
        lambda number: commands.correct_review(
            actor=ground.officer,
            review_id=review.pk,
            version=1,
            held_on=TODAY,
            checklist=DONE,
            findings=f"Kết luận {number}",
            figures=[],
            reason="Ghi nhầm",
        ),
        Stale,
    )
    assert ReviewChange.objects.count() == 1
