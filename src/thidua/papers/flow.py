"""The body of a document as one stream of simple lines and tables, shared by both writers.

Numbers of khoản, letters of điểm, closing marks of recitals and bold labels are settled here, so that the
PDF and the DOCX of a paper cannot differ in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.kernel.roman import to_roman
from thidua.papers.model import (
    Align,
    Annex,
    Article,
    Block,
    Clause,
    Clauses,
    Document,
    Heading,
    Labelled,
    PaperError,
    Paragraph,
    Picture,
    Table,
)
from thidua.papers.wording import dashed, listed, point_letter


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph ready to be set. `before`: extra points above; `keep`: stays with the next one."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    indent: bool = True
    keep: bool = False
    before: float = 0

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(run.text for run in self.runs)


Flow = Line | Table | Picture

# Space above the authority line and the enacting word, points.
_PART = 6.0


def body(document: Document) -> tuple[Flow, ...]:
    """Everything between the subject (ô 5a) and the signature, in order."""
    return (*_opening(document), *(flow for block in document.blocks for flow in _block(block)))


def _opening(document: Document) -> Iterator[Line]:
    if document.issuer:
        yield _centred(document.issuer.upper())
    for recital in listed(document.recitals):
        yield Line((Run(recital, italic=True),))
    if document.enacting:
        yield _centred(document.enacting)


def _centred(text: str) -> Line:
    return Line((Run(text, bold=True),), align="center", indent=False, keep=True, before=_PART)


def _block(block: Block) -> Iterator[Flow]:
    match block:
        case Paragraph():
            yield Line((Run(block.text, block.bold, block.italic),), block.align, block.indent)
        case Labelled():
            yield Line((Run(block.label + " ", bold=True), Run(block.text)))
        case Heading():
            yield _heading(block)
        case Clauses():
            yield from _clauses(block.items)
        case Article():
            yield from _article(block)
        case Table():
            yield checked(block, "trong văn bản")
        case Picture():
            yield block


def _heading(heading: Heading) -> Line:
    centred = heading.level == 1
    text = heading.text if heading.level == 3 else heading.text.upper()
    return Line((Run(text, bold=True),), "center" if centred else "justify", not centred, keep=True)


def _article(article: Article) -> Iterator[Line]:
    label = f"Điều {article.number}."
    rest = article.paragraphs
    if article.title:
        yield Line((Run(f"{label} {article.title}", bold=True),), keep=True)
    else:
        first = rest[0] if rest else ""
        rest = rest[1:]
        yield Line((Run(label + " ", bold=True), Run(first)), keep=not first)
    for text in rest:
        yield Line((Run(text),))
    yield from _clauses(article.clauses)


def _clauses(clauses: tuple[Clause, ...]) -> Iterator[Line]:
    for number, clause in enumerate(clauses, start=1):
        yield Line((Run(f"{number}. {clause.text}"),))
        for index, point in enumerate(clause.points):
            yield Line((Run(f"{point_letter(index)}) {point}"),))


def checked(table: Table, where: str) -> Table:
    """The table itself, or a `PaperError` naming the first row with too few or too many cells."""
    want = len(table.columns)
    if not want:
        raise PaperError(f"Bảng {where} không có cột nào.")
    for number, row in enumerate(table.lines(), start=1):
        if not isinstance(row, str) and len(row) != want:
            raise PaperError(f"Bảng {where} có {want} cột nhưng dòng {number} có {len(row)} ô.")
    return table


def annex_label(annex: Annex, index: int, total: int) -> str:
    """`Phụ lục`, or `Phụ lục II` when the document has several (NĐ 30, PL I, III.1.a)."""
    if annex.label is not None:
        return annex.label
    return f"Phụ lục {to_roman(index + 1)}" if total > 1 else "Phụ lục"


def addressee_lines(document: Document) -> tuple[str, ...]:
    """Ô 9a: one name as given; several with a dash, `;` and a last `.`"""
    names = document.addressees
    return names if len(names) < 2 else dashed(names)


def recipient_lines(document: Document) -> tuple[str, ...]:
    """Ô 9b: `- …;` and a last `- Lưu: VT, ….`"""
    return dashed(document.recipients)
