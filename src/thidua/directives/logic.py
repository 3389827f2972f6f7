"""What may be taken in and entered in the register. Pure."""

from __future__ import annotations

import hashlib
from datetime import date

from thidua.directives.types import Particulars
from thidua.kernel.decision import Decision, require
from thidua.kernel.text import nfc_lines

LONGEST = 400_000
"""Characters of one document; more is no directive but a book."""


def clean(text: str) -> str:
    """The text in canonical form, its lines ended alike: what is stored and what spans count in."""
    return nfc_lines(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))


def digest(text: str) -> str:
    """The same for two readings of one document: letters and digits alone count, not spaces or breaks."""
    return hashlib.sha256("".join(text.casefold().split()).encode()).hexdigest()


def takable(text: str) -> Decision:
    """Whether there is something to read."""
    return require(bool(text.strip()), "Văn bản không có chữ nào để đọc.") & require(
        len(text) <= LONGEST,
        f"Văn bản dài {len(text):,} ký tự, quá mức {LONGEST:,} ký tự.".replace(",", "."),
    )


def registrable(what: Particulars, today: date) -> Decision:
    """Whether the register takes these particulars (NĐ 30/2020/NĐ-CP: ngày đến, tác giả, ngày văn bản, trích yếu)."""
    return (
        require(bool(what.issuer.strip()), "Chưa có cơ quan ban hành.")
        & require(bool(what.subject.strip()), "Chưa có trích yếu nội dung.")
        & require(what.dated is not None, "Chưa có ngày văn bản.")
        & require(what.arrived <= today, "Ngày đến không được sau hôm nay.")
        & require(
            what.dated is None or what.dated <= what.arrived,
            "Ngày văn bản không được sau ngày đến.",
        )
    )
