"""How papers name a unit's body and its head. Pure."""

from __future__ import annotations

import re

COMMITTEES = ("province", "district", "commune")
"""Kinds of unit whose body is a people's committee; its papers carry no superior above its own name."""


def body_name(unit_name: str, kind: str) -> str:
    """The body of a unit: the people's committee of an administrative unit, otherwise the unit itself."""
    name = unit_name.strip()
    if kind not in COMMITTEES or name.lower().startswith("ủy ban nhân dân"):
        return name
    name = re.sub(r"^UBND\s+", "", name)
    return f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"


def head_name(unit_name: str, kind: str, head_title: str) -> str:
    """Whose hand it is: “Chủ tịch Ủy ban nhân dân huyện Cư Jút”, “Giám đốc Sở Nội vụ”."""
    return f"{head_title} {body_name(unit_name, kind)}".strip()
