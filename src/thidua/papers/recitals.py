"""Recitals and forms of address, from what the law and the record know. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from thidua.papers.wording import date_text, lower_first

_KIND_WORDS = {
    "decree": "Nghị định",
    "circular": "Thông tư",
    "decision": "Quyết định",
    "letter": "Công văn",
    "resolution": "Nghị quyết",
    "guidance": "Hướng dẫn",
    "directive": "Chỉ thị",
}


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


def form_of_address(kind: str, gender: str, name: str) -> str:
    """What stands before a recipient's name on a list: Ông, Bà, Hộ gia đình, or nothing."""
    if kind == "household":
        return "" if name.lower().startswith("hộ ") else "Hộ gia đình"
    return {"male": "Ông", "female": "Bà"}.get(gender, "") if kind == "person" else ""
