"""Citations: an instrument with article, clause and point, as in "91/2017/NĐ-CP Đ9.3.b"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from thidua.kernel.text import fold_words

_FORM = re.compile(
    r"(?P<instrument>[^\s]+)(?: Đ(?P<article>\d{1,3}[a-zđ]?)(?:\.(?P<clause>\d{1,2}))?(?:\.(?P<point>[a-zđ]))?)?"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands; without an article it cites the instrument as a whole."""

    instrument: str
    article: str | None = None
    clause: str | None = None
    point: str | None = None

    @property
    def place(self) -> str:
        """The place inside the instrument, for readers: "điểm b khoản 3 Điều 9"; empty for the whole."""
        words = []
        if self.point:
            words.append(f"điểm {self.point}")
        if self.clause:
            words.append(f"khoản {self.clause}")
        if self.article:
            words.append(f"Điều {self.article}")
        return " ".join(words)


@lru_cache(maxsize=8192)
def parse(text: str) -> Citation:
    """Read a citation. Raises ValueError when it is not of the form."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"trích dẫn “{text}” không đúng dạng, ví dụ đúng: 91/2017/NĐ-CP Đ9.3.b")
    return Citation(found["instrument"], found["article"], found["clause"], found["point"])


def anchor_of(article: str | None) -> str:
    """An article as part of an address; the instrument as a whole when it is empty."""
    return f"dieu-{article}" if article else "toan-van"


def slug_of(number: str) -> str:
    """An instrument's number as part of an address: "06/2022/QH15" gives "06-2022-qh15"."""
    return "-".join("".join(c if c.isalnum() else " " for c in word) for word in fold_words(number)).replace(
        " ", "-"
    )
