"""A thousand at once: one report a row, and queries that grow with every 500, not with each."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.nominations.conftest import BALLOT, DISTRICT_AWARD, WORKER, Stage
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.kernel.text import fold
from thidua.nominations import commands
from thidua.nominations.models import Nomination, Review, Step
from thidua.nominations.types import Asking, Event, Item
from thidua.organisation.models import Person, Recipient


def _people(stage: Stage, count: int, name: str) -> list[Recipient]:
    rows = Recipient.objects.bulk_create(
        Recipient(
            kind="person", name=f"{name} {i}", name_fold=fold(f"{name} {i}"), sort_key=f"{i:06}",
            unit=stage.units.school, facts_from=2011, facts_to=2021,
        )
        for i in range(count)
    )  # fmt: skip
    Person.objects.bulk_create(Person(recipient=row, group="official") for row in rows)
    return rows


def _drafts(stage: Stage, count: int, name: str, award: str = WORKER) -> list[int]:
    asked = [Asking(row.pk, award, 2021) for row in _people(stage, count, name)]
    made = commands.create_many(
        actor=stage.officer, round_id=stage.round_id, unit_id=stage.units.school.pk, asked=asked, check=False
    )
    return [row.id for row in made if row.id is not None]


def _all(stage: Stage, ids: list[int], event: Event) -> int:
    """Carry the event out on all; answers the number of queries."""
    who = stage.head if event in (Event.ENDORSE, Event.DECIDE) else stage.officer
    items = [
        Item(pk, ballot={**BALLOT, "yes": 5 + i % 4} if event is Event.COUNCIL_APPROVE else None)
        for i, pk in enumerate(ids)
    ]
    with CaptureQueriesContext(connection) as seen:
        rows = commands.advance_many(
            actor=who, unit_id=stage.units.school.pk, items=items, event=event, confirmed=True,
            text="Đã họp và thống nhất đề nghị.",
        )  # fmt: skip
    assert [row.id for row in rows] == ids
    assert all(row.ok for row in rows), rows
    return len(seen)


WAY = [Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE, Event.ENDORSE, Event.DECIDE]


def test_queries_are_the_same_for_five_as_for_forty(stage: Stage) -> None:
    """Both have all four counts of votes, which are written together."""
    few, many = _drafts(stage, 8, "Ít"), _drafts(stage, 40, "Nhiều")
    for event in WAY:
        assert _all(stage, few, event) == _all(stage, many, event), event
    assert list(broken()) == []


@pytest.mark.slow
def test_a_thousand_go_the_whole_way_within_a_bounded_number_of_queries(stage: Stage) -> None:
    ids = _drafts(stage, 1000, "Nghìn")
    for event in WAY:
        queries = _all(stage, ids, event)
        assert queries <= 2 * 75, event
    assert Nomination.objects.filter(state="awarded", version=6).count() == 1000
    assert Step.objects.count() == 5000
    assert LedgerEntry.objects.filter(object_type="nomination").count() == 5000
    assert Review.objects.filter(state="decided", check_id__isnull=False).count() == 1000


def test_sending_a_submission_takes_the_same_queries_for_two_as_for_thirty(stage: Stage) -> None:
    def send(ids: list[int]) -> int:
        made = commands.draft_submission(
            actor=stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id, nomination_ids=ids
        )
        with CaptureQueriesContext(connection) as seen:
            commands.send_submission(
                actor=stage.officer, submission_id=made, signer="Trần B", authority_lines=["HIỆU TRƯỞNG"]
            )
        return len(seen)

    few, many = _drafts(stage, 2, "Ít", DISTRICT_AWARD), _drafts(stage, 30, "Nhiều", DISTRICT_AWARD)
    for ids in (few, many):
        for event in WAY[:4]:
            _all(stage, ids, event)
    send(_ready(stage))
    assert send(few) == send(many)
    told = Notice.objects.filter(unit_id=stage.units.district.pk).order_by("-pk")[0]
    assert told.text == "30 hồ sơ cấp dưới trình, chờ thẩm định."


def _ready(stage: Stage) -> list[int]:
    ids = _drafts(stage, 1, "Đầu tiên", DISTRICT_AWARD)
    for event in WAY[:4]:
        _all(stage, ids, event)
    return ids


def test_each_row_is_answered_and_the_refused_do_not_stop_the_rest(stage: Stage) -> None:
    ready, draft, gone = _drafts(stage, 3, "Ba")
    for pk in (ready, gone):
        stage.do(stage.officer, pk, Event.PROPOSE)
    stage.do(stage.officer, gone, Event.WITHDRAW)
    rows = commands.advance_many(
        actor=stage.officer,
        unit_id=stage.units.school.pk,
        items=[ready, draft, gone, 999_999, ready, Item(ready, version=1)],
        event=Event.APPRAISE_AGREE,
    )
    assert [row.ok for row in rows] == [True, False, False, False, False, False]
    assert [row.reason for row in rows[1:4]] == [
        "Hồ sơ đang soạn, không thể làm việc “Thẩm định: đồng ý”.",
        "Hồ sơ ở bước “Đã rút”, không thể làm việc “Thẩm định: đồng ý”.",
        "Không tìm thấy hồ sơ.",
    ]
    assert "hai lần" in rows[4].reason
    assert Nomination.objects.get(pk=ready).version == 3


def test_what_is_held_elsewhere_is_refused(stage: Stage) -> None:
    pk = stage.at_district()
    rows = commands.advance_many(
        actor=stage.officer, unit_id=stage.units.school.pk, items=[pk], event=Event.APPRAISE_AGREE
    )
    assert rows == [(pk, False, "Hồ sơ không ở đơn vị này nữa.")]
