"""The workbook of figures: what goes out comes back, and what cannot be read is told cell by cell."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.engine.test_engine import leaf, sheet
from thidua.scoring import figures
from thidua.scoring.engine import Deduction, Entry, Kind, Member, Sheet
from thidua.scoring.reading import BadSheet, read_figures

D = Decimal
NUMBERS = st.decimals(0, 10**14, places=3)
MADE = sheet(
    *(leaf(kind.value, kind, grades={"A": D(20), "B": D(5)}) for kind in Kind),
    deductions=(Deduction(code="late", title="Nộp muộn", points=D(5)),),
)


def _entry(kind: Kind) -> st.SearchStrategy[Entry]:
    given: dict[Kind, dict[str, Any]] = {
        Kind.GRADE: {"grade": st.sampled_from("AB")},
        Kind.YES_NO: {"yes": st.booleans()},
        Kind.PER_EVENT: {"count": st.integers(0, 999)},
        Kind.PLUS_MINUS: {"count": st.integers(0, 999), "against": st.integers(0, 9)},
        Kind.AVERAGE: {"scores": st.lists(st.decimals(0, 20, places=2), min_size=1, max_size=3).map(tuple)},
        **{kind: {"result": NUMBERS} for kind in (Kind.STEPS, Kind.RANK, Kind.LEADER)},
    }
    fields = given.get(kind, {"plan": NUMBERS, "result": NUMBERS})
    return st.builds(Entry, **fields) | st.just(Entry(na=True))


MEMBERS = st.builds(
    Member,
    name=st.sampled_from(["Huyện Cư Jút", "Huyện Đắk Mil"]),
    entries=st.fixed_dictionaries({kind.value: _entry(kind) for kind in Kind}),
    deductions=st.just({}) | st.integers(1, 9).map(lambda times: {"late": times}),
)


@settings(max_examples=25)
@given(st.lists(MEMBERS, max_size=3))
def test_what_goes_out_comes_back_to_the_last_decimal(members: list[Member]) -> None:
    assert figures.read(figures.write(MADE, members), MADE) == tuple(members)


def book(*rows: list[Any], page: str = "Số liệu") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        drawn = made.add_worksheet(page)
        for at, row in enumerate(rows):
            drawn.write_row(at, 0, row)
    return buffer.getvalue()


ONE: Sheet = sheet(leaf("a", Kind.YES_NO), leaf("b", Kind.PER_EVENT))
HEAD = ["Đơn vị", "a · có hay không", "b · số lần"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "hỏng"),
        (book(HEAD, page="Khác"), "không có trang"),
        (book(["Tên"]), "Cột đầu"),
        (book(HEAD[:2]), "thiếu cột: b · số lần"),
        (book(HEAD, ["X", "có thể", 1]), "Dòng 2, cột “a · có hay không”: Không hiểu “có thể”"),
        (book(HEAD, ["X", "có", 1.5]), "hãy ghi số nguyên"),
        (book(HEAD, ["", "có", 1]), "Dòng 2: chưa ghi tên đơn vị"),
        (book(HEAD, ["X", "có", "=1+1"]), "Ô C2 có công thức"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told(data: bytes, words: str) -> None:
    with pytest.raises(BadSheet, match=words):
        figures.read(data, ONE)


def test_figures_may_come_without_their_sheet() -> None:
    raw = b"members:\n  - {name: X, entries: {a: {yes: true}}}\n"
    assert read_figures(raw, "x") == (None, (Member(name="X", entries={"a": Entry(yes=True)}),))
    with pytest.raises(BadSheet, match="members: thiếu mục này"):
        read_figures(b"sheet:\n", "x")
