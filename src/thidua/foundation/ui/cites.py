"""Citations of the record format (`91/2017/NĐ-CP Đ9.3.b`) in the words the law uses."""

from __future__ import annotations

from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from thidua.lawbook.citations import anchor_of, parse, slug_of

_KINDS = (
    ("/NĐ-CP", "Nghị định"),
    ("/QH", "Luật"),
    ("/TT-", "Thông tư"),
    ("/QĐ-", "Quyết định"),
    ("/NQ-", "Nghị quyết"),
    ("/VBHN-", "Văn bản hợp nhất"),
)


@lru_cache(maxsize=4096)
def cite_words(cite: str) -> str:
    """A citation for readers: "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"; other forms as they stand."""
    try:
        found = parse(cite.strip())
    except ValueError:
        return cite
    return f"{found.place} {instrument_words(found.instrument)}".strip()


@lru_cache(maxsize=4096)
def cite_url(cite: str) -> str:
    """The page that shows where the article stands in the book of law; "" where the site has none."""
    try:
        found = parse(cite.strip())
        if found.article:
            return reverse("portal:article", args=[slug_of(found.instrument), anchor_of(found.article)])
        return reverse("portal:instrument", args=[slug_of(found.instrument)])
    except (ValueError, NoReverseMatch):
        return ""


def instrument_words(number: str) -> str:
    """A document number with its kind before it: "15/2003/QH11" as "Luật 15/2003/QH11"."""
    return next((f"{kind} {number}" for mark, kind in _KINDS if mark in number), number)
