"""The workbook's columns, and what reading it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.kernel.decision import Decision
from thidua.targets.types import Amount, Kind, NewTarget, Paper, Period

AMOUNTS, CATALOGUE = "Số liệu", "Danh mục"
MAX_ROWS = 40_000
Tell = Callable[[int, int, str], None]
"""Hears how far long work has come: done, of how many, what is being done."""
TELL_EVERY = 500
"""Rows between two words of how far it is."""
KEYS = ("Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Mã đơn vị", "Đơn vị", "Kỳ")
REASON = "Lý do sửa"
PAPER = (("document", "Văn bản"), ("on", "Ngày văn bản"), ("note", "Ghi chú"), ("doubt", "Điểm chưa chắc"))
COLUMNS = (
    *KEYS,
    *(
        title
        for kind in Kind
        for title in (kind.label, *(f"{kind.label}: {words.lower()}" for _, words in PAPER))
    ),
    REASON,
)
REPORT_DAYS_TITLE = "Hạn báo cáo (số ngày sau kỳ)"
CATALOGUE_COLUMNS = (
    "Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Chiều tốt", "Số chữ số thập phân", "Mã cơ quan chủ trì", "Kỳ báo cáo",
    REPORT_DAYS_TITLE, "Nguồn số liệu", "Tổng hợp từ đơn vị dưới", "So với kế hoạch 5 năm", "Thứ tự",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A unit as workbooks name it. `code` is "code@period" where a period keeps apart codes used again."""

    id: int
    code: str
    name: str
    path: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """An amount that counts now: its row's id, the amount (None when withdrawn) and its paper."""

    id: int
    amount: Amount | None
    paper: Paper


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount to be written: a first one, or (with a reason) one that replaces `replaces`."""

    code: str
    unit_id: int
    period: Period
    kind: Kind
    amount: Amount
    paper: Paper
    replaces: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, e.g. "G12", in words."""

    sheet: str
    cell: str
    title: str
    says: str


@dataclass(slots=True)
class Plan:
    """What a workbook would do: nothing of it is done while there is a fault."""

    targets: list[NewTarget] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0

    @property
    def corrections(self) -> int:
        return sum(entry.replaces is not None for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a workbook is judged by: targets by code, units by key, amounts that stand, and who may enter what."""

    targets: Mapping[str, NewTarget]
    units: Mapping[str, UnitKey]
    agencies: Mapping[str, int]
    standing: Mapping[tuple[str, int, Period, Kind], Stood]
    retired: frozenset[str]
    may: Callable[[Kind, str, UnitKey], Decision]
    today: date


def unheard(done: int, total: int, message: str) -> None:
    """Tells nobody."""


def letter(at: int) -> str:
    """The letters of a column, counted from nought."""
    name, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
