"""A province's own rules laid over the book: only where the law delegates, and never looser than the law.

Whatever touches what is not delegated, or loosens, is refused with file, line and reason. Every rule cites the
province's own instrument, so that each verdict it bears on shows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from thidua.kernel.intervals import ONE_DAY, Interval
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.bookfile import BookFile, check_cites
from thidua.lawbook.citations import parse
from thidua.lawbook.errors import BookError
from thidua.lawbook.loading_procedures import codes_in
from thidua.lawbook.local_procedures import lay_procedures
from thidua.lawbook.rules import parameters_in
from thidua.lawbook.schema import InstrumentEntry, Node, ParameterEntry, ParameterValue, Version
from thidua.lawbook.schema_overlay import (
    MAY_VI,
    Delegation,
    LocalNumber,
    LocalStandard,
    May,
    OverlayFile,
    OverlayHead,
)
from thidua.lawbook.source import Path as Steps
from thidua.lawbook.strictness import looser

InspectNode = Callable[[LawBook, BookFile, Steps, Node, Interval], None]
FOLDER = Path(__file__).parent / "overlays"


@dataclass(frozen=True)
class Slot:
    """Where a rule of the overlay stands and the delegation it uses."""

    file: BookFile
    path: Steps
    delegation: Delegation


def with_overlay(book: LawBook, folder: Path, inspect_node: InspectNode) -> LawBook:
    """The book with the province's rules in `folder`. Raises BookError for whatever the law does not let it say."""
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not paths:
        raise BookError(folder.name, None, "không có thư mục này hoặc thư mục không có tệp .yaml nào")
    files = [BookFile(path, folder) for path in paths]
    parsed = [(file, file.parse(OverlayFile)) for file in files]
    head = _head(parsed)
    laying = _Laying(book, head, inspect_node)
    laying.instruments(parsed)
    for file, each in parsed:
        for index, number in enumerate(each.numbers):
            laying.number(file, ("numbers", index), number)
    for file, each in parsed:
        for index, added in enumerate(each.conditions):
            laying.conditions(file, ("conditions", index), added)
        for index, standard in enumerate(each.standards):
            laying.standard(file, ("standards", index), standard)
    for file, each in parsed:
        for index, local in enumerate(each.procedures):
            path: Steps = ("procedures", index)
            slot = Slot(file, path, laying.delegation(file, path, local.delegation, "procedure"))
            laying.book = lay_procedures(laying.book, slot, local, laying.sourced)
    digest = hashlib.sha256(book.digest.encode())
    for file in files:
        digest.update(b"\0" + file.name.encode() + b"\0" + file.bytes)
    return replace(laying.book, overlay=head, digest=digest.hexdigest(), _cache={})


def _head(parsed: Sequence[tuple[BookFile, OverlayFile]]) -> OverlayHead:
    heads = [(file, each.overlay) for file, each in parsed if each.overlay is not None]
    if not heads:
        raise parsed[0][0].refuse((), "thiếu khóa overlay (quy định của tỉnh nào)", 1)
    if len(heads) > 1:
        raise heads[1][0].refuse(("overlay",), f"khóa overlay đã có ở {heads[0][0].name}")
    found: OverlayHead | None = heads[0][1]
    assert found is not None
    return found


class _Laying:
    """The book as it becomes, rule by rule."""

    def __init__(self, book: LawBook, head: OverlayHead, inspect_node: InspectNode) -> None:
        self.book, self.head, self.inspect_node = book, head, inspect_node
        self.own: set[str] = set()

    def instruments(self, parsed: Sequence[tuple[BookFile, OverlayFile]]) -> None:
        """The province's instruments join those of the book."""
        known: dict[str, InstrumentEntry] = dict(self.book.instruments)
        for file, each in parsed:
            for index, entry in enumerate(each.instruments):
                path: Steps = ("instruments", index)
                if entry.number in known:
                    raise file.refuse(path, f"“{entry.number}” đã có trong bộ quy định")
                if not entry.checked and not entry.because:
                    raise file.refuse(path, "checked: false phải kèm lý do ở khóa because")
                if entry.kind == "law":
                    raise file.refuse((*path, "kind"), "văn bản của tỉnh không phải là luật")
                self._marked(file, path, entry.checked)
                known[entry.number] = entry
                self.own.add(entry.number)
        self.book = replace(self.book, instruments=known, _cache={})

    def delegation(self, file: BookFile, path: Steps, name: str, may: May) -> Delegation:
        """The delegation of that name, which must allow this much. Raises BookError."""
        found = next((each for each in self.book.delegations if each.id == name), None)
        if found is None:
            raise file.refuse((*path, "delegation"), f"luật không có chỗ giao “{name}” cho tỉnh")
        if found.may != may:
            reason = f"chỗ giao “{name}” chỉ cho {MAY_VI[found.may]}, không cho {MAY_VI[may]}"
            raise file.refuse((*path, "delegation"), reason)
        return found

    def sourced(
        self,
        file: BookFile,
        path: Steps,
        cites: Sequence[str],
        checked: bool,
        when: Interval,
        slot: Delegation,
    ) -> None:
        """Refuse a rule outside the days of its delegation, or that cites nothing of the province's own."""
        self._inside(file, path, when, slot)
        check_cites(self.book.instruments, file, path, cites, when)
        if not any(parse(each).instrument in self.own for each in cites):
            raise file.refuse(path, "phải trích dẫn văn bản của tỉnh")
        self._marked(file, path, checked)

    def _inside(self, file: BookFile, path: Steps, when: Interval, slot: Delegation) -> None:
        if not slot.interval.covers(when):
            raise file.refuse(
                path,
                f"thời gian {when.first} – {when.last or '…'} nằm ngoài chỗ giao “{slot.id}” "
                f"({slot.first} – {slot.until or '…'})",
            )

    def _marked(self, file: BookFile, path: Steps, checked: bool) -> None:
        if self.head.sample and checked:
            raise file.refuse(path, "quy định mẫu phải ghi checked: false")

    # Numbers

    def number(self, file: BookFile, path: Steps, local: LocalNumber) -> None:
        """A stricter number, on its days only."""
        slot = self.delegation(file, path, local.delegation, "tighten")
        if slot.parameter != local.parameter:
            reason = f"chỗ giao “{slot.id}” giao “{slot.parameter}”, không giao “{local.parameter}”"
            raise file.refuse((*path, "parameter"), reason)
        if local.until is None:
            raise file.refuse(path, "con số của tỉnh phải có ngày cuối ở khóa until")
        self.sourced(file, path, local.cites, local.checked, local.interval, slot)
        entry = self.book.parameters[local.parameter]
        values: list[ParameterValue] = []
        for value, around in _stretches(entry):
            inside = around.clip(local.interval)
            if inside is None:
                values.append(value)
                continue
            assert slot.stricter is not None and inside.last is not None
            fault = looser(local.value, value.value, slot.stricter)
            if fault:
                raise file.refuse((*path, "value"), f"{fault}; văn bản: {', '.join(value.cites)}")
            values += _cut(value, around, inside, local)
        if not any(local.interval.overlaps(around) for _, around in _stretches(entry)):
            raise file.refuse(path, f"“{local.parameter}” không có giá trị trong thời gian này")
        changed = entry.model_copy(update={"values": tuple(values)})
        parameters = {**self.book.parameters, entry.name: changed}
        awards = dict(self.book.awards)
        if local.title is not None:
            awards = {code: _retitled_award(award, local) for code, award in awards.items()}
        self.book = replace(self.book, parameters=parameters, awards=awards, _cache={})

    # Conditions and standards

    def conditions(self, file: BookFile, path: Steps, local: LocalStandard) -> None:
        """Conditions beside those of the law: they can only make it harder."""
        slot = self._standard_slot(file, path, local, "add")
        award = self.book.awards[local.award]
        when = local.interval
        if not _covered(award, when):
            raise file.refuse(
                path, f"“{local.award}” không có tiêu chuẩn suốt thời gian {when.first} – {when.last}"
            )
        self._nodes(file, path, local, slot)
        standards = [
            version if (inside := version.interval.clip(when)) is None else _added(version, local, inside)
            for version in award.entry.standards
        ]
        self._keep(award, standards)

    def standard(self, file: BookFile, path: Steps, local: LocalStandard) -> None:
        """The standard that the law leaves to the province whole."""
        slot = self._standard_slot(file, path, local, "define")
        award = self.book.awards[local.award]
        when = local.interval
        self._nodes(file, path, local, slot)
        standards: list[Version] = []
        for version in award.entry.standards:
            inside = version.interval.clip(when)
            if inside is None:
                standards.append(version)
            elif version.unloaded is not None:
                standards += _filled(version, slot, local, inside)
            elif any(_is_left_open(node) for node in version.criteria):
                standards.append(_added(_without_open(version, inside), local, inside))
            else:
                raise file.refuse(path, f"tiêu chuẩn “{local.award}” không để tỉnh quy định toàn bộ")
        changed = replace(award, entry=award.entry.model_copy(update={"standards": tuple(standards)}))
        if not _covered(changed, when):
            raise file.refuse(
                path, f"“{local.award}” không có chỗ để ngỏ suốt thời gian {when.first} – {when.last}"
            )
        self._keep(award, standards)

    def _standard_slot(self, file: BookFile, path: Steps, local: LocalStandard, may: May) -> Delegation:
        slot = self.delegation(file, path, local.delegation, may)
        if local.award not in self.book.awards:
            raise file.refuse((*path, "award"), f"không có danh hiệu, hình thức mang mã “{local.award}”")
        entries = {code: award.entry for code, award in self.book.awards.items()}
        codes = codes_in(slot.awards, entries, self.book.procedures.families)
        if codes is not None and local.award not in codes:
            raise file.refuse((*path, "award"), f"chỗ giao “{slot.id}” không giao “{local.award}”")
        if local.until is None:
            raise file.refuse(path, "quy định của tỉnh phải có ngày cuối ở khóa until")
        self._inside(file, path, local.interval, slot)
        return slot

    def _nodes(self, file: BookFile, path: Steps, local: LocalStandard, slot: Delegation) -> None:
        taken = {
            node.rule
            for version in self.book.awards[local.award].entry.standards
            if version.interval.overlaps(local.interval)
            for node in _every(version.criteria)
        }
        for index, node in enumerate(local.criteria):
            place = (*path, "criteria", index)
            if node.rule in taken:
                raise file.refuse((*place, "rule"), f"quy tắc “{node.rule}” đã có trong tiêu chuẩn")
            if node.awards is not None:
                raise file.refuse(
                    (*place, "awards"), "điều kiện của tỉnh đã gắn với một danh hiệu, hình thức"
                )
            own = Interval(node.first or local.first, node.until or local.until)
            self.inspect_node(self.book, file, place, node, local.interval)
            for each in _every((node,)):
                if each.need is not None:
                    self.sourced(file, place, each.cites, each.checked, own, slot)

    def _keep(self, award: Award, standards: Sequence[Version]) -> None:
        entry = award.entry.model_copy(update={"standards": tuple(standards)})
        awards: Mapping[str, Award] = {**self.book.awards, award.code: replace(award, entry=entry)}
        self.book = replace(self.book, awards=awards, _cache={})


def _every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every((*(node.any_of or ()), *(node.all_of or ())))


def _stretches(entry: ParameterEntry) -> Iterator[tuple[ParameterValue, Interval]]:
    """Each value with the days on which it holds."""
    for place, value in enumerate(entry.values):
        following = entry.values[place + 1 : place + 2]
        last = following[0].first - ONE_DAY if following else value.until
        yield value, Interval(value.first, last)


def _cut(
    value: ParameterValue, around: Interval, inside: Interval, local: LocalNumber
) -> list[ParameterValue]:
    """The value before, the province's inside, the value again after."""
    assert inside.last is not None
    pieces = []
    if around.first < inside.first:
        pieces.append(value.model_copy(update={"until": None}))
    ends = around.last == inside.last
    reasons: dict[str, Any] = {"because": local.because or value.because}
    if not local.checked and not reasons["because"]:
        reasons["because"] = "quy định của tỉnh chưa đối chiếu"
    pieces.append(
        ParameterValue.model_validate(
            {
                "from": inside.first,
                "until": value.until if ends else None,
                "value": local.value,
                "cites": (*value.cites, *local.cites),
                "checked": value.checked and local.checked,
                **reasons,
            }
        )
    )
    if not ends:
        pieces.append(value.model_copy(update={"first": inside.last + ONE_DAY}))
    return pieces


def _retitled_award(award: Award, local: LocalNumber) -> Award:
    standards = tuple(
        version.model_copy(update={"criteria": _retitled(version.criteria, local, version.interval)})
        for version in award.entry.standards
    )
    return replace(award, entry=award.entry.model_copy(update={"standards": standards}))


def _retitled(nodes: Sequence[Node], local: LocalNumber, around: Interval) -> tuple[Node, ...]:
    """The rules that use the number, under the province's title on the days of its value."""
    found: list[Node] = []
    for node in nodes:
        own = Interval(node.first or around.first, node.until or around.last)
        inside = own.clip(local.interval)
        if inside is None:
            found.append(node)
            continue
        changed: dict[str, Any] = {
            name: _retitled(children, local, own)
            for name, children in (("any_of", node.any_of), ("all_of", node.all_of))
            if children
        }
        if node.need is None or local.parameter not in parameters_in(node.with_):
            found.append(node.model_copy(update=changed) if changed else node)
            continue
        if own.first < inside.first:
            found.append(node.model_copy(update={"first": own.first, "until": inside.first - ONE_DAY}))
        found.append(
            node.model_copy(update={"title": local.title, "first": inside.first, "until": inside.last})
        )
        if inside.last is not None and inside.last != own.last:
            found.append(node.model_copy(update={"first": inside.last + ONE_DAY, "until": own.last}))
    return tuple(found)


def _covered(award: Award, when: Interval) -> bool:
    """Whether conditions of the law hold on every day."""
    day = when.first
    for version in sorted(award.entry.standards, key=lambda each: each.first):
        if version.holds_on(day) and version.criteria:
            if version.until is None or (when.last is not None and when.last <= version.until):
                return True
            day = version.until + ONE_DAY
    return False


def _added(version: Version, local: LocalStandard, inside: Interval) -> Version:
    nodes = []
    for node in local.criteria:
        own = Interval(node.first or inside.first, node.until or inside.last).clip(inside)
        if own is not None:
            nodes.append(node.model_copy(update={"first": own.first, "until": own.last}))
    return version.model_copy(update={"criteria": (*version.criteria, *nodes)})


def _filled(version: Version, slot: Delegation, local: LocalStandard, inside: Interval) -> list[Version]:
    """A version whose text the province sets: as it was before and after, with the province's conditions between."""
    law = dict.fromkeys(parse(each).instrument for each in (*slot.cites, *local.criteria[0].cites))
    given = {"from": inside.first, "until": inside.last, "law": tuple(law), "criteria": local.criteria}
    pieces = [Version.model_validate(given)]
    if version.first < inside.first:
        pieces.insert(0, version.model_copy(update={"until": inside.first - ONE_DAY}))
    if inside.last is not None and inside.last != version.until:
        pieces.append(version.model_copy(update={"first": inside.last + ONE_DAY}))
    return pieces


def _is_left_open(node: Node) -> bool:
    return node.need == "local_standard" and node.with_.get("whole", True) is True


def _without_open(version: Version, inside: Interval) -> Version:
    """The version without the condition that the province issue its standard, on the days it has."""
    kept: list[Node] = []
    for node in version.criteria:
        if not _is_left_open(node):
            kept.append(node)
            continue
        first, until = node.first or version.first, node.until or version.until
        if first < inside.first:
            kept.append(node.model_copy(update={"first": first, "until": inside.first - ONE_DAY}))
        if inside.last is not None and (until is None or inside.last < until):
            kept.append(node.model_copy(update={"first": inside.last + ONE_DAY, "until": until}))
    return version.model_copy(update={"criteria": tuple(kept)})
