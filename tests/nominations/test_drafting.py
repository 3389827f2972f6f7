"""Rounds, drafts by hand and in bulk, edits, and the checks that follow facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, collective, household, person
from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, FIGHTER, WORKER, Stage
from thidua.achievements.models import AwardRecord, Rating
from thidua.achievements.news import announce
from thidua.eligibility.models import Check
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry
from thidua.nominations import commands, quotas
from thidua.nominations.models import Nomination, Round
from thidua.nominations.types import Asking, Event


def _ask(stage: Stage, asking: Asking) -> int:
    return commands.create_nomination(
        actor=stage.officer, round_id=stage.round_id, unit_id=stage.units.school.pk, asking=asking
    )


def test_a_draft_stands_with_its_check(stage: Stage) -> None:
    whom = stage.person()
    pk = _ask(stage, Asking(whom.pk, WORKER, 2021, summary="Dạy  tốt.\r\n\r\n\r\nHọc tốt."))
    row = Nomination.objects.get(pk=pk)
    assert (row.state, row.review_state, row.holder_id, row.version) == (
        "draft",
        "",
        stage.units.school.pk,
        1,
    )
    assert row.summary == "Dạy tốt.\n\nHọc tốt."
    assert Check.objects.get(pk=row.check_id).verdict == row.verdict


BAD: list[tuple[str, Callable[[Stage], Asking], str]] = [
    ("unknown award", lambda s: Asking(s.person().pk, "no_such_award", 2021), "Không có danh hiệu"),
    ("wrong kind", lambda s: Asking(collective(s.units.school).pk, WORKER, 2021), "không tặng cho tập thể"),
    (
        "not in force",
        lambda s: Asking(s.person().pk, "provincial_commemorative_medal", 2021),
        "không được quy định",
    ),
    ("future year", lambda s: Asking(s.person().pk, WORKER, 2022), "Năm 2022 không hợp lệ"),
    (
        "half a period",
        lambda s: Asking(s.person().pk, CERTIFICATE, 2021, period_from=2020),
        "cả năm đầu và năm cuối",
    ),
    (
        "period backwards",
        lambda s: Asking(s.person().pk, CERTIFICATE, 2021, period_from=2021, period_to=2020),
        "không được sau năm cuối",
    ),
    ("unknown route", lambda s: Asking(s.person().pk, WORKER, 2021, route="no"), "loại hình"),
    ("long summary", lambda s: Asking(s.person().pk, WORKER, 2021, summary="x" * 20_001), "20.000"),
    ("long deed", lambda s: Asking(s.person().pk, WORKER, 2021, achievement="x" * 121), "120 ký tự"),
    ("another unit's", lambda s: Asking(person("Lê Thị B", s.units.commune).pk, WORKER, 2021), "không thuộc"),
    ("no such recipient", lambda s: Asking(999_999, WORKER, 2021), "Không tìm thấy đối tượng"),
    (
        "household of the commune",
        lambda s: Asking(household("Hộ ông Y", s.units.commune).pk, CERTIFICATE, 2021),
        "không thuộc",
    ),
]


@pytest.mark.parametrize(("asking", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_asked_is_refused_with_the_reason(
    stage: Stage, asking: Callable[[Stage], Asking], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        _ask(stage, asking(stage))
    assert not Nomination.objects.exists()


def test_in_bulk_each_row_has_its_report(stage: Stage) -> None:
    good, other = stage.person("An"), stage.person("Bình")
    asked = [
        Asking(good.pk, WORKER, 2021),
        Asking(good.pk, WORKER, 2021),
        Asking(other.pk, "no_such_award", 2021),
        Asking(other.pk, WORKER, 2021),
    ]
    school = stage.units.school.pk
    rows = commands.create_many(actor=stage.officer, round_id=stage.round_id, unit_id=school, asked=asked)
    assert [row.id is not None for row in rows] == [True, False, False, True]
    assert "đã được đề nghị" in rows[1].reason
    assert Nomination.objects.get(pk=rows[3].id).recipient == other


def test_the_whole_or_nothing(stage: Stage) -> None:
    asked = [Asking(stage.person("An").pk, WORKER, 2021), Asking(stage.person("Bình").pk, "no", 2021)]
    with pytest.raises(Refused, match="Dòng thứ 2: Không có danh hiệu"):
        commands.create_many(
            actor=stage.officer,
            round_id=stage.round_id,
            unit_id=stage.units.school.pk,
            asked=asked,
            whole=True,
        )
    assert not Nomination.objects.exists()


def test_bulk_queries_do_not_grow_with_rows(stage: Stage) -> None:
    def queries(count: int, name: str) -> int:
        asked = [Asking(stage.person(f"{name} {i}").pk, FIGHTER, 2021) for i in range(count)]
        with CaptureQueriesContext(connection) as seen:
            commands.create_many(
                actor=stage.officer, round_id=stage.round_id, unit_id=stage.units.school.pk, asked=asked
            )
        return len(seen)

    queries(1, "Khởi động")
    assert queries(1, "Một") == queries(40, "Bốn mươi")


def test_a_round_takes_nominations_between_its_days_only(stage: Stage) -> None:
    late = replace(stage.officer, today=date(2022, 1, 1))
    with pytest.raises(Refused, match="chỉ nhận đề nghị từ 01/11/2021 đến 31/12/2021"):
        commands.create_nomination(
            actor=late, round_id=stage.round_id, unit_id=stage.units.school.pk,
            asking=Asking(stage.person().pk, WORKER, 2021),
        )  # fmt: skip
    pk = stage.draft(WORKER)
    assert commands.propose(actor=late, nomination_ids=[pk])[0].reason.startswith(
        "Đợt “Tổng kết năm 2021” đã hết hạn"
    )
    commands.change_round_close(
        actor=stage.province_officer, round_id=stage.round_id, closes_on=date(2022, 1, 15)
    )
    assert commands.propose(actor=late, nomination_ids=[pk, 999]) == [
        (pk, True, ""),
        (999, False, "Không tìm thấy hồ sơ."),
    ]


def test_rounds_are_refused_with_reasons(stage: Stage) -> None:
    def round_of(**changes: Any) -> int:
        given = {"name": "Đợt hè", "year": 2021, "opens_on": date(2021, 6, 1), "closes_on": date(2021, 7, 1)}
        return commands.open_round(actor=stage.officer, unit_id=stage.units.school.pk, **{**given, **changes})

    for changes, says in (
        ({"name": " "}, "Tên đợt"),
        ({"closes_on": date(2021, 5, 1)}, "hết hạn"),
        ({"year": 2030}, "Năm 2030"),
        ({"route": "x"}, "loại hình"),
    ):
        with pytest.raises(Refused, match=says):
            round_of(**changes)
    assert Round.objects.get(pk=round_of()).name == "Đợt hè"
    with pytest.raises(Refused, match="đã có đợt"):
        round_of()
    with pytest.raises(NotThere):
        commands.change_round_close(actor=stage.stranger, round_id=stage.round_id, closes_on=date(2022, 1, 1))


def test_a_round_of_another_subtree_is_not_there(stage: Stage) -> None:
    other = commands.open_round(
        actor=stage.stranger, unit_id=stage.units.other_district.pk, name="Đợt", year=2021,
        opens_on=date(2021, 1, 1), closes_on=date(2021, 12, 31),
    )  # fmt: skip
    with pytest.raises(NotThere):
        commands.create_nomination(
            actor=stage.officer, round_id=other, unit_id=stage.units.school.pk,
            asking=Asking(stage.person().pk, WORKER, 2021),
        )  # fmt: skip


def test_an_edit_is_checked_again_and_kept_in_the_ledger(stage: Stage) -> None:
    pk = stage.draft(WORKER)
    before = Nomination.objects.get(pk=pk).check_id
    assert (
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=1, award=DISTRICT_AWARD) == 2
    )
    row = Nomination.objects.get(pk=pk)
    assert row.award == DISTRICT_AWARD
    assert row.check_id != before
    entry = LedgerEntry.objects.get(act="nominations.edit")
    assert entry.changes == f'{{"award":["{WORKER}","{DISTRICT_AWARD}"]}}'
    assert (
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=2, award=DISTRICT_AWARD) == 2
    )
    with pytest.raises(Stale):
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=1, year=2020)


def test_an_edit_cannot_make_a_twin_or_nonsense(stage: Stage) -> None:
    whom = stage.person()
    stage.draft(WORKER, whom)
    pk = stage.draft(DISTRICT_AWARD, whom)
    with pytest.raises(Refused, match="đã được đề nghị"):
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=1, award=WORKER)
    with pytest.raises(Refused, match="Năm 2031"):
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=1, year=2031)
    with pytest.raises(TypeError):
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=1, state="awarded")


def test_only_what_lies_open_at_its_own_unit_can_be_edited(stage: Stage) -> None:
    pk = stage.at_district()
    version = Nomination.objects.get(pk=pk).version
    with pytest.raises(Refused, match="đang soạn hoặc được trả lại"):
        commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=version, summary="Thêm")


def test_asking_for_something_else_after_a_return_begins_the_review_anew(stage: Stage) -> None:
    pk = stage.at_district()
    words = {"reason": "missing_paper", "text": "Thiếu."}
    row = stage.do(stage.district_officer, pk, Event.RETURN, **words)
    version = commands.edit_nomination(
        actor=stage.officer, nomination_id=pk, version=row.version, summary="Thêm lời"
    )
    assert (
        stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Xong", version=version).review_state == "endorsed"
    )
    stage.sent([pk])
    row = stage.do(stage.district_officer, pk, Event.RETURN, **words)
    commands.edit_nomination(actor=stage.officer, nomination_id=pk, version=row.version, award=CERTIFICATE)
    assert stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Xong").review_state == "received"


def test_news_of_facts_checks_open_nominations_again(stage: Stage) -> None:
    whom = stage.person()
    pk = stage.draft(WORKER, whom)
    assert Nomination.objects.get(pk=pk).verdict == "unknown"
    Rating.objects.create(recipient=whom, year=2021, level="not_completed")
    announce({whom.pk}, "rating", TODAY)
    row = Nomination.objects.get(pk=pk)
    assert (row.verdict, row.version) == ("not_eligible", 1)


def test_what_is_over_keeps_the_check_it_rested_on(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft(WORKER))
    row = stage.do(stage.head, pk, Event.DECIDE)
    Rating.objects.create(recipient_id=row.recipient_id, year=2021, level="not_completed")
    announce({row.recipient_id}, "rating", TODAY)
    assert Nomination.objects.get(pk=pk).check_id == row.check_id


def test_the_quota_counts_those_put_forward_and_those_on_record(stage: Stage) -> None:
    people = [stage.person(f"Người {i}") for i in range(4)]
    workers = [stage.draft(WORKER, whom) for whom in people[:2]]
    AwardRecord.objects.create(
        recipient=people[2], recipient_name="x", unit=stage.units.school, award=WORKER, year=2021,
        decision_number="1", decided_on=date(2021, 12, 1), decided_by="x", code="A",
    )  # fmt: skip
    fighters = [stage.draft(FIGHTER, whom) for whom in people[:3]]
    rows = list(Nomination.objects.filter(pk__in=fighters).order_by("pk"))
    seen = quotas.contexts(rows)
    assert [seen[pk] for pk in fighters] == [
        {"advanced_workers": 3, "fighters_proposed": 3, "place": place} for place in (1, 2, 3)
    ]
    stage.do(stage.officer, fighters[0], Event.WITHDRAW)
    stage.do(stage.officer, workers[0], Event.WITHDRAW)
    assert quotas.contexts(rows)[fighters[2]] == {"advanced_workers": 2, "fighters_proposed": 2, "place": 2}


def test_the_councils_vote_orders_those_within_the_quota(stage: Stage) -> None:
    first, second = (stage.draft(FIGHTER, stage.person(name)) for name in ("An", "Bình"))
    for pk, yes in ((first, 6), (second, 8)):
        stage.do(stage.officer, pk, Event.PROPOSE)
        stage.do(stage.officer, pk, Event.APPRAISE_AGREE)
        ballot = {
            "members": 9,
            "present": 9,
            "yes": yes,
            "written_yes": 0,
            "method": "ballot",
            "secret": True,
        }
        stage.do(stage.officer, pk, Event.COUNCIL_APPROVE, ballot=ballot)
    seen = quotas.contexts(list(Nomination.objects.filter(pk__in=[first, second])))
    assert (seen[first]["place"], seen[second]["place"]) == (2, 1)
    assert seen[first]["advanced_workers"] is None
