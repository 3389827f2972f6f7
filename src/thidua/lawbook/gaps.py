"""Declared gaps: what the book knows that it does not know, so that no answer passes a guess off as law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from thidua.lawbook.record import Day
from thidua.lawbook.schema import AwardEntry, Entry, Scope, concerns

GapKind = Literal["unread", "question", "conflict", "local"]
GAP_KIND_VI: dict[GapKind, str] = {
    "unread": "Văn bản chưa đọc",
    "question": "Câu hỏi chưa có lời giải",
    "conflict": "Các nguồn mâu thuẫn",
    "local": "Địa phương quy định",
}

Article = Annotated[str, Field(pattern=r"^\d{1,3}(-\d{1,3}|[a-zđ]?(\.\d{1,2}(\.[a-zđ])?)?)$")]


class GapSource(Entry):
    """An instrument and the places in it: articles ("31"), ranges of articles ("14-21"), clauses ("22.1"), points
    ("24.1.b"); no place means the whole text."""

    instrument: str
    articles: tuple[Article, ...] = ()

    @model_validator(mode="after")
    def _ranges_ascend(self) -> Self:
        for text in self.articles:
            first, _, last = text.partition("-")
            if last and int(last) <= int(first):
                raise ValueError(f"“{text}”: điều cuối không sau điều đầu")
        return self

    def cites(self) -> Iterator[str]:
        """Every place as a citation, ranges article by article."""
        if not self.articles:
            yield self.instrument
        for text in self.articles:
            first, _, last = text.partition("-")
            places = [str(number) for number in range(int(first), int(last) + 1)] if last else [text]
            yield from (f"{self.instrument} Đ{place}" for place in places)


class GapEntry(Entry):
    """One gap: what is not known, what it does to answers, who could settle it.

    `awards` are the awards whose answers it touches, None where it touches procedure only. `rules` and `parameters`
    name what the book says for the time being. `first` and `until` bound the days whose answers it touches.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: GapKind
    title: str = Field(min_length=1)
    about: tuple[GapSource, ...] = Field(min_length=1)
    unknown: str = Field(min_length=1)
    effect: str = Field(min_length=1)
    settled_by: str = Field(min_length=1)
    awards: Scope | None = None
    rules: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    first: Day | None = Field(default=None, alias="from")
    until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.first is not None and self.until is not None and self.until < self.first:
            raise ValueError(f"hết ({self.until}) trước khi bắt đầu ({self.first})")
        return self

    @property
    def cites(self) -> tuple[str, ...]:
        """Every place the gap is about, as citations."""
        return tuple(cite for source in self.about for cite in source.cites())

    def touches(self, award: AwardEntry, on: date) -> bool:
        """Whether it bears on answers about the award on the day."""
        if self.awards is None or (self.first is not None and on < self.first):
            return False
        return (self.until is None or on <= self.until) and concerns(self.awards, award)


class GapFile(Entry):
    """gaps/*.yaml"""

    gaps: tuple[GapEntry, ...]
