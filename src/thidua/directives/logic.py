"""What may be taken in, entered in the registers and ordered. Pure."""

from __future__ import annotations

import hashlib
from datetime import date

from thidua.directives.types import ClauseTerms, DocumentState, Particulars
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.kernel.numbering import TYPE_NAMES, letter_symbol, symbol
from thidua.kernel.text import fold, nfc_lines

LETTER = "CV"
"""Our short name of công văn, the kind that has no abbreviation."""
ELSEWHERE = {"QĐ": "Quyết định", "TTr": "Tờ trình"}
"""Kinds that are numbered where they are made: decisions and submissions."""
_DRAFTED_BY = "TĐKT"
ONLY_OWN_WORDS = "Chỉ tách, gộp được nội dung còn nguyên lời văn bản."
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


def wordable(terms: ClauseTerms) -> Decision:
    """Whether a clause may be kept so: it says something, in no more words than a column takes."""
    return (
        require(bool(terms.text.strip()), "Chưa có lời của nội dung giao việc.")
        & require(len(terms.rhythm) <= 60, "Định kỳ dài quá 60 ký tự.")
        & require(
            all(len(each) <= 500 for each in terms.addressees), "Tên một nơi nhận việc dài quá 500 ký tự."
        )
    )


def acceptable(terms: ClauseTerms) -> Decision:
    """Whether a clause may give work: it says what and names whom."""
    return wordable(terms) & require(bool(terms.addressees), "Chưa rõ giao cho ai: hãy sửa mục “Giao cho”.")


def parts(text: str, typed: str) -> tuple[tuple[tuple[int, int], ...], Decision]:
    """The parts of `text` that the line breaks of `typed` make, as spans; `typed` must be the very same words.

    Spaces are free, since a browser and a person handle them freely; every other sign counts.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if "".join("".join(lines).split()) != "".join(text.split()):
        return (), refuse("Khi tách chỉ được xuống dòng, không được sửa lời; sửa lời ở mục “Sửa nội dung”.")
    if len(lines) < 2:
        return (), refuse("Chưa xuống dòng ở chỗ nào: hãy xuống dòng trước mỗi phần muốn tách ra.")
    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    spans, done = [], 0
    for line in lines:
        count = len("".join(line.split()))
        spans.append((signs[done], signs[done + count - 1] + 1))
        done += count
    return tuple(spans), ALLOW


def outgoing_kind(kind: str) -> str:
    """The abbreviation of a kind given by abbreviation or name; `LETTER` for công văn, "" for none that there is."""
    if kind in TYPE_NAMES or kind == LETTER:
        return kind
    wanted = fold(kind)
    if wanted == "cong van":
        return LETTER
    return next((short for short, name in TYPE_NAMES.items() if fold(name) == wanted), "")


def kind_name(short: str) -> str:
    """The name of a kind by its abbreviation."""
    return TYPE_NAMES.get(short, "Công văn")


def outgoing_symbol(short: str, body: str) -> str:
    """The symbol behind the number: "BC-UBND", of a letter "UBND-TĐKT" (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    return letter_symbol(body, _DRAFTED_BY) if short == LETTER else symbol(short, body)


def issuable(short: str, subject: str, on: date, today: date) -> Decision:
    """Whether the register of outgoing documents takes this one."""
    return (
        require(bool(short), "Loại văn bản không có trong danh mục của Nghị định 30/2020/NĐ-CP.")
        & require(
            short not in ELSEWHERE,
            f"{ELSEWHERE.get(short, '')} được lấy số ở nơi lập văn bản đó, không lấy ở sổ này.",
        )
        & require(bool(subject), "Chưa có trích yếu nội dung.")
        & require(on <= today, "Ngày văn bản không được sau hôm nay.")
    )


def recipient_lines(recipients: str) -> list[str]:
    """Who the recipients list names: without the copies for the files ("Lưu: VT") and "Như trên"."""
    lines = (line.strip(" -–+;.\t") for line in recipients.splitlines())
    return [
        line
        for line in lines
        if line and fold(line).split()[:1] != ["luu"] and not fold(line).startswith("nhu ")
    ]


def sendable(state: DocumentState, dated: date | None, on: date, today: date) -> Decision:
    """Whether a document may be sent on that day: it is in its register, and neither before its date nor to come."""
    return (
        require(state != DocumentState.READ, "Văn bản chưa vào sổ nên chưa gửi đi được.")
        & require(on <= today, "Ngày gửi không được sau hôm nay.")
        & require(dated is None or dated <= on, "Ngày gửi không được trước ngày văn bản.")
    )
