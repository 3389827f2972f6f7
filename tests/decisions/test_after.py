"""What follows: State decisions recorded, corrections, revocations, the desk, lists."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.stage import CERTIFICATE, Stage
from tests.factories import TODAY, actor
from thidua.access.types import Role
from thidua.achievements.models import AwardRecord
from thidua.decisions import commands
from thidua.decisions.desk import items
from thidua.decisions.invariants import INVARIANTS
from thidua.decisions.models import Decision
from thidua.decisions.papers import decision_document
from thidua.decisions.queries import decisions, decisions_public, published_public
from thidua.decisions.types import DecisionFilters
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice
from thidua.nominations.models import Nomination


def test_a_state_decision_is_recorded(stage: Stage) -> None:
    recorder = actor(Role.SPECIALIST, stage.units.province)
    row = stage.nomination(
        stage.teacher("Nguyễn Văn An"), "pm_certificate_of_merit", holder=stage.units.province,
        review_state="submitted", state="forwarded", period_from=2017, period_to=2021,
    )  # fmt: skip
    told = {
        "unit_id": stage.units.province.pk, "nomination_ids": [row.pk], "issuer": "Thủ tướng Chính phủ",
        "number": "2150/QĐ-TTg", "decided_on": date(2021, 12, 13),
    }  # fmt: skip
    made = commands.record_external(recorder, **told)
    assert (made.state, made.external, made.number, made.number_seq) == (
        "published",
        True,
        "2150/QĐ-TTg",
        None,
    )
    record = AwardRecord.objects.get()
    assert (record.decided_by, record.period_from, record.period_to) == ("Thủ tướng Chính phủ", 2017, 2021)
    assert (record.coefficient_milli, record.bonus_raw, record.bonus) == (3500, 5_215_000, 5_220_000)
    assert Nomination.objects.get().state == "awarded"
    assert Notice.objects.filter(unit_id=stage.units.school.pk, text__contains="2150/QĐ-TTg").exists()
    assert list(broken(INVARIANTS)) == []
    with pytest.raises(Refused, match="chờ cấp Nhà nước"):
        commands.record_external(recorder, **told)
    with pytest.raises(Refused, match="không in từ hệ thống"):
        decision_document(recorder, made.pk)


def test_a_name_is_corrected_by_a_later_decision(stage: Stage) -> None:
    first = stage.published([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    record = AwardRecord.objects.get()
    made = commands.correct(
        stage.signer, decision_id=first.pk, version=first.version, record_id=record.pk, name="Nguyễn Văn Ân",
        reason="Ghi sai họ tên", decided_on=TODAY,
    )  # fmt: skip
    assert made.number == "02/QĐ-UBND"
    record.refresh_from_db()
    assert record.recipient_name == "Nguyễn Văn Ân"
    first.refresh_from_db()
    assert first.content["items"][0]["name"] == "Nguyễn Văn An"
    paper = decision_document(stage.officer, made.pk)
    assert "“Nguyễn Văn An” sửa thành “Nguyễn Văn Ân”" in str(paper.blocks)
    assert "Luật Thi đua, Khen thưởng" in paper.recitals[0]
    assert [row.kind for row in decisions(stage.officer).rows] == ["correction", "award"]
    assert list(broken(INVARIANTS)) == []


def test_awards_are_revoked_and_given_back(stage: Stage) -> None:
    first = stage.published(
        stage.nominations([stage.teacher("Nguyễn Văn An"), stage.teacher("Trần Văn Bình")])
    )
    record = AwardRecord.objects.order_by("pk")[0]
    told = {"decision_id": first.pk, "record_ids": [record.pk], "decided_on": TODAY}
    made = commands.revoke(stage.signer, **told, version=first.version, reason="Khai không đúng thành tích")
    record.refresh_from_db()
    assert (record.state, record.revoked_on, record.revoked_reason) == (
        "revoked", TODAY, "Khai không đúng thành tích",
    )  # fmt: skip
    assert [line.name for line in published_public(first.pk).lines] == ["Trần Văn Bình"]
    first.refresh_from_db()
    with pytest.raises(Refused, match="đã bị hủy bỏ"):
        commands.revoke(stage.signer, **told, version=first.version, reason="Lần nữa")
    assert Decision.objects.count() == 2
    commands.restore(stage.signer, **told, version=first.version, reason="Kết luận xác minh")
    record.refresh_from_db()
    assert record.state == "active"
    assert (
        decision_document(stage.officer, made.pk).subject
        == "Về việc hủy bỏ khen thưởng theo Quyết định số 01/QĐ-UBND"
    )
    assert list(broken(INVARIANTS)) == []


def test_only_records_of_that_decision_follow_it(stage: Stage) -> None:
    first = stage.published([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    second = stage.published([stage.nomination(stage.teacher("Trần Văn Bình"))])
    other = AwardRecord.objects.get(decision_id=second.pk)
    for records in ([other.pk], [], [987]):
        with pytest.raises(NotThere):
            commands.revoke(
                stage.signer, decision_id=first.pk, version=first.version, record_ids=records, reason="Khai sai",
                decided_on=TODAY,
            )  # fmt: skip
    with pytest.raises(Refused, match="đã công bố"):
        signed = stage.signed([stage.nomination(stage.teacher("Vũ Văn Cả"))])
        commands.revoke(
            stage.signer, decision_id=signed.pk, version=signed.version, record_ids=[1], reason="Khai sai",
            decided_on=TODAY,
        )  # fmt: skip


def test_the_signed_file_is_kept_with_the_decision(stage: Stage) -> None:
    from thidua.foundation.files import files_of

    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    scan = b"%PDF-1.4\n%%EOF\n"
    with pytest.raises(Refused, match="đã ký"):
        commands.attach_signed_file(
            stage.officer, decision_id=row.pk, version=row.version, upload=scan, name="qd.pdf"
        )
    row = commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)
    with pytest.raises(Refused):
        commands.attach_signed_file(
            stage.officer, decision_id=row.pk, version=row.version, upload=b"MZ\x90\x00", name="qd.pdf"
        )
    row = commands.attach_signed_file(
        stage.officer, decision_id=row.pk, version=row.version, upload=scan, name="qd.pdf"
    )
    assert [file.id for file in files_of("decision", row.pk)] == [row.signed_file_id]


def test_the_desk_follows_the_work(stage: Stage) -> None:
    rows = stage.nominations([stage.teacher("Nguyễn Văn An"), stage.teacher("Trần Văn Bình")])
    stage.nomination(stage.teacher("Vũ Văn Cả"), CERTIFICATE)
    assert [(item.button, item.count) for item in items(stage.officer)] == [("Soạn quyết định", 2)]
    assert items(stage.signer) == []
    row = stage.draft(rows)
    assert items(stage.officer) == []
    assert [(item.button, item.count) for item in items(stage.signer)] == [("Xem và ký", 2)]
    row = commands.sign(stage.signer, decision_id=row.pk, version=row.version, decided_on=TODAY)
    assert items(stage.signer) == []
    assert [item.title for item in items(stage.officer)] == ["Công bố Quyết định số 01/QĐ-UBND"]
    commands.publish(stage.officer, decision_id=row.pk, version=row.version)
    assert items(stage.officer) == []
    assert items(actor(Role.EMULATION_OFFICER, stage.units.other_district)) == []


def test_lists_by_scope_state_and_page(stage: Stage) -> None:
    made = [stage.published([stage.nomination(stage.teacher(f"Nguyễn Văn A{n}"))]) for n in range(3)]
    draft = stage.draft([stage.nomination(stage.teacher("Trần Văn Bình"))])
    page = decisions(stage.officer, limit=2)
    assert [row.id for row in page.rows] == [draft.pk, made[2].pk]
    assert [row.id for row in decisions(stage.officer, after=page.after).rows] == [made[1].pk, made[0].pk]
    assert [row.id for row in decisions(stage.officer, DecisionFilters(number="02")).rows] == [made[1].pk]
    assert [row.id for row in decisions(stage.officer, DecisionFilters(state="draft")).rows] == [draft.pk]
    assert decisions(actor(Role.HEAD, stage.units.other_district)).rows == ()
    assert [row.id for row in decisions_public().rows] == [row.pk for row in reversed(made)]
    with pytest.raises(NotThere):
        published_public(draft.pk)
