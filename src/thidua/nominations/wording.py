"""The words by which papers name bodies, heads, recipients, awards and legal bases. Pure."""

from __future__ import annotations

from typing import Protocol

from thidua.papers.people import Recipient
from thidua.papers.recitals import form_of_address


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
        prefix=form_of_address(nominee.kind, nominee.gender, nominee.recipient),
        position=nominee.position,
        unit="" if collective else nominee.recipient_unit,
        award=award,
    )


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
