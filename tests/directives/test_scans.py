"""A scan left with the system: read behind, taken in once, and what is said where it cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directives.scanned import JPEG, reading_program, scanned
from tests.factories import Province, actor
from tests.pages import as_user
from thidua.access.types import Actor, Role
from thidua.directives import commands
from thidua.directives.models import Document, Scan
from thidua.directives.scan import MOST_PICTURES
from thidua.foundation import jobs
from thidua.foundation.files import files_of
from thidua.foundation.models import Job, Notice

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/van-ban/moi/"


@pytest.fixture
def officer(province: Province) -> Actor:
    return actor(Role.EMULATION_OFFICER, province.district)


def left(officer: Actor, raw: bytes = JPEG, name: str = "chi-thi.jpg") -> Scan:
    pk = commands.leave_scan(
        actor=officer, unit_id=officer.posts[0].unit_id, file=raw, file_name=name, pages=1
    )
    return Scan.objects.get(pk=pk)


def sent(client: Client, officer: Actor, raw: bytes, name: str) -> Any:
    return client.post(
        NEW, {"unit": str(officer.posts[0].unit_id), "file": SimpleUploadedFile(name, raw)}, follow=True
    )


def test_a_scan_becomes_a_document(officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading_program(tmp_path, monkeypatch)
    client = as_user(officer)
    page = sent(client, officer, scanned(3), "chi-thi.pdf")
    assert "Bản quét có 3 trang, đang được đọc." in page.content.decode()
    scan = Scan.objects.get()
    where = f"/van-ban/ban-quet/{scan.pk}/"
    assert "<progress" in client.get(where).content.decode()
    assert "chi-thi.pdf" in client.get("/van-ban/").content.decode()
    jobs.run_all()
    document = Document.objects.get()
    assert client.get(where)["Location"] == f"/van-ban/{document.pk}/"
    assert [stored.name for stored in files_of("document", document.pk)] == ["chi-thi.pdf"]
    assert "Bản quét chưa thành văn bản" not in client.get("/van-ban/").content.decode()
    [told] = Notice.objects.all()
    assert (told.unit_id, told.url) == (officer.posts[0].unit_id, f"/van-ban/{document.pk}/")


def test_done_again_it_takes_nothing_in_twice(
    officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading_program(tmp_path, monkeypatch)
    left(officer)
    jobs.run_all()
    Job.objects.update(state="queued")
    jobs.run_all()
    assert Document.objects.count() == Notice.objects.count() == 1


def test_what_cannot_be_read_stays_with_its_reason(
    officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading_program(tmp_path, monkeypatch)
    scan = left(officer, b"\xff\xd8\xff\xe0 a picture of a cow")
    jobs.run_all()
    scan.refresh_from_db()
    assert "Không đọc được chữ trong ảnh quét" in scan.failed
    page = as_user(officer).get(f"/van-ban/ban-quet/{scan.pk}/").content.decode()
    assert "Hãy quét lại rõ hơn hoặc dán phần chữ" in page and "Đọc lại hoặc dán phần chữ" in page
    [told] = Notice.objects.all()
    assert told.url == f"/van-ban/ban-quet/{scan.pk}/"
    assert len(files_of("scan", scan.pk)) == 1


def test_two_readings_of_one_paper_are_told(
    officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading_program(tmp_path, monkeypatch)
    left(officer)
    jobs.run_all()
    again = left(officer)
    jobs.run_all()
    again.refresh_from_db()
    assert again.failed.startswith("Văn bản này đã được đọc vào hệ thống")


@pytest.mark.parametrize("pages", [2, MOST_PICTURES + 1])
def test_a_form_says_at_once_what_cannot_be_read_here(
    officer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    if pages > MOST_PICTURES:
        reading_program(tmp_path, monkeypatch)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    page = sent(as_user(officer), officer, scanned(pages), "chi-thi.pdf")
    assert page.status_code == 422
    says = "trang quét, quá mức" if pages > MOST_PICTURES else "chưa cài Tesseract"
    assert says in page.content.decode()
    assert not Scan.objects.exists()
