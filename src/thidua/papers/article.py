"""An article handed to an editor: plain words that can be copied, the pictures beside it as files. Not an official
paper, so without a letterhead."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from thidua.papers.clean import clean

FONT = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Article:
    """What is handed over. `pictures` are (file name, what it shows); `notes` stand below, outside the article."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    author: str
    day: dt.date


def article_docx(article: Article) -> bytes:
    """The article as DOCX bytes."""
    package = docx.Document()
    normal = package.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _line(package, article.title, bold=True, size=18)
    _line(package, article.lead, bold=True)
    for paragraph in article.paragraphs:
        _line(package, paragraph)
    _line(package, article.author, bold=True)
    if article.pictures:
        _line(package, "Ảnh kèm theo", bold=True)
        for name, words in article.pictures:
            _line(package, f"{name}: {words}")
    _line(package, "Ghi chú gửi ban biên tập (không đăng)", bold=True)
    for note in article.notes:
        _line(package, note, italic=True)
    moment = dt.datetime(article.day.year, article.day.month, article.day.day, tzinfo=dt.UTC)
    properties = package.core_properties
    properties.title, properties.author = clean(article.title)[:255], clean(article.author)[:255]
    properties.last_modified_by, properties.comments = properties.author, ""
    properties.created = properties.modified = moment
    properties.language = "vi-VN"
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def _line(
    package: docx.document.Document, text: str, *, bold: bool = False, italic: bool = False, size: int = 14
) -> None:
    run = package.add_paragraph().add_run(clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
