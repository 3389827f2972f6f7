"""What a run asks, whom it leaves out, and how the balance adds up. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.insight.types import ROUTES, What
from thidua.kernel.decision import Decision, require
from thidua.kernel.formats import date_vi

MOST_SMALL = 100_000


def usual_day(year: int, today: date) -> date:
    """The day of decision a run asks about unless told otherwise: the year's last, or today if that is earlier."""
    return min(date(year, 12, 31), today)


def may_ask(
    year: int, decided_on: date, routes: Sequence[str], small_below: int, first_day: date, today: date
) -> Decision:
    """Whether a run about that year and day makes sense. A day whose law was not loaded is asked all the same:
    the answers say so."""
    return (
        require(
            first_day.year <= year <= today.year,
            f"Năm {year} không rà soát được: bộ quy định bắt đầu từ {date_vi(first_day)}, nay là năm {today.year}.",
        )
        & require(
            decided_on >= first_day, f"Ngày quyết định {date_vi(decided_on)} trước luật đầu tiên đã nạp."
        )
        & require(
            decided_on.year >= year,
            f"Ngày quyết định {date_vi(decided_on)} trước năm thành tích {year}.",
        )
        & require(
            bool(routes) and set(routes) <= set(ROUTES), "Chưa chọn đúng loại hình khen thưởng cần rà soát."
        )
        & require(1 <= small_below <= MOST_SMALL, "Ngưỡng đơn vị nhỏ phải từ 1 đến 100.000 người.")
    )


Held = tuple[int, str]
"""A recipient with an award."""


def left_out(nominated: Iterable[Held], awarded: Iterable[Held]) -> set[Held]:
    """Whom a run does not call overlooked: those put forward for that award in the year, and those who have it.

    By whatever route: nobody needs an award twice for one year's work, and who was put forward was seen.
    """
    return {*nominated, *awarded}


def within_reach(deciders: Collection[str], local: Collection[str], heads: Collection[str]) -> bool:
    """Whether an award can reach a recipient at all: a head of its unit or of one above confers it.

    `deciders` are the powers that confer the award on the day, `local` all powers of heads of units here, `heads`
    those of the recipient's own heads. What the State confers, or nobody is named for, can reach everyone.
    """
    return not deciders or any(each not in local or each in heads for each in deciders)


class Group(StrEnum):
    """A group of the balance: those in it against the others."""

    DIRECT = "direct"
    FARMERS = "farmers"
    WOMEN = "women"
    MINORITY = "minority"
    OUTLYING = "outlying"
    SMALL = "small"
    LEADERS = "leaders"

    @property
    def label(self) -> str:
        return _GROUP_LABELS[self][0]

    @property
    def others(self) -> str:
        """What those outside the group are called."""
        return _GROUP_LABELS[self][1]

    @property
    def among_people(self) -> bool:
        """Whether it divides people only; the others divide collectives and households as well."""
        return self not in (Group.OUTLYING, Group.SMALL)


_GROUP_LABELS = {
    Group.DIRECT: ("Công nhân, nông dân, người lao động trực tiếp", "Nhóm khác"),
    Group.FARMERS: ("Nông dân", "Không phải nông dân"),
    Group.WOMEN: ("Nữ", "Nam"),
    Group.MINORITY: ("Người dân tộc thiểu số", "Người Kinh"),
    Group.OUTLYING: ("Ở đơn vị biên giới, vùng sâu, vùng xa", "Ở đơn vị khác"),
    Group.SMALL: ("Ở đơn vị nhỏ", "Ở đơn vị từ ngưỡng trở lên"),
    Group.LEADERS: ("Lãnh đạo, quản lý", "Không giữ chức vụ"),
}
Counts = Mapping[str, int]
"""Counts by the names of COUNTERS."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a whole are in a group, how many are not, and of how many nobody recorded it."""

    part: int
    others: int
    unknown: int

    @property
    def whole(self) -> int:
        return self.part + self.others + self.unknown


def share(group: Group, counts: Counts) -> Share:
    """The group's share of what was counted; the three parts add up to all people, or to all."""
    whole = counts["people"] if group.among_people else counts["total"]
    unknown = 0
    match group:
        case Group.DIRECT:
            part = counts["workers"] + counts["farmers"] + counts["labourers"]
        case Group.FARMERS:
            part = counts["farmers"]
        case Group.WOMEN:
            part, unknown = counts["women"], counts["gender_unknown"]
        case Group.MINORITY:
            part, unknown = counts["minority"], counts["ethnic_unknown"]
        case Group.LEADERS:
            part = counts["leaders"]
        case _:
            part = counts[group.value]
    return Share(part, whole - part - unknown, unknown)


def nothing(counters: Sequence[str]) -> dict[str, int]:
    """Counts of nothing."""
    return dict.fromkeys(counters, 0)


def added(counts: Iterable[Counts], counters: Sequence[str]) -> dict[str, int]:
    """Counts added up."""
    total = nothing(counters)
    for each in counts:
        for name in counters:
            total[name] += each[name]
    return total


BALANCED = (What.REGISTERED, What.ELIGIBLE, What.NOMINATED, What.AWARDED)
"""What the balance sets side by side: the whole register, then those eligible, put forward, awarded."""
