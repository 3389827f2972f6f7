"""What is wrong with a sheet, or with what a member entered. Vietnamese sentences that say where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine.types import By, Entry, Kind, Leaf, Member, Sheet

_NEEDS = {
    Kind.RATIO: ("plan", "result"),
    Kind.INVERSE: ("plan", "result"),
    Kind.STEPS: ("result",),
    Kind.GRADE: ("grade",),
    Kind.YES_NO: ("yes",),
    Kind.PER_EVENT: ("count",),
    Kind.PLUS_MINUS: ("count",),
    Kind.AVERAGE: ("scores",),
    Kind.RANK: ("result",),
    Kind.LEADER: ("result",),
    Kind.PLAN_LEADER: ("plan", "result"),
}
_MEASURED = tuple(kind for kind, needs in _NEEDS.items() if "result" in needs)
_CALLED = {
    "plan": "kế hoạch", "result": "kết quả", "grade": "mức xếp loại", "yes": "có hay không", "count": "số lần",
    "scores": "điểm của người chấm",
}  # fmt: skip


def faults(sheet: Sheet, members: tuple[Member, ...] = ()) -> list[str]:
    """Everything wrong; nothing can be scored while this is not empty."""
    found = [*_tree(sheet), *(fault for leaf in sheet.leaves for fault in _leaf(leaf)), *_rest(sheet)]
    if not found:
        found = [*_names(members), *(fault for member in members for fault in _member(sheet, member))]
    return found


def _tree(sheet: Sheet) -> Iterator[str]:
    counted = Counter(node.code for node in sheet.nodes)
    for code, times in counted.items():
        if times > 1:
            yield f"Mã “{code}” dùng {times} lần; mỗi mục một mã."
    parents = {group.code: group.parent for group in sheet.groups}
    for node in sheet.nodes:
        if node.parent and node.parent not in parents:
            yield f"Mục “{node.code}”: không có nhóm “{node.parent}”."
    for code in parents:
        seen, at = {code}, parents[code]
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at == code:
            yield f"Nhóm “{code}” nằm trong chính nó (vòng lặp)."
    for parent, standard in [("", sheet.total), *((group.code, group.standard) for group in sheet.groups)]:
        below = [node.standard for node in sheet.nodes if node.parent == parent]
        found = sum(below, Decimal(0))
        if found != standard:
            where = f"Nhóm “{parent}”" if parent else "Bảng điểm"
            yield f"{where}: các mục bên dưới cộng lại {decimal_vi(found)}, phải bằng {decimal_vi(standard)}."


def _leaf(leaf: Leaf) -> Iterator[str]:
    where = f"Tiêu chí “{leaf.code}”"
    if not leaf.scorer.strip():
        yield f"{where}: chưa ghi ai chấm."
    if leaf.standard <= 0:
        yield f"{where}: điểm chuẩn phải lớn hơn 0."
    if leaf.bonus < 0 or leaf.per < 0 or leaf.minus < 0:
        yield f"{where}: mức thưởng, điểm cộng, điểm trừ không được âm."
    if leaf.bonus and leaf.kind not in (Kind.RATIO, Kind.INVERSE):
        yield f"{where}: chỉ tiêu chí theo tỷ lệ mới có điểm thưởng."
    if leaf.kind is Kind.STEPS and not leaf.steps:
        yield f"{where}: chưa có bậc nào."
    if leaf.kind is Kind.GRADE and not leaf.grades:
        yield f"{where}: chưa có mức xếp loại nào."
    if leaf.kind in (Kind.PER_EVENT, Kind.PLUS_MINUS) and not leaf.per:
        yield f"{where}: chưa ghi điểm của mỗi lần."
    if leaf.kind is Kind.RANK and not leaf.per:
        yield f"{where}: chưa ghi mỗi bậc xếp hạng bớt bao nhiêu điểm."
    if leaf.kind is Kind.PLAN_LEADER and not 0 < leaf.share < 1:
        yield f"{where}: phần điểm khi vừa đạt kế hoạch phải lớn hơn 0 và nhỏ hơn 1."
    if leaf.lower and leaf.kind is not Kind.RANK:
        yield f"{where}: chỉ tiêu chí xếp hạng mới chọn được “thấp nhất đứng đầu”."
    if leaf.by is By.AGENCY and not leaf.agency.strip():
        yield f"{where}: chưa ghi mã của cơ quan chấm."
    if leaf.target and leaf.kind not in _MEASURED:
        yield f"{where}: cách chấm này không lấy số liệu từ chỉ tiêu."
    if leaf.floor > leaf.standard:
        yield f"{where}: mức thấp nhất vượt điểm chuẩn."
    given = [*(step.points for step in leaf.steps), *leaf.grades.values()]
    if any(not 0 <= points <= leaf.standard for points in given):
        yield f"{where}: điểm của bậc, mức phải từ 0 đến {decimal_vi(leaf.standard)}."
    rising = [step.points for step in sorted(leaf.steps, key=lambda step: step.at)]
    if rising != sorted(rising) or len({step.at for step in leaf.steps}) != len(leaf.steps):
        yield f"{where}: bậc cao hơn không được ít điểm hơn, mỗi mốc một bậc."


def _rest(sheet: Sheet) -> Iterator[str]:
    codes = {node.code for node in sheet.nodes}
    for code in sheet.ties:
        if code not in codes:
            yield f"Thứ tự xét khi bằng điểm: không có mục “{code}”."
    if sheet.bonus_cap < 0:
        yield "Trần điểm thưởng không được âm."
    for deduction in sheet.deductions:
        if deduction.points <= 0:
            yield f"Điểm trừ “{deduction.code}” phải ghi số dương."


def _names(members: tuple[Member, ...]) -> Iterator[str]:
    for name, times in Counter(member.name for member in members).items():
        if times > 1:
            yield f"Đơn vị “{name}” ghi {times} lần."


def _member(sheet: Sheet, member: Member) -> Iterator[str]:
    leaves = {leaf.code: leaf for leaf in sheet.leaves}
    for code in member.entries.keys() - leaves.keys():
        yield f"{member.name}: bảng điểm không có tiêu chí “{code}”."
    for code, times in member.deductions.items():
        if code not in {each.code for each in sheet.deductions}:
            yield f"{member.name}: bảng điểm không có điểm trừ “{code}”."
        elif times < 0:
            yield f"{member.name}, điểm trừ “{code}”: số lần không được âm."
    for code, leaf in leaves.items():
        if code not in member.entries:
            yield f"{member.name}: thiếu số liệu của tiêu chí “{code}”."
        else:
            yield from (
                f"{member.name}, tiêu chí “{code}”: {what}"
                for what in entry_faults(leaf, member.entries[code])
            )
    if all(member.entries[code].na for code in leaves if code in member.entries):
        yield f"{member.name}: không tiêu chí nào áp dụng, không thể chấm."


def entry_faults(leaf: Leaf, entry: Entry) -> Iterator[str]:
    """What is wrong with one entry, for that criterion."""
    if entry.na:
        if not leaf.optional:
            yield "bảng điểm không cho ghi “không áp dụng”."
        return
    for name in _NEEDS[leaf.kind]:
        value = getattr(entry, name)
        if value is None or (isinstance(value, tuple) and not value):
            yield f"thiếu {_CALLED[name]}."
    plan, result = entry.plan, entry.result
    if (plan is not None and plan < 0) or (result is not None and result < 0):
        yield "kế hoạch, kết quả không được âm."
    if leaf.kind is Kind.GRADE and entry.grade is not None and entry.grade not in leaf.grades:
        yield f"không có mức “{entry.grade}”; chọn một trong: {', '.join(leaf.grades)}."
    if entry.scores and any(not 0 <= score <= leaf.standard for score in entry.scores):
        yield f"điểm người chấm phải từ 0 đến {decimal_vi(leaf.standard)}."
