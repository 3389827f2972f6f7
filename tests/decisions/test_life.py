"""A decision from draft to register: what each act does, refuses and leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.stage import FIGHTER, WORKER, Stage
from tests.factories import TODAY
from thidua.achievements.models import AwardRecord
from thidua.decisions import commands
from thidua.decisions.models import Decision, DecisionItem
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry, Notice
from thidua.nominations.models import Nomination


def test_the_whole_life(stage: Stage) -> None:
    an, binh = stage.teacher("Nguyễn Văn An", gender="male"), stage.teacher("Trần Thị Bình", gender="female")
    rows = [stage.nomination(binh), stage.nomination(an)]
    draft = stage.draft(rows)
    assert (draft.state, draft.number, draft.decided_on) == ("draft", "", None)
    assert draft.issuer == "Chủ tịch Ủy ban nhân dân huyện Cư Jút"
    signed = commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    assert (signed.state, signed.number, signed.number_seq) == ("signed", "01/QĐ-UBND", 1)
    assert signed.authority_lines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert signed.signer == "Phạm Văn Sơn"
    assert [line["name"] for line in signed.content["items"]] == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert [line["amount"] for line in signed.content["items"]] == [450_000, 450_000]
    assert signed.total_bonus == 900_000
    assert {row.state for row in Nomination.objects.all()} == {"awarded"}
    assert not AwardRecord.objects.exists()
    published = commands.publish(stage.officer, decision_id=signed.pk, version=signed.version)
    assert published.state == "published"
    records = list(AwardRecord.objects.order_by("pk"))
    assert [record.recipient_name for record in records] == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert {(r.coefficient_milli, r.bonus_raw, r.bonus) for r in records} == {(300, 447_000, 450_000)}
    assert {r.decision_number for r in records} == {"01/QĐ-UBND"}
    assert all(len(r.code) == 10 for r in records)
    assert len({r.code for r in records}) == 2
    assert [item.record_id for item in DecisionItem.objects.order_by("position")] == [r.pk for r in records]
    told = Notice.objects.filter(unit_id=stage.units.school.pk, text__contains="đã công bố").get()
    assert "2 trường hợp" in told.text
    assert list(verify()) == []
    acts = list(
        LedgerEntry.objects.filter(object_type="decision").order_by("seq").values_list("act", flat=True)
    )
    assert acts == ["decisions.draft", "decisions.sign", "decisions.publish"]


def test_a_draft_takes_only_what_lies_endorsed_here(stage: Stage) -> None:
    waiting = stage.nomination(stage.teacher("Lê Thị Hà"), review_state="appraised")
    with pytest.raises(Refused, match="Chưa được thủ trưởng đơn vị này duyệt: Lê Thị Hà"):
        stage.draft([waiting])
    elsewhere = stage.nomination(stage.teacher("Lê Thị Hoa"), holder=stage.units.province)
    with pytest.raises(Refused, match="Lê Thị Hoa"):
        stage.draft([elsewhere])
    above = stage.nomination(stage.teacher("Lê Thị Huệ"), award="provincial_emulation_fighter")
    with pytest.raises(Refused, match="không có thẩm quyền"):
        stage.draft([above])
    mixed = [stage.nomination(stage.teacher("Vũ A")), stage.nomination(stage.teacher("Vũ B"), route="sudden")]
    with pytest.raises(Refused, match="loại hình"):
        stage.draft(mixed)
    assert not Decision.objects.exists()


def test_a_nomination_stands_in_one_decision_at_a_time(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    first = stage.draft([row])
    with pytest.raises(Refused, match="dự thảo quyết định khác"):
        stage.draft([row])
    commands.cancel_draft(stage.officer, decision_id=first.pk, version=first.version, reason="Soạn lại")
    assert stage.draft([row]).state == "draft"


def test_taking_out_and_back_in(stage: Stage) -> None:
    rows = [stage.nomination(stage.teacher(name)) for name in ("Đỗ Văn Ba", "Đỗ Văn An", "Đỗ Văn Cả")]
    draft = stage.draft(rows)
    draft = commands.take_out(
        stage.officer, decision_id=draft.pk, version=draft.version, nomination_id=rows[1].pk
    )
    left = DecisionItem.objects.filter(active=True).order_by("position")
    assert [item.nomination_id for item in left] == [rows[0].pk, rows[2].pk]
    with pytest.raises(Stale):
        commands.take_out(stage.officer, decision_id=draft.pk, version=1, nomination_id=rows[0].pk)
    draft = commands.add_to_draft(
        stage.officer, decision_id=draft.pk, version=draft.version, nomination_ids=[rows[1].pk]
    )
    left = DecisionItem.objects.filter(active=True).order_by("position")
    assert [item.nomination_id for item in left] == [rows[1].pk, rows[0].pk, rows[2].pk]
    assert [item.position for item in left] == [1, 2, 3]
    signed = commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    with pytest.raises(Refused, match="không sửa được nữa"):
        commands.take_out(
            stage.officer, decision_id=signed.pk, version=signed.version, nomination_id=rows[0].pk
        )


def test_dates(stage: Stage) -> None:
    early, late = stage.nomination(stage.teacher("Bùi A")), stage.nomination(stage.teacher("Bùi B"))
    draft = stage.draft([early])
    for day, words in (
        (date(2021, 12, 16), "không được sau ngày 15/12/2021"),
        (date(2021, 12, 9), "trước ngày thủ trưởng duyệt: Bùi A"),
    ):
        with pytest.raises(Refused, match=words):
            commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=day)
    commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=date(2021, 12, 14))
    second = stage.draft([late])
    with pytest.raises(Refused, match="lấy số gần nhất"):
        commands.sign(
            stage.signer, decision_id=second.pk, version=second.version, decided_on=date(2021, 12, 13)
        )
    second = commands.sign(
        stage.signer, decision_id=second.pk, version=second.version, decided_on=date(2021, 12, 14)
    )
    assert second.number == "02/QĐ-UBND"


def test_a_hold_stops_the_whole_decision(stage: Stage) -> None:
    from thidua.achievements.commands import close_hold, open_hold

    rows = [stage.nomination(stage.teacher("Mai Văn An")), stage.nomination(stage.teacher("Mai Văn Bảo"))]
    draft = stage.draft(rows)
    held = open_hold(
        stage.officer, recipient_id=rows[1].recipient_id, reason="denunciation", since=date(2021, 12, 11)
    )
    with pytest.raises(Refused, match=r"tạm dừng xét.*Mai Văn Bảo"):
        commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    assert Decision.objects.get().state == "draft"
    close_hold(stage.officer, hold_id=held.pk, until=date(2021, 12, 14))
    signed = commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    assert signed.number_seq == 1


def test_an_answer_that_turned_after_endorsement_stops_it_too(stage: Stage) -> None:
    from thidua.achievements.commands import set_rating

    row = stage.nomination(stage.teacher("Mai Văn An"))
    draft = stage.draft([row])
    set_rating(stage.officer, recipient_id=row.recipient_id, year=2021, level="not_completed")
    with pytest.raises(Refused, match=r"Mai Văn An: .*phải duyệt lại"):
        commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    assert Decision.objects.get().number == ""


def test_two_titles_of_one_year_pay_the_higher_only(stage: Stage) -> None:
    both = stage.teacher("Hồ Thị Lan")
    stage.published([stage.nomination(both, WORKER), stage.nomination(both, FIGHTER)])
    paid = {r.award: (r.bonus_raw, r.bonus) for r in AwardRecord.objects.all()}
    assert paid == {FIGHTER: (1_490_000, 1_490_000), WORKER: (447_000, 0)}
    line = next(i for i in Decision.objects.get().content["items"] if i["award"] == WORKER)
    assert "chỉ nhận mức tiền thưởng cao nhất" in line["note"]
    assert line["cites"] == "91/2017/NĐ-CP Đ66.2"


def test_two_decisions_of_one_day_pay_the_higher_only(stage: Stage) -> None:
    both = stage.teacher("Hồ Thị Lan")
    stage.published([stage.nomination(both, WORKER)])
    stage.published([stage.nomination(both, FIGHTER)])
    assert sum(AwardRecord.objects.values_list("bonus", flat=True)) == 1_490_000


def test_a_signed_decision_cannot_be_published_twice_or_withdrawn_from(stage: Stage) -> None:
    from thidua.nominations.commands import advance
    from thidua.nominations.types import Event

    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    signed = stage.signed([row])
    with pytest.raises(Refused):
        advance(
            actor=stage.officer, nomination_id=row.pk, unit_id=stage.units.school.pk, event=Event.WITHDRAW
        )
    published = commands.publish(stage.officer, decision_id=signed.pk, version=signed.version)
    with pytest.raises(Refused, match="Chỉ công bố quyết định đã ký"):
        commands.publish(stage.officer, decision_id=published.pk, version=published.version)
    assert AwardRecord.objects.count() == 1
