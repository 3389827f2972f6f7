"""The fast lane: three fields and a photo become a nomination with its clock running."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from tests.factories import TODAY, actor, person
from tests.nominations.conftest import DISTRICT_AWARD, Stage
from tests.nominations.test_views import LIST, as_user, text
from thidua.access.types import Role
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.files import files_of
from thidua.foundation.models import Notice
from thidua.nominations import commands, desk
from thidua.nominations.commands.fast_lane import report_feat
from thidua.nominations.fast_lane import clock
from thidua.nominations.models import Nomination, Review
from thidua.nominations.queries import nomination_page
from thidua.organisation.models import Recipient
from thidua.organisation.types import NewPerson, PersonGroup

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
WHAT = "Cứu hai học sinh bị nước cuốn ở suối Đắk Nia"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def _report(stage: Stage, **words: Any) -> int:
    return report_feat(
        **{
            "actor": stage.officer,
            "unit_id": stage.units.school.pk,
            "who": NewPerson(stage.units.school.pk, "Điểu Minh", PersonGroup.STUDENT),
            "what": WHAT,
            "feat_on": date(2021, 12, 14),
            **words,
        }
    )


def test_someone_new_is_put_forward_with_the_photo(stage: Stage) -> None:
    """The school's head confers a certificate of the unit; nothing sets a limit there, and that is said."""
    made = Nomination.objects.get(pk=_report(stage, photo=("anh.png", PNG)))
    assert (made.route, made.award, made.state) == ("sudden", "commendation_certificate_unit", "draft")
    assert (made.feat_on, made.reported_on, made.summary) == (date(2021, 12, 14), TODAY, WHAT)
    assert [(f.kind, f.media_type) for f in files_of("nomination", made.pk)] == [("evidence", "image/png")]
    assert Notice.objects.filter(unit_id=stage.units.school.pk, roles=",head,").count() == 1
    found = nomination_page(stage.officer, made.pk).clock
    assert found is not None and found.due is None and "kịp thời" in found.rule
    again = _report(stage, who=person("Lê Thị Mai", stage.units.school).pk)
    assert Nomination.objects.get(pk=again).round_id == made.round_id


@pytest.mark.parametrize(
    ("award", "kind", "due"),
    [
        (DISTRICT_AWARD, "district", date(2021, 12, 29)),
        ("commendation_certificate_commune", "commune", date(2021, 12, 29)),
        ("commendation_certificate_unit", "school", None),
    ],
)
def test_the_clock_is_that_of_the_law_of_the_day(award: str, kind: str, due: date | None) -> None:
    """Ten working days where published procedures set them, none elsewhere; neither is passed off as read."""
    found = clock(award, kind, date(2021, 12, 14), TODAY, date(2021, 12, 20))
    assert (found.due, found.passed) == (due, 5)
    assert found.checked is (due is None)


def test_the_clock_runs_on_the_desk_and_in_the_calendar(stage: Stage) -> None:
    officer = actor(Role.EMULATION_OFFICER, stage.units.commune)
    pk = report_feat(
        actor=officer, unit_id=stage.units.commune.pk, what=WHAT, feat_on=TODAY,
        who=person("Điểu Minh", stage.units.commune, group=PersonGroup.FARMER).pk,
    )  # fmt: skip
    [item] = [i for i in desk.items(officer) if i.title == "Thành tích đột xuất đang soạn"]
    assert (item.detail, item.due) == ("Điểu Minh", date(2021, 12, 29))
    [entry] = desk.dates(officer, TODAY, date(2021, 12, 31))
    assert (entry.key, entry.on) == (f"nominations.feat.{pk}", date(2021, 12, 29))
    assert not [i for i in desk.items(stage.officer) if "đột xuất" in i.title]
    commands.propose(actor=officer, nomination_ids=[pk])
    assert Review.objects.get().due_on == date(2021, 12, 29)


def test_what_cannot_be_is_refused_whole(stage: Stage) -> None:
    for words, reason in (
        ({"feat_on": date(2021, 12, 16)}, "tương lai"),
        ({"feat_on": date(2020, 1, 1)}, "không còn là đột xuất"),
        ({"what": " "}, "Chưa ghi"),
        ({"photo": ("anh.png", b"not a picture")}, "anh.png|PNG|ảnh|tệp"),
    ):
        with pytest.raises(Refused, match=reason):
            _report(stage, **words)
    with pytest.raises(NotThere):
        _report(stage, actor=stage.stranger)
    assert not Nomination.objects.exists() and not Recipient.objects.filter(name="Điểu Minh").exists()


def test_the_form_finds_whom_is_meant(stage: Stage) -> None:
    """One of that name is taken at once; two are asked about; nobody is made up."""
    client, url = as_user(stage.officer), f"{LIST}dot-xuat/"
    stage.person("Lê Thị Mai")
    sent = {"unit": str(stage.units.school.pk), "what": WHAT, "feat_on": "14/12/2021"}
    assert "Chưa rõ là ai" in text(client.post(url, {**sent, "find": "Điểu Minh"}), 422)
    assert not Nomination.objects.exists()
    photo = BytesIO(PNG)
    photo.name = "anh.png"
    page = text(client.post(url, {**sent, "find": "le thi mai", "photo": photo}, follow=True))
    assert "Khen thưởng đột xuất." in page and "anh.png" in page and "Lê Thị Mai" in page
    stage.person("Lê Thị Mai")
    asked = client.post(url, {**sent, "find": "Lê Thị Mai", "what": "Trả lại của rơi"})
    assert asked.content.decode().count('name="recipient"') == 3
    client.post(url, {**sent, "find": "Điểu Minh", "new_group": "student"})
    assert Nomination.objects.filter(recipient__name="Điểu Minh", route="sudden").count() == 1
