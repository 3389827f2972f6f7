"""Files that are too large or not what their name says, sent through the pages: told clearly, nothing typed is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.exemplars import stage
from tests.exemplars.stage import JPEG, PDF
from tests.factories import TODAY, Province
from tests.pages import as_user, text
from thidua.access.types import Actor, Role
from thidua.exemplars.models import Note, Picture, Story
from thidua.exemplars.types import Step
from thidua.foundation.models import Attachment

pytestmark = pytest.mark.django_db
BASE = "/dien-hinh/quan-ly/"
HUGE = 50 * 1024 * 1024


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.school)


@pytest.fixture
def client(officer: Actor) -> Client:
    return as_user(officer)


def sent(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (JPEG + b"\0" * HUGE, "anh-lon.jpg", "50,0 MB, vượt quá 10,0 MB"),
        (b"MZ\x90 program", "anh.jpg", "không phải là ảnh JPG"),
        (b"<script>alert(1)</script>", "anh.png", "không phải là ảnh PNG"),
        (b"\xff\xd8\xff\xe0 cut off", "anh.jpg", "không phải là ảnh JPEG hoặc PNG nguyên vẹn"),
        (b"<svg onload='x()'/>", "anh.svg", "không thuộc loại được nhận"),
        (JPEG, "anh.jpg.exe", "không thuộc loại được nhận"),
        (b"", "anh.jpg", "rỗng"),
    ],
)
def test_a_bad_picture_is_told_and_its_words_stay(
    province: Province, officer: Actor, client: Client, data: bytes, name: str, says: str
) -> None:
    pk = stage.story(stage.at_step(province.school.pk, Step.NURTURE), officer)
    words = {"words": "Lớp học cồng chiêng bên bếp lửa", "file": sent(data, name)}
    answer = client.post(f"{BASE}bai/{pk}/anh/", words)
    assert answer.status_code == 422
    page = text(answer)
    assert says in page and "Lớp học cồng chiêng bên bếp lửa" in page
    assert (Picture.objects.count(), Attachment.objects.count()) == (0, 0)
    again = client.post(f"{BASE}bai/{pk}/anh/", words | {"file": sent(JPEG, "anh.jpg")})
    assert again.status_code == 302 and Picture.objects.count() == 1


def test_bad_evidence_is_told_and_the_note_stays_on_the_form(
    province: Province, officer: Actor, client: Client
) -> None:
    pk = stage.at_step(province.school.pk, Step.DETECT)
    for data, name, says in (
        (PDF + b"\0" * HUGE, "bien-ban.pdf", "vượt quá 20,0 MB"),
        (b"PK\x03\x04 not a document", "bien-ban.docx", "bien-ban.docx"),
    ):
        words = {"kind": "check", "on": f"{TODAY:%d/%m/%Y}", "text": "Đã đến tận thôn hỏi từng nhà"}
        answer = client.post(f"{BASE}{pk}/ghi/", words | {"file": sent(data, name)})
        assert answer.status_code == 422
        assert says in text(answer) and "Đã đến tận thôn hỏi từng nhà" in text(answer)
    assert (Note.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_bad_paper_of_consent_gives_no_consent(province: Province, officer: Actor, client: Client) -> None:
    pk = stage.story(stage.at_step(province.school.pk, Step.NURTURE), officer)
    for data, name, says in (
        (PDF + b"\0" * HUGE, "dong-y.pdf", "vượt quá 20,0 MB"),
        (b"MZ program", "dong-y.pdf", "dong-y.pdf"),
        (PDF, "dong-y.html", "không thuộc loại được nhận"),
    ):
        words = {"name": "Bà H'Mẫu Niê", "on": f"{TODAY:%d/%m/%Y}", "file": sent(data, name)}
        answer = client.post(f"{BASE}bai/{pk}/dong-y/", words)
        assert answer.status_code == 422
        assert says in text(answer) and "Mẫu Niê" in text(answer)
    found = Story.objects.get(pk=pk)
    assert (found.consent_on, found.consent_file_id) == (None, None)
