"""The words of files: Word, text, PDF with words and scanned ones, and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import typst
from pypdf import PdfWriter

from tests.directives.scanned import JPEG, SAYS, reading_program, saved, scanned
from thidua.directives.files import text_of
from thidua.directives.pdf import MOST_PAGES
from thidua.directives.reading import read
from thidua.directives.reading.unwrap import unwrap
from thidua.foundation import inspection
from thidua.foundation.errors import Refused

SEED = (Path(__file__).parent / "data" / "chi-thi-2021-08-19.txt").read_text(encoding="utf-8")
FONTS = Path(__file__).parents[2] / "src" / "thidua" / "papers" / "fonts"


def printed(text: str) -> bytes:
    """The text as a PDF of A4 pages with page numbers, each line of `text` a paragraph."""
    head = '#set page(paper: "a4", numbering: "1")\n#set text(font: "Tinos", size: 13pt)\n'
    body = "\n\n".join(
        "".join(f"\\{c}" if c in "\\#*_`$<>@=-+/\"'[]~" else c for c in line)
        for line in text.splitlines()
        if line.strip()
    )
    return bytes(typst.compile((head + body).encode(), font_paths=[str(FONTS)]) or b"")


def blank(pages: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return saved(writer)


def test_a_printed_directive_reads_like_the_text_it_was_printed_from() -> None:
    file = io.BytesIO(printed(SEED))
    found, wanted = read(text_of(file, "chi-thi.pdf")), read(SEED)
    assert [" ".join(each.text.split()) for each in found.proposals] == [
        " ".join(each.text.split()) for each in wanted.proposals
    ]
    assert [each.addressees for each in found.proposals] == [each.addressees for each in wanted.proposals]
    assert (found.header.recipients, found.header.signer) == (wanted.header.recipients, wanted.header.signer)
    assert found.header.subject == wanted.header.subject
    assert file.tell() == 0


def test_lines_are_joined_into_paragraphs_and_no_further() -> None:
    page = (
        "1. Các cơ quan, đơn vị, địa phương tổ chức thực hiện Chỉ thị số 34-CT/\n"
        "TW và báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 12 năm\n2021.\n"
        "2. Giao Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả của các địa phương\n"
        "Nơi nhận:\n- Như trên;\n"
    )
    assert unwrap([f"{page}7\n", "- 8 -\n- Lưu: VT."]).splitlines() == [
        "1. Các cơ quan, đơn vị, địa phương tổ chức thực hiện Chỉ thị số 34-CT/TW và báo cáo kết quả về Sở Nội vụ "
        "trước ngày 15 tháng 12 năm 2021.",
        "2. Giao Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả của các địa phương",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
    ]  # fmt: skip


def test_word_and_text_files_give_their_words() -> None:
    made, file = docx.Document(), io.BytesIO()
    made.add_paragraph("1. Giao Sở Nội vụ theo dõi.")
    made.add_table(1, 1).cell(0, 0).text = "Nơi nhận:"
    made.save(file)
    assert text_of(file, "a.docx") == "1. Giao Sở Nội vụ theo dõi.\nNơi nhận:"
    assert text_of(io.BytesIO("\ufeffChỉ thị".encode()), "a.txt") == "Chỉ thị"


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        ("Chỉ thị".encode("utf-16"), "a.txt", "UTF-8"),
        (b"PK\x03\x04 no archive", "a.docx", "a.docx"),
        (b"%PDF-1.4", "a.pdf", "tệp bị hỏng"),
        (b"", "a.docx", "rỗng"),
        (b"MZ", "a.exe", "không thuộc loại"),
        (blank(MOST_PAGES + 1), "a.pdf", f"có {MOST_PAGES + 1} trang"),
        (blank(1, "khoa"), "a.pdf", "mật khẩu"),
    ],
    ids=["encoding", "archive", "pdf", "empty", "kind", "pages", "password"],
)
def test_files_that_cannot_be_read(raw: bytes, name: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        text_of(io.BytesIO(raw), name)


def test_a_word_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "UNPACKED_LIMIT", 100_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", bytes(200_000))
    with pytest.raises(Refused, match="cài bẫy"):
        text_of(file, "a.docx")


@pytest.mark.parametrize(("raw", "name"), [(scanned(2), "a.pdf"), (JPEG, "a.jpg")], ids=["pdf", "jpg"])
def test_a_scan_is_read_where_the_machine_can_and_said_where_not(
    raw: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="chưa cài Tesseract"):
        text_of(io.BytesIO(raw), name)
    program = reading_program(tmp_path, monkeypatch)
    assert set(text_of(io.BytesIO(raw), name).splitlines()) == {SAYS}
    program.write_text("#!/bin/sh\necho eng\n")
    with pytest.raises(Refused, match="chưa cài Tesseract"):
        text_of(io.BytesIO(raw), name)
