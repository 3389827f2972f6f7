"""What one sheet changed of another: nothing for equal ones, and nothing that counts is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.scoring.engine.test_engine import SAMPLE
from thidua.scoring import logic
from thidua.scoring.comparing import changes
from thidua.scoring.engine import By, Deduction, Kind, Leaf, Step
from thidua.scoring.reading import read_round

D = Decimal
SHEET = read_round(SAMPLE)[0]
OTHER: dict[str, Any] = {
    "code": "khac", "title": "Tên khác", "kind": Kind.YES_NO, "standard": D(39), "scorer": "người khác",
    "parent": "xd", "bonus": D("0.05"), "places": 3, "optional": True, "steps": (Step(at=D(1), points=D(2)),),
    "grades": {"A": D(1)}, "per": D(1), "minus": D(1), "floor": D(1), "share": D("0.5"), "lower": True,
    "by": By.OFFICE, "agency": "SNV", "target": "CT1", "proof": "báo cáo",
}  # fmt: skip


def told(after: Any) -> list[tuple[str, str, str, str]]:
    return [(each.where, each.what, each.was, each.now) for each in changes(SHEET, after)]


def test_changes_are_told_place_by_place() -> None:
    leaf = SHEET.leaves[0].model_copy(update={"standard": D(35), "parent": "xd"})
    after = logic.drop(logic.put(SHEET.model_copy(update={"quota": 3}), leaf, "thu"), "hoso")
    assert told(after) == [
        ("Phần chung", "Số cờ", "2", "3"),
        ("Thu ngân sách (thu)", "Điểm chuẩn", "40", "35"),
        ("Thu ngân sách (thu)", "Thuộc nhóm", "Chỉ tiêu kinh tế - xã hội (kt)", "Xây dựng tổ chức (xd)"),
        ("Hồ sơ (hoso)", "Bỏ", told(after)[3][2], ""),
    ]
    assert "Điểm trừ mỗi lỗi: 5" in told(after)[3][2]
    assert changes(SHEET, SHEET) == ()


def test_an_order_that_changed_is_told() -> None:
    [change] = changes(SHEET, logic.move(SHEET, "ngheo", -1))
    assert (change.what, change.now) == (
        "Thứ tự các mục",
        "kt, xd, tdkt, ngheo, thu, tochuc, phongtrao, hoso",
    )


@pytest.mark.parametrize("name", Leaf.model_fields)
def test_no_change_of_a_criterion_is_left_out(name: str) -> None:
    changed = SHEET.leaves[0].model_copy(update={name: OTHER[name]})
    if name == "agency":
        before = logic.put(SHEET, SHEET.leaves[0].model_copy(update={"by": By.AGENCY}), "thu")
        after = logic.put(before, changed.model_copy(update={"by": By.AGENCY}), "thu")
        assert changes(before, after)
        return
    assert told(logic.put(SHEET, changed, "thu"))


@pytest.mark.parametrize(
    "update", [{"title": "Khác"}, {"points": D(6)}, {"blocks": True}, {"feed": "returned"}]
)
def test_no_change_of_a_deduction_is_left_out(update: dict[str, Any]) -> None:
    first, *rest = SHEET.deductions
    changed: tuple[Deduction, ...] = (first.model_copy(update=update), *rest)
    assert len(told(SHEET.model_copy(update={"deductions": changed}))) == 1
