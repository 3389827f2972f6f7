"""Entries and points in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thidua.kernel.formats import decimal_vi
from thidua.scoring.engine import Kind, Leaf


def said(leaf: Leaf, value: Mapping[str, Any] | None) -> str:
    """A stored entry in one line; "" for none."""
    if value is None:
        return ""
    if value.get("na"):
        return "không áp dụng"
    match leaf.kind:
        case Kind.RATIO | Kind.INVERSE | Kind.PLAN_LEADER:
            return f"kế hoạch {_number(value.get('plan'))}, kết quả {_number(value.get('result'))}"
        case Kind.GRADE:
            return f"mức {value.get('grade')}"
        case Kind.YES_NO:
            return "có" if value.get("yes") else "không"
        case Kind.PER_EVENT:
            return f"{value.get('count')} việc"
        case Kind.PLUS_MINUS:
            return f"{value.get('count')} việc, {value.get('against', 0)} lỗi"
        case Kind.AVERAGE:
            return "; ".join(_number(score) for score in value.get("scores", ()))
        case _:
            return f"kết quả {_number(value.get('result'))}"


def _number(text: str | None) -> str:
    return "chưa có" if text is None else decimal_vi(Decimal(text))
