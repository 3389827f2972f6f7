"""Reading the data of the law strictly: what is unsound is refused with file, line and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ValidationError

from thidua.kernel.intervals import ONE_DAY, Interval
from thidua.kernel.memory import collector_at_rest
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.bookfile import BookFile, check_cites, check_tiles, refuse_twice
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.gaps import GapFile
from thidua.lawbook.inspection import inspect_delegations, inspect_gaps
from thidua.lawbook.loading_procedures import bind, family_rules, inspect_procedures, read_procedures
from thidua.lawbook.overlays import with_overlay
from thidua.lawbook.predicates import VOCABULARY
from thidua.lawbook.refusals import first_refusal
from thidua.lawbook.rules import Compiler, parameters_in
from thidua.lawbook.schema import (
    AwardEntry,
    AwardFile,
    Dated,
    GateFile,
    InstrumentFile,
    Node,
    ParameterFile,
    Version,
)
from thidua.lawbook.schema_overlay import DelegationFile
from thidua.lawbook.schema_procedures import ProcedureFile
from thidua.lawbook.source import Path as Steps

DATA = Path(__file__).parent / "data"


def load_book_from(root: Path = DATA, overlays: Sequence[Path] = ()) -> LawBook:
    """The book in a folder laid out as `data/`, with the rules of a province in each folder of `overlays`.

    Raises BookError.
    """
    with collector_at_rest():
        book = _base(root)
        for folder in overlays:
            book = with_overlay(book, folder, _inspect_node)
    return book


def _inspect_node(book: LawBook, file: BookFile, path: Steps, node: Node, around: Interval) -> None:
    _Inspection(book).node(file, path, node, around)


def _base(root: Path) -> LawBook:
    files = {
        kind: [BookFile(path, root) for path in sorted((root / kind).glob("*.yaml"))]
        for kind in ("instruments", "parameters", "awards", "gates", "gaps", "procedures", "delegations")
    }
    digest = hashlib.sha256()
    for each in (file for kind in sorted(files) for file in files[kind]):
        digest.update(each.name.encode() + b"\0" + each.bytes + b"\0")
    instruments = [
        (f, i, e) for f in files["instruments"] for i, e in enumerate(f.parse(InstrumentFile).instruments)
    ]
    parameters = [
        (f, i, e) for f in files["parameters"] for i, e in enumerate(f.parse(ParameterFile).parameters)
    ]
    awards = [(f, i, e) for f in files["awards"] for i, e in enumerate(f.parse(AwardFile).awards)]
    gate_files = [(f, f.parse(GateFile)) for f in files["gates"]]
    gaps = [(f, i, e) for f in files["gaps"] for i, e in enumerate(f.parse(GapFile).gaps)]
    refuse_twice("instruments", [(f, i, e.number) for f, i, e in instruments])
    refuse_twice("parameters", [(f, i, e.name) for f, i, e in parameters])
    refuse_twice("awards", [(f, i, name) for f, i, e in awards for name in (e.code, *e.aliases)])
    drawer = read_procedures([(f, f.parse(ProcedureFile)) for f in files["procedures"]])
    delegations = [
        (f, i, e) for f in files["delegations"] for i, e in enumerate(f.parse(DelegationFile).delegations)
    ]
    refuse_twice("delegations", [(f, i, e.id) for f, i, e in delegations])
    refuse_twice("gaps", [(f, i, e.id) for f, i, e in gaps])
    entries = {e.code: e for _, _, e in sorted(awards, key=lambda each: each[2].rank)}
    votes, dossiers = family_rules(drawer, entries)
    book = LawBook(
        instruments={e.number: e for _, _, e in instruments},
        parameters={e.name: e for _, _, e in parameters},
        awards={code: Award(e, votes.get(code, ()), dossiers.get(code, ())) for code, e in entries.items()},
        gates=tuple(node for _, gates in gate_files for node in gates.gates),
        conduct=tuple(each for _, gates in gate_files for each in gates.conduct),
        prefer=tuple(each for _, gates in gate_files for each in gates.prefer),
        transitions=tuple(each for _, gates in gate_files for each in gates.transitions),
        digest=digest.hexdigest(),
        fitting=tuple(each for _, gates in gate_files for each in gates.recipient),
        gaps=tuple(each for _, _, each in gaps),
        procedures=bind(drawer, entries),
        delegations=tuple(each for _, _, each in delegations),
    )
    _Inspection(book).everything(instruments, parameters, awards, gate_files)
    inspect_procedures(book, drawer)
    inspect_gaps(book, gaps)
    inspect_delegations(book, delegations)
    return book


class _Inspection:
    """The checks across files: coverage of time, citations, parameters, vocabulary."""

    def __init__(self, book: LawBook) -> None:
        self.book = book

    def everything(
        self,
        instruments: Sequence[tuple[BookFile, int, BaseModel]],
        parameters: Sequence[tuple[BookFile, int, BaseModel]],
        awards: Sequence[tuple[BookFile, int, AwardEntry]],
        gate_files: Sequence[tuple[BookFile, GateFile]],
    ) -> None:
        for file, index, _ in instruments:
            self._instrument(file, index)
        for file, index, _ in parameters:
            self._parameter(file, index)
        for file, index, award in awards:
            self._award(file, ("awards", index), award)
        for file, gates in gate_files:
            for index, node in enumerate(gates.gates):
                if node.first is None:
                    raise file.refuse(("gates", index), "quy tắc chung phải có ngày bắt đầu ở khóa from")
                self.node(file, ("gates", index), node, Interval(node.first, node.until))
            for index, rule in enumerate(gates.recipient):
                self._cites(file, ("recipient", index), rule.cites, rule.interval)
            for index, conduct in enumerate(gates.conduct):
                self._cites(file, ("conduct", index), conduct.cites, conduct.interval)
            for index, preference in enumerate(gates.prefer):
                self._cites(file, ("prefer", index), preference.cites, preference.interval)
            for index, each in enumerate(gates.transitions):
                path: Steps = ("transitions", index)
                self._cites(file, path, each.cites, Interval(each.decided_from, each.decided_from))

    def _instrument(self, file: BookFile, index: int) -> None:
        data = file.source.data["instruments"][index]
        for key in ("amends", "ended_by"):
            for number in [data[key]] if isinstance(data.get(key), str) else data.get(key) or ():
                if number not in self.book.instruments:
                    raise file.refuse(("instruments", index, key), f"không có văn bản “{number}”")
        if not data.get("checked") and not data.get("because"):
            raise file.refuse(("instruments", index), "checked: false phải kèm lý do ở khóa because")

    def _parameter(self, file: BookFile, index: int) -> None:
        name = file.source.data["parameters"][index]["name"]
        values = self.book.parameters[name].values
        for number, value in enumerate(values):
            last = values[number + 1].first - ONE_DAY if number + 1 < len(values) else value.until
            self._cites(
                file, ("parameters", index, "values", number), value.cites, Interval(value.first, last)
            )

    def _award(self, file: BookFile, path: Steps, award: AwardEntry) -> None:
        self._tiles(file, path, "standards", award.standards, closed=False)
        self._tiles(file, path, "authority", award.authority, closed=True)
        self._apart(file, path, "votes", award.votes)
        self._apart(file, path, "bonus", award.bonus)
        for key in ("authority", "votes", "bonus", "dossier"):
            for number, entry in enumerate(getattr(award, key)):
                self._cites(file, (*path, key, number), entry.cites, entry.interval)
        for number, entry in enumerate(award.dossier):
            for place, paper in enumerate(entry.papers):
                self._cites(file, (*path, "dossier", number, "papers", place), paper.cites, entry.interval)
        for number, version in enumerate(award.standards):
            self._version(file, (*path, "standards", number), version)

    def _version(self, file: BookFile, path: Steps, version: Version) -> None:
        self._cites(file, path, version.law, version.interval, every_day=False)
        self._cites(file, path, version.cites, version.interval, every_day=False)
        for number, conduct in enumerate(version.certify):
            self._cites(file, (*path, "certify", number), conduct.cites, version.interval)
        for number, node in enumerate(version.criteria):
            self.node(file, (*path, "criteria", number), node, version.interval)

    def _tiles(self, file: BookFile, path: Steps, key: str, entries: Sequence[Dated], closed: bool) -> None:
        check_tiles(file, (*path, key), entries)
        if entries and not closed and max(entries, key=lambda each: each.first).until is not None:
            raise file.refuse(
                (*path, key), "phiên bản cuối cùng phải để ngỏ (unloaded hoặc ended nếu không còn tiêu chuẩn)"
            )

    def _apart(self, file: BookFile, path: Steps, key: str, entries: Sequence[Dated]) -> None:
        check_tiles(file, (*path, key), entries, gaps_too=False)

    def node(self, file: BookFile, path: Steps, node: Node, around: Interval) -> None:
        own = Interval(node.first or around.first, node.until or around.last)
        if not around.covers(own):
            raise file.refuse(path, "thời gian của quy tắc nằm ngoài phiên bản chứa nó")
        self._cites(file, path, node.cites, own)
        for key, children in (("any", node.any_of), ("all", node.all_of)):
            for number, child in enumerate(children or ()):
                self.node(file, (*path, key, number), child, own)
        if node.need is not None:
            self._need(file, path, node, own)

    def _need(self, file: BookFile, path: Steps, node: Node, own: Interval) -> None:
        if node.need not in VOCABULARY:
            raise file.refuse((*path, "need"), f"không có điều kiện “{node.need}” trong danh mục")
        for day in self._days(node, own):
            try:
                condition = Compiler(self.book, day).condition(node)
            except ParameterError as error:
                raise file.refuse((*path, "with"), f"tham số {error}") from None
            except ValidationError as error:
                inner, reason = first_refusal(error)
                raise file.refuse((*path, "with", *inner), reason) from None
            for code in _codes(condition.predicate):
                if code not in self.book.awards:
                    raise file.refuse((*path, "with"), f"không có danh hiệu, hình thức mang mã “{code}”")

    def _days(self, node: Node, own: Interval) -> Iterator[date]:
        """The first day, and every day within on which a parameter of the condition changes or ends."""
        yield own.first
        turns: set[date] = set()
        for name in parameters_in(node.with_):
            for value in self.book.parameters[name].values if name in self.book.parameters else ():
                turns |= {value.first} | ({value.until + ONE_DAY} if value.until is not None else set())
        yield from (day for day in sorted(turns) if day in own and day != own.first)

    def _cites(
        self, file: BookFile, path: Steps, cites: tuple[str, ...], when: Interval, every_day: bool = True
    ) -> None:
        check_cites(self.book.instruments, file, path, cites, when, every_day)


def _codes(predicate: BaseModel | None) -> set[str]:
    """Every award code a condition mentions."""
    if predicate is None or predicate.__class__.__name__ == "Attested":
        return set()
    given = dict(predicate)
    found: set[str] = set()
    for name in ("codes", "or_titles", "after", "or_titled"):
        found |= set(given.get(name, ()))
    if isinstance(given.get("award"), str):
        found.add(given["award"])
    for wanted in given.get("sets", ()):
        found |= set(wanted)
    for code, others in given.get("equal", {}).items():
        found |= {code, *others}
    during = given.get("during")
    if during is not None:
        found |= set(during.after) | set(during.run_titles)
    return found
