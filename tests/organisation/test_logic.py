"""Rules of the tree, on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.organisation.logic import (
    chain_ids,
    check_end,
    check_household,
    check_new_unit,
    check_person,
    check_succession,
    check_transfer,
    depth_of,
    path_under,
)
from thidua.organisation.types import (
    Authority,
    NewHousehold,
    NewPerson,
    NewUnit,
    PersonGroup,
    SuccessionKind,
    UnitKind,
    UnitRef,
)

TODAY = date(2021, 12, 15)
PERSON = NewPerson(1, "Nguyễn Văn An", PersonGroup.OFFICIAL)
ids = st.lists(st.integers(1, 10**9), min_size=1, max_size=8)


def ref(pk: int, begin: date | None = None, end: date | None = None) -> UnitRef:
    return UnitRef(pk, f"Đơn vị {pk}", f"/{pk}/", UnitKind.COMMUNE, Authority.NONE, None, begin, end)


@given(ids)
def test_a_path_gives_back_its_chain(chain: list[int]) -> None:
    path = ""
    for pk in chain:
        path = path_under(path, pk)
    assert chain_ids(path) == tuple(chain)
    assert depth_of(path) == len(chain) - 1


@given(ids, st.integers(1, 10**9))
def test_a_child_lies_under_its_parent_and_not_under_a_lookalike(chain: list[int], child: int) -> None:
    parent = "".join(["/", *(f"{pk}/" for pk in chain)])
    assert path_under(parent, child).startswith(parent)
    assert not path_under("", int(f"{chain[0]}0")).startswith(f"/{chain[0]}/")


@pytest.mark.parametrize(
    ("parent_end", "end", "allowed"),
    [
        (None, None, True),
        (None, date(2030, 1, 1), True),
        (date(2025, 6, 30), None, True),
        (date(2025, 6, 30), date(2025, 6, 30), True),
        (date(2025, 6, 30), date(2025, 7, 1), False),
        (date(2021, 12, 15), None, True),
        (date(2021, 12, 14), None, False),
        (date(2021, 12, 14), date(2021, 12, 14), True),
    ],
)
def test_a_unit_does_not_outlive_its_parent(parent_end: date | None, end: date | None, allowed: bool) -> None:
    new = NewUnit("Trường", UnitKind.SCHOOL, "T1", valid_to=end)
    assert check_new_unit(new, ref(1, end=parent_end), TODAY).allowed is allowed


def test_a_unit_needs_name_code_and_days_in_order() -> None:
    new = NewUnit(" ", UnitKind.SCHOOL, "", valid_from=date(2021, 1, 2), valid_to=date(2021, 1, 1))
    assert len(check_new_unit(new, None, TODAY).reasons) == 3
    assert check_new_unit(NewUnit("T", UnitKind.SCHOOL, "1"), None, TODAY)


@pytest.mark.parametrize(
    ("unit", "child", "allowed"),
    [
        (ref(1), None, True),
        (ref(1, end=date(2021, 12, 14)), None, False),
        (ref(1, end=date(2021, 12, 15)), None, True),
        (ref(1, begin=date(2021, 12, 16)), None, False),
        (ref(1, begin=date(2021, 12, 15)), None, True),
        (ref(1), ref(2), False),
        (ref(1), ref(2, end=date(2021, 12, 15)), True),
        (ref(1), ref(2, end=date(2021, 12, 16)), False),
    ],
)
def test_the_end_of_a_unit(unit: UnitRef, child: UnitRef | None, allowed: bool) -> None:
    assert check_end(unit, TODAY, [child] if child else []).allowed is allowed


@pytest.mark.parametrize(
    ("kind", "before", "after", "allowed"),
    [
        (SuccessionKind.MERGER, 1, 1, True),
        (SuccessionKind.MERGER, 4, 1, True),
        (SuccessionKind.MERGER, 2, 2, False),
        (SuccessionKind.SPLIT, 1, 2, True),
        (SuccessionKind.SPLIT, 1, 1, False),
        (SuccessionKind.SPLIT, 2, 2, False),
        (SuccessionKind.RENAMING, 1, 1, True),
        (SuccessionKind.RENAMING, 2, 1, False),
        (SuccessionKind.TRANSFER, 1, 1, True),
        (SuccessionKind.TRANSFER, 1, 2, False),
    ],
)
def test_how_many_become_how_many(kind: SuccessionKind, before: int, after: int, allowed: bool) -> None:
    old = [ref(n) for n in range(1, before + 1)]
    new = [ref(n, begin=TODAY) for n in range(101, 101 + after)]
    assert check_succession(kind, old, new, TODAY).allowed is allowed


def test_successors_exist_on_the_day_and_predecessors_until_the_day_before() -> None:
    def may(old: UnitRef, new: UnitRef) -> bool:
        return check_succession(SuccessionKind.RENAMING, [old], [new], TODAY).allowed

    assert may(ref(1, end=date(2021, 12, 14)), ref(2, begin=TODAY))
    assert not may(ref(1, end=date(2021, 12, 13)), ref(2, begin=TODAY))
    assert not may(ref(1), ref(2, begin=date(2021, 12, 16)))
    assert not may(ref(1), ref(1))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "Họ và tên"),
        ({"birth_date": date(1879, 12, 31)}, "Ngày sinh"),
        ({"birth_date": date(2021, 12, 16)}, "Ngày sinh"),
        ({"id_number": "12345678"}, "Số định danh"),
        ({"id_number": "06709000000A"}, "Số định danh"),
        ({"birth_date": date(1990, 1, 1), "since": date(1989, 12, 31)}, "trước ngày sinh"),
        ({"facts_from": 2021, "facts_to": 2020}, "năm nhỏ đến năm lớn"),
    ],
)
def test_a_persons_particulars_make_sense(change: dict[str, object], says: str) -> None:
    decision = check_person(replace(PERSON, **change), TODAY)  # type: ignore[arg-type]
    assert not decision
    assert says in decision.reason


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"birth_date": date(1880, 1, 1)},
        {"birth_date": TODAY},
        {"id_number": "123456789"},
        {"id_number": "067090000001"},
        {"birth_date": date(1990, 1, 1), "since": date(1990, 1, 1)},
        {"facts_from": 2020, "facts_to": 2020},
        {"facts_from": 2020},
    ],
)
def test_sound_particulars_pass(change: dict[str, object]) -> None:
    assert check_person(replace(PERSON, **change), TODAY)  # type: ignore[arg-type]


def test_a_household_needs_a_name() -> None:
    assert check_household(NewHousehold(1, "Điểu Bình"))
    assert not check_household(NewHousehold(1, ""))


@pytest.mark.parametrize(
    ("target", "since", "allowed"),
    [
        (ref(2), None, True),
        (ref(2), date(2021, 12, 14), True),
        (ref(2), TODAY, False),
        (ref(1), None, False),
        (ref(2, end=date(2021, 12, 14)), None, False),
    ],
)
def test_moving_to_another_unit(target: UnitRef, since: date | None, allowed: bool) -> None:
    assert check_transfer(ref(1), target, since, TODAY).allowed is allowed
