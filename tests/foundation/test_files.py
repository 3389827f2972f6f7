"""Files: only what they say they are, whole or not at all."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from docx import Document

from tests.factories import SYSTEM
from thidua.foundation import files, inspection
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.inspection import BadFile, inspect, safe_name
from thidua.foundation.models import Attachment

PDF = b"%PDF-1.7\nnoi dung"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Cá nhân").write(0, 0, "Họ và tên")
    return out.getvalue()


def letter() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>", **parts}.items():
            made.writestr(name, content)
    return out.getvalue()


def look(content: bytes, name: str, **options: object) -> inspection.Inspected:
    return inspect(io.BytesIO(content), name, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "name", "ending"),
    [
        (lambda: PDF, "Báo cáo.pdf", "pdf"),
        (lambda: PNG, "anh.PNG", "png"),
        (lambda: b"\xff\xd8\xff\xe0rest", "anh.jpeg", "jpg"),
        (workbook, "danh sách.xlsx", "xlsx"),
        (letter, "tờ trình.docx", "docx"),
    ],
)
def test_what_is_what_it_says_is_taken(make: Callable[[], bytes], name: str, ending: str) -> None:
    content = make()
    found = look(content, name)
    assert (found.ending, found.size, found.name) == (ending, len(content), name)
    assert found.media_type == inspection.MEDIA_TYPES[ending]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.pdf", "rỗng"),
        (b"MZ not a pdf", "a.pdf", "không phải là PDF"),
        (PDF, "a.png", "không phải là ảnh PNG"),
        (PNG, "a.jpg", "không phải là ảnh JPG"),
        (PDF, "a.exe", "không thuộc loại được nhận"),
        (PDF, "không-có-đuôi", "không thuộc loại được nhận"),
        (b"x", "a.xlsm", "macro"),
        (OLE, "a.xls", "Office cũ"),
        (OLE, "a.xlsx", "Office cũ"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
        (b"PK\x03\x04 broken", "a.xlsx", "bị hỏng"),
        (PDF, "a.xlsx", "bị hỏng"),
        (package(**{"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro"),
        (package(), "a.docx", "không phải là .docx"),
    ],
)
def test_bad_files_are_told_apart(content: bytes, name: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        look(content, name)


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert look(PDF, "a.pdf", limit=len(PDF)).size == len(PDF)
    with pytest.raises(BadFile, match="vượt quá"):
        look(PDF, "a.pdf", limit=len(PDF) - 1)


def test_a_workbook_is_refused_where_scans_are_wanted() -> None:
    with pytest.raises(BadFile, match=r"\.pdf, \.png, \.jpg"):
        look(workbook(), "a.xlsx", accept=inspection.SCAN)


def test_a_bomb_is_refused_by_its_declared_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "UNPACKED_LIMIT", 100_000)
    with pytest.raises(BadFile, match="giải nén"):
        look(package(**{"xl/big.xml": b"0" * 100_001}), "a.xlsx")
    assert look(package(**{"xl/big.xml": b"0" * 90_000}), "a.xlsx").ending == "xlsx"


def test_a_bomb_of_many_parts_is_refused() -> None:
    parts = {f"p{n}": b"" for n in range(inspection.ENTRY_LIMIT)}
    with pytest.raises(BadFile, match="quá nhiều thành phần"):
        look(package(**parts), "a.xlsx")


def test_a_package_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(package(**{"xl/big.xml": b"0" * 50_000}))
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"PK\x05\x06"))
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(BadFile):
        look(bytes(content), "a.xlsx")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Tài liệu\\báo cáo.pdf", "báo cáo.pdf"),
        ('a<b>:"c.pdf', "a_b___c.pdf"),
        ("Bao\u0301 ca\u0301o.pdf", "Baó cáo.pdf"),
        ("", "tep"),
        ("...", "tep"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("đ" * 500 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 180


@pytest.mark.django_db
class TestStored:
    """Kept on disk and in the table, both or neither."""

    def keep(self, content: bytes = PDF, name: str = "quyết định.pdf") -> files.StoredFile:
        return files.store(
            content, name=name, kind="scan", object_type="decision", object_id=5, actor=SYSTEM, unit_id=2
        )

    def test_what_was_stored_reads_back(self) -> None:
        kept = self.keep()
        assert files.files_of("decision", 5) == [kept]
        assert files.stored_file(kept.id) == kept
        with files.open_file(kept.id) as content:
            assert content.read() == PDF
        assert (kept.name, kept.size, kept.added_by) == ("quyết định.pdf", len(PDF), "system")

    def test_two_files_of_one_name_do_not_meet(self) -> None:
        first, second = self.keep(), self.keep(PDF + b"2")
        assert files.path_of(first.id) != files.path_of(second.id)
        assert files.path_of(first.id).read_bytes() == PDF

    def test_a_refused_file_leaves_nothing(self) -> None:
        with pytest.raises(Refused):
            self.keep(b"MZ")
        assert Attachment.objects.count() == 0

    def test_a_file_that_is_not_there(self) -> None:
        with pytest.raises(NotThere):
            files.open_file(999_999)
        kept = self.keep()
        files.path_of(kept.id).unlink()
        with pytest.raises(NotThere):
            files.open_file(kept.id)

    @pytest.fixture
    def full_disk(self) -> Iterator[None]:
        """The system refuses to let any file grow past 64 KiB."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def test_a_full_disk_leaves_nothing_half(self, full_disk: None) -> None:
        root = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
        before = sorted(root.rglob("*"))
        with pytest.raises(Refused, match="đã đầy"):
            self.keep(PDF + b"0" * 3_000_000)
        assert sorted(p for p in root.rglob("*") if p.is_file()) == [p for p in before if p.is_file()]
