"""Which provisions of which instruments the book encodes: where, how surely, tested by which cases, and what it lacks.

Every number in `data/` leads to its article, and every article back to file and line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from thidua.lawbook.book import Instrument, LawBook
from thidua.lawbook.citations import anchor_of, parse, slug_of
from thidua.lawbook.gaps import GapEntry
from thidua.lawbook.loading import DATA
from thidua.lawbook.schema import KIND_VI
from thidua.lawbook.uses import Use, uses_in
from thidua.lawbook.worked import FOLDER, worked_cases

Status = Literal["missing", "unchecked", "checked"]
STATUS_VI: dict[Status, str] = {
    "missing": "còn thiếu",
    "unchecked": "có chỗ chưa đối chiếu",
    "checked": "đã đối chiếu",
}
_POINTS = "abcdđefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, clause or point as cited: its uses, the worked cases that test it, the gaps declared about it.

    Without uses it is known from a declared gap alone: neither it nor any part of it is encoded.
    """

    cite: str
    words: str
    uses: tuple[Use, ...]
    cases: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def status(self) -> Status:
        """`missing` when nothing of it is encoded, `unchecked` when some use was never compared with the text."""
        if all(use.missing for use in self.uses):
            return "missing"
        return "checked" if all(use.checked and not use.missing for use in self.uses) else "unchecked"

    @property
    def decides(self) -> bool:
        """Whether it bears on verdicts, so that a case can test it."""
        return any(use.decides for use in self.uses)


@dataclass(frozen=True, slots=True)
class Article:
    """The provisions cited of one article; `number` is empty for the instrument as a whole."""

    number: str
    provisions: tuple[Provision, ...]

    @property
    def anchor(self) -> str:
        """Its part of an address."""
        return anchor_of(self.number)

    @property
    def title(self) -> str:
        """Its heading: "Điều 28", or that the instrument is cited as a whole."""
        return f"Điều {self.number}" if self.number else "Toàn văn bản"

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that test some provision of it."""
        return tuple(dict.fromkeys(case for each in self.provisions for case in each.cases))


@dataclass(frozen=True, slots=True)
class Covered:
    """An instrument with the articles the book knows of it and the gaps declared about it."""

    instrument: Instrument
    articles: tuple[Article, ...]
    gaps: tuple[GapEntry, ...]

    @property
    def slug(self) -> str:
        """Its number as part of an address."""
        return slug_of(self.instrument.number)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision cited of it."""
        return tuple(each for article in self.articles for each in article.provisions)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of provisions; `tested` and `untested` of those that bear on verdicts."""

    provisions: int
    checked: int
    unchecked: int
    missing: int
    tested: int
    untested: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole: instruments in order of precedence, declared gaps, and how many cases and awards there are."""

    covered: tuple[Covered, ...]
    gaps: tuple[GapEntry, ...]
    cases: int
    awards: int
    with_rules: int

    @property
    def totals(self) -> Totals:
        """Counts over all instruments."""
        return totals_of(each for covered in self.covered for each in covered.provisions)

    def of(self, slug: str) -> Covered:
        """The instrument of that slug. Raises KeyError."""
        for each in self.covered:
            if slug_of(each.instrument.number) == slug:
                return each
        raise KeyError(slug)


def totals_of(provisions: Iterable[Provision]) -> Totals:
    """Counts over some provisions."""
    listed = list(provisions)
    statuses = [each.status for each in listed]
    deciding = [each for each in listed if each.decides]
    return Totals(
        len(listed),
        statuses.count("checked"),
        statuses.count("unchecked"),
        statuses.count("missing"),
        sum(bool(each.cases) for each in deciding),
        sum(not each.cases for each in deciding),
    )


def coverage(book: LawBook, root: Path = DATA, cases: Path = FOLDER) -> Coverage:
    """The coverage of a book whose files stand in `root`, computed once. Raises BookError, RecordError."""
    found: Coverage = book.kept(("coverage", root, cases), lambda: _coverage(book, root, cases))
    return found


def _coverage(book: LawBook, root: Path, folder: Path) -> Coverage:
    uses: dict[str, list[Use]] = {}
    for use in uses_in(book, root):
        uses.setdefault(use.cite, []).append(use)
    worked = worked_cases(book, folder)
    tested: dict[str, list[str]] = {}
    for case in worked:
        for cite in case.provisions:
            tested.setdefault(cite, []).append(case.id)
    gaps: dict[str, list[str]] = {}
    for gap in book.gaps:
        for cite in gap.cites:
            gaps.setdefault(cite, []).append(gap.id)
    provisions: dict[str, list[Provision]] = {}
    unwritten = {cite for cite in gaps if not any(each.startswith(f"{cite}.") for each in uses)}
    for cite in sorted({*uses, *unwritten}, key=_place):
        provisions.setdefault(parse(cite).instrument, []).append(
            Provision(
                cite,
                book.cite_vi(cite),
                tuple(uses.get(cite, ())),
                tuple(tested.get(cite, ())),
                tuple(gaps.get(cite, ())),
            )
        )
    covered = tuple(
        Covered(
            each,
            _articles(provisions.get(each.number, ())),
            tuple(gap for gap in book.gaps if any(about.instrument == each.number for about in gap.about)),
        )
        for each in sorted(book.instruments.values(), key=_precedence)
    )
    with_rules = sum(award.has_rules for award in book.awards.values())
    return Coverage(covered, book.gaps, len(worked), len(book.awards), with_rules)


def _precedence(instrument: Instrument) -> tuple[int, date, str]:
    return list(KIND_VI).index(instrument.kind), instrument.first, instrument.number


def _articles(provisions: Iterable[Provision]) -> tuple[Article, ...]:
    found: dict[str, list[Provision]] = {}
    for each in provisions:
        found.setdefault(parse(each.cite).article or "", []).append(each)
    return tuple(Article(number, tuple(listed)) for number, listed in found.items())


def _place(cite: str) -> tuple[str, int, int, int, int]:
    """Order inside an instrument: article 9 before 10, clause before point, points as the alphabet has them."""
    found = parse(cite)
    article = found.article or "0"
    digits = article.rstrip(_POINTS)
    letter = _POINTS.find(article[len(digits) :]) + 1 if digits != article else 0
    point = _POINTS.find(found.point) + 1 if found.point else 0
    return found.instrument, int(digits), letter, int(found.clause or 0), point
