"""A nomination's whole way through three levels, and what each act leaves behind."""

from __future__ import annotations

import pytest

from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, STATE_AWARD, WORKER, Stage
from thidua.foundation.errors import Refused
from thidua.foundation.models import LedgerEntry
from thidua.nominations import commands
from thidua.nominations.models import Nomination, Review, Step, Submission
from thidua.nominations.types import Event, NominationState, ReviewState


def test_a_title_of_the_unit_is_decided_where_the_law_says(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft(WORKER))
    done = stage.do(stage.head, pk, Event.DECIDE)
    assert (done.state, done.review_state, done.holder_id) == ("awarded", "decided", stage.units.school.pk)


def test_the_next_unit_up_receives_what_the_unit_may_not_decide(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft(DISTRICT_AWARD))
    sent = Submission.objects.get(pk=stage.sent([pk]))
    now = Nomination.objects.get(pk=pk)
    assert (sent.number, sent.to_unit_id, sent.state) == ("01/TTr-THCSND", stage.units.district.pk, "sent")
    assert (now.holder_id, now.review_state, now.state) == (stage.units.district.pk, "received", "in_review")
    reviews = list(Review.objects.filter(nomination=pk).order_by("level").values_list("unit", "state"))
    assert reviews == [(stage.units.school.pk, "submitted"), (stage.units.district.pk, "received")]
    done = stage.do(
        stage.district_head, stage.endorsed(pk, stage.district_officer, stage.district_head), Event.DECIDE
    )
    assert done.state == NominationState.AWARDED


def test_a_state_award_leaves_the_platform_and_its_answer_is_recorded(stage: Stage) -> None:
    pk = stage.endorsed(stage.at_province(STATE_AWARD), stage.province_officer, stage.province_head)
    sent = Submission.objects.get(pk=stage.sent([pk], stage.province_officer, stage.units.province.pk))
    assert sent.to_unit_id is None
    assert sent.to_name.startswith("Thủ tướng Chính phủ")
    assert Nomination.objects.get(pk=pk).state == NominationState.FORWARDED
    done = stage.do(stage.province_officer, pk, Event.STATE_OUTCOME, paper="Quyết định số 12/QĐ-TTg")
    assert (done.state, done.review_state) == ("awarded", "decided")


def test_every_act_leaves_a_step_and_a_line_of_the_ledger(stage: Stage) -> None:
    pk = stage.at_district()
    events = list(Step.objects.filter(nomination=pk).order_by("pk").values_list("event", flat=True))
    assert events == ["propose", "appraise_agree", "council_approve", "endorse", "submit"]
    submit = Step.objects.get(nomination=pk, event="submit")
    assert submit.paper == "Tờ trình số 01/TTr-THCSND"
    assert submit.post == "Cán bộ thi đua, khen thưởng, Trường THCS Nguyễn Du"
    acts = LedgerEntry.objects.filter(object_type="nomination", object_id=str(pk)).values_list(
        "act", flat=True
    )
    assert list(acts) == ["nominations.create", *(f"nominations.{event}" for event in events)]


def test_endorsing_keeps_the_check_that_stood(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft())
    row, review = Nomination.objects.get(pk=pk), Review.objects.get(nomination=pk)
    assert review.check_id == row.check_id is not None
    assert review.verdict == row.verdict != ""


def test_the_district_may_not_decide_an_award_of_the_province(stage: Stage) -> None:
    pk = stage.endorsed(stage.at_district(CERTIFICATE), stage.district_officer, stage.district_head)
    with pytest.raises(Refused, match="không có thẩm quyền"):
        stage.do(stage.district_head, pk, Event.DECIDE)
    assert Review.objects.get(nomination=pk, unit=stage.units.district).state == ReviewState.ENDORSED


def test_the_school_may_not_send_up_what_it_decides_itself(stage: Stage) -> None:
    pk = stage.endorsed(stage.draft(WORKER))
    with pytest.raises(Refused, match="có thẩm quyền quyết định, không phải trình"):
        commands.draft_submission(
            actor=stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id, nomination_ids=[pk]
        )
