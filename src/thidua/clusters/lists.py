"""What the list of clusters shows."""

from __future__ import annotations

from thidua.clusters.types import ClusterKind
from thidua.foundation.ui.lists import Column

COLUMNS = (
    Column("title", "Cụm, khối", sort="title", url="clusters:cluster id", header=True),
    Column("year", "Năm", sort="year", value=lambda row: str(row["year"])),
    Column("kind", "Loại", value=lambda row: ClusterKind(row["kind"]).label),
    Column("size", "Số đơn vị", kind="number"),
    Column("unit_name", "Đơn vị lập", sort="unit_name"),
)
