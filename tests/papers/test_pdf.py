"""The PDF as a reader sees it: where things stand, how large, in which face, how many pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest
import typst

from tests.papers.pdfread import Page, read
from tests.papers.samples import a_decision, a_submission, grant, people, some_minutes
from thidua.papers.model import (
    SMALL,
    Annex,
    Column,
    Document,
    Numbering,
    PaperError,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from thidua.papers.pdf import fonts, to_pdf
from thidua.papers.people import Grant, Recipient
from thidua.papers.qr import qr_png

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 190 * MM, 277 * MM, 20 * MM
# pairs of letters are set closer than the sum of their widths
KERNING = 1.5


@cache
def pages_of(document: Document) -> list[Page]:
    return read(to_pdf(document))


@pytest.fixture(scope="module")
def first() -> Page:
    return pages_of(a_decision())[0]


def test_page_is_a4_with_the_margins_of_the_decree(first: Page) -> None:
    assert first.width == pytest.approx(210 * MM, abs=0.1)
    assert first.height == pytest.approx(297 * MM, abs=0.1)
    assert min(text.x for text in first.texts) == pytest.approx(LEFT, abs=0.5)
    assert all(BOTTOM <= text.y <= TOP for text in first.texts)


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [
        ("ỦY BAN NHÂN DÂN", "Tinos-Bold", 13),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tinos-Bold", 13),
        ("Độc lập - Tự do - Hạnh phúc", "Tinos-Bold", 14),
        ("Số: 15/QĐ-UBND", "Tinos-Regular", 13),
        ("Đắk Nông, ngày 05 tháng 02 năm 2021", "Tinos-Italic", 14),
        ("QUYẾT ĐỊNH", "Tinos-Bold", 14),
        ("Về việc tặng", "Tinos-Bold", 14),
        ("Căn cứ Luật", "Tinos-Italic", 14),
        ("Điều 1.", "Tinos-Bold", 14),
        ("KT. CHỦ TỊCH", "Tinos-Bold", 14),
        ("Trần Thị Ắ", "Tinos-Bold", 14),
        ("Nơi nhận:", "Tinos-BoldItalic", 12),
        ("- Lưu: VT, NC.", "Tinos-Regular", 11),
    ],
)
def test_each_box_has_the_face_and_size_of_the_decree(first: Page, words: str, face: str, size: int) -> None:
    found = first.find(words)
    assert (found.face, found.size) == (face, size)


def test_the_small_tier_lowers_the_three_sizes_together() -> None:
    page = pages_of(a_decision(sizes=SMALL))[0]
    sizes = [page.find(words).size for words in ("CỘNG HÒA", "Độc lập", "Đắk Nông, ngày")]
    assert sizes == [12, 13, 13]
    assert page.find("ỦY BAN NHÂN DÂN").size == 12


def test_the_motto_is_underlined_over_its_whole_length(first: Page) -> None:
    motto = first.find("Độc lập")
    x, y, length = first.rules[1]
    assert x == pytest.approx(motto.x, abs=KERNING)
    assert 3 < motto.y - y < 9
    assert 165 < length < 175  # the words at 14 points bold
    centre = x + length / 2
    national = first.find("CỘNG HÒA")
    assert national.x < motto.x < centre


def test_rules_under_organ_and_subject_are_a_third_to_a_half_and_centred(first: Page) -> None:
    organ, subject = first.rules[0], first.rules[2]
    organ_text = first.find("ỦY BAN NHÂN DÂN")
    # 13 points bold: 15 capitals, some 122 points wide
    assert 122 / 3 <= organ[2] <= 122 / 2
    assert organ[0] + organ[2] / 2 == pytest.approx(organ_text.x + 61, abs=2)
    assert subject[0] + subject[2] / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    words = first.find("Về việc tặng")
    assert (RIGHT + LEFT - 2 * words.x) / 3 <= subject[2] <= (RIGHT + LEFT - 2 * words.x) / 2
    assert words.y - subject[1] < 10


def test_number_and_date_stand_on_one_line(first: Page) -> None:
    assert first.find("Số: 15").y == pytest.approx(first.find("Đắk Nông, ngày").y, abs=1.5)


def test_recipients_label_is_level_with_the_title_of_the_signer(first: Page) -> None:
    assert first.find("Nơi nhận:").y == pytest.approx(first.find("KT. CHỦ TỊCH").y, abs=3)
    assert first.find("Nơi nhận:").x == pytest.approx(LEFT, abs=0.5)
    assert first.find("KT. CHỦ TỊCH").x > 105 * MM


def test_paragraphs_are_indented_and_set_apart(first: Page) -> None:
    recital, article = first.find("Căn cứ Nghị định"), first.find("Điều 1.")
    assert recital.x - LEFT == pytest.approx(12.7 * MM, abs=0.5)
    assert article.x - LEFT == pytest.approx(12.7 * MM, abs=0.5)
    lines = [text for text in first.texts if text.face == "Tinos-Italic" and text.y < recital.y + 1]
    pitch = recital.y - lines[1].y
    assert 14 * 1.149 <= pitch <= 14 * 1.149 * 1.5 + 6
    gap = first.find("Căn cứ Luật").y - recital.y
    assert gap >= 14 * 1.149 + 6


def test_recitals_end_as_the_decree_asks(first: Page) -> None:
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;" in first.words
    assert "ngày 02 tháng 02 năm 2021. QUYẾT ĐỊNH: Điều 1." in first.words


def test_first_page_has_no_number_and_later_ones_have_it_centred_in_the_top_margin() -> None:
    long = replace(a_decision(), blocks=tuple(Paragraph("Nội dung dài. " * 60) for _ in range(8)), annexes=())
    pages = pages_of(long)
    assert len(pages) == 3
    assert pages[0].find("ỦY BAN").y > pages[0].texts[-1].y
    for number, page in enumerate(pages[1:], start=2):
        shown = page.texts[0]
        assert (shown.words, shown.size) == (str(number), 14)
        assert shown.y > TOP
        assert shown.x == pytest.approx((LEFT + RIGHT) / 2 - 3.5, abs=1)


def test_a_draft_leaves_number_and_date_blank() -> None:
    page = pages_of(a_decision(number=Numbering(None, "QĐ-UBND"), date=None))[0]
    assert re.search(r"Số:\s{4,}/QĐ-UBND", page.find("Số:").words)
    assert re.search(r"Đắk Nông, ngày\s{4,}tháng\s{4,}năm", page.find("Đắk Nông, ngày").words)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (dt.date(2026, 11, 12), "ngày 12 tháng 11 năm 2026"),
    ],
)
def test_dates_are_padded_by_the_decree(day: dt.date, written: str) -> None:
    assert written in pages_of(a_decision(date=day))[0].words


def test_annexes_count_their_own_pages_and_name_the_decision() -> None:
    pages = pages_of(a_decision(grants=[grant(60), Grant("Tặng", "Cờ thi đua", people(50), "năm 2020")]))
    heads = [index for index, page in enumerate(pages) if page.texts[0].words.startswith("Phụ lục")]
    assert [pages[index].texts[0].words for index in heads] == ["Phụ lục I", "Phụ lục II"]
    assert "(Kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 02 năm 2021" in pages[heads[0]].words
    assert pages[heads[0]].find("(Kèm theo").face == "Tinos-Italic"
    assert [page.texts[0].words for page in pages[heads[0] + 1 : heads[1]]] == ["2"]
    assert [page.texts[0].words for page in pages[heads[1] + 1 :]] == ["2"]


def test_table_heading_is_repeated_on_every_page_of_a_list() -> None:
    pages = [page for page in pages_of(a_decision(90)) if "Nguyễn Thị Ưởng" in page.words]
    assert len(pages) == 3
    assert all("Chức vụ, đơn vị công tác" in page.words for page in pages)


def test_a_row_is_never_split_between_pages() -> None:
    many = "việc " * 60
    table = Table((Column("STT"), Column("Nội dung", 6)), tuple((f"dòng{i}", many) for i in range(30)))
    pages = read(to_pdf(replace(a_decision(), annexes=(Annex("Danh sách", "", "Kèm theo", table),))))
    for page in pages:
        assert page.words.count("việc") % 60 == 0 or "Về việc" in page.words


def test_many_columns_turn_the_annex_landscape() -> None:
    wide = Table(tuple(Column(f"Cột {i}") for i in range(9)), (tuple("x" * 9),))
    narrow = Table((Column("STT"), Column("Tên")), (("1", "x"),))
    annexes = (Annex("Rộng", "", "Kèm theo", wide), Annex("Hẹp", "", "Kèm theo", narrow))
    pages = pages_of(replace(a_decision(), annexes=annexes))
    assert [page.width > page.height for page in pages] == [False, True, False]


@pytest.mark.parametrize("filler", range(6, 30, 2))
def test_a_signature_never_stands_alone_on_a_page(filler: int) -> None:
    body = (*(Paragraph(f"Đoạn {i}.") for i in range(filler)), Paragraph("Đoạn cuối của văn bản./."))
    pages = pages_of(replace(a_decision(), blocks=body, annexes=(), recitals=()))
    signed = next(page for page in pages if "Trần Thị Ắ" in page.words)
    assert "Đoạn cuối của văn bản./." in signed.words
    assert "Nơi nhận:" in signed.words
    assert "KT. CHỦ TỊCH" in signed.words


def test_minutes_have_two_signatures_side_by_side_and_no_place_and_date() -> None:
    pages = pages_of(some_minutes())
    assert "Đắk Nông, ngày" not in pages[0].words
    last = pages[-1]
    left, right = last.find("THƯ KÝ"), last.find("CHỦ TỌA")
    assert left.y == right.y
    assert left.x < right.x
    assert last.find("Nơi nhận:").y < last.find("Nguyễn Văn A").y


def test_submission_names_its_addressee_on_one_line() -> None:
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Căn cứ" in pages_of(a_submission())[0].words


def test_several_addressees_have_lines_of_their_own() -> None:
    words = pages_of(a_submission(addressees=("Sở A", "Sở B")))[0].words
    assert "Kính gửi: - Sở A; - Sở B. Căn cứ" in words


HOSTILE = (
    "Nguyễn #set page(fill: red) $x^2$ *đậm* _nghiêng_ `mã` <nhãn> @trích",
    '- R\'Lấp & Con “ngoặc” "kép" \\n // chú thích /* */ [ngoặc] {}',
    "= Tiêu đề ~ \\u{41} -- --- ... 'nháy' #[x] #1",
    "Điểu K’Bros + H'Bia; 100% < 5 > 3",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_never_markup(name: str) -> None:
    pages = pages_of(a_decision(grants=[Grant("Tặng", AWARD_TEXT, (Recipient(name),), "vì lý do")]))
    # a line may end inside the name: compare without blanks
    assert "".join(name.split()) in "".join("".join(page.words.split()) for page in pages)


AWARD_TEXT = "Giấy khen"


def test_stacked_marks_and_decomposed_letters_print_as_one_letter() -> None:
    decomposed = "Nguyê\u0303n Thi\u0323 A\u0306\u0301"
    pages = pages_of(a_decision(grants=[Grant("Tặng", AWARD_TEXT, (Recipient(decomposed),), "")]))
    assert "Nguyễn Thị Ắ" in pages[0].words


def test_invisible_characters_are_dropped() -> None:
    pages = pages_of(
        a_decision(grants=[Grant("Tặng", AWARD_TEXT, (Recipient("Lê\u200b Thị\u00ad\ufeff B\x00\x07"),), "")])
    )
    assert "Lê Thị B" in pages[0].words


def test_a_character_outside_the_font_is_refused_by_name() -> None:
    with pytest.raises(PaperError, match=r"U\+1F600"):
        to_pdf(a_decision(grants=[Grant("Tặng", AWARD_TEXT, (Recipient("Trần 😀"),), "")]))


def test_a_row_of_the_wrong_length_is_refused() -> None:
    table = Table((Column("STT"), Column("Tên")), (("1", "A"), ("2",)))
    with pytest.raises(PaperError, match="2 cột nhưng dòng 2 có 1 ô"):
        to_pdf(replace(a_decision(), annexes=(Annex("Danh sách", "", "Kèm theo", table),)))


def test_a_signature_image_must_be_a_png() -> None:
    with pytest.raises(PaperError, match="PNG"):
        to_pdf(a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=b"GIF89a")))
    with pytest.raises(PaperError, match="Không dựng được tệp PDF"):
        to_pdf(a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=b"\x89PNG\r\n\x1a\n" + b"x")))


def test_images_are_placed() -> None:
    image = qr_png("https://thidua.example.vn/so/1")
    plain = to_pdf(a_decision())
    signed = to_pdf(a_decision(signature=Signature(("CHỦ TỊCH",), "A", image=image)))
    shown = to_pdf(replace(a_decision(), blocks=(Picture(image, 28, "Mã QR"), Paragraph("Hết./."))))
    assert [b"/Subtype/Image" in pdf for pdf in (plain, signed, shown)] == [False, True, True]


def test_the_same_document_gives_the_same_bytes() -> None:
    draft = a_decision(number=Numbering(None, "QĐ-UBND"), date=None)
    assert to_pdf(a_decision()) == to_pdf(a_decision())
    assert to_pdf(draft) == to_pdf(draft)
    assert to_pdf(a_decision()) != to_pdf(a_decision(date=dt.date(2021, 2, 6)))


def test_it_is_tagged_pdf_a_2b_with_only_the_vendored_faces() -> None:
    pdf = to_pdf(a_decision())
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>B<", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/MarkInfo<</Marked true" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(vi" in pdf
    names = set(re.findall(rb"/BaseFont/\w+\+([\w-]+)", pdf))
    assert names <= {b"Tinos-Regular", b"Tinos-Bold", b"Tinos-Italic", b"Tinos-BoldItalic"}
    assert names


def test_a_paper_without_kind_or_subject_still_prints() -> None:
    bare = replace(
        a_decision(), kind="", subject="", annexes=(), blocks=(), recitals=(), issuer="", enacting=""
    )
    assert "Trần Thị Ắ" in pages_of(bare)[0].words
    assert pages_of(replace(bare, signatures=(), recipients=(), dated=False))


def test_no_font_of_the_machine_is_offered_to_the_compiler() -> None:
    assert {font.family for font in fonts().fonts()} == {"Tinos"}
    assert len(fonts().fonts()) == 4
    assert isinstance(fonts(), typst.Fonts)


def test_a_thousand_rows_make_the_pages_they_need() -> None:
    pages = pages_of(a_decision(1000))
    found = re.findall(r"(\d+) Bà Nguyễn Thị Ưởng \1 Chuyên viên", " ".join(page.words for page in pages))
    assert [int(number) for number in found] == list(range(1, 1001))
    assert 25 <= len(pages) <= 45
