"""What the room's lists show."""

from __future__ import annotations

from typing import Any

from thidua.foundation.ui.cells import Column
from thidua.kernel.formats import share
from thidua.targets.amounts import number_text
from thidua.targets.types import Direction, ImportState, Kind, Standing, TargetState


def _count(standing: Standing) -> Any:
    return lambda row: row.counted.get(standing) or None


TARGET_COLUMNS = (
    Column("code", "Mã", sort=("place", "code"), nowrap=True),
    Column(
        "title", "Chỉ tiêu", sort="title", url="targets:target pk", header=True, sub=lambda row: row.measure
    ),
    Column("direction", "Chiều tốt", value=lambda row: Direction(row.direction).label),
    Column("agency", "Cơ quan chủ trì", value=lambda row: row.agency.name if row.agency else ""),
    Column("met", "Đạt", kind="number", value=_count(Standing.MET)),
    Column("behind", "Chưa đạt", kind="number", value=_count(Standing.BEHIND)),
    Column("no_result", "Chưa có kết quả", kind="number", value=_count(Standing.NO_RESULT)),
    Column("state", "Tình trạng", kind="badge", sort="state", value=lambda row: TargetState(row.state)),
)
BEHIND_COLUMNS = (
    Column(
        "title", "Chỉ tiêu", value=lambda row: row["title"], url="targets:cell target_id unit_id", header=True,
        sub=lambda row: row["code"], sort="target__title",
    ),
    Column("unit", "Đơn vị", value=lambda row: row["unit_name"], sort="unit__sort_key"),
    Column(
        "behind", "Còn thiếu", align="right",
        value=lambda row: f"{number_text(row['behind'], row['places'])} {row['measure']}" if row["behind"] else "",
    ),
    Column(
        "percent", "So với kế hoạch", align="right", sort="percent",
        value=lambda row: "" if row["percent"] is None else share(row["percent"], 10_000),
    ),
    Column("result", "Theo số", value=lambda row: Kind(row["result"]).label),
)  # fmt: skip
DUE_COLUMNS = (
    Column(
        "title",
        "Chỉ tiêu",
        url="targets:cell target_id unit_id",
        header=True,
        sort="title",
        sub=lambda row: f"{row.code} · {row.measure}",
    ),
    Column("unit", "Đơn vị", sort="unit"),
    Column("period", "Kỳ báo cáo", value=lambda row: row.day.name),
    Column("due", "Đến hạn", kind="date", value=lambda row: row.day.due, sort="day"),
    Column(
        "late",
        "Tình trạng",
        kind="badge",
        value=lambda row: "Quá hạn" if row.late else "Chờ báo cáo",
        tone=lambda row: "bad" if row.late else "wait",
    ),
)
IMPORT_COLUMNS = (
    Column("file_name", "Tệp", url="targets:import pk", header=True, sort="file_name"),
    Column("unit", "Danh mục của", value=lambda row: row.unit.name, sort="unit__sort_key"),
    Column("amounts", "Số liệu", kind="number", value=lambda row: row.amounts or None),
    Column("corrections", "Số sửa", kind="number", value=lambda row: row.corrections or None),
    Column(
        "state", "Tình trạng", kind="badge", value=lambda row: ImportState(row.state),
    ),
    Column("created_at", "Gửi lúc", kind="moment", sort="created_at"),
)  # fmt: skip
BOUNDARY_COLUMNS = (
    Column("file_name", "Tệp", header=True, sort="file_name", sub=lambda row: row.source),
    Column("unit", "Đơn vị", value=lambda row: row.unit.name, sort="unit__sort_key"),
    Column("shapes", "Số hình", kind="number", value=lambda row: row.drawn),
    Column(
        "current", "Tình trạng", kind="badge", value=lambda row: "Đang dùng" if row.current else "Đã bị thay",
        tone=lambda row: "good" if row.current else "done",
    ),
    Column("at", "Nhập lúc", kind="moment", sort="at"),
)  # fmt: skip
