"""Each rule of the decree: a paper that keeps it, and one that breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.papers.samples import a_decision, a_submission
from thidua.papers.lint import lint
from thidua.papers.model import (
    LARGE,
    SMALL,
    Article,
    Document,
    Letterhead,
    Numbering,
    Paragraph,
    Signature,
    Sizes,
    Table,
)

GOOD = a_decision()
ANNEX = GOOD.annexes[0]


def rules(document: Document) -> list[str]:
    return [finding.rule for finding in lint(document)]


def signed(*lines: str, name: str = "Trần Thị Ắ") -> Document:
    return replace(GOOD, signatures=(Signature(lines, name),))


def test_a_good_paper_has_no_findings() -> None:
    assert lint(GOOD) == ()
    assert lint(a_submission()) == ()


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (replace(GOOD, sizes=Sizes(13, 13, 14)), "size-tier"),
        (replace(GOOD, sizes=Sizes(body=12)), "body-size"),
        (replace(GOOD, sizes=Sizes(table=10)), "table-size"),
        (replace(GOOD, letterhead=Letterhead(None, " ", "Đắk Nông")), "organ"),
        (replace(GOOD, letterhead=Letterhead(None, "SỞ A", "")), "place"),
        (replace(GOOD, number=Numbering(None, "QĐ-UBND")), "number-missing"),
        (replace(GOOD, number=Numbering(None), date=None), "symbol-missing"),
        (replace(GOOD, date=None), "date-missing"),
        (replace(GOOD, number=Numbering("5/QĐ-UBND")), "number-form"),
        (replace(GOOD, number=Numbering("15QĐ-UBND")), "number-form"),
        (replace(GOOD, number=Numbering("15/TTr-SNV")), "kind-symbol"),
        (replace(GOOD, kind=" "), "kind"),
        (replace(GOOD, subject=""), "subject"),
        (replace(GOOD, subject="Về việc khen thưởng."), "subject-stop"),
        (replace(GOOD, recitals=("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",)), "law-number"),
        (replace(GOOD, recitals=("Căn cứ Luật số 06/2022/QH15 ngày 15 tháng 6 năm 2022",)), "law-number"),
        (replace(GOOD, recitals=("Căn cứ Nghị định số 152/2025/NĐ-CP của Chính phủ",)), "recital-date"),
        (replace(GOOD, recitals=()), "recitals"),
        (replace(GOOD, recitals=("Căn cứ Quyết định số 1/QĐ ngày 5 tháng 11 năm 2020",)), "date-padding"),
        (replace(GOOD, recitals=("Căn cứ Quyết định số 1/QĐ ngày 05 tháng 03 năm 2020",)), "date-padding"),
        (replace(GOOD, recitals=("Căn cứ Quyết định số 1/QĐ ngày 05 tháng 2 năm 2020",)), "date-padding"),
        (replace(GOOD, blocks=(Article(2, None, ("kèm theo./.",)),)), "articles"),
        (replace(GOOD, blocks=(), annexes=()), "body"),
        (replace(GOOD, blocks=(Paragraph("kèm theo"),)), "closing"),
        (replace(a_submission(), addressees=()), "addressees"),
        (replace(a_submission(), recipients=("Sở A", "Lưu: VT")), "as-above"),
        (replace(GOOD, signatures=()), "signature"),
        (replace(GOOD, signatures=GOOD.signatures * 3), "signature-count"),
        (signed(), "signer-title"),
        (signed("KT. CHỦ TỊCH"), "authority-lines"),
        (signed("TM. ỦY BAN NHÂN DÂN"), "authority-lines"),
        (signed("KT CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "authority-mark"),
        (signed("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "authority-mark"),
        (signed("CHỦ TỊCH", name=""), "signer-name"),
        (signed("CHỦ TỊCH", name="TS. Trần Văn A"), "academic-title"),
        (signed("CHỦ TỊCH", name="Thạc sĩ Trần Văn A"), "academic-title"),
        (replace(GOOD, recipients=()), "recipients"),
        (replace(GOOD, recipients=("Như Điều 3", "Sở Nội vụ")), "archive"),
        (replace(GOOD, recipients=("Như Điều 3", "Lưu: NC")), "archive-office"),
        (replace(GOOD, recipients=("Lưu: VT", "Lưu: VT")), "archive-last"),
        (replace(GOOD, blocks=(Paragraph("Tặng./."),)), "annex-mention"),
        (replace(GOOD, annexes=(replace(ANNEX, refers_to=""),)), "annex-reference"),
        (replace(GOOD, annexes=(replace(ANNEX, table=Table(ANNEX.table.columns)),)), "annex-empty"),
        (
            replace(GOOD, annexes=(replace(ANNEX, table=Table(ANNEX.table.columns, (("1",),))),)),
            "table-cells",
        ),
        (replace(GOOD, blocks=(Table(ANNEX.table.columns, (("1",),)), *GOOD.blocks)), "table-cells"),
        (replace(GOOD, subject="Tặng 漢"), "character"),
        (
            replace(
                GOOD,
                kind_style="cong_van",
                subject="V/v tặng",
                addressees=("Sở A",),
                recipients=("Như trên", "Lưu: VT"),
            ),
            "subject-vv",
        ),
    ],
)
def test_a_broken_rule_is_named(document: Document, rule: str) -> None:
    assert rule in rules(document)


def test_the_message_shows_how_it_should_be_written() -> None:
    (finding,) = lint(replace(GOOD, recitals=("Căn cứ Quyết định số 1/QĐ ngày 5 tháng 2 năm 2020",)))
    assert finding.message == "«ngày 5 tháng 2» phải ghi là «ngày 05 tháng 02»."


def test_a_date_repeated_in_a_long_list_is_told_once() -> None:
    rows = tuple((str(i), "ngày 5 tháng 2 năm 2020", "", "") for i in range(50))
    document = replace(GOOD, annexes=(replace(ANNEX, table=Table(ANNEX.table.columns, rows)),))
    assert rules(document) == ["date-padding"]


@pytest.mark.parametrize("sizes", [LARGE, SMALL])
def test_both_tiers_pass(sizes: Sizes) -> None:
    assert rules(replace(GOOD, sizes=sizes)) == []


def test_a_draft_without_number_and_date_passes() -> None:
    assert rules(a_decision(number=Numbering(None, "QĐ-UBND"), date=None)) == []


@pytest.mark.parametrize("name", ["Bá Văn Sơn", "Tô Sỹ Bs", "Giáo Văn Sư"])
def test_ordinary_names_are_not_taken_for_academic_titles(name: str) -> None:
    assert rules(signed("CHỦ TỊCH", name=name)) == []


@pytest.mark.parametrize(
    "lines", [("CHỦ TỊCH",), ("Q. CHỦ TỊCH",), ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("TLĐ",)]
)
def test_proper_authority_lines_pass(lines: tuple[str, ...]) -> None:
    assert rules(signed(*lines)) == []


def test_a_plain_full_stop_at_the_end_is_accepted() -> None:
    assert rules(replace(GOOD, blocks=(Paragraph("Danh sách kèm theo."),))) == []
