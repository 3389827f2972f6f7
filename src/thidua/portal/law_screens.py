"""The sheets of the law as the look-up pages draw them: lines with links to their articles, days to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from thidua.kernel.formats import date_vi
from thidua.kernel.text import fold, fold_words
from thidua.lawbook import LawBook, terms
from thidua.lawbook.book import Award
from thidua.lawbook.citations import anchor_of, parse, slug_of
from thidua.lawbook.comparing import KIND_VI, SIGNS, Comparison, Marked, Row, marked, milestones
from thidua.lawbook.lines import Cite, Line, Section
from thidua.lawbook.sheet import Sheet, state_of

STATE_VI = {
    "in_force": "",
    "unloaded": "Văn bản chưa được nạp",
    "names_only": "Chưa nạp tiêu chuẩn",
    "not_begun": "Chưa nạp thời gian này",
    "ended": "Không còn",
    "nobody_decides": "Không có trong thời gian này",
    "before_law": "Trước văn bản đầu tiên",
}
_TONES = {"same": "done", "source": "done", "changed": "wait", "added": "act", "removed": "neutral"}
_LEVELS = ("state", "province", "district", "commune", "unit")
MANY = 4
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a sheet with the addresses of its articles and of the award whose standard it asks."""

    line: Line
    cites: tuple[Link, ...]
    url: str
    intro: str
    parts: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A line on two days: `was` and `now` are its words with what differs marked."""

    row: Row
    label: str
    sign: str
    tone: str
    was: Marked
    now: Marked
    before: LineView | None
    after: LineView | None
    parts: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which an award's sheet changes, with its page and its comparison with the day before."""

    on: date
    what: str
    url: str
    compare: str
    here: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An award in the index."""

    name: str
    short_name: str
    url: str
    recipients: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The awards of one sort and level."""

    title: str
    entries: tuple[Entry, ...]


def sheet_url(code: str, **asked: str | date | None) -> str:
    """The page of an award's sheet; `on`, `against`, `kind`, `route` as given."""
    given = {name: date_vi(each) if isinstance(each, date) else each for name, each in asked.items() if each}
    address = reverse("portal:standard", args=[code])
    return f"{address}?{urlencode(given)}" if given else address


def article_url(cite: str) -> str:
    """The page that shows where an article stands in the book; for an instrument as a whole, its own page."""
    found = parse(cite)
    if not found.article:
        return instrument_url(found.instrument)
    return reverse("portal:article", args=[slug_of(found.instrument), anchor_of(found.article)])


def instrument_url(number: str) -> str:
    """The page of an instrument."""
    return reverse("portal:instrument", args=[slug_of(number)])


def index(book: LawBook, on: date, typed: str, link_day: date | None) -> list[Group]:
    """The awards by sort and level, highest first; of those whose name, abbreviation or code holds every typed word."""
    wanted = fold_words(typed)
    groups = []
    for sort in terms.AWARD_KIND_VI:
        for level in _LEVELS:
            found = [
                _entry(book, award, on, link_day)
                for award in sorted(book.awards.values(), key=lambda each: -each.rank)
                if award.kind == sort and award.level == level and _matches(award, wanted)
            ]
            if found:
                groups.append(Group(f"{terms.AWARD_KIND_VI[sort]} {terms.LEVEL_VI[level]}", tuple(found)))
    return groups


def _matches(award: Award, wanted: Iterable[str]) -> bool:
    text = fold(f"{award.name} {award.short_name} {award.code.replace('_', ' ')}")
    return all(word in text for word in wanted)


def _entry(book: LawBook, award: Award, on: date, link_day: date | None) -> Entry:
    state, _ = state_of(book, award, on)
    recipients = ", ".join(terms.KIND_VI[kind] for kind in award.recipients)
    url = sheet_url(award.code, on=link_day)
    return Entry(award.name, award.short_name, url, recipients, STATE_VI[state])


def marks(book: LawBook, shown: Sheet, kind: str, route: str) -> list[Mark]:
    """The days on which the award's sheet changes; `here` is the last of them up to the day shown."""
    award = book.award(shown.award)
    found = milestones(book, award)
    here = max((each.on for each in found if each.on <= shown.on), default=None)
    return [
        Mark(
            on=each.on,
            what=_what(each.titles),
            url=sheet_url(award.code, on=each.on, kind=kind, route=route),
            compare=sheet_url(award.code, on=each.on - DAY, against=each.on, kind=kind, route=route)
            if each.titles
            else "",
            here=each.on == here,
        )
        for each in found
    ]


def _what(titles: tuple[str, ...]) -> str:
    """The headings under which something changes; the first few of many."""
    if not titles:
        return "bắt đầu có trong bộ quy định"
    more = f" và {len(titles) - MANY} mục khác" if len(titles) > MANY + 1 else ""
    return ", ".join(title.lower() for title in titles[: MANY if more else None]) + more


def sections(whole: Sheet, shown: Sheet) -> list[tuple[Section, list[LineView]]]:
    """The sections of a sheet with the lines left after narrowing; those that say nothing are left out."""
    return [
        (full, [line_view(line, shown.on) for line in left.lines])
        for full, left in zip(whole.sections, shown.sections, strict=True)
        if full.lines or full.key not in ("transitions", "delegations", "gaps")
    ]


def line_view(line: Line, on: date) -> LineView:
    """A line with its links; the standard of another award leads to that award's sheet of the day."""
    intro = ""
    if len(line.parts) > 1:
        intro = "Một trong:" if line.either else "Gồm:"
    cites, url = _links(line.cites), sheet_url(line.award, on=on) if line.award else ""
    if [each.text for each in line.cites] == [line.key]:  # an instrument named by the line itself
        cites, url = (), cites[0].url
    return LineView(
        line=line,
        cites=cites,
        url=url,
        intro=intro,
        parts=tuple(line_view(part, on) for part in line.parts),
    )


def _links(cites: Iterable[Cite]) -> tuple[Link, ...]:
    return tuple(Link(each.words, article_url(each.text)) for each in cites)


def row_view(row: Row, found: Comparison) -> RowView:
    """A line on two days, with what differs in its words marked."""
    was, now = marked(_words(row.before), _words(row.after))
    return RowView(
        row=row,
        label=KIND_VI[row.own],
        sign=SIGNS[row.own],
        tone=_TONES[row.own],
        was=was,
        now=now,
        before=line_view(row.before, found.before.on) if row.before else None,
        after=line_view(row.after, found.after.on) if row.after else None,
        parts=tuple(row_view(part, found) for part in row.parts),
    )


def _words(line: Line | None) -> str:
    if line is None:
        return ""
    return ". ".join(each for each in (line.title, line.says, line.whom, line.failing) if each)


def kept(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows in which something differs, at any depth."""
    return (row for row in rows if row.kind != "same")
