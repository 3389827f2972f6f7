"""Wording, measuring, cleaning, codes: the small pieces."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.samples import a_decision
from thidua.papers.clean import clean, cleaned, unknown_characters
from thidua.papers.flow import Line, annex_label, body
from thidua.papers.layout import column_widths
from thidua.papers.metrics import lines, width
from thidua.papers.model import Clause, Clauses, Column, Heading, Numbering, Table
from thidua.papers.qr import qr_png, qr_svg
from thidua.papers.wording import (
    bracketed,
    clock_text,
    dashed,
    finish,
    listed,
    percent_text,
    place_and_date,
    point_letter,
)


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert "".join(point_letter(i) for i in range(23)) == "abcdđeghiklmnopqrstuvxy"
    assert [point_letter(i) for i in (23, 24, 46)] == ["aa", "ab", "ba"]


def test_clauses_and_points_are_numbered_by_place() -> None:
    block = Clauses((Clause("Một:", ("x;", "y.")), Clause("Hai.")))
    document = replace(a_decision(), recitals=(), issuer="", enacting="", blocks=(block,))
    assert [flow.text for flow in body(document) if isinstance(flow, Line)] == [
        "1. Một:",
        "a) x;",
        "b) y.",
        "2. Hai.",
    ]


@pytest.mark.parametrize(
    ("level", "text", "align"), [(1, "CHUNG", "center"), (2, "CHUNG", "justify"), (3, "Chung", "justify")]
)
def test_headings_by_level(level: int, text: str, align: str) -> None:
    document = replace(a_decision(), recitals=(), issuer="", enacting="", blocks=(Heading("Chung", level),))  # type: ignore[arg-type]
    (line,) = body(document)
    assert isinstance(line, Line)
    assert (line.text, line.align, line.runs[0].bold, line.keep) == (text, align, True, True)


def test_annexes_are_numbered_only_when_there_are_several() -> None:
    annex = a_decision().annexes[0]
    assert [annex_label(annex, 0, 1), annex_label(annex, 3, 4)] == ["Phụ lục", "Phụ lục IV"]
    assert annex_label(replace(annex, label=""), 0, 2) == ""
    assert annex_label(replace(annex, label="Biểu số 1"), 0, 2) == "Biểu số 1"


@pytest.mark.parametrize("end", ["", ".", ";", " ;", "./.", ",", ". "])
def test_a_line_ends_with_one_mark_whatever_it_ended_with(end: str) -> None:
    assert finish(f"Căn cứ Luật{end}", ";") == "Căn cứ Luật;"


def test_lists_of_lines() -> None:
    assert listed(("A.", "B;")) == ("A;", "B.")
    assert listed(()) == ()
    assert dashed(("- A", "– B", "C.")) == ("- A;", "- B;", "- C.")
    assert bracketed("(Kèm theo X)") == bracketed("Kèm theo X") == "(Kèm theo X)"
    assert bracketed(" ") == ""


def test_numbering_is_padded_and_blank_for_drafts() -> None:
    assert Numbering.of(7, "TTr-SNV").line == "Số: 07/TTr-SNV"
    assert Numbering.of(115, "QĐ-UBND").line == "Số: 115/QĐ-UBND"
    assert Numbering(None, "QĐ-UBND").line.split() == ["Số:", "/QĐ-UBND"]
    assert place_and_date("Hà Nội", dt.date(2020, 1, 5)) == "Hà Nội, ngày 05 tháng 01 năm 2020"
    assert clock_text(dt.time(8, 5)) == "08 giờ 05 phút"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (12, 15, "12/15 (80%)"),
        (14, 15, "14/15 (93,33%)"),
        (0, 9, "00/09 (0%)"),
        (8999, 10000, "8.999/10.000 (89,99%)"),
    ],
)
def test_shares(part: int, whole: int, text: str) -> None:
    assert percent_text(part, whole) == text


def test_widths_are_those_of_times_new_roman() -> None:
    # Times New Roman, units per 1000 em: A 722, a 444, blank 250; bold A 722, bold a 500
    assert width("A", 1000) == pytest.approx(722, abs=1)
    assert width("a ", 1000) == pytest.approx(694, abs=1)
    assert width("a", 1000, bold=True) == pytest.approx(500, abs=1)


def test_every_vietnamese_letter_is_in_all_four_faces() -> None:
    vowels = "aăâeêioôơuưy"
    letters = "".join(v + m for v in vowels for m in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"))
    text = clean(letters + letters.upper() + "đĐ₫“”‘’–—…«»/%")
    assert unknown_characters(text) == ""


@given(st.text(alphabet="abcĐắ -", min_size=1, max_size=80), st.integers(40, 300))
def test_broken_lines_keep_every_word_and_fit(text: str, limit: int) -> None:
    found = lines(text, 14, limit, bold=True)
    assert " ".join(found).split() == text.split()
    assert all(
        width(line, 14, bold=True) <= limit or len(line.replace(" -", "").split()) <= 1 for line in found
    )


def test_lines_are_even_and_a_dash_never_opens_one() -> None:
    found = lines("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", 13, 170, bold=True)
    assert found == ("HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG")
    assert lines("A\nB", 13, 500) == ("A", "B")


@given(
    st.lists(st.floats(0.1, 20), min_size=1, max_size=10),
    st.floats(400, 800),
)
def test_columns_fill_the_width_and_hold_their_headings(weights: list[float], total: float) -> None:
    table = Table(tuple(Column("Tiền thưởng", weight) for weight in weights))
    widths = column_widths(table, total, 12)
    assert sum(widths) == pytest.approx(total)
    if len(weights) * 70 < total:
        assert min(widths) >= width("thưởng", 12, bold=True)


def test_wide_shares_stay_in_proportion() -> None:
    table = Table((Column("A", 1), Column("B", 3)))
    assert column_widths(table, 400, 12) == pytest.approx((100, 300))


@given(st.text(max_size=60))
def test_cleaning_settles_and_leaves_nothing_invisible(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not {"\x00", "\u200b", "\u00ad", "\ufeff", "\t", "\r"} & set(once)


def test_cleaning_a_document_reaches_every_text() -> None:
    dirty = replace(a_decision(), subject="Vê\u0300 viê\u0323c\u200b", recipients=("Lưu:\tVT",))
    tidy = cleaned(dirty)
    assert (tidy.subject, tidy.recipients) == ("Về việc", ("Lưu: VT",))
    assert tidy.annexes == dirty.annexes


def test_unknown_characters_are_told_once_each() -> None:
    assert unknown_characters("Đ漢漢😀") == "漢😀"


def test_qr_svg_is_an_inline_element_with_its_title_escaped() -> None:
    svg = qr_svg("https://thidua.example.vn/so/1?a=1&b=2", words="Mã <của> & sổ")
    assert svg.startswith("<svg") and svg.endswith("</svg>")
    assert "<title>Mã &lt;của&gt; &amp; sổ</title>" in svg
    assert "<?xml" not in svg


def test_qr_codes_of_one_address_are_one_code() -> None:
    assert qr_png("https://a.vn/1") == qr_png("https://a.vn/1") != qr_png("https://a.vn/2")


def test_qr_png_is_square_with_a_white_quiet_zone() -> None:
    png = qr_png("https://thidua.example.vn/so/1", scale=8)
    wide, high, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert wide == high and wide % 8 == 0
    assert (depth, colour) in {(1, 0), (1, 3)}
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    rows = zlib.decompress(png[start + 4 : start + 4 + length])
    first = rows[1 : 1 + (wide + 7) // 8]
    assert len(set(first[: wide // 8])) == 1
