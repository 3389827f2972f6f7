"""WordprocessingML written as text: paragraphs, rules, tables, sections.

Lengths are twips (1/20 pt), sizes half-points, as the format wants them; the functions here take points.
Building a table as text and parsing it once is what keeps a list of a thousand people under a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from thidua.papers import layout
from thidua.papers.model import Align, Table

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = "Times New Roman"
CELL_STYLE = "OBang"
_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def twips(points: float) -> int:
    """Points as twips."""
    return round(points * 20)


def run(text: str, *, size: float | None = None, bold: bool = False, italic: bool = False) -> str:
    """A run; a line break in `text` becomes a break. `size` None inherits the paragraph style's."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    if size is not None:
        marks += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{inner}</w:r>"


def paragraph(
    runs: str,
    *,
    align: Align = "left",
    before: float = 0,
    after: float = 0,
    pitch: float = 1.0,
    exact: float = 0,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    keep: bool = False,
    whole: bool = False,
    border: str = "",
    outline: int | None = None,
    section: str = "",
) -> str:
    """A paragraph. `pitch` in single lines, or `exact` line height in points; `keep` with the next one,
    `whole` never split; `section` is the sectPr of the section that ends here."""
    line = (
        f'w:line="{twips(exact)}" w:lineRule="exact"'
        if exact
        else f'w:line="{round(240 * pitch)}" w:lineRule="auto"'
    )
    indents = (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging))
    given = "".join(f' w:{name}="{twips(value)}"' for name, value in indents if value)
    return (
        "<w:p><w:pPr>"
        + ("<w:keepNext/>" if keep else "")
        + ("<w:keepLines/>" if whole else "")
        + (f"<w:pBdr>{border}</w:pBdr>" if border else "")
        + f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" {line}/>'
        + (f"<w:ind{given}/>" if given else "")
        + f'<w:jc w:val="{_JUSTIFY[align]}"/>'
        + (f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "")
        + f"{section}</w:pPr>{runs}</w:p>"
    )


def rule(length: float, available: float, *, before: float = 3, after: float = 0, keep: bool = True) -> str:
    """A drawn solid line `length` long, centred in `available` (the upper border of an empty paragraph)."""
    side = max(0.0, (available - length) / 2)
    line = '<w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    return paragraph("", before=before, after=after, exact=3, left=side, right=side, border=line, keep=keep)


def boxed(text: str, size: float, width: float, available: float) -> str:
    """A red frame of the given width with bold red capitals: the urgency mark (ô 10b)."""
    side = max(0.0, (available - width) / 2)
    frame = "".join(f'<w:{edge} w:val="single" w:sz="8" w:space="2" w:color="FF0000"/>' for edge in _EDGES)
    words = run(text, size=size, bold=True).replace("<w:b/>", '<w:b/><w:color w:val="FF0000"/>', 1)
    return paragraph(words, align="center", before=6, left=side, right=side, border=frame)


_EDGES = ("top", "left", "bottom", "right")


def plain_cell(width: float, content: str, *, span: int = 1) -> str:
    """A cell of a table without rules."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{merged}</w:tcPr>{content}</w:tc>'


def plain_table(widths: tuple[float, ...], rows: Iterable[Iterable[str]]) -> str:
    """A table without rules or cell margins, whose rows are never split; each cell is its paragraphs."""
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(plain_cell(width, cell) for width, cell in zip(widths, row, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{_margins(0)}</w:tblPr>{_grid(widths)}{body}</w:tbl>"
    )


def ruled_table(table: Table, total: float, size: float) -> str:
    """A ruled table: repeated heading, rows that stay whole, group lines across all columns."""
    widths = layout.column_widths(table, total, size)
    aligns = [_JUSTIFY[column.align] for column in table.columns]
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(w)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        for w in widths
    ]
    heading = "".join(
        cell + _cell_text(column.title, "center", bold=True, keep=True) + "</w:tc>"
        for cell, column in zip(cells, table.columns, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heading}</w:tr>"]
    across = f'<w:tcW w:w="{twips(total)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
    span = f"<w:tc><w:tcPr>{across}</w:tcPr>"
    for row in table.lines():
        if isinstance(row, str):
            inner = span + _cell_text(row, "left", bold=True, keep=True) + "</w:tc>"
        else:
            inner = "".join(
                cell + _cell_text(text, align) + "</w:tc>"
                for cell, text, align in zip(cells, row, aligns, strict=True)
            )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>")
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in (*_EDGES, "insideH", "insideV")
    )
    # Centred in the full width: a table aligned left would stick out by its cell margin.
    centred = '<w:jc w:val="center"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(total)}" w:type="dxa"/>{centred}'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{_margins(layout.CELL_INSET)}</w:tblPr>'
        f"{_grid(widths)}{''.join(rows)}</w:tbl>"
    )


def _cell_text(text: str, align: str, *, bold: bool = False, keep: bool = False) -> str:
    marks = f'<w:pStyle w:val="{CELL_STYLE}"/>{"<w:keepNext/>" if keep else ""}<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{marks}</w:pPr>{run(text, bold=bold)}</w:p>"


def _grid(widths: tuple[float, ...]) -> str:
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _margins(side: float) -> str:
    sides = "".join(f'<w:{edge} w:w="{twips(side)}" w:type="dxa"/>' for edge in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def section(*, landscape: bool, references: str) -> str:
    """The properties of a section on A4, counting its pages from 1 and hiding the first number."""
    wide, high = (twips(mm * layout.MM) for mm in layout.PAGE_MM)
    size = f'w:w="{high}" w:h="{wide}" w:orient="landscape"' if landscape else f'w:w="{wide}" w:h="{high}"'
    top, right, bottom, left = (
        twips(mm * layout.MM) for mm in (layout.TOP_MM, layout.RIGHT_MM, layout.BOTTOM_MM, layout.LEFT_MM)
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips(9 * layout.MM)}" w:footer="{twips(10 * layout.MM)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def page_number(size: float) -> str:
    """The header: the page number, centred in the top margin."""
    marks = f'<w:rPr><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return paragraph("".join(f"<w:r>{marks}{part}</w:r>" for part in parts), align="center")
