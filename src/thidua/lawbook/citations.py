"""Citations: an instrument with article, clause and point, as in "91/2017/NĐ-CP Đ9.3.b"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
