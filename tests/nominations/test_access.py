"""Who may do what: every role against every act, at the right unit, at another, and from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories import SYSTEM, actor
from tests.nominations.conftest import DISTRICT_AWARD, STATE_AWARD, WORKER, Stage
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused
from thidua.nominations import commands
from thidua.nominations.models import Nomination
from thidua.nominations.queries import nomination_page, offers
from thidua.nominations.types import Asking, Event

OFFICE = {Role.EMULATION_OFFICER, Role.SPECIALIST}
RETURNED = {"reason": "missing_paper", "text": "Thiếu báo cáo."}
REJECTED = {"reason": "duplicate", "text": "Đã khen thành tích này."}


def _draft(stage: Stage) -> int:
    return stage.draft(DISTRICT_AWARD)


def _received(stage: Stage) -> int:
    pk = _draft(stage)
    stage.do(SYSTEM, pk, Event.PROPOSE)
    return pk


def _appraised(stage: Stage) -> int:
    pk = _received(stage)
    stage.do(SYSTEM, pk, Event.APPRAISE_AGREE)
    return pk


def _voted(stage: Stage) -> int:
    pk = _appraised(stage)
    stage.do(SYSTEM, pk, Event.COUNCIL_APPROVE)
    return pk


def _endorsed(stage: Stage) -> int:
    return stage.endorsed(_draft(stage))


def _endorsed_own(stage: Stage) -> int:
    return stage.endorsed(stage.draft(WORKER))


def _returned(stage: Stage) -> int:
    pk = _received(stage)
    stage.do(SYSTEM, pk, Event.RETURN, **RETURNED)
    return pk


def _forwarded(stage: Stage) -> int:
    pk = stage.endorsed(stage.at_province(STATE_AWARD), stage.province_officer, stage.province_head)
    stage.sent([pk], stage.province_officer, stage.units.province.pk)
    return pk


CASES: list[tuple[Event, Callable[[Stage], int], set[Role], dict[str, str]]] = [
    (Event.PROPOSE, _draft, OFFICE, {}),
    (Event.WITHDRAW, _draft, OFFICE | {Role.HEAD}, {}),
    (Event.APPRAISE_AGREE, _received, OFFICE, {}),
    (Event.RETURN, _received, OFFICE, RETURNED),
    (Event.REJECT, _received, OFFICE, REJECTED),
    (Event.COUNCIL_APPROVE, _appraised, OFFICE | {Role.COUNCIL_MEMBER}, {}),
    (Event.COUNCIL_REFUSE, _appraised, OFFICE | {Role.COUNCIL_MEMBER}, {}),
    (Event.ENDORSE, _voted, {Role.HEAD}, {"text": "Đồng ý đề nghị khen thưởng."}),
    (Event.RETURN, _voted, {Role.HEAD}, RETURNED),
    (Event.REJECT, _voted, {Role.HEAD}, REJECTED),
    (Event.WITHDRAW, _voted, OFFICE | {Role.HEAD}, {}),
    (Event.SUBMIT, _endorsed, OFFICE | {Role.HEAD, Role.SIGNER}, {}),
    (Event.RETURN, _endorsed, OFFICE | {Role.HEAD}, RETURNED),
    (Event.DECIDE, _endorsed_own, {Role.HEAD, Role.SIGNER}, {}),
    (Event.SUPPLEMENT, _returned, OFFICE, {"text": "Đã nộp báo cáo."}),
    (Event.STATE_OUTCOME, _forwarded, OFFICE, {}),
    (Event.STATE_REFUSAL, _forwarded, OFFICE, REJECTED),
    (Event.RETURN, _forwarded, OFFICE, RETURNED),
]


@pytest.mark.parametrize(
    ("event", "reach", "allowed", "words"), CASES, ids=lambda v: getattr(v, "__name__", str(v))[:18]
)
def test_each_event_belongs_to_its_roles_at_the_unit(
    stage: Stage, event: Event, reach: Callable[[Stage], int], allowed: set[Role], words: dict[str, str]
) -> None:
    pk = reach(stage)
    row = Nomination.objects.get(pk=pk)
    unit = row.unit if event is Event.WITHDRAW else row.holder
    given = {**words, "confirmed": True} if event is Event.ENDORSE else words
    for role in Role:
        who = actor(role, unit)
        shown = {offer.event: bool(offer.decision) for offer in offers(who, pk)}
        assert shown[event] is (role in allowed), role
        if role not in allowed:
            with pytest.raises(Refused, match="thực hiện"):
                stage.do(who, pk, event, **given)
            assert Nomination.objects.get(pk=pk).version == row.version
    stage.do(actor(min(allowed), unit), pk, event, **given)
    assert Nomination.objects.get(pk=pk).version == row.version + 1


@pytest.mark.parametrize("role", Role)
def test_the_same_role_above_sees_but_does_not_act_for_the_unit(stage: Stage, role: Role) -> None:
    pk = _received(stage)
    above = actor(role, stage.units.district)
    assert nomination_page(above, pk).brief.id == pk
    with pytest.raises(Refused):
        stage.do(above, pk, Event.APPRAISE_AGREE)


@pytest.mark.parametrize("role", Role)
def test_for_another_unit_it_is_not_there(stage: Stage, role: Role) -> None:
    pk = _received(stage)
    other = actor(role, stage.units.other_school)
    for attempt in (
        lambda: nomination_page(other, pk),
        lambda: offers(other, pk),
        lambda: stage.do(other, pk, Event.APPRAISE_AGREE),
        lambda: commands.appraise(actor=other, nomination_id=pk, version=2, outcome="agree"),
        lambda: commands.withdraw(actor=other, nomination_id=pk, version=2),
        lambda: commands.edit_nomination(actor=other, nomination_id=pk, version=2, summary="x"),
    ):
        with pytest.raises(NotThere):
            attempt()
    assert commands.advance_many(
        actor=other, unit_id=stage.units.school.pk, items=[pk], event=Event.APPRAISE_AGREE
    ) == [(pk, False, "Không tìm thấy hồ sơ.")]


@pytest.mark.parametrize("role", Role)
def test_acts_around_the_way_belong_to_their_roles(stage: Stage, role: Role) -> None:
    who, school = actor(role, stage.units.school), stage.units.school.pk
    office, senders = role in OFFICE, role in OFFICE | {Role.HEAD, Role.SIGNER}
    asking = Asking(stage.person(f"Người {role}").pk, WORKER, 2021)
    ready = stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person(f"Khác {role}")))
    draft = commands.draft_submission(
        actor=stage.officer, unit_id=school, round_id=stage.round_id, nomination_ids=[ready]
    )

    def allowed(act: Callable[[], object]) -> bool:
        try:
            act()
        except Refused as refusal:
            assert "Chỉ " in str(refusal)
            return False
        return True

    day = date(2021, 12, 1)
    assert office is allowed(
        lambda: commands.open_round(
            actor=who, unit_id=school, name="Đợt", year=2021, opens_on=day, closes_on=day
        )
    )
    assert office is allowed(
        lambda: commands.create_nomination(actor=who, round_id=stage.round_id, unit_id=school, asking=asking)
    )
    assert office is allowed(
        lambda: commands.change_submission(actor=who, submission_id=draft, subject="Tờ trình")
    )
    assert senders is allowed(
        lambda: commands.send_submission(
            actor=who, submission_id=draft, signer="Lê Văn C", authority_lines=["HIỆU TRƯỞNG"]
        )
    )


def test_only_the_proposing_unit_withdraws_wherever_it_is(stage: Stage) -> None:
    pk = stage.at_district()
    with pytest.raises(Refused, match="đơn vị đề nghị"):
        commands.advance(
            actor=stage.district_officer,
            nomination_id=pk,
            unit_id=stage.units.school.pk,
            event=Event.WITHDRAW,
        )
    assert stage.do(stage.officer, pk, Event.WITHDRAW).state == "withdrawn"


def test_the_system_may_act_everywhere(stage: Stage) -> None:
    assert stage.do(SYSTEM, _draft(stage), Event.PROPOSE).review_state == "received"


def test_no_post_no_nomination(stage: Stage) -> None:
    nobody = Actor(999, "Người lạ", stage.officer.today)
    with pytest.raises(NotThere):
        nomination_page(nobody, _draft(stage))
