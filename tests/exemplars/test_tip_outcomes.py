"""From a citizen's tip straight to a nomination, and what the citizen is told of its outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

import thidua.exemplars.tasks  # noqa: F401 -- registers the letters
from tests import factories
from tests.exemplars import stage
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user, text
from thidua.access.types import Actor, Role
from thidua.achievements import commands as achievements
from thidua.achievements.models import AwardRecord
from thidua.achievements.types import Basis, NewAward
from thidua.exemplars import commands, daily
from thidua.exemplars.models import Exemplar, Tip
from thidua.exemplars.types import NewNomination, Step, TipEnding, TipState
from thidua.foundation import jobs
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.models import Notice
from thidua.nominations.models import Nomination
from thidua.organisation.models import Recipient

pytestmark = pytest.mark.django_db
AWARD = "commendation_certificate_unit"
PAGE = "/dien-hinh/quan-ly/tin/"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.school)


def asked(province: Province, who: Any, **more: Any) -> NewNomination:
    return replace(
        NewNomination(
            province.school.pk,
            who,
            AWARD,
            "sudden",
            2021,
            "Cứu người khỏi dòng nước lũ",
            "Cứu hai em nhỏ khỏi dòng nước lũ.",
            TODAY,
        ),
        **more,
    )


def nominated(province: Province, officer: Actor) -> tuple[Tip, Nomination]:
    tip = stage.tip(province.school.pk, moderated=True)
    who = factories.person("Nguyễn Văn Mẫu", province.school)
    pk = commands.nominate_tip(actor=officer, tip_id=tip.pk, version=tip.version, new=asked(province, who.pk))
    tip.refresh_from_db()
    return tip, Nomination.objects.get(pk=pk)


def confer(province: Province, row: Nomination) -> AwardRecord:
    basis = Basis("12/QĐ-THCSND", TODAY, "Hiệu trưởng Trường THCS Nguyễn Du")
    award = NewAward(row.recipient_id, row.award, row.year, route=row.route, nomination_id=row.pk)
    [made] = achievements.confer_many(SYSTEM, by_unit_id=province.school.pk, basis=basis, awards=[award])
    return made


def subjects() -> list[str]:
    jobs.run_all()
    return [each.subject for each in mail.outbox]


def test_a_tip_becomes_a_nomination_with_its_words_and_its_clock(province: Province, officer: Actor) -> None:
    tip, row = nominated(province, officer)
    assert (row.state, row.route, row.award, row.feat_on, row.reported_on) == (
        "draft", "sudden", AWARD, TODAY, tip.confirmed_on,
    )  # fmt: skip
    assert (row.achievement, row.summary) == (
        "Cứu người khỏi dòng nước lũ", "Cứu hai em nhỏ khỏi dòng nước lũ.",
    )  # fmt: skip
    assert (row.origin_kind, row.origin_id) == ("tip", tip.pk)
    assert (tip.state, tip.nomination_id, tip.put_forward_on) == (TipState.NOMINATED, row.pk, TODAY)
    for personal in (tip.teller, tip.contact):
        assert personal not in f"{row.origin_title} {row.summary} {row.achievement}"
    assert subjects()[-1] == "Việc tốt bạn kể đã được đề nghị khen thưởng"
    page = text(as_user(officer).get(f"{PAGE}{tip.pk}/"))
    assert f'href="/de-nghi/{row.pk}/"' in page and "Đang soạn" in page
    assert "Kết thúc với lý do" not in page  # the nomination decides now
    assert "đã được đề nghị khen thưởng" in text(Client().get(f"/dien-hinh/ke-viec-tot/{tip.token}/"))
    with pytest.raises(Refused, match="Không thể đề nghị khen thưởng"):
        commands.nominate_tip(
            actor=officer, tip_id=tip.pk, version=tip.version, new=asked(province, row.recipient_id)
        )


def test_a_published_award_tells_the_citizen_and_a_revoked_one_is_looked_at_again(
    province: Province, officer: Actor
) -> None:
    tip, row = nominated(province, officer)
    record = confer(province, row)
    tip.refresh_from_db()
    assert (tip.state, tip.awarded_on) == (TipState.AWARDED, TODAY)
    assert subjects()[-1] == "Việc tốt bạn kể đã được khen thưởng"
    page = text(Client().get(f"/dien-hinh/ke-viec-tot/{tip.token}/"))
    assert "đã được khen thưởng" in page and "Nguyễn Văn Mẫu" not in page
    achievements.revoke(
        SYSTEM, record_ids=[record.pk], by_unit_id=province.school.pk, reason="Khai sai", on=TODAY
    )
    tip.refresh_from_db()
    assert (tip.state, tip.awarded_on) == (TipState.MODERATED, None)
    assert Notice.objects.filter(unit_id=province.school.pk, text__contains="đã bị hủy bỏ").exists()


def test_the_citizen_is_told_as_well_when_the_deed_was_followed_as_an_exemplar(
    province: Province, officer: Actor
) -> None:
    who = factories.person("Nguyễn Văn Mẫu", province.school)
    tip = stage.tip(province.school.pk, moderated=True)
    pk = commands.take_up(
        actor=officer,
        tip_id=tip.pk,
        version=tip.version,
        new=stage.new(province.school.pk, recipient_id=who.pk, origin_kind="tip", origin_id=tip.pk),
    )
    made = commands.put_exemplar_forward(
        actor=officer, exemplar_id=pk, unit_id=province.school.pk, award=AWARD, route="thematic", year=2021,
        achievement="Giúp người",
    )  # fmt: skip
    page = text(as_user(officer).get(f"{PAGE}{tip.pk}/"))
    assert f'href="/de-nghi/{made}/"' in page
    assert f'href="/de-nghi/{made}/"' in text(as_user(officer).get(f"/dien-hinh/quan-ly/{pk}/"))
    confer(province, Nomination.objects.get(pk=made))
    tip.refresh_from_db()
    assert (tip.state, tip.awarded_on) == (TipState.TAKEN_UP, TODAY)
    assert subjects()[-1] == "Việc tốt bạn kể đã được khen thưởng"
    assert Exemplar.objects.get(pk=pk).step == Step.DETECT


@pytest.mark.parametrize("end", ["withdrawn", "rejected"])
def test_a_nomination_that_fails_comes_back_to_be_nominated_anew_or_closed_with_a_reason(
    province: Province, officer: Actor, end: str
) -> None:
    tip, row = nominated(province, officer)
    daily.run(TODAY)
    tip.refresh_from_db()
    assert tip.state == TipState.NOMINATED
    Nomination.objects.filter(pk=row.pk).update(state=end)
    daily.run(TODAY)
    daily.run(TODAY)
    tip.refresh_from_db()
    assert tip.state == TipState.MODERATED
    assert Notice.objects.filter(text__contains="cần xem xét lại").count() == 1
    if end == "withdrawn":
        again = commands.nominate_tip(
            actor=officer, tip_id=tip.pk, version=tip.version, new=asked(province, row.recipient_id)
        )
        assert again != row.pk
        daily.run(TODAY + timedelta(days=1))  # the first one, withdrawn, has no say any more
        tip.refresh_from_db()
        assert (tip.state, tip.nomination_id) == (TipState.NOMINATED, again)
        assert subjects().count("Việc tốt bạn kể đã được đề nghị khen thưởng") == 2
    else:
        commands.close_tip(
            actor=officer, tip_id=tip.pk, version=tip.version, ending=TipEnding.NOT_PROVEN, answer="Chưa đủ căn cứ."
        )  # fmt: skip
        assert subjects()[-1] == "Trả lời về việc tốt bạn đã kể"


def test_bad_asking_is_told_and_nothing_is_kept(province: Province, officer: Actor) -> None:
    tip = stage.tip(province.school.pk, moderated=True)
    who = factories.person("Nguyễn Văn Mẫu", province.school).pk
    for more, says in (
        ({"feat_on": None}, "cần ngày xảy ra"),
        ({"feat_on": TODAY + timedelta(days=1)}, "không được sau ngày nhận tin"),
        ({"achievement": "x" * 121}, "dài quá 120"),
    ):
        with pytest.raises(Refused, match=says):
            commands.nominate_tip(
                actor=officer, tip_id=tip.pk, version=tip.version, new=asked(province, who, **more)
            )
    with pytest.raises(Stale):
        commands.nominate_tip(actor=officer, tip_id=tip.pk, version=tip.version - 1, new=asked(province, who))
    tip.refresh_from_db()
    assert (tip.state, Nomination.objects.count()) == (TipState.MODERATED, 0)


def test_the_form_knows_the_one_meant_or_puts_somebody_new_on_record(
    province: Province, officer: Actor
) -> None:
    tip = stage.tip(province.school.pk, moderated=True)
    client, address = as_user(officer), f"{PAGE}{tip.pk}/de-nghi/"
    form = text(client.get(address))
    assert "Ông Mẫu" in form and "Cứu hai em nhỏ khỏi dòng nước lũ." in form
    data = {
        "version": tip.version, "unit": province.school.pk, "who": "Ông Mẫu", "award": AWARD, "route": "sudden",
        "year": 2021, "feat_on": "10/12/2021", "achievement": "Cứu người", "summary": "Cứu hai em nhỏ.",
    }  # fmt: skip
    unknown = client.post(address, data)
    assert unknown.status_code == 422
    assert "Nếu là người mới, hãy chọn nhóm." in text(unknown) and "Cứu hai em nhỏ." in text(unknown)
    assert Recipient.objects.filter(name="Ông Mẫu").count() == 0
    refused = client.post(address, data | {"new_group": "farmer", "feat_on": ""})
    assert refused.status_code == 422 and "cần ngày xảy ra" in text(refused)
    assert client.post(address, data | {"new_group": "farmer"}).status_code == 302
    row = Nomination.objects.get()
    assert (row.recipient.name, row.recipient.unit_id) == ("Ông Mẫu", province.school.pk)
    assert row.feat_on is not None and row.feat_on.day == 10
