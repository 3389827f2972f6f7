"""The checks of what stands beside the standards: declared gaps, what is delegated to provinces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from thidua.lawbook.bookfile import BookFile, check_cites
from thidua.lawbook.gaps import GapEntry
from thidua.lawbook.schema import Node, Scope
from thidua.lawbook.schema_overlay import Delegation
from thidua.lawbook.source import Path as Steps

if TYPE_CHECKING:
    from thidua.lawbook.book import LawBook


def inspect_gaps(book: LawBook, gaps: Sequence[tuple[BookFile, int, GapEntry]]) -> None:
    """Refuse a gap that speaks of an instrument, award, rule or parameter not in the book. Raises BookError."""
    rules = set(_rule_names(book))
    for file, index, gap in gaps:
        path: Steps = ("gaps", index)
        for number, source in enumerate(gap.about):
            check_cites(book.instruments, file, (*path, "about", number), source.cites(), None)
        check_scope(book, file, (*path, "awards"), gap.awards)
        for key, names, known, words in (
            ("rules", gap.rules, rules, "không có quy tắc"),
            ("parameters", gap.parameters, book.parameters.keys(), "không có tham số"),
        ):
            for number, name in enumerate(names):
                if name not in known:
                    raise file.refuse((*path, key, number), f"{words} “{name}”")


def inspect_delegations(book: LawBook, delegations: Sequence[tuple[BookFile, int, Delegation]]) -> None:
    """Refuse a delegation of what is not in the book or by a text not in force. Raises BookError."""
    for file, index, each in delegations:
        path: Steps = ("delegations", index)
        check_cites(book.instruments, file, path, each.cites, each.interval)
        check_scope(book, file, (*path, "awards"), each.awards)
        for number, name in enumerate(each.awards.families if each.awards else ()):
            if name not in book.procedures.families:
                raise file.refuse((*path, "awards", "families", number), f"không có nhóm “{name}”")
        if each.parameter is not None and each.parameter not in book.parameters:
            raise file.refuse((*path, "parameter"), f"không có tham số “{each.parameter}”")


def check_scope(book: LawBook, file: BookFile, path: Steps, scope: Scope | None) -> None:
    """Refuse a scope that names an award not in the catalogue. Raises BookError."""
    for number, code in enumerate(scope.codes if scope else ()):
        if code not in book.awards:
            reason = f"không có danh hiệu, hình thức mang mã “{code}”"
            raise file.refuse((*path, "codes", number), reason)


def _rule_names(book: LawBook) -> Iterator[str]:
    yield from _names(book.gates)
    yield from (each.rule for each in book.conduct)
    yield from (each.rule for each in book.transitions)
    for award in book.awards.values():
        for version in award.entry.standards:
            yield from _names(version.criteria)
            yield from (each.rule for each in version.certify)


def _names(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.rule
        yield from _names((*(node.any_of or ()), *(node.all_of or ())))
