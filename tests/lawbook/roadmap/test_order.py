"""The overview begins with what is open and near."""

from __future__ import annotations

from dataclasses import replace

from thidua.lawbook.roadmap.reach import Reach, Roadmap


def line(code: str, state: str, year: int | None) -> Reach:
    return Reach(code, code, state, year, "merit", "not_eligible", 2021)  # type: ignore[arg-type]


def test_what_is_open_comes_first_then_by_year_and_the_higher_of_equals() -> None:
    lowest_first = (
        line("a", "by", 2024), line("b", "now", 2021), line("c", "by", 2023), line("d", "by", 2023),
        line("e", "far", None), line("f", "unknown", None), line("g", "judged", 2021),
    )  # fmt: skip
    road = replace(Roadmap(None, None, None), reaches=lowest_first)  # type: ignore[arg-type]
    assert "".join(each.code for each in road.nearest) == "bdcagfe"
