"""Documents as PDF/A-2b and PDF/UA-1: tagged, only the vendored fonts, equal bytes for equal documents."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from thidua.papers import layout
from thidua.papers.clean import cleaned, require_known, require_png
from thidua.papers.flow import (
    Flow,
    Line,
    addressee_lines,
    annex_label,
    body,
    checked,
    recipient_lines,
)
from thidua.papers.metrics import FAMILY, FONTS
from thidua.papers.model import Annex, Document, PaperError, Picture, Signature, Table

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
STANDARDS: list[Any] = ["a-2b", "ua-1"]
# PDF/A wants a date; a draft has none, and the clock would make the bytes differ.
_DRAFT_DATE = dt.date(2000, 1, 1)
# A last paragraph up to this length moves to the next page as a whole with the signature.
_WHOLE_CHARACTERS = 900
# Tinos: ascender + descender = 1.107 em; Word's single line is 1.149 em.
_LEADING = 1.149 * layout.PITCH - 1.107


def to_pdf(document: Document) -> bytes:
    """`document` as PDF/A-2b (kept for long) and PDF/UA-1 (read aloud) bytes.

    Raises `PaperError` when a character is not in the font, or a table has rows of the wrong length.
    """
    tidy = cleaned(document)
    require_known(tidy)
    require_png(tidy)
    try:
        made = typst.compile(
            str(TEMPLATE),
            sys_inputs={"data": json.dumps(page_data(tidy), ensure_ascii=False)},
            font_paths=fonts(),
            pdf_standards=STANDARDS,
            format="pdf",
        )
    except RuntimeError as error:
        raise PaperError(f"Không dựng được tệp PDF của «{tidy.title[:80]}»: {error}") from error
    return bytes(made)


@cache
def fonts() -> Any:
    """The four vendored faces and nothing of the machine's, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def page_data(document: Document) -> dict[str, Any]:
    """What the template reads, as plain JSON values."""
    date = document.date or _DRAFT_DATE
    sizes = document.sizes
    return {
        "title": document.title or "Văn bản",
        "author": " ".join(document.letterhead.organ.split()),
        "date": [date.year, date.month, date.day],
        "font": FAMILY,
        "sizes": {**asdict(sizes), "organ": sizes.organ, "congvan_subject": sizes.congvan_subject},
        **_measures(),
        "head": asdict(layout.head(document)),
        "national": layout.NATIONAL,
        "motto": layout.MOTTO,
        "number": document.number.line,
        "kind": document.kind.upper(),
        "cong_van": document.kind_style == "cong_van",
        "urgency": _urgency(document),
        "addressees": addressee_lines(document),
        "body": _flows(document),
        "signatures": [_signature(each) for each in document.signatures],
        "recipients": recipient_lines(document),
        "drafter": document.drafter,
        "contact": document.contact,
        "annexes": [_annex(document, index, annex) for index, annex in enumerate(document.annexes)],
    }


def _measures() -> dict[str, Any]:
    return {
        "margin": {
            "top": layout.TOP_MM,
            "bottom": layout.BOTTOM_MM,
            "left": layout.LEFT_MM,
            "right": layout.RIGHT_MM,
        },
        "leading": _LEADING,
        "gap": layout.GAP,
        "indent": layout.INDENT_MM,
        "page_number": layout.PAGE_NUMBER,
        "recipients_label": layout.RECIPIENTS_LABEL,
        "recipients_size": layout.RECIPIENTS,
        "drafter_size": layout.DRAFTER,
        "contact_size": layout.CONTACT,
        "annex_label": layout.ANNEX_LABEL,
        "signing_space": layout.SIGNING_SPACE_MM,
    }


def _urgency(document: Document) -> dict[str, Any] | None:
    if document.urgency is None:
        return None
    return {"text": document.urgency, "width": layout.URGENCY_MM[document.urgency]}


def _flows(document: Document) -> list[dict[str, Any]]:
    """The body; its last line stays with the signature, so that no page holds a signature alone."""
    flows = body(document)
    found = [_flow(each, document) for each in flows]
    if found and found[-1]["type"] == "line":
        found[-1]["keep"] = True
        last = flows[-1]
        found[-1]["whole"] = isinstance(last, Line) and len(last.text) <= _WHOLE_CHARACTERS
    return found


def _flow(flow: Flow, document: Document) -> dict[str, Any]:
    match flow:
        case Line():
            return _line(flow)
        case Table():
            return _table(flow, document)
        case Picture():
            image = list(flow.image)
            return {
                "type": "picture",
                "image": image,
                "height": flow.height,
                "words": flow.words,
                "align": flow.align,
            }


def _line(line: Line) -> dict[str, Any]:
    return {
        "type": "line",
        "runs": [{"t": run.text, "b": run.bold, "i": run.italic} for run in line.runs],
        "align": line.align,
        "indent": line.indent,
        "keep": line.keep,
        "whole": False,
        "before": line.before,
    }


def _table(table: Table, document: Document, landscape: bool = False) -> dict[str, Any]:
    widths = layout.column_widths(table, layout.text_width(landscape), document.sizes.table)
    return {
        "type": "table",
        "columns": [
            {"title": column.title, "width": width, "align": column.align}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": list(table.lines()),
    }


def _signature(signature: Signature) -> dict[str, Any]:
    image = signature.image
    return {
        "lines": [line.upper() for line in signature.authority_lines],
        "name": signature.name,
        "image": None if image is None else list(image),
    }


def _annex(document: Document, index: int, annex: Annex) -> dict[str, Any]:
    label = annex_label(annex, index, len(document.annexes))
    title = layout.annex_title(annex, document.sizes.body)
    return {
        "label": label,
        "title": title,
        "subtitle": annex.subtitle,
        "refers_to": layout.annex_reference(annex, document.sizes.body),
        "rule": layout.rule_under(title, document.sizes.body),
        "table": _table(checked(annex.table, f"của «{annex.title}»"), document, annex.is_landscape),
        "closing": annex.closing,
        "landscape": annex.is_landscape,
    }
