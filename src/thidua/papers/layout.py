"""Measures of the page both writers share, in points unless a name says otherwise (NĐ 30, Phụ lục I)."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.papers.metrics import lines, width
from thidua.papers.model import Annex, Document, Table
from thidua.papers.wording import bracketed, place_and_date

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MM = 72 / 25.4

PAGE_MM = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 20
INDENT_MM = 12.7
GAP = 6.0  # between paragraphs
PITCH = 1.1  # line pitch, in single lines
PAGE_NUMBER = 14
RECIPIENTS_LABEL, RECIPIENTS, DRAFTER, CONTACT = 12, 11, 11, 11
ANNEX_LABEL = 14
RULE_SHARE = 0.4  # of the text above it: within 1/3 and 1/2
SIGNING_SPACE_MM = 24
CELL_INSET = 3.5  # left and right inside a cell
URGENCY_MM = {"HỎA TỐC": 30, "THƯỢNG KHẨN": 40, "KHẨN": 20}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of page 1, broken into lines and measured."""

    left: float
    right: float
    superior: tuple[str, ...]
    organ: tuple[str, ...]
    organ_rule: float
    motto_rule: float
    place_date: str
    subject: tuple[str, ...]
    subject_rule: float


def text_width(landscape: bool = False) -> float:
    """Width of the text area."""
    return (PAGE_MM[1 if landscape else 0] - LEFT_MM - RIGHT_MM) * MM


def rule_under(texts: tuple[str, ...], size: float, *, bold: bool = True) -> float:
    """Length of the rule under a text: a fixed share of its longest line."""
    return RULE_SHARE * max((width(text, size, bold=bold) for text in texts), default=0.0)


def head(document: Document) -> Head:
    """Break and measure the head of `document`."""
    sizes, letterhead = document.sizes, document.letterhead
    place_date = place_and_date(letterhead.place, document.date) if document.dated else ""
    right = (
        max(width(NATIONAL, sizes.national, bold=True), width(place_date, sizes.place_date, italic=True)) + 6
    )
    left = text_width() - right
    organ = lines(letterhead.organ.upper(), sizes.organ, left - 4, bold=True)
    superior = (
        lines((letterhead.superior or "").upper(), sizes.organ, left - 4) if letterhead.superior else ()
    )
    if document.kind_style == "cong_van":
        subject, rule = lines(f"V/v {document.subject}", sizes.congvan_subject, left - 10), 0.0
    else:
        subject = lines(document.subject, sizes.body, text_width() * 0.86, bold=True)
        rule = rule_under(subject, sizes.body)
    return Head(
        left=left,
        right=right,
        superior=superior,
        organ=organ,
        organ_rule=rule_under(organ, sizes.organ),
        motto_rule=width(MOTTO, sizes.motto, bold=True),
        place_date=place_date,
        subject=subject,
        subject_rule=rule,
    )


def annex_reference(annex: Annex, size: float) -> tuple[str, ...]:
    """The bracketed line naming the paper, broken evenly."""
    text = bracketed(annex.refers_to)
    return lines(text, size, text_width(annex.is_landscape) * 0.92, italic=True) if text else ()


def annex_title(annex: Annex, size: float) -> tuple[str, ...]:
    """The title of an annex in capitals, broken evenly."""
    return lines(annex.title.upper(), size, text_width(annex.is_landscape) * 0.86, bold=True)


def column_widths(table: Table, total: float, size: float) -> tuple[float, ...]:
    """Widths of the columns: the share asked for, but never less than the longest word of the heading."""
    least = [
        max(width(word, size, bold=True) for word in (column.title.split() or [""])) + 2 * CELL_INSET + 1
        for column in table.columns
    ]
    weights = [max(column.width_weight, 0.01) for column in table.columns]
    fixed: set[int] = set()
    while True:
        room = total - sum(least[i] for i in fixed)
        share = sum(weight for i, weight in enumerate(weights) if i not in fixed)
        widths = [least[i] if i in fixed else room * weight / share for i, weight in enumerate(weights)]
        short = {i for i, each in enumerate(widths) if each < least[i] and i not in fixed}
        if not short or len(fixed | short) == len(weights):
            scale = total / sum(widths)
            return tuple(each * scale for each in widths)
        fixed |= short
