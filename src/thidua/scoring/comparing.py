"""What one sheet changed of another, place by place, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine import By, Deduction, Group, Leaf, Sheet
from thidua.scoring.words import BYS, FEEDS, KINDS, graded

_Part = Group | Leaf | Deduction


@dataclass(frozen=True, slots=True)
class Change:
    """A difference: where, what of it, what it was and what it is; "" where there was or is nothing."""

    where: str
    what: str
    was: str
    now: str


_HEAD = {
    "title": "Tên", "year": "Năm", "total": "Tổng điểm", "bonus_cap": "Trần điểm thưởng", "quota": "Số cờ",
    "certificates": "Số bằng khen", "ties": "Thứ tự xét khi bằng điểm",
}  # fmt: skip

_FIGURES = {
    "bonus": "Thưởng tối đa, phần của điểm chuẩn", "per": "Điểm mỗi việc, mỗi bậc", "minus": "Điểm trừ mỗi lỗi",
    "floor": "Thấp nhất", "share": "Phần điểm khi vừa đạt kế hoạch",
}  # fmt: skip


def changes(before: Sheet, after: Sheet) -> tuple[Change, ...]:
    """Everything that counts and differs: the head, then nodes and deductions by code, then the order of nodes.

    Nothing is told of equal sheets, and nothing is left out: whatever moves a point shows as a change.
    """
    was, now = _head(before), _head(after)
    found = [Change("Phần chung", what, was[what], now[what]) for what in was if was[what] != now[what]]
    for kind in ("nodes", "deductions"):
        old = {each.code: each for each in getattr(before, kind)}
        new = {each.code: each for each in getattr(after, kind)}
        for code in [*old, *(code for code in new if code not in old)]:
            found += _between(before, after, old.get(code), new.get(code))
    return (*found, *_reordered(before, after))


def _head(sheet: Sheet) -> dict[str, str]:
    return {
        what: _tie_titles(sheet) if name == "ties" else _said(getattr(sheet, name))
        for name, what in _HEAD.items()
    }


def _tie_titles(sheet: Sheet) -> str:
    titles = {node.code: node.title for node in sheet.nodes}
    return ", rồi ".join(f"{titles.get(code, '')} ({code})" for code in sheet.ties)


def _between(before: Sheet, after: Sheet, old: _Part | None, new: _Part | None) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change(_named(new), "Thêm mới", "", _whole(after, new))
    elif new is None and old is not None:
        yield Change(_named(old), "Bỏ", _whole(before, old), "")
    elif old is not None and new is not None and old != new:
        was, now = _aspects(before, old), _aspects(after, new)
        for what in dict.fromkeys([*was, *now]):
            if was.get(what, "") != now.get(what, ""):
                yield Change(_named(new), what, was.get(what, ""), now.get(what, ""))


def _named(part: _Part) -> str:
    return f"{part.title} ({part.code})"


def _whole(sheet: Sheet, part: _Part) -> str:
    return "; ".join(f"{what}: {said}" for what, said in _aspects(sheet, part).items() if said)


def _aspects(sheet: Sheet, part: _Part) -> dict[str, str]:
    """What can change of a part, each in words that differ when it differs."""
    found = {"Tên": part.title}
    if isinstance(part, Deduction):
        return found | {
            "Trừ mỗi lần": decimal_vi(part.points),
            "Hệ quả khác": "không xét cờ, bằng khen" if part.blocks else "",
            "Hệ thống đếm": FEEDS.get(part.feed, part.feed),
        }
    parents = {group.code: group.title for group in sheet.groups}
    found |= {
        "Điểm chuẩn": decimal_vi(part.standard),
        "Thuộc nhóm": f"{parents.get(part.parent, '')} ({part.parent})" if part.parent else "",
    }
    if isinstance(part, Leaf):
        found |= {
            "Cách tính điểm": KINDS[part.kind],
            **{
                what: decimal_vi(getattr(part, name))
                for name, what in _FIGURES.items()
                if getattr(part, name)
            },
            "Các bậc": "; ".join(f"từ {decimal_vi(e.at)}: {decimal_vi(e.points)}" for e in part.steps),
            "Các mức": "; ".join(f"{name}: {decimal_vi(points)}" for name, points in graded(part)),
            "Đứng đầu": "kết quả thấp nhất" if part.lower else "",
            "Ai chấm": part.agency if part.by is By.AGENCY else BYS[part.by],
            "Người chấm ghi trong bảng": part.scorer,
            "Làm tròn": f"{part.places} chữ số thập phân",
            "Minh chứng": part.proof,
            "Chỉ tiêu cấp số liệu": part.target,
            "Không áp dụng": "được" if part.optional else "",
        }
    return found


def _reordered(before: Sheet, after: Sheet) -> Iterator[Change]:
    """Whether nodes that stand in both are listed in another order; it moves no point, only the page."""
    both = {node.code for node in before.nodes} & {node.code for node in after.nodes}
    was = [node.code for node in before.nodes if node.code in both]
    now = [node.code for node in after.nodes if node.code in both]
    if was != now:
        yield Change("Phần chung", "Thứ tự các mục", ", ".join(was), ", ".join(now))


def _said(value: Any) -> str:
    return decimal_vi(value) if isinstance(value, Decimal) else str(value)
