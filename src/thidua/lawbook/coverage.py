"""Which provisions of which instruments the book encodes: where, how surely, tested by which cases, and what it lacks.

Read from the files themselves, so that every number in `data/` leads to its article and every article back to file and
line, whatever part of the book cites it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from thidua.kernel.formats import share as share_vi
from thidua.kernel.text import fold_words
from thidua.lawbook import terms
from thidua.lawbook.book import Instrument, LawBook
from thidua.lawbook.bookfile import BookFile
from thidua.lawbook.citations import parse
from thidua.lawbook.gaps import GapEntry
from thidua.lawbook.loading import DATA
from thidua.lawbook.schema import KIND_VI
from thidua.lawbook.sections import COUNTED_VI, coefficient_vi
from thidua.lawbook.source import Path as Steps
from thidua.lawbook.worked import FOLDER, worked_cases

Status = Literal["missing", "unchecked", "checked"]
STATUS_VI: dict[Status, str] = {
    "missing": "còn thiếu",
    "unchecked": "có chỗ chưa đối chiếu",
    "checked": "đã đối chiếu",
}
SORT_VI = {
    "criteria": "Điều kiện",
    "standards": "Tiêu chuẩn",
    "gates": "Quy tắc chung",
    "recipient": "Đối tượng",
    "parameters": "Con số, cách tính",
    "votes": "Tỷ lệ phiếu",
    "transitions": "Chuyển tiếp",
    "certify": "Người xác nhận",
    "conduct": "Người xác nhận",
    "authority": "Thẩm quyền",
    "bonus": "Tiền thưởng",
    "dossier": "Hồ sơ",
    "dossiers": "Hồ sơ",
}
"""Sorts of use by the list they stand in; any other part of the book is procedure."""
PROCEDURE = "Thủ tục"
DECIDING = frozenset(("criteria", "standards", "gates", "recipient", "parameters", "votes", "transitions"))
_POINTS = "abcdđefghijklmnopqrstuvwxyz"
_LISTS = ("criteria", "standards", "certify", "authority", "votes", "bonus", "dossier")


@dataclass(frozen=True, slots=True)
class Use:
    """One place in the data that cites a provision. `award` is empty for what every award shares; `missing` says that
    only the place of a text nobody loaded is kept there."""

    cite: str
    sort: str
    title: str
    award: str
    rule: str
    first: date | None
    until: date | None
    checked: bool
    because: str
    missing: bool
    file: str
    line: int
    parameters: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether it bears on verdicts: money, papers and authority do not."""
        if self.sort == "parameters" and not self.award and self.rule not in COUNTED_VI:
            return False
        return self.sort in DECIDING and not self.missing

    @property
    def sort_vi(self) -> str:
        """Its sort in words."""
        return SORT_VI.get(self.sort, PROCEDURE)


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

    def article(self, slug: str, anchor: str) -> tuple[Covered, Article]:
        """An article of the instrument of that slug. Raises KeyError."""
        covered = self.of(slug)
        for each in covered.articles:
            if each.anchor == anchor:
                return covered, each
        raise KeyError(anchor)

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


def anchor_of(article: str | None) -> str:
    """An article as part of an address; the instrument as a whole when it is empty."""
    return f"dieu-{article}" if article else "toan-van"


def slug_of(number: str) -> str:
    """An instrument's number as part of an address: "06/2022/QH15" gives "06-2022-qh15"."""
    return "-".join("".join(c if c.isalnum() else " " for c in word) for word in fold_words(number)).replace(
        " ", "-"
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


# Reading the files


def uses_in(book: LawBook, root: Path = DATA) -> Iterator[Use]:
    """Every citation in the files of a book, with file and line. Raises BookError."""
    found = []
    for path in sorted(root.glob("*/*.yaml")):
        if path.parent.name not in ("instruments", "gaps"):
            file = BookFile(path, root)
            found += list(_walk(file, file.source.data, (), _Around()))
    yield from _together(_with_awards_of_parameters(found))


def _together(found: Iterable[Use]) -> Iterator[Use]:
    """One use where versions of an award share one place in the file: from the first day to the last of them."""
    kept: dict[tuple[str, int, str, str], Use] = {}
    for use in found:
        key = (use.file, use.line, use.award, use.cite)
        if key in kept:
            before = kept[key]
            first = None if before.first is None or use.first is None else min(before.first, use.first)
            until = None if before.until is None or use.until is None else max(before.until, use.until)
            use = replace(before, first=first, until=until)
        kept[key] = use
    yield from kept.values()


def _with_awards_of_parameters(found: list[Use]) -> Iterator[Use]:
    """The uses; a parameter that rules of awards ask is listed once for each of them."""
    asked: dict[str, dict[str, None]] = {}
    for use in found:
        for name in use.parameters:
            asked.setdefault(name, {})[use.award] = None
    for use in found:
        if use.sort == "parameters":
            for award in asked.get(use.rule, {"": None}):
                yield replace(use, award=award)
        else:
            yield use


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a value in its file."""

    sort: str = ""
    award: str = ""
    rule: str = ""
    unit: str = ""
    first: date | None = None
    until: date | None = None


def _walk(file: BookFile, value: Any, path: Steps, around: _Around) -> Iterator[Use]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _walk(file, each, (*path, number), around)
    if not isinstance(value, dict):
        return
    inside = _inside(value, path, around)
    for cite in value.get("cites") or ():
        yield Use(
            cite,
            inside.sort,
            _title(value, inside),
            inside.award,
            inside.rule,
            inside.first,
            inside.until,
            bool(value.get("checked", True)),
            str(value.get("because") or value.get("unloaded") or ""),
            value.get("unloaded") is not None or value.get("need") == "not_loaded",
            file.name,
            file.source.line(path) or 0,
            tuple(dict.fromkeys(_parameters(value.get("with")))),
        )
    for key, each in value.items():
        yield from _walk(file, each, (*path, key), inside)


def _inside(value: Mapping[str, Any], path: Steps, around: _Around) -> _Around:
    keys = [step for step in path if isinstance(step, str)]
    award = str(value["code"]) if "code" in value and keys[:1] == ["awards"] else around.award
    sort = next((key for key in reversed(keys) if key in _LISTS), keys[0] if keys else "")
    rule = str(value.get("rule") or value.get("code") or around.rule)
    unit = around.unit
    if keys == ["parameters"]:
        rule, unit = str(value.get("name")), str(value.get("unit"))
    return _Around(
        sort, award, rule, unit, value.get("from") or around.first, value.get("until") or around.until
    )


def _parameters(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"param"}:
            yield str(value["param"])
        for each in value.values():
            yield from _parameters(each)
    if isinstance(value, list):
        for each in value:
            yield from _parameters(each)


def _title(value: Mapping[str, Any], inside: _Around) -> str:
    """What stands there, in words."""
    for key in ("title", "text", "name", "unloaded", "ended"):
        if isinstance(value.get(key), str):
            return str(value[key])
    if inside.sort == "authority":
        return "; ".join(terms.DECIDER_VI[each] for each in value.get("deciders") or ())
    if inside.sort == "votes":
        return f"Từ {share_vi(*value['share'])} số thành viên trở lên"
    if inside.sort == "bonus":
        kinds = [(kind, value[kind]) for kind in terms.KIND_VI if value.get(kind) is not None]
        return "; ".join(f"{terms.KIND_VI[kind]} {coefficient_vi(milli)} lần" for kind, milli in kinds)
    if inside.sort == "parameters":
        return f"{inside.rule} = {_value_vi(value.get('value'))} ({inside.unit})"
    if inside.sort == "dossier":
        return f"Danh mục {len(value.get('papers') or ())} giấy tờ"
    return inside.rule or inside.sort


def _value_vi(value: Any) -> str:
    if value is None:
        return "không dùng"
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, dict) and len(value) == 1:
        ((word, each),) = value.items()
        return {"at_least": "từ ", "more_than": "trên "}.get(str(word), f"{word} ") + _value_vi(each)
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, int) for each in value):
        return share_vi(value[0], value[1])
    return str(value)
