"""Two at once: real transactions, real threads. One wins, the other is told, and nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.nominations.conftest import DISTRICT_AWARD, Stage
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import NumberSeries
from thidua.nominations import commands
from thidua.nominations.models import Nomination, Step, Submission
from thidua.nominations.types import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts together; what each answered or raised, in order."""
    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_officers_at_one_nomination_one_wins(stage: Stage) -> None:
    pk = stage.draft(DISTRICT_AWARD)
    stage.do(stage.officer, pk, Event.PROPOSE)

    def agree() -> Any:
        return commands.appraise(actor=stage.officer, nomination_id=pk, version=2, outcome="agree")

    def reject() -> Any:
        return commands.appraise(
            actor=stage.officer,
            nomination_id=pk,
            version=2,
            outcome="reject",
            reason="duplicate",
            text="Trùng.",
        )

    answers = at_once(agree, reject, agree, reject)
    assert sum(isinstance(answer, commands.Advanced) for answer in answers) == 1
    assert sum(isinstance(answer, Stale) for answer in answers) == 3
    assert Nomination.objects.get(pk=pk).version == 3
    assert Step.objects.filter(nomination=pk).count() == 2
    assert list(broken()) == []


def test_one_submission_is_sent_once(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft(DISTRICT_AWARD))
    made = commands.draft_submission(
        actor=stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id, nomination_ids=[pk]
    )

    def send() -> Any:
        return commands.send_submission(
            actor=stage.officer, submission_id=made, signer="Trần B", authority_lines=["HIỆU TRƯỞNG"]
        )

    answers = at_once(send, send, send)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "str"]
    assert NumberSeries.objects.get(unit_id=stage.units.school.pk).last == 1
    assert Step.objects.filter(nomination=pk, event="submit").count() == 1
    assert list(broken()) == []


def test_several_submissions_at_once_take_each_a_number(stage: Stage) -> None:
    made = []
    for at in range(4):
        pk = stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person(f"Người {at}")))
        made.append(
            commands.draft_submission(
                actor=stage.officer,
                unit_id=stage.units.school.pk,
                round_id=stage.round_id,
                nomination_ids=[pk],
            )
        )

    def send(which: int) -> Callable[[], Any]:
        return lambda: commands.send_submission(
            actor=stage.officer, submission_id=which, signer="Trần B", authority_lines=["HIỆU TRƯỞNG"]
        )

    at_once(*map(send, made))
    assert sorted(Submission.objects.values_list("number_seq", flat=True)) == [1, 2, 3, 4]
    assert list(broken()) == []


def test_withdrawal_and_endorsement_at_once_leave_one_outcome(stage: Stage) -> None:
    pk = stage.draft(DISTRICT_AWARD)
    for event in (Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE):
        stage.do(stage.officer, pk, event)
    answers = at_once(
        lambda: commands.withdraw(actor=stage.officer, nomination_id=pk, version=4),
        lambda: commands.endorse(
            actor=stage.head, nomination_id=pk, version=4, confirmed=True, text="Đủ điều kiện, đề nghị."
        ),
    )
    assert sum(isinstance(answer, commands.Advanced) for answer in answers) == 1
    assert Nomination.objects.get(pk=pk).version == 5
    assert list(broken()) == []


def test_two_drafts_for_one_recipient_at_once_make_one(stage: Stage) -> None:
    whom = stage.person()
    answers = at_once(*[lambda: stage.draft(DISTRICT_AWARD, whom)] * 3)
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
    assert Nomination.objects.count() == 1
