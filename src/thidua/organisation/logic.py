"""Rules of the tree of units and of those who can be awarded. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from thidua.kernel.decision import ALLOW, Decision, require
from thidua.organisation.types import NewHousehold, NewPerson, NewUnit, SuccessionKind, UnitRef

EARLIEST_BIRTH = date(1880, 1, 1)
_ID_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")


def path_under(parent_path: str, unit_id: int) -> str:
    """The path of a unit under a parent (empty for a root): `/1/5/` and 23 give `/1/5/23/`."""
    return f"{parent_path or '/'}{unit_id}/"


def chain_ids(path: str) -> tuple[int, ...]:
    """The ids of a path, root first, the unit itself last."""
    return tuple(int(part) for part in path.split("/") if part)


def parent_path(path: str) -> str:
    """The path of the unit right above; "" above the root, which nobody holds a post over."""
    above = path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def depth_of(path: str) -> int:
    """How many units stand above."""
    return len(chain_ids(path)) - 1


def check_new_unit(new: NewUnit, parent: UnitRef | None, today: date) -> Decision:
    """Whether a unit may be created so: named, its days in order, not outliving its parent.

    A unit without a last day takes over its parent's.
    """
    decision = require(bool(new.name.strip()), "Tên đơn vị không được để trống.") & require(
        bool(new.code.strip()), "Mã đơn vị không được để trống."
    )
    if new.valid_from and new.valid_to:
        decision &= require(
            new.valid_from <= new.valid_to, "Ngày bắt đầu của đơn vị phải trước hoặc bằng ngày kết thúc."
        )
    if parent is None or parent.valid_to is None:
        return decision
    if new.valid_to is None:
        return decision & require(
            today <= parent.valid_to,
            f"{parent.name} đã kết thúc hoạt động nên không lập được đơn vị trực thuộc.",
        )
    return decision & require(
        new.valid_to <= parent.valid_to,
        f"Đơn vị trực thuộc không tồn tại lâu hơn {parent.name} (hết ngày {parent.valid_to:%d/%m/%Y}).",
    )


def check_end(unit: UnitRef, on: date, children: Sequence[UnitRef]) -> Decision:
    """Whether a unit may end on a day: it exists then, and nothing below outlives it."""
    open_below = [c.name for c in children if c.valid_to is None or c.valid_to > on]
    return require(
        unit.valid_to is None or unit.valid_to >= on, f"{unit.name} đã kết thúc từ trước ngày {on:%d/%m/%Y}."
    ) & require(
        unit.valid_from is None or unit.valid_from <= on, f"{unit.name} chưa hoạt động vào ngày {on:%d/%m/%Y}."
    ) & require(
        not open_below,
        f"Còn {len(open_below)} đơn vị trực thuộc chưa kết thúc: {', '.join(open_below[:3])}.",
    )  # fmt: skip


def check_succession(
    kind: SuccessionKind, before: Sequence[UnitRef], after: Sequence[UnitRef], on: date
) -> Decision:
    """Whether these units may become those on a day.

    A merger ends in one unit (its partners may lie outside the platform), a split begins from one and makes at
    least two, renaming and transfer are one to one; the new exist from that day on, the old until the day before.
    """
    counts = {
        SuccessionKind.MERGER: (len(before) >= 1 and len(after) == 1, "Sáp nhập phải về đúng một đơn vị."),
        SuccessionKind.SPLIT: (
            len(before) == 1 and len(after) >= 2,
            "Chia tách phải từ một đơn vị thành ít nhất hai đơn vị.",
        ),
        SuccessionKind.RENAMING: (
            len(before) == len(after) == 1,
            "Đổi tên là từ một đơn vị thành một đơn vị.",
        ),
        SuccessionKind.TRANSFER: (
            len(before) == len(after) == 1,
            "Chuyển đơn vị quản lý là từ một đơn vị thành một đơn vị.",
        ),
    }
    decision = require(*counts[kind])
    ids = [u.id for u in (*before, *after)]
    decision &= require(len(ids) == len(set(ids)), "Một đơn vị không thể kế thừa chính mình.")
    last = on - timedelta(days=1)
    for unit in before:
        decision &= require(
            unit.valid_to is None or unit.valid_to >= last,
            f"{unit.name} đã kết thúc trước ngày {last:%d/%m/%Y}.",
        )
    for unit in after:
        decision &= require(unit.valid_on(on), f"{unit.name} chưa hoạt động vào ngày {on:%d/%m/%Y}.")
    return decision


def check_person(new: NewPerson, today: date) -> Decision:
    """Whether a person's particulars make sense on their own."""
    decision = require(bool(new.name.strip()), "Họ và tên không được để trống.")
    if new.birth_date is not None:
        decision &= require(
            EARLIEST_BIRTH <= new.birth_date <= today,
            f"Ngày sinh {new.birth_date:%d/%m/%Y} của {new.name} không hợp lý.",
        )
    if new.id_number is not None:
        decision &= require(
            bool(_ID_NUMBER.fullmatch(new.id_number)),
            f"Số định danh của {new.name} phải có 9 hoặc 12 chữ số.",
        )
    if new.birth_date and new.since:
        decision &= require(new.since >= new.birth_date, f"{new.name} không thể công tác từ trước ngày sinh.")
    return decision & _check_years(new.name, new.facts_from, new.facts_to)


def check_household(new: NewHousehold) -> Decision:
    """Whether a household's particulars make sense on their own."""
    return require(bool(new.name.strip()), "Tên chủ hộ không được để trống.") & _check_years(
        new.name, new.facts_from, new.facts_to
    )


def _check_years(name: str, begin: int | None, end: int | None) -> Decision:
    if begin is None or end is None:
        return ALLOW
    return require(begin <= end, f"Các năm có đủ dữ liệu của {name} phải từ năm nhỏ đến năm lớn.")


def check_transfer(from_unit: UnitRef, to_unit: UnitRef, since: date | None, on: date) -> Decision:
    """Whether a person who served at a unit since a day may move to another on a day."""
    return (
        require(from_unit.id != to_unit.id, f"Người này đang công tác tại {to_unit.name}.")
        & require(to_unit.valid_on(on), f"{to_unit.name} không hoạt động vào ngày {on:%d/%m/%Y}.")
        & require(since is None or since < on, "Ngày chuyển phải sau ngày bắt đầu ở đơn vị hiện nay.")
    )
