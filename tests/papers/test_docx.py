"""The DOCX read as XML: what Word would lay out."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.papers.samples import a_decision, a_submission, grant, some_minutes
from thidua.papers.docx import to_docx
from thidua.papers.layout import NATIONAL
from thidua.papers.model import (
    SMALL,
    Annex,
    Column,
    Document,
    Group,
    Heading,
    Letterhead,
    Numbering,
    PaperError,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from thidua.papers.people import Grant, Recipient
from thidua.papers.qr import qr_png

MM = 1440 / 25.4


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(to_docx(document)))


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def words(package: Any) -> str:
    return " ".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in package.element.body.iter(qn("w:p"))
    )


def paragraph_of(package: Any, text: str) -> Any:
    for paragraph in package.element.body.iter(qn("w:p")):
        if text in "".join(t.text or "" for t in paragraph.iter(qn("w:t"))):
            return docx.text.paragraph.Paragraph(paragraph, package)
    raise AssertionError(text)


def test_page_margins_and_first_page_without_number() -> None:
    section = opened(a_decision()).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 20]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert header.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert header.runs[0].font.size.pt == 14
    assert section.first_page_header.paragraphs[0].text == ""


def test_every_section_counts_its_pages_from_one_and_hides_the_first() -> None:
    package = opened(a_decision(grants=[grant(5), Grant("Tặng", "Cờ thi đua", grant(4).recipients)]))
    assert len(package.sections) == 3
    for section in package.sections:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section._sectPr.find(qn("w:titlePg")) is not None


def test_the_font_is_times_new_roman_and_no_theme_font_overrides_it() -> None:
    styles = parts(a_decision())["word/styles.xml"].decode()
    assert 'w:ascii="Times New Roman"' in styles
    assert not re.search(r"w:\w+Theme=", re.sub(r"<w:color[^>]*>", "", styles))


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("ỦY BAN NHÂN DÂN", 13, True, None),
        (NATIONAL, 13, True, None),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, None),
        ("Số: 15/QĐ-UBND", 13, None, None),
        ("Đắk Nông, ngày 05 tháng 02 năm 2021", 14, None, True),
        ("Về việc tặng", 14, True, None),
        ("Căn cứ Luật", 14, None, True),
        ("KT. CHỦ TỊCH", 14, True, None),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT, NC.", 11, None, None),
    ],
)
def test_faces_and_sizes(text: str, size: int, bold: bool | None, italic: bool | None) -> None:
    run = paragraph_of(opened(a_decision()), text).runs[0]
    assert (run.font.size.pt, run.bold, run.italic) == (size, bold, italic)


def test_the_small_tier() -> None:
    package = opened(a_decision(sizes=SMALL))
    sizes = [
        paragraph_of(package, text).runs[0].font.size.pt for text in (NATIONAL, "Độc lập", "Đắk Nông, ngày")
    ]
    assert sizes == [12, 13, 13]


def test_articles_have_a_bold_label_an_indent_and_justified_text() -> None:
    paragraph = paragraph_of(opened(a_decision()), "Điều 1.")
    assert [run.bold for run in paragraph.runs] == [True, None]
    assert paragraph.runs[0].text == "Điều 1. "
    assert paragraph.paragraph_format.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert paragraph.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert paragraph.paragraph_format.space_before.pt >= 6
    assert 1 <= paragraph.paragraph_format.line_spacing <= 1.5


def rules_in(element: Any) -> list[tuple[float, float]]:
    """(left, right) indents in points of the drawn rules, in order."""
    found = []
    for paragraph in element.iter(qn("w:p")):
        border = paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
        indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if border is not None and indent is not None:
            found.append((int(indent.get(qn("w:left"))) / 20, int(indent.get(qn("w:right"))) / 20))
    return found


def test_rules_are_drawn_centred_and_as_long_as_the_decree_asks() -> None:
    package = opened(a_decision())
    table = package.element.body.find(qn("w:tbl"))
    widths = [int(column.get(qn("w:w"))) / 20 for column in table.iter(qn("w:gridCol"))]
    organ, motto = rules_in(table)
    assert organ[0] == organ[1] and motto[0] == motto[1]
    assert 122 / 3 <= widths[0] - 2 * organ[0] <= 122 / 2
    assert widths[1] - 2 * motto[0] == pytest.approx(171.4, abs=1)
    assert sum(widths) == pytest.approx(160 * 72 / 25.4, abs=0.2)
    subject = rules_in(package.element.body)[2]
    assert subject[0] == subject[1]


def test_the_signature_stays_with_the_last_paragraph_and_is_not_split() -> None:
    package = opened(a_decision(2))
    last = paragraph_of(package, "chịu trách nhiệm thi hành")
    assert last.paragraph_format.keep_with_next
    assert last.paragraph_format.keep_together
    gap = last._p.getnext()
    assert gap.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    row = gap.getnext().find(qn("w:tr"))
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_lists_repeat_their_heading_and_keep_rows_whole() -> None:
    table = opened(a_decision(12)).tables[-1]
    rows = table._tbl.findall(qn("w:tr"))
    assert len(rows) == 13
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in rows[1:])
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "Bà Nguyễn Thị Ưởng 1",
        "Chuyên viên, Sở Y tế",
        "1.490.000",
    ]


def test_group_lines_span_the_table() -> None:
    table = Table((Column("STT"), Column("Tên", 3)), groups=(Group("I. TẬP THỂ", (("1", "Sở A"),)),))
    package = opened(replace(a_decision(), annexes=(Annex("Danh sách", "", "Kèm theo", table),)))
    line = package.tables[-1]._tbl.findall(qn("w:tr"))[1]
    assert line.find(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:gridSpan')}").get(qn("w:val")) == "2"
    assert "I. TẬP THỂ" in line.xml


def test_wide_annexes_are_landscape_and_the_rest_portrait() -> None:
    wide = Table(tuple(Column(f"Cột {i}") for i in range(9)), (tuple("x" * 9),))
    narrow = Table((Column("STT"),), (("1",),))
    annexes = (Annex("Rộng", "", "Kèm theo", wide), Annex("Hẹp", "", "Kèm theo", narrow))
    sections = opened(replace(a_decision(), annexes=annexes)).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]


def test_minutes_have_two_signers_and_recipients_below() -> None:
    package = opened(some_minutes())
    signers = package.tables[-1]
    assert [cell.paragraphs[0].text for cell in signers.rows[0].cells] == ["THƯ KÝ", "CHỦ TỌA"]
    assert [cell.paragraphs[-1].text for cell in signers.rows[0].cells] == ["Phạm Thị B", "Nguyễn Văn A"]
    assert words(package).index("Nơi nhận:") > words(package).index("CHỦ TỌA")
    assert "Đắk Nông, ngày" not in words(package)


def test_hostile_names_are_escaped_and_come_back_as_they_were() -> None:
    name = 'R\'Lấp & <w:p/> ]]> "kép" {{ x }} {% y %} #1 $ * _'
    package = opened(a_decision(grants=[Grant("Tặng", "Giấy khen", (Recipient(name),) * 5)]))
    assert words(package).count(name) == 5


def test_control_characters_cannot_break_the_file() -> None:
    package = opened(a_decision(grants=[Grant("Tặng", "Giấy khen", (Recipient("A\x00\x0b\ud800\uffffB"),))]))
    assert "AB" in words(package)


def test_line_breaks_in_text_become_breaks() -> None:
    package = opened(replace(a_decision(), blocks=(Paragraph("một\nhai./."),), annexes=()))
    assert paragraph_of(package, "một")._p.xml.count("<w:br/>") == 1


def test_headings_pictures_and_images_are_there() -> None:
    image = qr_png("https://thidua.example.vn/so/1")
    document = replace(
        a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=image)),
        blocks=(Heading("Kết quả", 1), Picture(image, 28, "Mã QR & mã"), Paragraph("Hết./.")),
    )
    package = opened(document)
    assert "KẾT QUẢ" in words(package)
    drawn = list(
        package.element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    )
    assert len({each.get("id") for each in drawn}) == len(drawn) == 2
    assert [each.get("descr") for each in drawn] == ["Mã QR & mã", "Chữ ký của A"]


def test_a_picture_that_is_no_png_is_refused() -> None:
    with pytest.raises(PaperError, match="PNG"):
        to_docx(a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=b"\xff\xd8\xff")))
    with pytest.raises(PaperError, match="PNG"):
        to_docx(a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=b"\x89PNG\r\n\x1a\n" + b"x")))


def test_the_letter_has_its_subject_under_the_number_and_its_marks() -> None:
    letter = Document(
        kind="",
        subject="nộp hồ sơ khen thưởng",
        letterhead=Letterhead("UBND TỈNH ĐẮK NÔNG", "SỞ NỘI VỤ", "Đắk Nông"),
        number=Numbering("45/SNV-TĐKT"),
        date=dt.date(2021, 1, 8),
        signatures=(Signature(("GIÁM ĐỐC",), "Trần Văn C"),),
        kind_style="cong_van",
        addressees=("Sở Y tế", "Sở Tài chính"),
        blocks=(Paragraph("Đề nghị thực hiện./."),),
        recipients=("Như trên", "Lưu: VT"),
        urgency="KHẨN",
        contact="Số 1 đường 23/3",
    )
    package = opened(letter)
    head = package.tables[0].rows[1].cells[0]
    assert [paragraph.text for paragraph in head.paragraphs] == [
        "Số: 45/SNV-TĐKT",
        "V/v nộp hồ sơ khen thưởng",
        "KHẨN",
    ]
    assert head.paragraphs[1].runs[0].font.size.pt == 13
    assert head.paragraphs[1].runs[0].bold is None
    assert head.paragraphs[1].paragraph_format.space_before.pt == 6
    assert "Kính gửi: - Sở Y tế; - Sở Tài chính." in words(package)
    assert package.sections[0].first_page_footer.paragraphs[0].text == "Số 1 đường 23/3"
    assert package.sections[0].footer.paragraphs[0].text == ""


def test_one_addressee_stands_on_the_line_of_kinh_gui() -> None:
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh" in words(opened(a_submission()))


def test_the_same_document_gives_the_same_bytes_without_the_clock() -> None:
    assert to_docx(a_decision()) == to_docx(a_decision())
    with zipfile.ZipFile(io.BytesIO(to_docx(a_decision()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(a_decision()).core_properties
    assert (core.created.date(), core.author) == (dt.date(2021, 2, 5), "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG")


def test_a_row_of_the_wrong_length_is_refused() -> None:
    table = Table((Column("STT"), Column("Tên")), (("1",),))
    with pytest.raises(PaperError, match="2 cột nhưng dòng 1 có 1 ô"):
        to_docx(replace(a_decision(), annexes=(Annex("Danh sách", "", "Kèm theo", table),)))


def test_a_thousand_rows() -> None:
    assert len(opened(a_decision(1000)).tables[-1]._tbl.findall(qn("w:tr"))) == 1001
