"""The sheet of an award: everything the book says about it on a day, in words, each line with its source.

A sheet is a value: sections of lines, the conditions among them as a tree. The command line, the look-up page, the
comparison of two days and the coverage of the law all read the same sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from thidua.kernel.formats import date_vi, list_vi
from thidua.lawbook import terms
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.lines import Line, Section
from thidua.lawbook.sections import SECTIONS

State = Literal["in_force", "unloaded", "names_only", "not_begun", "ended", "nobody_decides", "before_law"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An award as of a day. `state` other than `in_force` comes with the `reason` as a sentence; `last_loaded` is then
    the last day before for which a standard was loaded."""

    award: str
    name: str
    short_name: str
    sort: str
    level: str
    recipients: str
    on: date
    state: State
    reason: str
    last_loaded: date | None
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The section of that key. Raises KeyError."""
        for each in self.sections:
            if each.key == key:
                return each
        raise KeyError(key)

    def lines(self) -> Iterator[Line]:
        """Every line of every section, at any depth."""
        for section in self.sections:
            for line in section.lines:
                yield from line.walk()

    @property
    def unchecked(self) -> int:
        """How many lines nobody has compared with the text."""
        return sum(not line.checked for line in self.lines())


def sheet(book: LawBook, code: str, on: date) -> Sheet:
    """The sheet of an award (its code or short heading) on a day. Raises KeyError for an unknown award."""
    award = book.award(code)
    made: Sheet = book.kept(("sheet", award.code, book.epoch(on)), lambda: _sheet(book, award, on))
    return made if made.on == on else replace(made, on=on)


def narrowed(whole: Sheet, kind: str | None = None, route: str | None = None) -> Sheet:
    """The sheet without the lines that are not for such a recipient or route; None keeps all."""
    sections = tuple(
        replace(each, lines=tuple(_narrowed(each.lines, kind, route))) if each.lines else each
        for each in whole.sections
    )
    return replace(whole, sections=sections)


def _narrowed(lines: Iterable[Line], kind: str | None, route: str | None) -> Iterator[Line]:
    for line in lines:
        if kind and line.kinds and kind not in line.kinds:
            continue
        if route and line.routes and route not in line.routes:
            continue
        parts = tuple(_narrowed(line.parts, kind, route))
        if not line.parts or parts:
            yield replace(line, parts=parts)


def _sheet(book: LawBook, award: Award, on: date) -> Sheet:
    state, reason = state_of(book, award, on)
    builders = () if state == "before_law" else SECTIONS
    recipients = list_vi([terms.KIND_VI[kind] for kind in award.recipients])
    groups = [terms.GROUP_VI[group] for group in award.entry.groups]
    return Sheet(
        award=award.code,
        name=award.name,
        short_name=award.short_name,
        sort=terms.AWARD_KIND_VI[award.kind],
        level=terms.LEVEL_VI[award.level],
        recipients=recipients + (f" ({'; '.join(groups)})" if groups else ""),
        on=on,
        state=state,
        reason=reason,
        last_loaded=None if state == "in_force" else last_loaded(award, on),
        sections=tuple(build(book, award, on) for build in builders),
    )


def state_of(book: LawBook, award: Award, on: date) -> tuple[State, str]:
    """Whether the award's standard stands on the day, and if not why, as a sentence."""
    entry = award.entry
    if on < book.first_day:
        first = date_vi(book.first_day)
        return "before_law", f"Trước văn bản đầu tiên của bộ quy định, có hiệu lực từ ngày {first}."
    version = book.version(award.code, on)
    if version is not None and version.ended is not None:
        return "ended", f"{version.ended}."
    if entry.authority and not book.deciders(award.code, on):
        return "nobody_decides", _nobody(award, on)
    if version is not None and version.unloaded is not None:
        return "unloaded", f"{version.unloaded}."
    if version is not None:
        return "in_force", ""
    if not entry.standards:
        return "names_only", f"Chưa nạp tiêu chuẩn của “{award.name}”; mọi hồ sơ được trả lời “chưa rõ”."
    first = date_vi(entry.standards[0].first)
    return "not_begun", f"Chưa nạp tiêu chuẩn của thời gian này; bộ quy định có từ ngày {first}."


def _nobody(award: Award, on: date) -> str:
    entries = award.entry.authority
    if on < entries[0].first:
        return f"Chưa có “{award.name}”: thẩm quyền quyết định có từ ngày {date_vi(entries[0].first)}."
    ended = max((each.until for each in entries if each.until and each.until < on), default=None)
    until = f" sau ngày {date_vi(ended)}" if ended else ""
    return f"Không còn người có thẩm quyền quyết định “{award.name}”{until}."


def last_loaded(award: Award, on: date) -> date | None:
    """The last day before `on` for which a standard was loaded."""
    return max(
        (each.until for each in award.entry.standards if each.criteria and each.until and each.until < on),
        default=None,
    )
