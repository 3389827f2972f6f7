"""Sheets in words: how each sort of leaf makes points, for screens and papers. Pure."""

from __future__ import annotations

from decimal import Decimal

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine import By, Kind, Leaf, Placed

KINDS = {
    Kind.RATIO: "Kết quả so với kế hoạch (cao là tốt)",
    Kind.INVERSE: "Kế hoạch so với kết quả (thấp là tốt)",
    Kind.STEPS: "Theo bậc của kết quả",
    Kind.GRADE: "Theo mức xếp loại",
    Kind.YES_NO: "Có hoặc không",
    Kind.PER_EVENT: "Mỗi việc một số điểm",
    Kind.PLUS_MINUS: "Cộng và trừ theo việc",
    Kind.AVERAGE: "Trung bình của nhiều người chấm",
    Kind.RANK: "Theo thứ hạng trong cụm, khối",
    Kind.LEADER: "So với đơn vị dẫn đầu",
    Kind.PLAN_LEADER: "Vượt kế hoạch so với đơn vị dẫn đầu",
}
BYS = {
    By.HEAD: "Trưởng cụm, khối",
    By.OFFICE: "Cơ quan thường trực",
    By.AGENCY: "Cơ quan quản lý số liệu",
}

FEEDS = {
    "returned": "hồ sơ khen thưởng bị cấp trên trả lại",
    "late_5": "việc được giao chậm từ 5 đến dưới 10 ngày",
    "late_10": "việc được giao chậm từ 10 đến dưới 15 ngày",
    "late_15": "việc được giao chậm từ 15 ngày trở lên",
    "leader_reprimanded": "lãnh đạo đơn vị bị khiển trách",
    "leader_warned": "lãnh đạo đơn vị bị cảnh cáo trở lên",
    "absent": "vắng không phép một hoạt động của cụm, khối",
    "leader_away": "lãnh đạo không trực tiếp dự hoạt động của cụm, khối (cử người thay, vắng có hay không phép)",
}
"""What the system itself can count against a unit in a year, by the name a deduction's `feed` gives."""


def how(leaf: Leaf) -> str:
    """The leaf's rule in one line."""
    match leaf.kind:
        case Kind.RATIO | Kind.INVERSE:
            bonus = f"; thưởng tối đa {_percent(leaf.bonus)} điểm chuẩn" if leaf.bonus else ""
            return KINDS[leaf.kind] + bonus
        case Kind.STEPS:
            return "Bậc: " + "; ".join(
                f"từ {decimal_vi(step.at)} được {decimal_vi(step.points)}" for step in leaf.steps
            )
        case Kind.GRADE:
            return "Mức: " + "; ".join(f"{name} {decimal_vi(points)}" for name, points in graded(leaf))
        case Kind.PER_EVENT:
            return f"Mỗi việc {decimal_vi(leaf.per)} điểm"
        case Kind.PLUS_MINUS:
            return (
                f"Mỗi việc cộng {decimal_vi(leaf.per)}, mỗi lỗi trừ {decimal_vi(leaf.minus)}, "
                f"thấp nhất {decimal_vi(leaf.floor)}"
            )
        case Kind.RANK:
            first = "thấp nhất" if leaf.lower else "cao nhất"
            least = f"mỗi bậc sau bớt {decimal_vi(leaf.per)}, thấp nhất {decimal_vi(leaf.floor)}"
            return f"Kết quả {first} đứng đầu; {least}"
        case Kind.PLAN_LEADER:
            return f"Vừa đạt kế hoạch được {_percent(leaf.share)} điểm chuẩn; đơn vị dẫn đầu được trọn điểm"
        case _:
            return KINDS[leaf.kind]


def graded(leaf: Leaf) -> list[tuple[str, Decimal]]:
    """The grades, the best first: a store need not keep the order in which they were written."""
    return sorted(leaf.grades.items(), key=lambda grade: (-grade[1], grade[0]))


def marks(leaf: Leaf) -> tuple[str, ...]:
    """What else is to know of a leaf."""
    found = []
    if leaf.proof:
        found.append(f"Minh chứng: {leaf.proof}")
    if leaf.target:
        found.append(f"Số liệu từ chỉ tiêu {leaf.target}")
    if leaf.by is By.AGENCY:
        found.append(f"Đơn vị chấm: {leaf.agency}")
    if leaf.optional:
        found.append("Có thể không áp dụng")
    if leaf.places != 2:
        found.append(f"Làm tròn {leaf.places} chữ số thập phân")
    return tuple(found)


def shift(moved: int) -> str:
    """How many places a unit won or lost."""
    return f"lên {moved} bậc" if moved > 0 else f"xuống {-moved} bậc" if moved < 0 else "giữ nguyên"


def honour(placed: Placed) -> str:
    """What a rank brings by the sheet's quota, in words."""
    if placed.score.blocked:
        return "không xét"
    if placed.flag:
        return "cờ"
    if placed.flag is None:
        return "phải biểu quyết cờ"
    if placed.certificate:
        return "bằng khen"
    return "phải biểu quyết bằng khen" if placed.certificate is None else "không"


def _percent(share: Decimal) -> str:
    return f"{decimal_vi((share * 100).normalize())} %"
