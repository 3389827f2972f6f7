"""Large decisions: the number of queries grows with every 500 cases, not with each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.decisions.stage import Stage
from tests.factories import TODAY
from thidua.achievements.models import AwardRecord, Initiative, Rating
from thidua.decisions import commands
from thidua.decisions.models import Decision
from thidua.decisions.queries import decision_page, decisions, published_public
from thidua.kernel.names import sort_key
from thidua.kernel.text import fold
from thidua.nominations.models import Nomination
from thidua.organisation.models import Person, Recipient

STATEMENTS = 0.006 if connection.vendor == "postgresql" else 0.06
"""Statements for each row written: SQLite takes 999 values in one, so it needs one for every few dozen rows."""


def crowd(stage: Stage, size: int) -> list[Nomination]:
    """So many endorsed teachers, made in bulk."""
    names = [f"Nguyễn Văn {chr(65 + n % 26)}{n}" for n in range(size)]
    people = Recipient.objects.bulk_create(
        Recipient(
            kind="person", name=name, name_fold=fold(name), sort_key=sort_key(name), unit=stage.units.school,
            facts_from=2011, facts_to=2021,
        )
        for name in names
    )  # fmt: skip
    Person.objects.bulk_create(Person(recipient=each, group="official") for each in people)
    Rating.objects.bulk_create(Rating(recipient=each, year=2021, level="good") for each in people)
    Initiative.objects.bulk_create(
        Initiative(recipient=each, year=2021, title="Sáng kiến", scope="unit", recognised_by="unit")
        for each in people
    )
    return stage.nominations(people)


def counted(act: Callable[[], object]) -> int:
    """How many queries an act takes."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def life(stage: Stage, size: int) -> dict[str, int]:
    """Queries of each act of a decision of that size."""
    rows = crowd(stage, size)
    made: list[Decision] = []
    queries = {"draft": counted(lambda: made.append(stage.draft(rows)))}
    at = {"decision_id": made[0].pk}
    queries["page"] = counted(lambda: decision_page(stage.officer, made[0].pk))
    queries["sign"] = counted(lambda: commands.sign(stage.signer, **at, version=1, decided_on=TODAY))
    queries["publish"] = counted(lambda: commands.publish(stage.officer, **at, version=2))
    queries["public"] = counted(lambda: published_public(made[0].pk))
    queries["list"] = counted(lambda: decisions(stage.officer))
    return queries


def test_queries_do_not_grow_with_the_list(stage: Stage) -> None:
    life(stage, 1)
    small, large = life(stage, 3), life(stage, 120)
    assert small["list"] == large["list"] == 1
    more = {act: large[act] - small[act] for act in small}
    written = {act: more.pop(act) for act in ("draft", "sign", "publish")}
    assert set(more.values()) == {0}
    assert max(written.values()) <= STATEMENTS * 120
    assert small["page"] <= 12
    assert small["public"] == 2


@pytest.mark.slow
def test_a_thousand_are_published_in_one_act(stage: Stage) -> None:
    row = stage.signed(crowd(stage, 1000))
    queries = counted(lambda: commands.publish(stage.officer, decision_id=row.pk, version=row.version))
    assert AwardRecord.objects.filter(decision_id=row.pk).count() == 1000
    assert row.total_bonus == 450_000_000
    assert queries < 40 + STATEMENTS * 1000  # rooms that hear of it ask their few
