"""Checks of a document against NĐ 30/2020/NĐ-CP before it goes out: one message per broken rule.

Findings advise; whoever signs decides. What the layout itself guarantees (margins, rules drawn, fonts) needs
no check here: only what the words and choices of a document can get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thidua.kernel.numbering import TYPE_NAMES, check_symbol, split_document_number
from thidua.papers.clean import clean, texts, unknown_characters
from thidua.papers.flow import Line, body
from thidua.papers.model import Article, Document, PaperError

TIERS = ((12, 13, 13), (13, 14, 14))
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm", re.IGNORECASE)
_NUMBERED_LAW = re.compile(
    r"\b(?:Luật|Pháp lệnh)\b[^;]*?\bsố\s+\d+[\w/]*/(?:QH|UBTVQH)\d+|\b(?:Luật|Pháp lệnh) số \d"
)
_NUMBERED_OTHER = re.compile(
    r"\b(?:Nghị định|Nghị quyết|Thông tư|Quyết định|Kế hoạch|Công văn|Tờ trình) số\b"
)
_LEVELS = ("Q.", "KT.", "TL.", "TUQ.", "TM.")
_PARTY_LEVEL = re.compile(r"^(?:T/M|K/T|T/L)\b")
_ACADEMIC = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|TSKH|BS|CN|KS|LS|NGND|NGƯT|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư)\b\.?)",
    re.IGNORECASE,
)
_SENT_UPWARD = ("TỜ TRÌNH",)


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: a stable code for programs, a Vietnamese sentence for people."""

    rule: str
    message: str


def lint(document: Document) -> tuple[Finding, ...]:
    """Every rule `document` breaks, in the order of the page; empty when none."""
    return tuple(finding for check in _CHECKS for finding in check(document))


def _sizes(document: Document) -> Iterator[Finding]:
    sizes = document.sizes
    if (sizes.national, sizes.motto, sizes.place_date) not in TIERS:
        yield Finding(
            "size-tier",
            "Cỡ chữ Quốc hiệu, Tiêu ngữ, địa danh và ngày tháng phải cùng bậc: 12, 13, 13 hoặc 13, 14, 14.",
        )
    if not 13 <= sizes.body <= 14:
        yield Finding("body-size", f"Cỡ chữ nội dung là {sizes.body}; phải là 13 hoặc 14.")
    if not 11 <= sizes.table <= 14:
        yield Finding("table-size", f"Cỡ chữ trong bảng là {sizes.table}; nên từ 11 đến 14 để còn đọc được.")


def _head(document: Document) -> Iterator[Finding]:
    if not document.letterhead.organ.strip():
        yield Finding("organ", "Thiếu tên cơ quan, tổ chức ban hành văn bản.")
    if document.dated and not document.letterhead.place.strip():
        yield Finding("place", "Thiếu địa danh trước ngày, tháng, năm ban hành.")
    written = document.number.number
    if written is None:
        if document.date and document.dated:
            yield Finding("number-missing", "Văn bản đã ghi ngày ban hành nhưng chưa có số.")
        if not document.number.symbol:
            yield Finding("symbol-missing", "Thiếu ký hiệu của văn bản.")
        return
    if document.dated and document.date is None:
        yield Finding("date-missing", "Văn bản đã có số nhưng chưa ghi ngày, tháng, năm ban hành.")
    for sentence in check_symbol(written):
        yield Finding("number-form", f"Số, ký hiệu «{written}»: {sentence}")
    yield from _kind_matches(document, written)


def _kind_matches(document: Document, written: str) -> Iterator[Finding]:
    try:
        symbol = split_document_number(written)[1]
    except ValueError:
        return
    named = TYPE_NAMES.get(symbol.partition("-")[0])
    if document.kind_style == "named" and named and named.upper() != document.kind.upper():
        yield Finding(
            "kind-symbol",
            f"Ký hiệu «{symbol}» là của {named.lower()}, không phải của {document.kind.lower()}.",
        )


def _naming(document: Document) -> Iterator[Finding]:
    if document.kind_style == "named" and not document.kind.strip():
        yield Finding("kind", "Thiếu tên loại văn bản.")
    subject = document.subject.strip()
    if not subject:
        yield Finding("subject", "Thiếu trích yếu nội dung văn bản.")
    elif subject.endswith((".", ";")):
        yield Finding("subject-stop", "Trích yếu nội dung không có dấu chấm ở cuối.")
    if document.kind_style == "cong_van" and subject.lower().startswith("v/v"):
        yield Finding("subject-vv", "Trích yếu công văn ghi hai lần chữ «V/v»: mẫu đã có sẵn chữ này.")


def _recitals(document: Document) -> Iterator[Finding]:
    for recital in document.recitals:
        if _NUMBERED_LAW.search(recital):
            yield Finding(
                "law-number",
                f"Căn cứ là Luật, Pháp lệnh không ghi số, ký hiệu, cơ quan ban hành: «{recital[:90]}».",
            )
        elif _NUMBERED_OTHER.search(recital) and " ngày " not in recital:
            yield Finding("recital-date", f"Căn cứ phải ghi ngày, tháng, năm của văn bản: «{recital[:90]}».")
    if document.kind.upper() == "QUYẾT ĐỊNH" and not document.recitals:
        yield Finding("recitals", "Quyết định phải có căn cứ ban hành.")


def _dates(document: Document) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in texts(document):
        for found in _DATE.finditer(text):
            day, month = int(found[1]), int(found[2])
            right = f"ngày {day:02d} tháng {month:02d}" if month < 3 else f"ngày {day:02d} tháng {month}"
            if (found[1], found[2]) != tuple(right.split(" ")[1::2]) and right not in seen:
                seen.add(right)
                yield Finding("date-padding", f"«ngày {found[1]} tháng {found[2]}» phải ghi là «{right}».")


def _structure(document: Document) -> Iterator[Finding]:
    numbers = [block.number for block in document.blocks if isinstance(block, Article)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Finding("articles", "Các Điều phải đánh số liên tục từ 1.")
    try:
        lines = [flow for flow in body(document) if isinstance(flow, Line)]
    except PaperError as error:
        yield Finding("table-cells", str(error))
        return
    if not document.blocks:
        yield Finding("body", "Văn bản chưa có nội dung.")
    elif lines and not lines[-1].text.rstrip().endswith((".", "./.")):
        yield Finding("closing", "Nội dung văn bản phải kết thúc bằng «./.».")


def _addressees(document: Document) -> Iterator[Finding]:
    needs = document.kind_style == "cong_van" or document.kind.upper() in _SENT_UPWARD
    if needs and not document.addressees:
        yield Finding("addressees", "Công văn, tờ trình phải có phần «Kính gửi».")
    if document.addressees and document.recipients and "như trên" not in document.recipients[0].lower():
        yield Finding("as-above", "Văn bản có «Kính gửi» thì dòng đầu của nơi nhận là «Như trên».")


def _signatures(document: Document) -> Iterator[Finding]:
    if not document.signatures:
        yield Finding("signature", "Thiếu chức vụ, họ tên người ký.")
    if len(document.signatures) > 2:
        yield Finding("signature-count", "Mẫu chỉ có chỗ cho một hoặc hai người ký.")
    for signature in document.signatures:
        lines = [line.strip() for line in signature.authority_lines if line.strip()]
        if not lines:
            yield Finding("signer-title", f"Thiếu quyền hạn, chức vụ của người ký {signature.name}.")
            continue
        if _PARTY_LEVEL.match(lines[0]):
            yield Finding(
                "authority-mark", f"«{lines[0]}» là cách ghi của văn bản Đảng; ghi «TM.», «KT.», «TL.»."
            )
        elif any(re.match(rf"{mark[:-1]}[ ,:]", lines[0]) for mark in _LEVELS):
            yield Finding("authority-mark", f"«{lines[0]}»: sau chữ viết tắt quyền hạn ký phải có dấu chấm.")
        if lines[0].startswith(("KT.", "TL.", "TUQ.", "TM.")) and len(lines) < 2:
            yield Finding("authority-lines", f"Dưới dòng «{lines[0]}» phải ghi chức vụ của người ký.")
        if not signature.name.strip():
            yield Finding("signer-name", "Thiếu họ và tên người ký.")
        elif _ACADEMIC.match(signature.name.strip()):
            yield Finding(
                "academic-title",
                f"Trước họ tên người ký «{signature.name}» không ghi học hàm, học vị, danh hiệu.",
            )


def _recipients(document: Document) -> Iterator[Finding]:
    if not document.recipients:
        yield Finding("recipients", "Thiếu phần nơi nhận.")
        return
    archived = [bool(re.match(r"[-–\s]*Lưu\s*:", line)) for line in document.recipients]
    if not archived[-1]:
        yield Finding("archive", "Dòng cuối của nơi nhận phải là «Lưu: VT, …».")
    elif not re.search(r"\bVT\b", document.recipients[-1]):
        yield Finding("archive-office", "Dòng «Lưu» phải có chữ viết tắt «VT» (văn thư).")
    if any(archived[:-1]):
        yield Finding("archive-last", "Dòng «Lưu» phải đứng cuối phần nơi nhận.")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _annexes(document: Document) -> Iterator[Finding]:
    if not document.annexes:
        return
    words = " ".join(texts((document.recitals, document.blocks))).lower()
    if "kèm theo" not in words and "phụ lục" not in words:
        yield Finding("annex-mention", "Nội dung văn bản phải chỉ dẫn tới phụ lục kèm theo.")
    for annex in document.annexes:
        if not annex.refers_to.strip():
            yield Finding(
                "annex-reference", f"Phụ lục «{_flat(annex.title)}» thiếu dòng ghi văn bản kèm theo."
            )
        if not annex.table.row_count:
            yield Finding("annex-empty", f"Phụ lục «{_flat(annex.title)}» chưa có dòng nào.")
        for row in annex.table.lines():
            if not isinstance(row, str) and len(row) != len(annex.table.columns):
                yield Finding("table-cells", f"Bảng của «{_flat(annex.title)}» có dòng thừa hoặc thiếu ô.")
                break


def _characters(document: Document) -> Iterator[Finding]:
    for text in texts(document):
        wrong = unknown_characters(clean(text))
        if wrong:
            codes = ", ".join(f"U+{ord(character):04X}" for character in wrong)
            yield Finding("character", f"«{text[:60]}» có ký tự phông chữ không in được: {codes}.")


_CHECKS: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    _sizes,
    _head,
    _naming,
    _recitals,
    _dates,
    _structure,
    _addressees,
    _signatures,
    _recipients,
    _annexes,
    _characters,
)
