"""The words by which papers name bodies, heads, recipients, awards and legal bases. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from thidua.papers.people import Recipient
from thidua.papers.wording import date_text, lower_first

_KIND_WORDS = {"decree": "Nghị định", "circular": "Thông tư", "decision": "Quyết định", "letter": "Công văn"}


class Instrument(Protocol):
    """A law, decree or circular as the lawbook knows it."""

    @property
    def number(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def issued(self) -> date | None: ...


class Nominee(Protocol):
    """A nomination's recipient as papers name it."""

    @property
    def recipient(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def gender(self) -> str: ...
    @property
    def position(self) -> str: ...
    @property
    def recipient_unit(self) -> str: ...


def paper_recipient(nominee: Nominee, award: str = "") -> Recipient:
    """The recipient as a line of a list."""
    collective = nominee.kind == "collective"
    return Recipient(
        name=nominee.recipient,
        kind=nominee.kind,  # type: ignore[arg-type]
        prefix=_prefix(nominee),
        position=nominee.position,
        unit="" if collective else nominee.recipient_unit,
        award=award,
    )


def _prefix(nominee: Nominee) -> str:
    if nominee.kind == "household":
        return "" if nominee.recipient.lower().startswith("hộ ") else "Hộ gia đình"
    return {"male": "Ông", "female": "Bà"}.get(nominee.gender, "") if nominee.kind == "person" else ""


def award_words(name: str, is_title: bool, first: int, last: int) -> str:
    """The award as papers write it: titles in quotation marks, with the years."""
    years = f"năm {first}" if first == last else f"giai đoạn {first} - {last}"
    if not is_title:
        return name
    return f"{name} {years}" if name.startswith("Cờ ") else f"danh hiệu “{name}” {years}"


def reason_words(is_title: bool, first: int, last: int) -> str:
    """Why, after the recipients; a title says its year already."""
    if is_title:
        return ""
    when = f"năm {first}" if first == last else f"từ năm {first} đến năm {last}"
    return f"đã có thành tích xuất sắc {when}"


def legal_basis(instruments: Iterable[Instrument]) -> list[str]:
    """Whole recitals. A law is named without number and issuer (NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.a)."""
    lines = []
    for each in instruments:
        when = f" {date_text(each.issued)}" if each.issued else ""
        if each.kind == "law":
            lines.append(f"Căn cứ {each.title}{when}")
        else:
            words = _KIND_WORDS[each.kind]
            lines.append(f"Căn cứ {words} số {each.number}{when} của {each.issuer} {lower_first(each.title)}")
    return lines
