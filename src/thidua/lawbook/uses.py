"""Every place in the files of a book that cites a provision, with file and line, whatever part of the book it is.

Read from the files themselves, so that a new part of the book is covered on the day it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from thidua.kernel.formats import share as share_vi
from thidua.lawbook import terms
from thidua.lawbook.book import LawBook
from thidua.lawbook.bookfile import BookFile
from thidua.lawbook.loading import DATA
from thidua.lawbook.rules import parameters_in
from thidua.lawbook.sections import COUNTED_VI, coefficient_vi
from thidua.lawbook.source import Path as Steps

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
    "prefer": "Ưu tiên khi xét",
    "authority": "Thẩm quyền",
    "bonus": "Tiền thưởng",
    "dossier": "Hồ sơ",
    "dossiers": "Hồ sơ",
    "delegations": "Giao tỉnh quy định",
}
"""Sorts of use by the list they stand in; any other part of the book is procedure."""
PROCEDURE = "Thủ tục"
DECIDING = frozenset(("criteria", "standards", "gates", "recipient", "parameters", "votes", "transitions"))
_LISTS = ("criteria", "standards", "certify", "authority", "votes", "bonus", "dossier")


@dataclass(frozen=True, slots=True)
class Use:
    """One place in the data that cites a provision. `award` is empty for what awards share, `scope` says which of them
    (empty: all); `missing` says that only the place of a text nobody loaded is kept there."""

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
    scope: str = ""

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


def uses_in(book: LawBook, root: Path = DATA) -> Iterator[Use]:
    """Every citation in the files of a book, with file and line. Raises BookError."""
    files = [
        BookFile(path, root)
        for path in sorted(root.glob("*/*.yaml"))
        if path.parent.name not in ("instruments", "gaps")
    ]
    names = {
        **{each["name"]: each["title"] for file in files for each in file.source.data.get("families") or ()},
        **book.names,
        **terms.LEVEL_VI,
        **terms.AWARD_KIND_VI,
    }
    found = [use for file in files for use in _walk(file, file.source.data, (), _Around(names=names))]
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
    scope: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


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
            tuple(dict.fromkeys(parameters_in(value.get("with")))),
            inside.scope,
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
        sort,
        award,
        rule,
        unit,
        value.get("from") or around.first,
        value.get("until") or around.until,
        _scope(value.get("awards"), around.names) or around.scope,
        around.names,
    )


def _scope(given: Any, names: Mapping[str, str]) -> str:
    """Which awards a rule that several share is for, in words; empty for all."""
    if not isinstance(given, dict):
        return ""
    codes = [str(code) for key in ("kinds", "levels", "families", "codes") for code in given.get(key) or ()]
    return ", ".join(names.get(code, code) for code in codes)


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
    if inside.sort in ("dossier", "dossiers"):
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
