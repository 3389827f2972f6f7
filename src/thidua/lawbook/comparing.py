"""Two sheets of an award side by side: what was added, removed and changed between two days, and in what.

`compare` aligns the lines of each section by their keys (and, where a rule got another name, by their titles), level by
level. Compared the other way round, added and removed change places and everything else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.lines import Line
from thidua.lawbook.sheet import Sheet, sheet

Kind = Literal["same", "source", "changed", "added", "removed"]
KIND_VI: dict[Kind, str] = {
    "same": "Giữ nguyên",
    "source": "Chỉ đổi căn cứ",
    "changed": "Thay đổi",
    "added": "Mới",
    "removed": "Không còn",
}
SIGNS: dict[Kind, str] = {"same": "=", "source": "~", "changed": "≠", "added": "+", "removed": "−"}
Marked = tuple[tuple[str, bool], ...]
"""Runs of words of one text; True where the other text has something else."""
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after. `own` is what became of the line itself and `what` names it; `kind` also counts what
    lies below."""

    kind: Kind
    own: Kind
    before: Line | None
    after: Line | None
    what: tuple[str, ...] = ()
    parts: tuple[Row, ...] = ()

    @property
    def line(self) -> Line:
        """The line after, or before where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    def walk(self) -> Iterator[Row]:
        """The row and every row below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Compared:
    """A section before and after, with the notes said where it holds no lines."""

    key: str
    title: str
    kind: Kind
    rows: tuple[Row, ...]
    note_before: str
    note_after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sheets of one award, section by section."""

    before: Sheet
    after: Sheet
    sections: tuple[Compared, ...]

    @property
    def changed(self) -> bool:
        """Whether anything but the days differs."""
        return self.law_changed or any(each.kind != "same" for each in self.sections)

    @property
    def law_changed(self) -> bool:
        """Whether something differs that is law, not merely what the book does not know of it."""
        state = (self.before.state, self.before.reason) != (self.after.state, self.after.reason)
        return state or any(each.kind != "same" for each in self.sections if each.key != "gaps")

    def count(self, kind: Kind) -> int:
        """How many lines were added, removed, changed or cite another source; what stands below an added or removed
        line counts as one with it."""
        rows = (row for section in self.sections for top in section.rows for row in _outermost(top))
        return sum(row.own == kind for row in rows)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which the sheet of an award changes, and the headings under which it does."""

    on: date
    titles: tuple[str, ...]


def compare(before: Sheet, after: Sheet) -> Comparison:
    """What differs between two sheets of one award. Raises ValueError for two awards."""
    if before.award != after.award:
        raise ValueError(f"hai danh hiệu, hình thức khác nhau: {before.award}, {after.award}")
    old = {each.key: each for each in before.sections}
    new = {each.key: each for each in after.sections}
    keys = list(new) if len(new) >= len(old) else list(old)
    sections = []
    for key in keys:
        left, right = old.get(key), new.get(key)
        shown = right or left
        assert shown is not None
        rows = _rows(left.lines if left else (), right.lines if right else ())
        notes = tuple("" if each is None or each.lines else each.note for each in (left, right))
        kind = _below(rows) if rows or notes[0] == notes[1] else "changed"
        sections.append(Compared(key, shown.title, kind, rows, notes[0], notes[1]))
    return Comparison(before, after, tuple(sections))


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Two texts cut into runs of words, each with whether it stands in that text alone."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += [("".join(old[i:j]), kind != "equal")] if j > i else []
        right += [("".join(new[k:n]), kind != "equal")] if n > k else []
    return tuple(left), tuple(right)


def milestones(book: LawBook, award: Award) -> tuple[Milestone, ...]:
    """The days on which the law on the award's sheet changes, ascending; the first is that on which the book begins."""
    found: tuple[Milestone, ...] = book.kept(
        ("milestones", award.code), lambda: tuple(_milestones(book, award))
    )
    return found


def _milestones(book: LawBook, award: Award) -> Iterator[Milestone]:
    before = None
    for day in book.change_days:
        if day < book.first_day:
            continue
        after = sheet(book, award.code, day)
        if before is None:
            if not _begun(award, after):
                continue
            yield Milestone(day, ())
        elif (before.state, before.reason, before.sections) != (after.state, after.reason, after.sections):
            found = compare(before, after)
            if found.law_changed:
                differ = [each for each in found.sections if each.kind != "same" and each.key != "gaps"]
                yield Milestone(day, tuple(each.title for each in differ))
        before = after


def _begun(award: Award, shown: Sheet) -> bool:
    """Whether the book says enough to follow from here: a standard, or for an award known by name its dossier."""
    if award.has_rules:
        return shown.state == "in_force"
    return bool(shown.sections) and bool(shown.section("dossier").lines)


def _outermost(row: Row) -> Iterator[Row]:
    yield row
    if row.own not in ("added", "removed"):
        for part in row.parts:
            yield from _outermost(part)


def _rows(before: Sequence[Line], after: Sequence[Line]) -> tuple[Row, ...]:
    """The lines after in their order; each line that is gone stands behind the one it stood behind."""
    pairs = _pairs(before, after)
    rows = []
    for right in after:
        left = next((old for old, new in pairs if new is right), None)
        rows.append(_new(right) if left is None else _both(left, right))
    place = 0
    for left in before:
        kept = next((number for number, row in enumerate(rows) if row.before is left), None)
        if kept is None:
            rows.insert(place, _gone(left))
        place = (place if kept is None else kept) + 1
    return tuple(rows)


def _pairs(before: Sequence[Line], after: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Lines of the same key, in turn; then those left over of the same title."""
    left, right = list(before), list(after)
    found = []
    for name in ("key", "title"):
        for old in list(left):
            new = next((each for each in right if getattr(each, name) == getattr(old, name)), None)
            if new is not None:
                found.append((old, new))
                left = [each for each in left if each is not old]
                right = [each for each in right if each is not new]
    return found


def _new(line: Line) -> Row:
    return Row("added", "added", None, line, (), tuple(_new(part) for part in line.parts))


def _gone(line: Line) -> Row:
    return Row("removed", "removed", line, None, (), tuple(_gone(part) for part in line.parts))


def _both(before: Line, after: Line) -> Row:
    parts = _rows(before.parts, after.parts)
    content, source = _content(before, after), _source(before, after)
    own: Kind = "changed" if content else "source" if source else "same"
    below = _below(parts)
    kind = own if below == "same" or own == "changed" else below
    return Row(kind, own, before, after, (*content, *source), parts)


def _below(rows: Sequence[Row]) -> Kind:
    kinds = {row.kind for row in rows}
    if kinds & {"changed", "added", "removed"}:
        return "changed"
    return "source" if "source" in kinds else "same"


def _content(before: Line, after: Line) -> tuple[str, ...]:
    """What changed of what the line asks."""
    found = []
    text_before, text_after = f"{before.title} {before.says}", f"{after.title} {after.says}"
    if _NUMBER.findall(text_before) != _NUMBER.findall(text_after):
        found.append("con số")
    if _NUMBER.sub("", text_before) != _NUMBER.sub("", text_after):
        found.append("nội dung")
    if before.whom != after.whom:
        found.append("đối tượng")
    if before.failing != after.failing:
        found.append("hệ quả khi không đạt")
    if before.either != after.either:
        found.append("cách kết hợp các điều kiện")
    return tuple(found)


def _source(before: Line, after: Line) -> tuple[str, ...]:
    """What changed of where it stands and how sure that is."""
    found = []
    if before.cites != after.cites:
        found.append("trích dẫn")
    if before.checked != after.checked:
        found.append("mức đối chiếu")
    if (before.because, before.remark) != (after.because, after.remark):
        found.append("ghi chú")
    return tuple(found)
