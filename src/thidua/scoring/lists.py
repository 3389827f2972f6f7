"""What the list of score sheets shows."""

from __future__ import annotations

from typing import Any

from thidua.foundation.ui.lists import Column
from thidua.scoring.types import SheetState


def _edition(row: dict[str, Any]) -> str:
    return f"lần {row['edition']}"


COLUMNS = (
    Column("title", "Bảng điểm", sort="title", url="scoring:sheet id", header=True, sub=_edition),
    Column("year", "Năm", kind="text", sort="year", value=lambda row: str(row["year"])),
    Column("unit_name", "Đơn vị ban hành", sort="unit_name"),
    Column("state", "Tình trạng", kind="badge", sort="state", value=lambda row: SheetState(row["state"])),
    Column("adopted_on", "Áp dụng từ", kind="date", sort="adopted_on"),
    Column("instrument", "Văn bản", value=lambda row: row["instrument"]),
)
