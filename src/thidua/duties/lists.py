"""What the lists of duties and of a report's figures show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from thidua.duties.types import DutyState, Rhythm
from thidua.foundation.ui.cells import Column


def _state(row: dict[str, Any]) -> DutyState:
    return DutyState(row["state"])


def _due(row: dict[str, Any]) -> str:
    return Rhythm(row["rhythm"]).label if row["rhythm"] else ""


COLUMNS = (
    Column("text", "Nhiệm vụ", sub="subject", url="duties:duty id", header=True),
    Column(
        "unit_name", "Đơn vị thực hiện", sort="unit__sort_key", sub=lambda row: f"{row['giver_name']} giao"
    ),
    Column("due_on", "Hạn", kind="date", sort="due_on", sub=_due),
    Column("percent", "Tiến độ", value=lambda row: f"{row['percent']} %", sort="percent", align="right"),
    Column("state", "Tình trạng", kind="badge", sort="state", value=_state),
)

FIGURE_COLUMNS = (
    Column(
        "unit",
        "Đơn vị",
        url="duties:duty id",
        sub=lambda row: f"Điểm {row.point}" if row.point else "",
        header=True,
    ),
    Column("text", "Nhiệm vụ"),
    Column("due_on", "Hạn", kind="date"),
    Column("percent", "Tiến độ", value=lambda row: f"{row.percent} %", align="right"),
    Column("state", "Tình trạng ngày lập", kind="badge"),
    Column("words", "Kết quả đã báo cáo", sub=lambda row: f"{row.proofs} minh chứng" if row.proofs else ""),
)

UNLINKED = (replace(FIGURE_COLUMNS[0], url=None), *FIGURE_COLUMNS[1:])
"""For those who wrote the report but do not see the duties themselves."""
