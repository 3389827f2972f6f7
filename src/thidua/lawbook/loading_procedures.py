"""Reading `data/procedures/` strictly: what is unsound is refused with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from thidua.lawbook.bookfile import BookFile, check_cites, check_tiles
from thidua.lawbook.procedures import Bound, Procedures
from thidua.lawbook.schema import AwardEntry, Dated, DossierEntry, Scope, VoteEntry, concerns
from thidua.lawbook.schema_procedures import FamilyScope, ProcedureFile, Rule
from thidua.lawbook.source import Path as Steps

if TYPE_CHECKING:
    from thidua.lawbook.book import LawBook

SECTIONS = (
    "consultation",
    "public_notice",
    "time_limits",
    "submissions",
    "sets",
    "payers",
    "several_awards",
    "funds",
    "revocation",
    "restoration",
    "councils",
    "insignia",
    "ceremonies",
    "prohibited",
    "simplified",
    "proposers",
    "movements",
    "carried_over",
)
_ONE_ANSWER = ("consultation", "public_notice", "submissions", "sets", "payers", "several_awards")
_SAME_QUESTION = {"submissions": ("sector",), "time_limits": ("step", "office")}
"""What else two rules must share to answer the same question; nothing said on one side counts as shared."""


@dataclass(frozen=True)
class Placed:
    """A rule with the file and path it stands at."""

    file: BookFile
    path: Steps
    rule: Any


@dataclass
class Drawer:
    """Everything of the procedure files, with its places."""

    files: Sequence[tuple[BookFile, ProcedureFile]]
    families: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def placed(self, section: str) -> Iterator[Placed]:
        """Every rule of a section, file by file."""
        for file, parsed in self.files:
            for index, rule in enumerate(getattr(parsed, section)):
                yield Placed(file, (section, index), rule)

    def codes(self, scope: FamilyScope | None, awards: Mapping[str, AwardEntry]) -> frozenset[str] | None:
        """The codes a scope means; None for every award."""
        return codes_in(scope, awards, self.families)


def codes_in(
    scope: FamilyScope | None, awards: Mapping[str, AwardEntry], families: Mapping[str, tuple[str, ...]]
) -> frozenset[str] | None:
    """The codes a scope means: those named and those of the families named; None for every award."""
    if scope is None:
        return None
    named = {*scope.codes, *(code for name in scope.families for code in families.get(name, ()))}
    plain = Scope(kinds=scope.kinds, levels=scope.levels)
    everybody = not scope.codes and not scope.families
    return frozenset(
        code for code, entry in awards.items() if concerns(plain, entry) and (everybody or code in named)
    )


def narrowness(rule: Rule) -> tuple[int, int]:
    """How closely a rule names its awards, then by how many other things it is narrowed."""
    scope = rule.awards
    named = 0
    if scope is not None:
        named = 3 if scope.codes else 2 if scope.families else 1 if scope.kinds or scope.levels else 0
    others = (rule.kinds, rule.groups, rule.routes, getattr(rule, "sector", None))
    return named, sum(bool(each) for each in others)


def read_procedures(files: Sequence[tuple[BookFile, ProcedureFile]]) -> Drawer:
    """The procedure files with their families. Raises BookError for a family or an award of one given twice."""
    drawer = Drawer(files)
    member_of: dict[str, str] = {}
    for place in drawer.placed("families"):
        family = place.rule
        if family.name in drawer.families:
            raise place.file.refuse((*place.path, "name"), f"nhóm “{family.name}” đã có")
        drawer.families[family.name] = family.codes
        for number, code in enumerate(family.codes):
            if code in member_of:
                raise place.file.refuse(
                    (*place.path, "codes", number), f"“{code}” đã thuộc nhóm “{member_of[code]}”"
                )
            member_of[code] = family.name
    return drawer


def bind(drawer: Drawer, awards: Mapping[str, AwardEntry]) -> Procedures:
    """The rules with the awards they concern."""
    sections = {
        section: tuple(
            Bound(each.rule, drawer.codes(each.rule.awards, awards), narrowness(each.rule))
            for each in drawer.placed(section)
        )
        for section in SECTIONS
    }
    doubts = tuple(each.rule for each in drawer.placed("doubts"))
    return Procedures(**sections, doubts=doubts, families=drawer.families)


def family_rules(
    drawer: Drawer, awards: Mapping[str, AwardEntry]
) -> tuple[dict[str, tuple[VoteEntry, ...]], dict[str, tuple[DossierEntry, ...]]]:
    """Votes and dossiers that families of awards share, by code. Raises BookError where two votes meet."""
    votes: dict[str, tuple[VoteEntry, ...]] = {}
    dossiers: dict[str, tuple[DossierEntry, ...]] = {}
    for place in drawer.placed("votes"):
        for code in sorted(drawer.codes(place.rule.awards, awards) or ()):
            before = votes.get(code, ())
            if any(each.interval.overlaps(place.rule.interval) for each in before):
                raise place.file.refuse(place.path, f"“{code}” đã có tỷ lệ phiếu trong thời gian này")
            votes[code] = tuple(sorted((*before, place.rule), key=lambda each: each.first))
    for place in drawer.placed("dossiers"):
        wanted = drawer.codes(place.rule.awards, awards)
        for code in awards if wanted is None else sorted(wanted):
            dossiers[code] = (*dossiers.get(code, ()), place.rule)
    return votes, dossiers


def inspect_procedures(book: LawBook, drawer: Drawer) -> None:
    """Refuse dangling citations, awards and families, gaps and overlaps, two answers to one question. BookError."""
    for section in (*SECTIONS, "votes", "dossiers", "doubts"):
        places = list(drawer.placed(section))
        for place in places:
            _sourced(book, drawer, place)
        if section != "doubts":
            _versions(places)
        if section in _ONE_ANSWER and places:
            _covered(section, places)
        if section in _ONE_ANSWER or section in _SAME_QUESTION:
            entries = {code: award.entry for code, award in book.awards.items()}
            unambiguous(entries, drawer.families, section, places)
    for place in drawer.placed("families"):
        for number, code in enumerate(place.rule.codes):
            if code not in book.awards:
                raise place.file.refuse(
                    (*place.path, "codes", number), f"không có danh hiệu, hình thức mang mã “{code}”"
                )


def _sourced(book: LawBook, drawer: Drawer, place: Placed) -> None:
    rule = place.rule
    check_cites(book.instruments, place.file, place.path, rule.cites, rule.interval)
    for number, paper in enumerate(getattr(rule, "papers", ())):
        path = (*place.path, "papers", number)
        check_cites(book.instruments, place.file, path, paper.cites, rule.interval)
    scope: FamilyScope | None = getattr(rule, "awards", None)
    if scope is None:
        return
    for number, code in enumerate(scope.codes):
        if code not in book.awards:
            path = (*place.path, "awards", "codes", number)
            raise place.file.refuse(path, f"không có danh hiệu, hình thức mang mã “{code}”")
    for number, name in enumerate(scope.families):
        if name not in drawer.families:
            raise place.file.refuse((*place.path, "awards", "families", number), f"không có nhóm “{name}”")


def _versions(places: Iterable[Placed]) -> None:
    """Rules of one name follow each other without a gap."""
    named: dict[str, list[Placed]] = {}
    for place in places:
        named.setdefault(place.rule.rule, []).append(place)
    for versions in named.values():
        entries: list[Dated] = [each.rule for each in versions]
        check_tiles(versions[-1].file, versions[-1].path, entries)


def _covered(section: str, places: Sequence[Placed]) -> None:
    """Some rule without any narrowing holds on every day of the section, so that every award has an answer."""
    bases = [each for each in places if narrowness(each.rule) == (0, 0)]
    if not bases:
        raise places[0].file.refuse(
            places[0].path, f"{section} thiếu quy tắc chung cho mọi danh hiệu, hình thức"
        )
    check_tiles(bases[-1].file, bases[-1].path, [each.rule for each in bases])
    first = min(each.rule.first for each in bases)
    for place in places:
        if place.rule.first < first:
            raise place.file.refuse(place.path, f"bắt đầu trước quy tắc chung ({first})")
    last = max(bases, key=lambda each: each.rule.first).rule.until
    for place in places:
        if last is not None and (place.rule.until is None or place.rule.until > last):
            raise place.file.refuse(place.path, f"kéo dài quá quy tắc chung ({last})")


def unambiguous(
    awards: Mapping[str, AwardEntry],
    families: Mapping[str, tuple[str, ...]],
    section: str,
    places: Sequence[Placed],
) -> None:
    """Refuse two equally narrow rules that answer one question on one day. Raises BookError."""
    known = [(each, codes_in(each.rule.awards, awards, families), narrowness(each.rule)) for each in places]
    for (one, codes, width), (other, others, other_width) in combinations(known, 2):
        if width != other_width or not one.rule.interval.overlaps(other.rule.interval):
            continue
        if codes is not None and others is not None and not codes & others:
            continue
        pairs = [(getattr(one.rule, key), getattr(other.rule, key)) for key in ("kinds", "groups", "routes")]
        keys = _SAME_QUESTION.get(section, ())
        same = all(
            None in pair or pair[0] == pair[1]
            for pair in ((getattr(one.rule, k), getattr(other.rule, k)) for k in keys)
        )
        if same and all(not a or not b or set(a) & set(b) for a, b in pairs):
            raise other.file.refuse(
                other.path,
                f"“{other.rule.rule}” và “{one.rule.rule}” cùng trả lời một câu hỏi trong cùng thời gian",
            )
