"""What the public can read: the right things, and nothing private even where it could leak."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.decisions.stage import Stage
from tests.factories import SYSTEM
from thidua.achievements.commands import add_penalty, revoke
from thidua.achievements.models import AwardRecord
from thidua.decisions.papers import decision_document, decision_docx
from thidua.foundation.errors import NotThere
from thidua.portal import queries as portal

SECRETS = ("067190001234", "1990-07-23", "23/07/1990", "23/7/1990", "1990")


@pytest.fixture
def published(stage: Stage) -> tuple[Stage, int]:
    """A published decision about someone with an identity number, a birth date and a penalty."""
    who = stage.teacher(
        "Nguyễn Thị Hoa",
        id_number="067190001234",
        birth_date=date(1990, 7, 23),
        gender="female",
        ethnic="Ê Đê",
    )
    add_penalty(SYSTEM, recipient_id=who.pk, day=date(2015, 3, 4), level="warning", until=date(2016, 3, 4))
    rows = [stage.nomination(who), stage.nomination(stage.teacher("Trần Văn Bình"))]
    return stage, stage.published(rows, subject="Về việc khen thưởng tổng kết năm học").pk


def everything(decision_id: int) -> dict[str, Any]:
    """All that the portal's reads answer."""
    code = AwardRecord.objects.get(recipient_name="Nguyễn Thị Hoa").code
    verified = portal.verify(code)
    assert verified is not None
    return {
        "search": [asdict(row) for row in portal.search().rows],
        "decisions": [asdict(row) for row in portal.published_decisions().rows],
        "decision": asdict(portal.published_decision(decision_id)),
        "verify": asdict(verified),
    }


def test_nothing_private_leaks(published: tuple[Stage, int]) -> None:
    _, pk = published
    said = json.dumps(everything(pk), ensure_ascii=False, default=str)
    assert said.count("Nguyễn Thị Hoa") == 3
    for secret in SECRETS:
        assert secret not in said
    for word in ("Ê Đê", "warning", "id_number", "birth", "447000", "eligible", "recipient_id"):
        assert word not in said


def test_nothing_private_is_printed(published: tuple[Stage, int]) -> None:
    stage, pk = published
    said = str(decision_document(stage.officer, pk))
    assert "Nguyễn Thị Hoa" in said
    for secret in SECRETS:
        assert secret not in said
    assert decision_docx(stage.officer, pk)


def test_the_public_finds_and_verifies(published: tuple[Stage, int]) -> None:
    _, pk = published
    (row,) = portal.search(text="hoa", year=2021).rows
    assert (row.recipient, row.number, row.decision_id) == ("Nguyễn Thị Hoa", "01/QĐ-UBND", pk)
    page = portal.published_decision(pk)
    assert [(line.name, line.award_name, line.period) for line in page.lines] == [
        ("Trần Văn Bình", "Lao động tiên tiến", "2021"),
        ("Nguyễn Thị Hoa", "Lao động tiên tiến", "2021"),
    ]
    found = portal.verify(portal.code_for_reading(row.code))
    assert found is not None
    assert (found.recipient, found.decided_by) == ("Nguyễn Thị Hoa", "Chủ tịch Ủy ban nhân dân huyện Cư Jút")


def test_only_what_is_published_is_public(stage: Stage) -> None:
    signed = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị Hoa"))])
    draft = stage.draft([stage.nomination(stage.teacher("Trần Văn Bình"))])
    assert portal.search().rows == ()
    assert portal.published_decisions().rows == ()
    for row in (signed, draft):
        with pytest.raises(NotThere):
            portal.published_decision(row.pk)
    with pytest.raises(NotThere):
        portal.published_decision(987)


def test_a_revoked_award_leaves_the_lists_but_still_answers_its_code(published: tuple[Stage, int]) -> None:
    stage, pk = published
    record = AwardRecord.objects.get(recipient_name="Nguyễn Thị Hoa")
    revoke(
        SYSTEM, record_ids=[record.pk], by_unit_id=stage.district.pk, reason="Khai sai", on=date(2021, 12, 15),
        decision_id=pk,
    )  # fmt: skip
    assert [row.recipient for row in portal.search().rows] == ["Trần Văn Bình"]
    assert [line.name for line in portal.published_decision(pk).lines] == ["Trần Văn Bình"]
    found = portal.verify(record.code)
    assert found is not None
    assert found.state == "revoked"
    assert "Khai sai" not in str(asdict(found))


def test_reads_are_cheap(published: tuple[Stage, int]) -> None:
    _, pk = published
    for read, most in (
        (lambda: portal.search(text="hoa"), 5),
        (lambda: portal.published_decision(pk), 2),
        (lambda: portal.published_decisions(), 1),
        (lambda: portal.verify("A" * 10), 1),
    ):
        with CaptureQueriesContext(connection) as seen:
            read()
        assert len(seen) <= most


def test_awards_to_choose_from_begin_with_the_highest() -> None:
    codes = [code for code, _ in portal.award_choices()]
    assert (
        codes.index("labour_order_3")
        < codes.index("provincial_certificate_of_merit")
        < codes.index("advanced_worker")
    )
