"""Two signers at once, a crash in the middle, a register changed behind the back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models.signals import post_save, pre_save

from tests.decisions.stage import Stage, district_stage
from tests.factories import TODAY, mini_province
from thidua.achievements.models import AwardRecord
from thidua.achievements.news import facts_changed
from thidua.decisions import commands
from thidua.decisions.invariants import INVARIANTS
from thidua.decisions.models import Decision, DecisionItem
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry, NumberSeries
from thidua.nominations.models import Nomination


class Crash(Exception):
    """A fault put into the middle of an act."""


@contextmanager
def crash_when(signal: object, fits: Callable[..., bool]) -> Iterator[None]:
    """Raise inside the act as soon as `signal` carries something that `fits`."""

    def receiver(**news: object) -> None:
        if fits(**news):
            raise Crash

    signal.connect(receiver, weak=False)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        signal.disconnect(receiver)  # type: ignore[attr-defined]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned or raised."""
    barrier = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait(10)
            answers[place] = act()
        except Exception as error:  # noqa: BLE001 - the answer of the thread is whatever happened
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_signing_at_once_gives_each_its_own_number_without_a_gap() -> None:
    stage = district_stage(mini_province())
    drafts = [stage.draft([stage.nomination(stage.teacher(f"Nguyễn Văn A{n}"))]) for n in range(6)]

    def act(row: Decision) -> Callable[[], object]:
        return lambda: commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)

    answers = at_once(*map(act, drafts))
    assert [type(answer) for answer in answers] == [Decision] * 6, answers
    assert sorted(Decision.objects.values_list("number_seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert NumberSeries.objects.get().last == 6
    assert list(broken(INVARIANTS)) == []
    assert list(verify()) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_sign_one_draft_and_one_wins() -> None:
    stage = district_stage(mini_province())
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    act = lambda: commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)  # noqa: E731
    answers = at_once(act, act, act)
    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "Stale", "Stale"]
    assert NumberSeries.objects.get().last == 1
    assert LedgerEntry.objects.filter(act="decisions.sign").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_drafts_reach_for_one_nomination_and_one_wins() -> None:
    stage = district_stage(mini_province())
    rows = stage.nominations([stage.teacher(f"Nguyễn Văn A{n}") for n in range(5)])
    act = lambda: stage.draft(rows)  # noqa: E731
    answers = at_once(act, act)
    won = [answer for answer in answers if isinstance(answer, Decision)]
    lost = [answer for answer in answers if isinstance(answer, (Stale, Refused))]
    assert (len(won), len(lost)) == (1, 1), answers
    assert DecisionItem.objects.filter(active=True).count() == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_publish_and_the_register_is_filled_once() -> None:
    stage = district_stage(mini_province())
    row = stage.signed(stage.nominations([stage.teacher(f"Nguyễn Văn A{n}") for n in range(5)]))
    act = lambda: commands.publish(stage.officer, decision_id=row.pk, version=row.version)  # noqa: E731
    answers = at_once(act, act)
    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "Stale"]
    assert AwardRecord.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_crash_while_signing_gives_the_number_back() -> None:
    stage = district_stage(mini_province())
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    before = LedgerEntry.objects.count()

    def after_the_number(sender: type, instance: object, **_: object) -> bool:
        return sender is Decision and getattr(instance, "number", "") != ""

    with crash_when(post_save, after_the_number), pytest.raises(Crash):
        commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)
    row.refresh_from_db()
    assert (row.state, row.number, row.number_seq, row.version) == ("draft", "", None, 1)
    assert Nomination.objects.get().state == "in_review"
    assert LedgerEntry.objects.count() == before
    assert not NumberSeries.objects.filter(last__gt=0).exists()
    signed = commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)
    assert signed.number == "01/QĐ-UBND"


@pytest.mark.django_db(transaction=True)
def test_a_crash_while_publishing_leaves_nothing_half() -> None:
    stage = district_stage(mini_province())
    row = stage.signed(stage.nominations([stage.teacher(f"Nguyễn Văn A{n}") for n in range(3)]))
    before = LedgerEntry.objects.count()
    with crash_when(facts_changed, lambda news, **_: news.what == "award"), pytest.raises(Crash):
        commands.publish(stage.officer, decision_id=row.pk, version=row.version)
    assert not AwardRecord.objects.exists()
    assert LedgerEntry.objects.count() == before

    def published(sender: type, instance: object, **_: object) -> bool:
        return sender is Decision and getattr(instance, "state", "") == "published"

    with crash_when(pre_save, published), pytest.raises(Crash):
        commands.publish(stage.officer, decision_id=row.pk, version=row.version)
    assert not AwardRecord.objects.exists()
    row.refresh_from_db()
    assert commands.publish(stage.officer, decision_id=row.pk, version=row.version).state == "published"
    assert AwardRecord.objects.count() == 3
    assert list(broken(INVARIANTS)) == []


def _names(found: object) -> list[str]:
    return [each.invariant.name for each in found]  # type: ignore[attr-defined]


def test_what_is_changed_behind_the_back_is_found(stage: Stage) -> None:
    rows = [stage.nomination(stage.teacher(f"Nguyễn Văn A{n}")) for n in range(3)]
    first, second = stage.published(rows[:1]), stage.published(rows[1:])
    assert _names(broken(INVARIANTS)) == []
    AwardRecord.objects.filter(decision_id=first.pk).update(bonus=460_000)
    assert _names(broken(INVARIANTS)) == ["decisions.totals"]
    AwardRecord.objects.filter(decision_id=first.pk).update(bonus=450_000)
    Decision.objects.filter(pk=second.pk).update(content={**second.content, "subject": "Khác"})
    assert _names(broken(INVARIANTS)) == ["decisions.frozen"]
    Decision.objects.filter(pk=second.pk).update(content=second.content, number_seq=7)
    assert _names(broken(INVARIANTS)) == ["decisions.numbers"]
    Decision.objects.filter(pk=second.pk).update(number_seq=2, decided_on=TODAY - timedelta(days=1))
    assert _names(broken(INVARIANTS)) == ["decisions.numbers"]
    Decision.objects.filter(pk=second.pk).update(decided_on=TODAY)
    Nomination.objects.filter(pk=rows[1].pk).update(state="in_review")
    assert _names(broken(INVARIANTS)) == ["decisions.decided"]


def test_a_list_changed_after_signing_is_not_published(stage: Stage) -> None:
    row = stage.signed([stage.nomination(stage.teacher(f"Nguyễn Văn A{n}")) for n in range(2)])
    DecisionItem.objects.filter(decision=row, position=1).update(active=False)
    with pytest.raises(Refused, match="không còn khớp với bản đã ký"):
        commands.publish(stage.officer, decision_id=row.pk, version=row.version)
    assert not AwardRecord.objects.exists()
