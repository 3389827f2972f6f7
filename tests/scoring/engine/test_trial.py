"""What another sheet would have given for last year's figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scoring.engine.test_engine import leaf, member, sheet
from thidua.scoring.engine import Deduction, Entry, Kind, trial

D = Decimal
LATE = Deduction(code="late", title="Nộp muộn", points=D(5))
BEFORE = sheet(leaf("a"), leaf("b", Kind.YES_NO), deductions=(LATE,), quota=1)
MEMBERS = (
    member("X", {"late": 1}, a=Entry(plan=D(10), result=D(10)), b=Entry(yes=True)),
    member("Y", a=Entry(plan=D(10), result=D(9)), b=Entry(yes=True)),
)


def test_ranks_stand_side_by_side_and_what_had_no_figures_is_set_aside_for_all() -> None:
    after = sheet(leaf("a", standard=D(30)), leaf("c", Kind.YES_NO, standard=D(10)), quota=1)
    got = trial(BEFORE, after, MEMBERS)
    assert [(row.name, row.was.rank, row.now.rank, row.moved) for row in got.rows] == [
        ("X", 2, 1, 1), ("Y", 1, 2, -1),
    ]  # fmt: skip
    assert [row.now.score.total for row in got.rows] == [D("40.00"), D("36.00")]
    assert [row.was.score.total for row in got.rows] == [D("35.00"), D("38.00")]
    assert got.aside == ("c: chưa có số liệu của năm trước",)
    assert got.dropped == ("Nộp muộn: 1 trường hợp, mỗi trường hợp 5 điểm",)
    assert got == trial(BEFORE, after, MEMBERS[::-1])


def test_the_same_sheet_moves_nobody() -> None:
    got = trial(BEFORE, BEFORE.model_copy(update={"year": 2022}), MEMBERS)
    assert all(row.was == row.now for row in got.rows)
    assert not got.aside and not got.dropped


def test_figures_of_another_sort_are_set_aside_with_the_reason() -> None:
    after = sheet(leaf("a"), leaf("b", Kind.GRADE, grades={"A": D(20)}))
    [said] = trial(BEFORE, after, MEMBERS).aside
    assert said == "b: số liệu của X không dùng được: thiếu mức xếp loại"


@pytest.mark.parametrize(
    ("after", "members", "words"),
    [
        (sheet(leaf("a"), total=D(25)), MEMBERS, "phải bằng 25"),
        (sheet(leaf("z")), MEMBERS, "Không tiêu chí nào"),
        (BEFORE, MEMBERS[:1] * 2, "ghi 2 lần"),
        (BEFORE, (), "đơn vị nào"),
    ],
)
def test_what_cannot_be_tried_is_told(after: object, members: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        trial(BEFORE, after, members)  # type: ignore[arg-type]
