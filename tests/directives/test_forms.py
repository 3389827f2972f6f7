"""What is typed wrongly or cannot be read, on the pages: said in words, answered 422, nothing typed is lost."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directives.test_files import blank, printed
from tests.factories import SYSTEM, TODAY, Province, actor
from tests.pages import as_user
from thidua.access.types import Role
from thidua.directives import commands, pdf, queries
from thidua.directives.models import Document, Scan
from thidua.foundation import inspection
from thidua.foundation.models import Attachment

pytestmark = pytest.mark.django_db
TEXT = "1. Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện và báo cáo trước ngày 20/12/2021."


@pytest.fixture
def client(province: Province, settings: Any) -> Client:
    settings.TODAY = TODAY.isoformat()
    return as_user(actor(Role.EMULATION_OFFICER, province.district))


def bomb() -> bytes:
    """A Word file that unpacks to far more than it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", bytes(300_000))
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: blank(500), "chi-thi.pdf", "có 500 trang, quá mức 200 trang. Hãy tách phần cần đọc."),
        (lambda: printed("\n".join([TEXT] * 120)), "chi-thi.pdf", "Hãy tách phần cần đọc hoặc dán phần chữ."),
        (bomb, "chi-thi.docx", "cài bẫy"),
        (lambda: "Chỉ thị".encode("utf-16"), "chi-thi.txt", "UTF-8"),
    ],
    ids=["pages", "long", "bomb", "encoding"],
)
def test_a_paper_that_cannot_be_read_is_told_on_the_form(
    province: Province, client: Client, monkeypatch: pytest.MonkeyPatch, make: Any, name: str, words: str
) -> None:
    monkeypatch.setattr(pdf, "LONGEST", 5_000)
    monkeypatch.setattr(inspection, "UNPACKED_LIMIT", 200_000)
    data = {"unit": province.district.pk, "file": SimpleUploadedFile(name, make())}
    answer = client.post("/van-ban/moi/", data)
    body = answer.content.decode()
    assert answer.status_code == 422 and words in body
    assert province.district.name in body
    assert not Document.objects.exists() and not Scan.objects.exists() and not Attachment.objects.exists()


def test_what_was_pasted_stays_beside_a_file_that_cannot_be_read(province: Province, client: Client) -> None:
    data = {
        "unit": province.district.pk, "pasted": TEXT, "file": SimpleUploadedFile("chi-thi.pdf", blank(500)),
    }  # fmt: skip
    answer = client.post("/van-ban/moi/", data)
    assert answer.status_code == 422
    assert "chỉ một trong hai" in answer.content.decode() and TEXT in answer.content.decode()


def test_a_book_that_goes_out_is_kept_and_numbered_though_it_is_not_read(
    province: Province, client: Client
) -> None:
    typed = {
        "unit": province.district.pk, "kind": "BC", "subject": "Tổng kết phong trào", "signer": "",
        "on": "15/12/2021",
    }  # fmt: skip
    wrong = client.post("/van-ban/di/moi/", typed)
    assert wrong.status_code == 422 and "Tổng kết phong trào" in wrong.content.decode()
    book = SimpleUploadedFile("bao-cao.pdf", blank(500))
    done = client.post("/van-ban/di/moi/", {**typed, "signer": "Ai", "file": book}, follow=True)
    assert "số 01/BC-UBND" in done.content.decode() and "có 500 trang" in done.content.decode()
    assert Attachment.objects.get().name == "bao-cao.pdf"


def test_forms_of_clauses_and_of_the_register_answer_with_what_is_wrong(
    province: Province, client: Client
) -> None:
    pk = commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text=TEXT)
    [clause] = queries.clauses(SYSTEM, pk)
    at = f"/van-ban/{pk}/"
    particulars = client.post(at, {"subject": "Việc gấp", "issuer": "", "version": "1"})
    assert particulars.status_code == 422 and "Việc gấp" in particulars.content.decode()
    clauses = f"{at}noi-dung/"
    for path in (f"{clauses}{clause.pk}/", f"{clauses}{clause.pk}/khong-giao/", f"{clauses}moi/"):
        answer = client.post(path, {"text": "", "rhythm": "hằng quý", "version": "1"})
        assert answer.status_code == 422, path
