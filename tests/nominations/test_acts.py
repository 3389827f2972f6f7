"""Returning, mending, withdrawing, rejecting, endorsing against the conditions: at every step."""

from __future__ import annotations

import pytest

from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, STATE_AWARD, Stage
from thidua.achievements.models import Hold, Rating
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice
from thidua.nominations import commands
from thidua.nominations.models import Nomination, Review, Step
from thidua.nominations.types import Event, ReturnReason

MISSING = {"reason": "missing_paper", "text": "Thiếu báo cáo thành tích."}
BELOW = {"reason": "below_standard", "text": "Chưa đủ tiêu chuẩn."}
CASE = "Tập thể đã họp, thống nhất đề nghị vì thành tích đặc biệt."


def _review(pk: int, unit: object) -> Review:
    return Review.objects.get(nomination=pk, unit=unit)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_unit_itself_can_send_back_at_every_step_and_begins_again(stage: Stage, steps: int) -> None:
    pk = stage.draft(DISTRICT_AWARD)
    way = [
        (stage.officer, Event.PROPOSE, {}),
        (stage.officer, Event.APPRAISE_AGREE, {}),
        (stage.officer, Event.COUNCIL_APPROVE, {}),
        (stage.head, Event.ENDORSE, {"confirmed": True, "text": CASE}),
    ]
    for who, event, words in way[: steps + 1]:
        stage.do(who, pk, event, **words)
    back = stage.do(stage.head if steps >= 2 else stage.officer, pk, Event.RETURN, **BELOW)
    assert (back.state, back.review_state, back.holder_id) == (
        "to_supplement",
        "to_supplement",
        stage.units.school.pk,
    )
    again = stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.")
    assert (again.state, again.review_state) == ("in_review", "received")
    assert _review(pk, stage.units.school).votes_yes is None


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
@pytest.mark.parametrize("words", [MISSING, BELOW], ids=["paper", "standard"])
def test_the_unit_above_can_send_back_at_every_step(stage: Stage, steps: int, words: dict[str, str]) -> None:
    pk = stage.at_district(CERTIFICATE)
    way = [
        (stage.district_officer, Event.APPRAISE_AGREE, {}),
        (stage.district_officer, Event.COUNCIL_APPROVE, {}),
        (stage.district_head, Event.ENDORSE, {"confirmed": True, "text": CASE}),
    ]
    for who, event, said in way[:steps]:
        stage.do(who, pk, event, **said)
    who = stage.district_head if steps >= 2 else stage.district_officer
    back = stage.do(who, pk, Event.RETURN, **words)
    assert (back.state, back.review_state, back.holder_id) == (
        "to_supplement",
        "to_supplement",
        stage.units.school.pk,
    )
    assert _review(pk, stage.units.district).state == "returned"
    assert _review(pk, stage.units.school).reason_text == words["text"]
    mended = stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.")
    vote_again = words is BELOW
    assert mended.review_state == ("appraised" if vote_again else "endorsed")
    if vote_again:
        assert _review(pk, stage.units.school).votes_yes is None
        stage.do(stage.officer, pk, Event.COUNCIL_APPROVE)
        stage.do(stage.head, pk, Event.ENDORSE, confirmed=True, text=CASE)
    stage.sent([pk])
    anew = _review(pk, stage.units.district)
    assert (anew.state, anew.votes_yes, anew.reason, anew.check_id) == ("received", None, "", None)
    assert Review.objects.filter(nomination=pk).count() == 2
    assert list(broken()) == []


def test_the_province_sends_back_to_the_district_which_passes_it_down(stage: Stage) -> None:
    pk = stage.at_province()
    assert stage.do(stage.province_officer, pk, Event.RETURN, **MISSING).holder_id == stage.units.district.pk
    down = stage.do(stage.district_officer, pk, Event.RETURN, **BELOW)
    assert down.holder_id == stage.units.school.pk
    assert stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Xong.").review_state == "appraised"
    assert list(broken()) == []


def test_an_own_return_after_one_from_above_still_begins_again(stage: Stage) -> None:
    """What the unit finds wrong itself is not settled by the older return's milder reason."""
    pk = stage.at_district(CERTIFICATE)
    stage.do(stage.district_officer, pk, Event.RETURN, **BELOW)
    stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.")
    stage.do(stage.officer, pk, Event.RETURN, **MISSING)
    assert stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.").review_state == "received"


def test_the_state_level_can_send_back_and_be_asked_again(stage: Stage) -> None:
    pk = stage.endorsed(stage.at_province(STATE_AWARD), stage.province_officer, stage.province_head)
    stage.sent([pk], stage.province_officer, stage.units.province.pk)
    back = stage.do(stage.province_officer, pk, Event.RETURN, **MISSING)
    assert (back.state, back.holder_id) == ("to_supplement", stage.units.province.pk)
    stage.do(stage.province_officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.")
    stage.sent([pk], stage.province_officer, stage.units.province.pk)
    no = commands.record_state_refusal(
        actor=stage.province_officer, nomination_id=pk, version=Nomination.objects.get(pk=pk).version,
        reason="below_standard", text="Ban TĐKT Trung ương trả lời chưa đủ điều kiện.", paper="Công văn 15/BTĐKT",
    )  # fmt: skip
    assert (no.state, no.review_state) == ("rejected", "rejected")
    assert list(broken()) == []


@pytest.mark.parametrize("where", ["draft", "received", "endorsed", "district", "province", "state"])
def test_the_proposing_unit_withdraws_at_every_step(stage: Stage, where: str) -> None:
    reach = {
        "draft": lambda: stage.draft(CERTIFICATE),
        "received": lambda: stage.do(stage.officer, stage.draft(CERTIFICATE), Event.PROPOSE).pk,
        "endorsed": lambda: stage.endorsed(stage.draft(CERTIFICATE)),
        "district": lambda: stage.at_district(CERTIFICATE),
        "province": lambda: stage.at_province(),
    }
    if where == "state":
        pk = stage.endorsed(stage.at_province(STATE_AWARD), stage.province_officer, stage.province_head)
        stage.sent([pk], stage.province_officer, stage.units.province.pk)
    else:
        pk = reach[where]()
    gone = stage.do(stage.officer, pk, Event.WITHDRAW, text="Đơn vị rút để bổ sung năm sau.")
    assert (gone.state, gone.review_state) == ("withdrawn", "withdrawn")
    for event in Event:
        with pytest.raises(Refused):
            stage.do(stage.officer, pk, event, **MISSING)
    assert list(broken()) == []


def test_what_is_withdrawn_can_be_asked_for_again_what_is_under_way_cannot(stage: Stage) -> None:
    whom = stage.person()
    first = stage.draft(DISTRICT_AWARD, whom)
    with pytest.raises(Refused, match="đã được đề nghị"):
        stage.draft(DISTRICT_AWARD, whom)
    stage.do(stage.officer, first, Event.WITHDRAW)
    assert stage.draft(DISTRICT_AWARD, whom) != first


@pytest.mark.parametrize(("reason", "text"), [("", "Vì sao"), ("no_such", "Vì sao"), ("other", "  ")])
def test_a_return_needs_a_coded_reason_and_a_text(stage: Stage, reason: str, text: str) -> None:
    pk = stage.at_district()
    with pytest.raises(Refused, match="Phải"):
        stage.do(stage.district_officer, pk, Event.RETURN, reason=reason, text=text)
    assert Nomination.objects.get(pk=pk).review_state == "received"


def test_those_concerned_are_told_in_one_message(stage: Stage) -> None:
    pk = stage.at_district()
    assert Notice.objects.filter(unit_id=stage.units.district.pk, text__contains="chờ thẩm định").count() == 1
    stage.do(stage.district_officer, pk, Event.RETURN, **MISSING)
    told = Notice.objects.get(unit_id=stage.units.school.pk)
    assert told.text == "1 hồ sơ bị trả lại: thiếu thành phần hồ sơ."


def test_an_older_version_loses(stage: Stage) -> None:
    pk = stage.draft(DISTRICT_AWARD)
    stage.do(stage.officer, pk, Event.PROPOSE)
    with pytest.raises(Stale):
        commands.appraise(actor=stage.officer, nomination_id=pk, version=1, outcome="agree")
    done = commands.appraise(
        actor=stage.officer, nomination_id=pk, version=2, outcome="agree", text="Đủ hồ sơ."
    )
    assert (done.version, done.review_state) == (3, "appraised")
    assert _review(pk, stage.units.school).opinion == "Đủ hồ sơ."


def _fighter(stage: Stage, **rating: str) -> int:
    """A nomination for a title whose conditions the record can show; quota out of the way."""
    whom = stage.person()
    if rating:
        Rating.objects.create(recipient=whom, year=2021, level=rating["level"])
    return stage.draft("advanced_worker", whom)


def _at_head(stage: Stage, pk: int) -> Nomination:
    stage.do(stage.officer, pk, Event.PROPOSE)
    stage.do(stage.officer, pk, Event.APPRAISE_AGREE)
    return stage.do(stage.officer, pk, Event.COUNCIL_APPROVE)


def test_an_unknown_condition_is_endorsed_only_when_confirmed(stage: Stage) -> None:
    row = _at_head(stage, _fighter(stage))
    assert row.verdict == "unknown"
    with pytest.raises(Refused, match="xác nhận"):
        commands.endorse(actor=stage.head, nomination_id=row.pk, version=row.version)
    commands.endorse(actor=stage.head, nomination_id=row.pk, version=row.version, confirmed=True)
    assert _review(row.pk, stage.units.school).verdict == "unknown"


def test_a_condition_not_met_is_endorsed_only_with_a_written_reason(stage: Stage) -> None:
    row = _at_head(stage, _fighter(stage, level="not_completed"))
    assert row.verdict == "not_eligible"
    with pytest.raises(Refused, match="ghi rõ lý do"):
        commands.endorse(
            actor=stage.head, nomination_id=row.pk, version=row.version, text="Đồng ý", confirmed=True
        )
    commands.endorse(actor=stage.head, nomination_id=row.pk, version=row.version, text=CASE)
    assert Step.objects.get(nomination=row.pk, event="endorse").text == CASE
    assert stage.do(stage.head, row.pk, Event.DECIDE).state == "awarded"


def test_a_hold_keeps_it_where_it_is_until_it_is_lifted(stage: Stage) -> None:
    row = _at_head(stage, _fighter(stage, level="good"))
    hold = Hold.objects.create(
        recipient_id=row.recipient_id, reason="denunciation", since=stage.officer.today
    )
    with pytest.raises(Refused, match="tạm dừng"):
        commands.endorse(
            actor=stage.head, nomination_id=row.pk, version=row.version, text=CASE, confirmed=True
        )
    assert Nomination.objects.get(pk=row.pk).review_state == "council_approved"
    hold.delete()
    commands.endorse(actor=stage.head, nomination_id=row.pk, version=row.version, text=CASE, confirmed=True)


def test_facts_that_worsen_after_endorsement_ask_for_another_endorsement(stage: Stage) -> None:
    pk = stage.endorsed(_fighter(stage, level="good"))
    Rating.objects.filter(recipient__nominations=pk).update(level="not_completed")
    row = Nomination.objects.get(pk=pk)
    commands.recheck_recipients(actor=stage.officer, recipient_ids=[row.recipient_id])
    with pytest.raises(Refused, match="duyệt lại"):
        stage.do(stage.head, pk, Event.DECIDE)
    stage.do(stage.head, pk, Event.ENDORSE, text=CASE)
    assert stage.do(stage.head, pk, Event.DECIDE).state == "awarded"


def test_every_reason_has_words(stage: Stage) -> None:
    pk = stage.at_district()
    for reason in ReturnReason:
        stage.do(
            stage.district_officer, pk, Event.RETURN, reason=reason.value, text=f"Vì {reason.label.lower()}."
        )
        row = stage.do(stage.officer, pk, Event.SUPPLEMENT, text="Đã bổ sung.")
        if row.review_state == "appraised":
            stage.do(stage.officer, pk, Event.COUNCIL_APPROVE)
            stage.do(stage.head, pk, Event.ENDORSE, confirmed=True, text=CASE)
        stage.sent([pk])
    assert Step.objects.filter(nomination=pk, event="return").count() == len(ReturnReason)
