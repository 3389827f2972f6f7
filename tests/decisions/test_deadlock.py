"""Facts recorded while decisions are signed and published: all get through, none waits for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.decisions.stage import district_stage
from tests.decisions.test_faults import at_once
from tests.factories import TODAY, mini_province
from thidua.achievements.commands import add_initiative
from thidua.decisions import commands
from thidua.decisions.models import Decision
from thidua.foundation.ledger import verify
from thidua.organisation.models import Recipient


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_facts_and_decisions_do_not_wait_for_each_other() -> None:
    stage = district_stage(mini_province())
    people = [stage.teacher(f"Nguyễn Văn A{n}") for n in range(12)]
    first = stage.signed(stage.nominations(people))
    second = stage.draft(stage.nominations(people, year=2020))

    def fact(who: Recipient) -> Callable[[], object]:
        return lambda: add_initiative(
            stage.officer,
            recipient_id=who.pk,
            year=2019,
            title="Sáng kiến",
            scope="unit",
            recognised_by="unit",
        )

    answers = at_once(
        lambda: commands.publish(stage.officer, decision_id=first.pk, version=first.version),
        lambda: commands.sign(stage.signer, decision_id=second.pk, version=second.version, decided_on=TODAY),
        *(fact(who) for who in reversed(people)),
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert set(Decision.objects.values_list("state", flat=True)) == {"published", "signed"}
    assert list(verify()) == []
