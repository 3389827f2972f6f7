"""The worked example of a real guidance to the last decimal, the laws of the algebra, and sheets that cannot be."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import thidua.scoring
from thidua.scoring.cli import main
from thidua.scoring.engine import Deduction, Entry, Group, Kind, Leaf, Member, Sheet, evaluate, faults, rank

SAMPLE = Path(thidua.scoring.__file__).parent / "data" / "mau-hung-yen-2021.yaml"
D = Decimal
NUMBERS = st.decimals(0, 10_000, places=2)


def leaf(code: str = "a", kind: Kind = Kind.RATIO, **fields: Any) -> Leaf:
    given = {"standard": D(20), "scorer": "trưởng cụm", "title": code, **fields}
    if kind in (Kind.RATIO, Kind.INVERSE):
        given.setdefault("bonus", D("0.10"))
    return Leaf(code=code, kind=kind, **given)


def sheet(*leaves: Leaf, **fields: Any) -> Sheet:
    total = sum((each.standard for each in leaves if not each.parent), D(0))
    return Sheet(**{
        "code": "s", "title": "Bảng", "year": 2021, "source": "", "checked": False, "total": total,
        "bonus_cap": D(20), "leaves": leaves, **fields,
    })  # fmt: skip


def member(name: str = "A", deductions: dict[str, int] | None = None, **entries: Entry) -> Member:
    return Member(name=name, entries=entries, deductions=deductions or {})


def points(kind: Kind, entry: Entry, **fields: Any) -> tuple[Decimal | None, Decimal]:
    [got] = evaluate(sheet(leaf(kind=kind, **fields)), member(a=entry)).leaves
    return got.points, got.bonus


@pytest.mark.parametrize(
    ("result", "standard", "bonus"),
    [("92", "18.40", "0.00"), ("100", "20.00", "0.00"), ("108", "20.00", "1.60"), ("125", "20.00", "2.00")],
)
def test_a_quantity_to_its_plan(result: str, standard: str, bonus: str) -> None:
    got = points(Kind.RATIO, Entry(plan=D(100), result=D(result)))
    assert tuple(map(str, got)) == (standard, bonus)


@pytest.mark.parametrize(
    ("result", "standard", "bonus"), [("5.5", "18.18", "0.00"), ("4.8", "20.00", "0.83")]
)
def test_a_rate_that_should_fall(result: str, standard: str, bonus: str) -> None:
    got = points(Kind.INVERSE, Entry(plan=D("5.0"), result=D(result)))
    assert tuple(map(str, got)) == (standard, bonus)


@pytest.mark.parametrize(
    ("kind", "plan", "result", "expected"),
    [
        (Kind.RATIO, 0, 0, (D(20), D(0))),
        (Kind.RATIO, 0, 7, (D(20), D(0))),
        (Kind.RATIO, 5, 0, (D(0), D(0))),
        (Kind.INVERSE, 0, 0, (D(20), D(0))),
        (Kind.INVERSE, 0, 3, (D(0), D(0))),
        (Kind.INVERSE, 3, 0, (D(20), D(2))),
    ],
)
def test_nothing_planned_or_nothing_done_has_a_stated_answer(
    kind: Kind, plan: int, result: int, expected: tuple[Decimal, Decimal]
) -> None:
    assert points(kind, Entry(plan=D(plan), result=D(result))) == expected


def test_the_other_kinds() -> None:
    steps = ({"at": "50", "points": "5"}, {"at": "80", "points": "20"})
    assert points(Kind.STEPS, Entry(result=D("79.99")), steps=steps)[0] == 5
    assert points(Kind.STEPS, Entry(result=D(49)), steps=steps)[0] == 0
    assert points(Kind.GRADE, Entry(grade="B"), grades={"A": D(20), "B": D(16)})[0] == 16
    assert points(Kind.YES_NO, Entry(yes=True))[0] == 20
    assert points(Kind.PER_EVENT, Entry(count=9), per=D("2.5"))[0] == 20
    assert points(Kind.PLUS_MINUS, Entry(count=1, against=9), per=D(1), minus=D(1), floor=D(-3))[0] == -3
    assert points(Kind.AVERAGE, Entry(scores=(D(10), D(15), D(15))))[0] == D("13.33")


def test_what_does_not_apply_is_shared_out_and_deductions_are_taken() -> None:
    made = sheet(
        leaf("a"), leaf("b", Kind.YES_NO, standard=D(30), optional=True), leaf("c", Kind.YES_NO, standard=D(50)),
        deductions=(Deduction(code="late", title="Nộp muộn", points=D(5)),),
    )  # fmt: skip
    score = evaluate(
        made,
        member(a=Entry(plan=D(10), result=D(5)), b=Entry(na=True), c=Entry(yes=True), deductions={"late": 2}),
    )
    assert (score.base, score.deducted, score.total) == (D("85.71"), 10, D("75.71"))


def test_the_bonus_of_all_leaves_has_a_cap_of_its_own() -> None:
    made = sheet(leaf("a"), leaf("b"), bonus_cap=D(3))
    score = evaluate(made, member(a=Entry(plan=D(1), result=D(9)), b=Entry(plan=D(1), result=D(9))))
    assert (score.base, score.bonus, score.total) == (40, 3, 43)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    plan=NUMBERS, low=NUMBERS, more=NUMBERS, kind=st.sampled_from([Kind.RATIO, Kind.INVERSE]),
    standard=st.decimals("0.1", 50, places=3), share=st.decimals(0, 1, places=3), places=st.integers(0, 3),
)  # fmt: skip
def test_more_is_never_worse_in_its_direction_and_never_above_the_caps(
    plan: Decimal, low: Decimal, more: Decimal, kind: Kind, standard: Decimal, share: Decimal, places: int
) -> None:
    found = []
    for result in (low, low + more):
        entry = Entry(plan=plan, result=result)
        base, bonus = points(kind, entry, standard=standard, bonus=share, places=places)
        assert base is not None
        assert 0 <= base <= standard
        assert 0 <= bonus <= standard * share
        found.append((base, bonus))
    (one, one_bonus), (other, other_bonus) = found if kind is Kind.RATIO else found[::-1]
    assert one <= other
    assert one_bonus <= other_bonus


def test_a_cap_finer_than_the_places_is_not_rounded_over() -> None:
    entry = Entry(plan=D(1), result=D(9))
    assert points(Kind.RATIO, entry, standard=D("2.5"), bonus=D("0.2"), places=0) == (D("2.5"), D("0.5"))
    minus = Entry(count=0, against=9)
    assert points(Kind.PLUS_MINUS, minus, per=D(1), minus=D(1), floor=D("-2.5"), places=0)[0] == D("-2.5")


@settings(max_examples=40)
@given(st.lists(NUMBERS, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_ranks_follow_the_units_not_their_order(results: list[Decimal], random: Any) -> None:
    made = sheet(leaf(), quota=2)
    scores = [
        evaluate(made, member(f"Đơn vị {at}", a=Entry(plan=D(5000), result=result)))
        for at, result in enumerate(results)
    ]
    shuffled = random.sample(scores, len(scores))
    assert rank(made, tuple(scores)) == rank(made, tuple(shuffled))
    placed = rank(made, tuple(scores))
    assert sum(each.flag is True for each in placed) <= 2
    assert all(a.score.total >= b.score.total for a, b in pairwise(placed))


def test_equal_totals_are_settled_by_the_sheets_order_or_by_people() -> None:
    made = sheet(leaf("a"), leaf("b"), ties=("b",), quota=1)
    full, half = Entry(plan=D(2), result=D(2)), Entry(plan=D(2), result=D(1))
    first, second = evaluate(made, member("X", a=full, b=half)), evaluate(made, member("Y", a=half, b=full))
    assert [(each.score.name, each.rank, each.flag) for each in rank(made, (first, second))] == [
        ("Y", 1, True), ("X", 2, False),
    ]  # fmt: skip
    twin = evaluate(made, member("Z", a=half, b=full))
    assert [(each.rank, each.tied, each.flag) for each in rank(made, (first, second, twin))] == [
        (1, True, None), (1, True, None), (3, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (sheet(leaf(), total=D(25)), "phải bằng 25"),
        (sheet(leaf(scorer=" ")), "ai chấm"),
        (sheet(leaf(), leaf()), "dùng 2 lần"),
        (sheet(leaf(parent="x"), total=D(0)), "không có nhóm “x”"),
        (
            sheet(
                leaf(parent="g"),
                groups=(
                    Group(code="g", title="g", standard=D(20), parent="h"),
                    Group(code="h", title="h", standard=D(20), parent="g"),
                ),
            ),
            "vòng lặp",
        ),
        (sheet(leaf(kind=Kind.STEPS)), "chưa có bậc"),
        (sheet(leaf(), ties=("z",)), "không có mục “z”"),
    ],
)
def test_sheets_that_cannot_be(made: Sheet, words: str) -> None:
    assert any(words in fault for fault in faults(made))


def test_entries_that_cannot_be() -> None:
    made = sheet(leaf())
    for bad, words in (
        (member(), "thiếu số liệu"),
        (member(a=Entry(plan=D(1))), "thiếu kết quả"),
        (member(a=Entry(plan=D(-1), result=D(1))), "không được âm"),
        (member(a=Entry(na=True)), "không cho ghi"),
        (member(a=Entry(plan=D(1), result=D(1)), b=Entry()), "không có tiêu chí “b”"),
    ):
        with pytest.raises(ValueError, match=words):
            evaluate(made, bad)


def test_the_sample_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE), "--why"]) == 0
    said = capsys.readouterr().out
    assert "BẢNG ĐIỂM MẪU" in said
    assert "1. Đơn vị mẫu A: 101,38 điểm" in said
    assert "108 ÷ 100 × 40" in said
    assert "5,0 ÷ 5,5 × 20" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("total: 100", "total: 90"), "phải bằng 90"),
        (("result: 108", "result: nhiều"), "phải là số"),
        (("result: 108", "result: 1e999999"), "số quá lớn"),
        (("total: 100", "total: 1e60"), "số quá lớn"),
        (("quota: 2", "quota: 2\n  quota: 3"), "ghi hai lần"),
        (("grade: A}", "grade: E}"), "không có mức “E”"),
        (("sheet:", "sheet: ["), "YAML"),
    ],
)
def test_a_bad_file_is_told_and_ends_with_two(
    change: tuple[str, str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    assert main([str(file)]) == 2
    assert words in capsys.readouterr().err
    assert main([str(tmp_path / "none.yaml")]) == 2
