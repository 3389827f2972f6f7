"""The balance page: shares as numbers, links and bars, drawn from a run's counts. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from thidua.achievements.screens import Place
from thidua.achievements.types import Route
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField
from thidua.insight.counting import COUNTERS
from thidua.insight.lists import award_words, run_words
from thidua.insight.logic import BALANCED, Group, added, share
from thidua.insight.queries import Count, RunView
from thidua.insight.screens import url_of
from thidua.insight.types import What
from thidua.kernel import formats
from thidua.lawbook import load_book

COLUMN_TITLES = ("Toàn danh sách", "Đủ điều kiện, chưa đề nghị", "Đã đề nghị", "Đã khen thưởng")
"""Titles of the columns of BALANCED."""
_PART: Mapping[Group, Mapping[str, str]] = {
    Group.DIRECT: {"group": "direct"},
    Group.FARMERS: {"group": "farmer"},
    Group.WOMEN: {"gender": "female"},
    Group.MINORITY: {"ethnic": "minority"},
    Group.OUTLYING: {"where": "outlying"},
    Group.SMALL: {"size": "small"},
    Group.LEADERS: {"leader": "yes"},
}
_OTHERS: Mapping[Group, Mapping[str, str]] = {
    Group.DIRECT: {"group": "indirect"},
    Group.FARMERS: {"group": "not_farmer"},
    Group.WOMEN: {"gender": "male"},
    Group.MINORITY: {"ethnic": "majority"},
    Group.OUTLYING: {"where": "inland"},
    Group.SMALL: {"size": "large"},
    Group.LEADERS: {"leader": "no"},
}
_UNKNOWN: Mapping[Group, Mapping[str, str]] = {
    Group.WOMEN: {"gender": "unknown"},
    Group.MINORITY: {"ethnic": "unknown"},
}
_WIDE = 300
"""Width of a full bar in the picture's own units."""


class BalanceForm(FilterForm):
    """Which run, which award (its code, or code and route), which unit."""

    award = ChoiceField(label="Danh hiệu, hình thức")
    unit = SearchField(label="Đơn vị")
    run = ChoiceField(label="Lần rà soát")
    unit_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**53)

    def __init__(self, data: Mapping[str, Any], *, runs: Sequence[RunView], shown: RunView) -> None:
        super().__init__({**{name: data[name] for name in data}, "run": str(shown.id)})
        awards = sorted(load_book().awards.values(), key=lambda award: -award.rank)
        self._awards = [(award.code, award.name) for award in awards]
        asked = data.get("award", "")
        code, _, route = asked.partition(":")
        other = (
            [(asked, award_words(code, route))] if code in load_book().awards and route in set(Route) else []
        )
        self.fields["award"].choices = [*self._awards, *other]
        self.fields["run"].choices = [(str(each.id), run_words(each)) for each in runs]

    def name_unit(self, name: str) -> None:
        """Have the field say which unit a link chose, so that another award keeps it."""
        self.data["unit"] = name

    def show(self, award: str, route: str) -> None:
        """Have the field say which award is shown where none was asked for."""
        if not self.data.get("award") and award:
            self.data["award"] = key = award if route == Route.MERIT else f"{award}:{route}"
            self.fields["award"].choices = [
                *self._awards,
                *([(key, award_words(award, route))] if key != award else []),
            ]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens its rows; `url` is empty where there are none."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """How many are eligible, put forward and awarded for one award."""

    award: str
    route: str
    name: str
    url: str
    figures: tuple[Figure, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much there is to see: first those put forward or awarded, then those eligible."""
        return sum(figure.count for figure in self.figures[1:]), self.figures[0].count


def name_of(award: str, route: str) -> str:
    """The chosen award in words; "" when nothing is there to choose."""
    return award_words(award, route) if award else ""


def award_lines(counts: Sequence[Count], run: RunView, place: Place | None) -> list[AwardLine]:
    """A line for each award with anything to balance, highest first."""
    book = load_book()
    keys = dict.fromkeys((each.award, each.route) for each in counts if each.award)
    ranked = sorted(keys, key=lambda key: (-book.awards[key[0]].rank if key[0] in book.awards else 0, key))
    return [
        AwardLine(
            award,
            route,
            award_words(award, route),
            _balance_url(run, place, award, route),
            tuple(
                _figure(_total(counts, what, award, route)["total"], run, place, what, award, route, {})
                for what in BALANCED[1:]
            ),
        )
        for award, route in ranked
    ]


def chosen(lines: Sequence[AwardLine], wanted: str) -> tuple[str, str]:
    """The award asked for (`code` or `code:route`), else the one most were put forward for or given."""
    for line in lines:
        if wanted in (line.award, f"{line.award}:{line.route}"):
            return line.award, line.route
    if wanted in load_book().awards:
        return wanted, "merit"
    if not lines:
        return "", ""
    most = max(lines, key=lambda line: line.weight)
    return most.award, most.route


@dataclass(frozen=True, slots=True)
class Cell:
    """A group's share of one column: numbers that open their rows, the share in words, the length of its bar."""

    title: str
    part: Figure
    others: Figure
    unknown: Figure
    whole: int
    percent: str
    width: int
    y: int


@dataclass(frozen=True, slots=True)
class Row:
    """A group across the columns; `says` is the picture in words."""

    key: str
    label: str
    others: str
    cells: tuple[Cell, ...]

    @property
    def has_unknown(self) -> bool:
        return any(cell.unknown.count for cell in self.cells)

    @property
    def says(self) -> str:
        shown = (f"{cell.title} {cell.percent or 'không có ai'}" for cell in self.cells)
        return f"{self.label}: {'; '.join(shown)}"


def rows(counts: Sequence[Count], award: str, route: str, run: RunView, place: Place | None) -> list[Row]:
    """Every group with its share of the whole register, of those eligible, put forward and awarded."""
    totals = {
        what: _total(
            counts, what, "" if what is What.REGISTERED else award, "" if what is What.REGISTERED else route
        )
        for what in BALANCED
    }
    found = []
    for group in Group:
        cells = []
        for at, what in enumerate(BALANCED):
            part = share(group, totals[what])
            asked = ("", "") if what is What.REGISTERED else (award, route)
            people = {"kind": "person"} if group.among_people else {}
            cells.append(
                Cell(
                    COLUMN_TITLES[at],
                    _figure(part.part, run, place, what, *asked, {**people, **_PART[group]}),
                    _figure(part.others, run, place, what, *asked, {**people, **_OTHERS[group]}),
                    _figure(part.unknown, run, place, what, *asked, {**people, **_UNKNOWN.get(group, {})}),
                    part.whole,
                    formats.share(part.part, part.whole) if part.whole else "",
                    _WIDE * part.part // part.whole if part.whole else 0,
                    at * 14,
                )
            )
        others = group.others if group is not Group.SMALL else f"Ở đơn vị từ {run.small_below} người trở lên"
        label = group.label if group is not Group.SMALL else f"Ở đơn vị dưới {run.small_below} người"
        found.append(Row(group.value, label, others, tuple(cells)))
    return found


def _total(counts: Sequence[Count], what: What, award: str, route: str) -> dict[str, int]:
    return added(
        (each.counts for each in counts if (each.what, each.award, each.route) == (what, award, route)),
        COUNTERS,
    )


def _figure(
    count: int,
    run: RunView,
    place: Place | None,
    what: What,
    award: str,
    route: str,
    chosen: Mapping[str, str],
) -> Figure:
    if not count:
        return Figure(0, "")
    return Figure(count, url_of(run.id, place, what=what.value, award=award, route=route, **chosen))


def _balance_url(run: RunView, place: Place | None, award: str, route: str) -> str:
    asked: dict[str, object] = {"run": run.id, "award": award if route == "merit" else f"{award}:{route}"}
    if place is not None and place.id is not None:
        asked["unit_id"] = place.id
    return f"{reverse('insight:balance')}?{urlencode(asked)}"
