"""Citations of the record format (`91/2017/NĐ-CP Đ9.3.b`) in the words the law uses."""

from __future__ import annotations

import re
from functools import lru_cache

_CITE = re.compile(
    r"(?P<instrument>\S+(?: \S+)*?) Đ(?P<article>\w+)(?:\.(?P<clause>\w+))?(?:\.(?P<point>\w+))?(?P<rest>.*)"
)
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
    """ "91/2017/NĐ-CP Đ9.3.b" as "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"; other forms as they stand."""
    found = _CITE.fullmatch(cite.strip())
    if found is None:
        return instrument_words(cite)
    words = []
    if found["point"]:
        words.append(f"điểm {found['point']}")
    if found["clause"]:
        words.append(f"khoản {found['clause']}")
    words.append(f"Điều {found['article']}")
    words.append(instrument_words(found["instrument"]))
    return " ".join(words) + found["rest"]


def instrument_words(number: str) -> str:
    """A document number with its kind before it: "15/2003/QH11" as "Luật 15/2003/QH11"."""
    text = number.strip()
    for mark, kind in _KINDS:
        if mark in text and not text.startswith(kind):
            return f"{kind} {text}"
    return text
