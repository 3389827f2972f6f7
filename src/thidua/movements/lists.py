"""What the list of movements shows."""

from __future__ import annotations

from thidua.foundation.ui.cells import Column
from thidua.kernel.formats import date_vi
from thidua.movements.types import MovementRow


def _period(row: MovementRow) -> str:
    return f"{date_vi(row.since)} – {date_vi(row.until) if row.until else 'không ấn định'}"


def _unit(row: MovementRow) -> str:
    return f"{row.unit} (dữ liệu mẫu)" if row.sample else row.unit


COLUMNS = (
    Column("title", "Phong trào", url="movements:movement id", sub=_unit, header=True),
    Column("kind", "Hình thức", value=lambda row: row.kind.label, sub=lambda row: row.level.label),
    Column("period", "Thời gian", value=_period),
    Column("joined", "Tham gia trực tiếp", kind="number", value=lambda row: row.joined or None),
    Column("next_due", "Sơ kết, tổng kết tới", kind="date", sub="next_review"),
    Column("state", "Tình trạng", kind="badge"),
)
