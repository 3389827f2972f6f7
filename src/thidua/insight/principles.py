"""Why pages look at these groups: what the law of a day says of priority, and where. Pure; dated like the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.insight.logic import Group

NOT_NAMED = "Văn bản đã nạp của ngày này không nêu riêng nhóm này trong nguyên tắc ưu tiên."
NOT_LOADED = "Văn bản của ngày này về nguyên tắc ưu tiên chưa được nạp."


@dataclass(frozen=True, slots=True)
class Principle:
    """What is said of a group and where; without a citation, `because` says why there is none."""

    group: Group
    says: str
    cites: tuple[str, ...] = ()
    because: str = ""


_DIRECT = "Ưu tiên người trực tiếp lao động, sản xuất: công nhân, nông dân, chiến sĩ."
_HARD = "Ưu tiên nơi khó khăn, vùng sâu, vùng xa."
_SMALL = "Ưu tiên tập thể nhỏ."
_EQUALS = "Nhiều người đủ điều kiện như nhau thì lựa chọn nữ, tập thể có từ 70% là nữ."
_LAW_2022 = ("06/2022/QH15 Đ5.2.d", "06/2022/QH15 Đ5.3")
_EDGES_2022 = "Ưu tiên biên giới, biển, đảo, địa bàn đặc biệt khó khăn."
_DIRECT_2022 = "Ưu tiên người trực tiếp lao động, sản xuất, kinh doanh."

_BY_DATE: tuple[tuple[date, tuple[Principle, ...]], ...] = (
    (
        date(2014, 8, 20),
        (
            Principle(Group.DIRECT, _DIRECT, ("65/2014/NĐ-CP Đ2.1",)),
            Principle(Group.OUTLYING, _HARD, ("65/2014/NĐ-CP Đ2.1",)),
            Principle(Group.SMALL, _SMALL, ("65/2014/NĐ-CP Đ2.1",)),
        ),
    ),
    (
        date(2017, 10, 1),
        (
            Principle(Group.DIRECT, _DIRECT, ("91/2017/NĐ-CP Đ3",)),
            Principle(Group.WOMEN, _EQUALS, ("91/2017/NĐ-CP Đ3",)),
            Principle(Group.OUTLYING, _HARD, ("91/2017/NĐ-CP Đ3",)),
            Principle(Group.SMALL, _SMALL, ("91/2017/NĐ-CP Đ3",)),
        ),
    ),
    (
        date(2024, 1, 1),
        (
            Principle(Group.DIRECT, _DIRECT_2022, _LAW_2022),
            Principle(Group.WOMEN, "Bảo đảm bình đẳng giới.", _LAW_2022),
            Principle(Group.OUTLYING, _EDGES_2022, _LAW_2022),
        ),
    ),
    (
        date(2025, 7, 1),
        (
            Principle(Group.DIRECT, _DIRECT_2022, _LAW_2022),
            Principle(Group.WOMEN, f"Bảo đảm bình đẳng giới. {_EQUALS}", (*_LAW_2022, "152/2025/NĐ-CP Đ4.6")),
            Principle(Group.OUTLYING, _EDGES_2022, _LAW_2022),
        ),
    ),
    (date(2026, 10, 1), ()),
)
"""From each day what was read; an empty entry says that the law of those days was not loaded."""
_SHOWN = (Group.DIRECT, Group.WOMEN, Group.MINORITY, Group.OUTLYING, Group.SMALL)


def principles(on: date) -> tuple[Principle, ...]:
    """One line for each group that pages filter by, on what the law of the day says of it."""
    stated: tuple[Principle, ...] = ()
    for first, said in _BY_DATE:
        if first <= on:
            stated = said
    found = {each.group: each for each in stated}
    because = NOT_NAMED if stated else NOT_LOADED
    return tuple(found.get(group) or Principle(group, "", because=because) for group in _SHOWN)
