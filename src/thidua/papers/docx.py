"""Documents as DOCX for the offices that still edit before signing: same words and layout as the PDF.

The font is named "Times New Roman"; nothing is embedded. The bytes depend on the document alone.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import struct
import zipfile
from typing import Any

import docx
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from thidua.papers import layout, wordml
from thidua.papers.clean import cleaned, require_png
from thidua.papers.flow import (
    Flow,
    Line,
    addressee_lines,
    annex_label,
    body,
    checked,
    recipient_lines,
)
from thidua.papers.model import Annex, Document, PaperError, Picture, Signature, Table
from thidua.papers.wordml import paragraph, rule, run

_BAD_IMAGE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_DRAFT_DATE = dt.date(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(document: Document) -> bytes:
    """`document` as DOCX bytes. Raises `PaperError` for rows of the wrong length or a broken image."""
    tidy = cleaned(document)
    require_png(tidy)
    package = docx.Document()
    _set_styles(package, tidy)
    _set_properties(package, tidy)
    references = _header_and_footer(package, tidy)
    parts = [_main(package, tidy)]
    landscape = False
    for index, annex in enumerate(tidy.annexes):
        parts.append(
            _section_end(wordml.section(landscape=landscape, references=references if index == 0 else ""))
        )
        parts.append(_annex(tidy, index, annex))
        landscape = annex.is_landscape
    parts.append(wordml.section(landscape=landscape, references="" if tidy.annexes else references))
    _fill(package, _numbered_pictures("".join(parts)))
    return _stored(package)


def _numbered_pictures(content: str) -> str:
    """Give every picture its own number: Word repairs a file in which two share one."""
    order = itertools.count(1)
    return re.sub(r'(<wp:docPr [^>]*?\bid=")\d+"', lambda found: f'{found[1]}{next(order)}"', content)


def _fill(package: Any, content: str) -> None:
    """Give the package its main part. Moving the parsed rows into the stock tree one by one costs a second
    for a thousand of them, so the tree is replaced."""
    package.part._element = parse_xml(
        f"<w:document {wordml.NAMESPACES}><w:body>{content}</w:body></w:document>"
    )


def _stored(package: Any) -> bytes:
    """The package with fixed times on its parts, so that equal documents are equal files."""
    raw = io.BytesIO()
    package.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()


def _set_properties(package: Any, document: Document) -> None:
    day = document.date or _DRAFT_DATE
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    properties = package.core_properties
    # The format allows 255 characters; a longer subject is whole in the document itself.
    properties.title = document.title[:255]
    properties.author = " ".join(document.letterhead.organ.split())[:255]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = moment
    properties.language = "vi-VN"
    properties.comments = ""
    properties.revision = 1


def _set_styles(package: Any, document: Document) -> None:
    """Times New Roman everywhere, also where the stock template names theme fonts."""
    styles = package.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
    normal = package.styles["Normal"]
    normal.font.name = wordml.FONT
    properties = normal.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), wordml.FONT)
    for tag, value in (("sz", document.sizes.body * 2), ("szCs", document.sizes.body * 2), ("lang", "vi-VN")):
        properties.append(parse_xml(f'<w:{tag} {wordml.NAMESPACES} w:val="{value}"/>'))
    size = document.sizes.table * 2
    kind = f'w:type="paragraph" w:customStyle="1" w:styleId="{wordml.CELL_STYLE}"'
    styles.append(
        parse_xml(
            f"<w:style {wordml.NAMESPACES} {kind}>"
            '<w:name w:val="Ô bảng"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            '<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
            f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    )


def _header_and_footer(package: Any, document: Document) -> str:
    """Write the page number (and ô 13 at the foot of page 1); return the references for the section."""
    section = package.sections[0]
    section.different_first_page_header_footer = True
    _replace(section.header, wordml.page_number(layout.PAGE_NUMBER))
    if document.contact:
        line = '<w:top w:val="single" w:sz="6" w:space="2" w:color="000000"/>'
        _replace(
            section.first_page_footer, paragraph(run(document.contact, size=layout.CONTACT), border=line)
        )
    found = section._sectPr.findall(qn("w:headerReference")) + section._sectPr.findall(
        qn("w:footerReference")
    )
    return "".join(
        f'<w:{each.tag.rpartition("}")[2]} w:type="{each.get(qn("w:type"))}" r:id="{each.get(qn("r:id"))}"/>'
        for each in found
    )


def _replace(place: Any, content: str) -> None:
    place.is_linked_to_previous = False
    target = place._element
    for child in list(target):
        target.remove(child)
    for child in list(parse_xml(f"<w:body {wordml.NAMESPACES}>{content}</w:body>")):
        target.append(child)


def _section_end(section: str) -> str:
    return paragraph("", exact=1, section=section)


def _main(package: Any, document: Document) -> str:
    head = layout.head(document)
    parts = [_letterhead(document, head)]
    if document.kind_style == "named":
        parts.append(_naming(document, head))
    parts.append(_addressees(document))
    flows = body(document)
    last = len(flows) - 1
    parts.extend(_flow(package, document, flow, index == last) for index, flow in enumerate(flows))
    parts.append(_signing(package, document))
    return "".join(parts)


def _letterhead(document: Document, head: layout.Head) -> str:
    sizes = document.sizes
    left = "".join(paragraph(run(text, size=sizes.organ), align="center") for text in head.superior)
    left += "".join(paragraph(run(text, size=sizes.organ, bold=True), align="center") for text in head.organ)
    left += rule(head.organ_rule, head.left)
    right = (
        paragraph(run(layout.NATIONAL, size=sizes.national, bold=True), align="center")
        + paragraph(run(layout.MOTTO, size=sizes.motto, bold=True), align="center")
        + rule(head.motto_rule, head.right)
    )
    below = paragraph(run(document.number.line, size=13), align="center", before=4)
    if document.kind_style == "cong_van":
        below += "".join(
            paragraph(
                run(text, size=sizes.congvan_subject), align="center", before=layout.GAP if index == 0 else 0
            )
            for index, text in enumerate(head.subject)
        )
    if document.urgency:
        below += wordml.boxed(
            document.urgency, 13, layout.URGENCY_MM[document.urgency] * layout.MM, head.left
        )
    date = paragraph(run(head.place_date, size=sizes.place_date, italic=True), align="center", before=4)
    return wordml.plain_table((head.left, head.right), ((left, right), (below, date)))


def _naming(document: Document, head: layout.Head) -> str:
    size = document.sizes.body
    texts = (document.kind.upper(), *head.subject)
    return "".join(
        paragraph(
            run(text, size=size, bold=True),
            align="center",
            before=18 if index == 0 else 0,
            keep=True,
            outline=0 if index == 0 else None,
        )
        for index, text in enumerate(texts)
    ) + rule(head.subject_rule, layout.text_width(), after=10)


def _addressees(document: Document) -> str:
    names = addressee_lines(document)
    size = document.sizes.body
    if len(names) < 2:
        text = f"Kính gửi: {names[0]}" if names else ""
        return paragraph(run(text, size=size), align="center", before=12, after=8) if names else ""
    indent = 25 * layout.MM
    return paragraph(run("Kính gửi:", size=size), before=12, left=indent, keep=True) + "".join(
        paragraph(
            run(name, size=size),
            before=2,
            left=indent + 68,
            hanging=8,
            after=8 if name is names[-1] else 0,
            keep=True,
        )
        for name in names
    )


def _flow(package: Any, document: Document, flow: Flow, last: bool) -> str:
    if isinstance(flow, Picture):
        picture = _picture(package, flow.image, flow.height * layout.MM, flow.words)
        return paragraph(picture, align=flow.align, before=layout.GAP, keep=True)
    if isinstance(flow, Table):
        # Word joins two tables that touch; the thin paragraph also carries the gap.
        gap = paragraph("", exact=layout.GAP, keep=last)
        return gap + wordml.ruled_table(flow, layout.text_width(), document.sizes.table) + gap
    return _line(document, flow, last)


def _line(document: Document, line: Line, last: bool) -> str:
    size = document.sizes.body
    return paragraph(
        "".join(run(each.text, size=size, bold=each.bold, italic=each.italic) for each in line.runs),
        align=line.align,
        before=layout.GAP + line.before,
        pitch=layout.PITCH,
        first=layout.INDENT_MM * layout.MM if line.indent else 0,
        keep=line.keep or last,
        whole=last,
    )


def _signing(package: Any, document: Document) -> str:
    """Ô 7 and 9b in one unsplit row, kept with the last paragraph."""
    total = layout.text_width()
    gap = paragraph("", exact=12, keep=True)
    if len(document.signatures) == 2:
        pair = tuple(_signature(package, document, each) for each in document.signatures)
        return (
            gap
            + wordml.plain_table((total / 2, total / 2), (pair,))
            + paragraph("", exact=8)
            + _recipients(document)
        )
    right = "".join(_signature(package, document, each) for each in document.signatures)
    left = _recipients(document) or paragraph("")
    return gap + wordml.plain_table((total * 0.46, total * 0.54), ((left, right or paragraph("")),))


def _signature(package: Any, document: Document, signature: Signature) -> str:
    size = document.sizes.body
    lines = "".join(
        paragraph(run(text.upper(), size=size, bold=True), align="center", keep=True)
        for text in signature.authority_lines
    )
    space = layout.SIGNING_SPACE_MM * layout.MM
    if signature.image is None:
        room = paragraph("", exact=space, keep=True)
    else:
        room = paragraph(
            _picture(package, signature.image, space * 0.8, f"Chữ ký của {signature.name}"),
            align="center",
            keep=True,
        )
    return lines + room + paragraph(run(signature.name, size=size, bold=True), align="center")


def _picture(package: Any, image: bytes, height: float, words: str) -> str:
    """An inline image `height` points high; `words` stand for it when it cannot be seen."""
    try:
        inline = package.part.new_pic_inline(io.BytesIO(image), height=Pt(height))
    except (*_BAD_IMAGE, KeyError, ValueError, struct.error) as error:
        raise PaperError(f"Không đọc được hình ảnh «{words}»: cần tệp PNG.") from error
    inline.docPr.set("descr", words)
    return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"


def _recipients(document: Document) -> str:
    names = recipient_lines(document)
    if not names:
        return ""
    label = paragraph(run("Nơi nhận:", size=layout.RECIPIENTS_LABEL, bold=True, italic=True), keep=True)
    listed = "".join(paragraph(run(name, size=layout.RECIPIENTS), left=5, hanging=5) for name in names)
    drafter = paragraph(run(document.drafter, size=layout.DRAFTER)) if document.drafter else ""
    return label + listed + drafter


def _annex(document: Document, index: int, annex: Annex) -> str:
    size, total = document.sizes.body, layout.text_width(annex.is_landscape)
    label = annex_label(annex, index, len(document.annexes))
    title = layout.annex_title(annex, size)
    parts = (
        [paragraph(run(label, size=layout.ANNEX_LABEL, bold=True), align="center", keep=True)]
        if label
        else []
    )
    parts += [
        paragraph(run(text, size=size, bold=True), align="center", keep=True, outline=None if place else 0)
        for place, text in enumerate(title)
    ]
    if annex.subtitle:
        parts.append(paragraph(run(annex.subtitle, size=size, bold=True), align="center", keep=True))
    parts += [
        paragraph(run(text, size=size, italic=True), align="center", keep=True)
        for text in layout.annex_reference(annex, size)
    ]
    parts.append(rule(layout.rule_under(title, size), total, after=8))
    table = checked(annex.table, f"của «{annex.title}»")
    parts.append(wordml.ruled_table(table, total, document.sizes.table))
    if annex.closing:
        parts.append(paragraph(run(annex.closing, size=size, italic=True), before=6))
    else:
        parts.append(paragraph("", exact=1))
    return "".join(parts)
